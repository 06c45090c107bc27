// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/pickle_reader.h"

#include "core/domain/sketch/pickle_text.h"
#include "core/domain/text/format_error.h"
#include "core/domain/text/number_text.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace solferino {

namespace {

constexpr unsigned char kNewestProtocol = 5;
// What a pickle may cost: a unit is an object, an element, a note in the memo, some 60 bytes at most.
constexpr std::size_t kMostUnits = 16'000'000;
constexpr std::size_t kFreeUnits = 65'536;
constexpr std::size_t kDeepestStack = 1'000'000;
constexpr std::size_t kLongestLine = std::size_t{1} << 26U;

[[noreturn]] void failDamaged()
{
    throw FormatError("The pickled array ends early or is damaged.");
}

std::int64_t signedFrom(std::uint64_t bits, std::size_t size)
{
    if (size == 0)
        return 0;
    const auto unused = static_cast<unsigned>(8 * (sizeof(bits) - size));
    return static_cast<std::int64_t>(bits << unused) >> unused;
}

} // namespace

PickleReader::PickleReader(std::string_view pickle)
    : m_rest(pickle)
    , m_budget(std::min(kMostUnits, kFreeUnits + pickle.size()))
{}

const PickledArray &PickleReader::read()
{
    constexpr unsigned char kStop = '.';
    for (unsigned char operation = 0; (operation = static_cast<unsigned char>(take(1).front())) != kStop;)
        step(operation);
    if (m_stack.size() != 1 || !m_marks.empty())
        failDamaged();
    PickledArray *const array = popAs<PickledArray *>();
    return *array;
}

void PickleReader::failForeign()
{
    throw FormatError("The array carries a pickle of another kind than NumPy writes for drawings; "
                      "nothing of it was executed.");
}

void PickleReader::step(unsigned char operation)
{
    constexpr unsigned char kProtocol = 0x80;
    constexpr unsigned char kFrame = 0x95;
    if (stepNumber(operation) || stepText(operation) || stepSequence(operation) || stepMemo(operation))
        return;
    switch (operation) {
    case kProtocol:
        if (takeNumber(1) > kNewestProtocol)
            throw FormatError("The array is pickled by a newer protocol than 5; save it with an older one.");
        break;
    case kFrame:
        takeNumber(8);
        break;
    case 'c': {
        const std::string_view module = takeLine();
        pushGlobal(module, takeLine());
        break;
    }
    case 0x93: {
        const auto name = popAs<std::string_view>();
        pushGlobal(popAs<std::string_view>(), name);
        break;
    }
    case 'R':
        reduce();
        break;
    case 'b':
        build();
        break;
    default:
        failForeign();
    }
}

bool PickleReader::stepNumber(unsigned char operation)
{
    switch (operation) {
    case 'N':
        push({});
        return true;
    case 0x88:
    case 0x89:
        push(operation == 0x88);
        return true;
    case 'I':
    case 'L': {
        std::string_view line = takeLine();
        if (operation == 'I' && (line == "00" || line == "01")) {
            push(line == "01");
            return true;
        }
        if (operation == 'L' && line.ends_with('L'))
            line.remove_suffix(1);
        const auto value = integerFromText(line);
        if (!value)
            failDamaged();
        push(*value);
        return true;
    }
    case 'J':
        push(signedFrom(takeNumber(4), 4));
        return true;
    case 'K':
        push(static_cast<std::int64_t>(takeNumber(1)));
        return true;
    case 'M':
        push(static_cast<std::int64_t>(takeNumber(2)));
        return true;
    case 0x8A: {
        const auto size = static_cast<std::size_t>(takeNumber(1));
        if (size > sizeof(std::int64_t))
            failForeign();
        push(signedFrom(takeNumber(size), size));
        return true;
    }
    case 'F': {
        const auto value = numberFromText(takeLine());
        if (!value)
            failDamaged();
        push(*value);
        return true;
    }
    case 'G': {
        std::uint64_t bits = 0;
        for (const char byte : take(sizeof(double)))
            bits = bits << 8U | static_cast<unsigned char>(byte);
        push(std::bit_cast<double>(bits));
        return true;
    }
    default:
        return false;
    }
}

bool PickleReader::stepText(unsigned char operation)
{
    switch (operation) {
    case 'S':
        pushOwned(bytesFromPythonLiteral(takeLine()));
        return true;
    case 'V':
        pushOwned(utf8FromRawUnicode(takeLine()));
        return true;
    case 'U':
    case 'C':
    case 0x8C:
        push(takeCounted(1));
        return true;
    case 'T':
    case 'B':
    case 'X':
        push(takeCounted(4));
        return true;
    case 0x8D:
    case 0x8E:
    case 0x96:
        push(takeCounted(8));
        return true;
    default:
        return false;
    }
}

bool PickleReader::stepSequence(unsigned char operation)
{
    switch (operation) {
    case '(':
        spend(1);
        m_marks.push_back(m_stack.size());
        return true;
    case ')':
        pushSequence(0, true);
        return true;
    case 't':
        pushSequence(popMark(), true);
        return true;
    case 0x85:
    case 0x86:
    case 0x87:
        pushSequence(operation - 0x84U, true);
        return true;
    case ']':
        pushSequence(0, false);
        return true;
    case 'l':
        pushSequence(popMark(), false);
        return true;
    case 'a':
        appendTo(1);
        return true;
    case 'e':
        appendTo(popMark());
        return true;
    default:
        return false;
    }
}

bool PickleReader::stepMemo(unsigned char operation)
{
    const auto keyOfLine = [this] {
        const auto key = integerFromText(takeLine());
        if (!key || *key < 0)
            failDamaged();
        return static_cast<std::uint64_t>(*key);
    };
    switch (operation) {
    case 'p':
        remember(keyOfLine());
        return true;
    case 'q':
        remember(takeNumber(1));
        return true;
    case 'r':
        remember(takeNumber(4));
        return true;
    case 0x94:
        remember(m_memo.size());
        return true;
    case 'g':
        recall(keyOfLine());
        return true;
    case 'h':
        recall(takeNumber(1));
        return true;
    case 'j':
        recall(takeNumber(4));
        return true;
    default:
        return false;
    }
}

std::string_view PickleReader::take(std::uint64_t count)
{
    if (count > m_rest.size())
        failDamaged();
    const std::string_view taken = m_rest.substr(0, static_cast<std::size_t>(count));
    m_rest.remove_prefix(taken.size());
    return taken;
}

std::string_view PickleReader::takeLine()
{
    const std::size_t end = m_rest.find('\n');
    if (end == std::string_view::npos || end > kLongestLine)
        failDamaged();
    const std::string_view line = take(end);
    take(1);
    return line;
}

std::string_view PickleReader::takeCounted(std::size_t sizeOfCount)
{
    return take(takeNumber(sizeOfCount));
}

std::uint64_t PickleReader::takeNumber(std::size_t size)
{
    const std::string_view bytes = take(size);
    std::uint64_t value = 0;
    for (std::size_t i = bytes.size(); i > 0; --i)
        value = value << 8U | static_cast<unsigned char>(bytes[i - 1]);
    return value;
}

void PickleReader::spend(std::size_t units)
{
    if (units > m_budget)
        throw FormatError(
            "The pickled array has more objects than drawings need; it is damaged or too large.");
    m_budget -= units;
}

void PickleReader::push(PickleValue value)
{
    if (m_stack.size() >= kDeepestStack)
        failForeign();
    m_stack.push_back(value);
}

void PickleReader::pushOwned(std::string text)
{
    spend(1);
    push(std::string_view(m_texts.emplace_back(std::move(text))));
}

void PickleReader::pushSequence(std::size_t count, bool isTuple)
{
    const std::size_t floor = m_marks.empty() ? 0 : m_marks.back();
    if (m_stack.size() < floor + count)
        failDamaged();
    spend(1 + count);
    const auto first = m_stack.end() - static_cast<std::ptrdiff_t>(count);
    PickledSequence &sequence = m_sequences.emplace_back();
    sequence.isTuple = isTuple;
    sequence.values.assign(first, m_stack.end());
    m_stack.erase(first, m_stack.end());
    push(&sequence);
}

PickleValue PickleReader::pop()
{
    const PickleValue value = top();
    m_stack.pop_back();
    return value;
}

PickleValue &PickleReader::top()
{
    if (m_stack.size() <= (m_marks.empty() ? 0 : m_marks.back()))
        failDamaged();
    return m_stack.back();
}

std::size_t PickleReader::popMark()
{
    if (m_marks.empty())
        failDamaged();
    const std::size_t mark = m_marks.back();
    m_marks.pop_back();
    return m_stack.size() - mark;
}

void PickleReader::appendTo(std::size_t count)
{
    const std::size_t floor = m_marks.empty() ? 0 : m_marks.back();
    if (m_stack.size() < floor + count + 1)
        failDamaged();
    const auto first = m_stack.end() - static_cast<std::ptrdiff_t>(count);
    PickledSequence *const *const list = std::get_if<PickledSequence *>(&*(first - 1));
    if (list == nullptr || (*list)->isTuple)
        failForeign();
    spend(count);
    (*list)->values.insert((*list)->values.end(), first, m_stack.end());
    m_stack.erase(first, m_stack.end());
}

void PickleReader::remember(std::uint64_t key)
{
    const PickleValue &value = top();
    if (m_memo.insert_or_assign(key, value).second)
        spend(1);
}

void PickleReader::recall(std::uint64_t key)
{
    const auto found = m_memo.find(key);
    if (found == m_memo.end())
        failDamaged();
    push(found->second);
}

} // namespace solferino
