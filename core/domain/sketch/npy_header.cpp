// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/numpy_numbers.h"
#include "core/domain/text/format_error.h"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace solferino {

namespace {

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr std::size_t kLongestHeader = 1U << 16U;

[[noreturn]] void fail()
{
    throw FormatError("The array's head is damaged or of a form that NumPy does not write.");
}

/// A cursor over the dictionary that the head is, a Python literal.
class LiteralCursor final
{
public:
    explicit LiteralCursor(std::string_view text)
        : m_rest(text)
    {}

    bool takes(char expected)
    {
        m_rest.remove_prefix(std::min(m_rest.find_first_not_of(" \n"), m_rest.size()));
        if (m_rest.empty() || m_rest.front() != expected)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    void need(char expected)
    {
        if (!takes(expected))
            fail();
    }

    std::string_view text()
    {
        char quote = '\'';
        if (!takes(quote)) {
            quote = '"';
            need(quote);
        }
        const std::size_t end = m_rest.find(quote);
        if (end == std::string_view::npos)
            fail();
        const std::string_view text = m_rest.substr(0, end);
        m_rest.remove_prefix(end + 1);
        return text;
    }

    bool boolean()
    {
        for (const std::string_view word : {"True", "False"}) {
            if (takes(word.front())) {
                if (!m_rest.starts_with(word.substr(1)))
                    fail();
                m_rest.remove_prefix(word.size() - 1);
                return word == "True";
            }
        }
        fail();
    }

    NumpyShape shape()
    {
        NumpyShape shape;
        need('(');
        while (!takes(')')) {
            std::uint64_t side = 0;
            const auto [end, error] = std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), side);
            if (error != std::errc{})
                fail();
            m_rest.remove_prefix(static_cast<std::size_t>(end - m_rest.data()));
            shape.push_back(side);
            takes('L'); // Python 2's long numbers
            if (!takes(',')) {
                need(')');
                break;
            }
        }
        return shape;
    }

private:
    std::string_view m_rest;
};

std::uint64_t littleEndian(std::string_view bytes)
{
    std::uint64_t value = 0;
    for (std::size_t i = bytes.size(); i > 0; --i)
        value = value << 8U | static_cast<unsigned char>(bytes[i - 1]);
    return value;
}

} // namespace

NpyHeader readNpyHeader(std::string_view bytes)
{
    if (!bytes.starts_with(kMagic) || bytes.size() < kMagic.size() + 6)
        throw FormatError("The archive holds something that is no NumPy array.");
    const char version = bytes[kMagic.size()];
    if (version < 1 || version > 3)
        throw FormatError("The array is of a newer version of NumPy's format than 3.");
    const std::size_t lengthSize = version == 1 ? 2 : 4;
    const std::size_t start = kMagic.size() + 2 + lengthSize;
    const std::uint64_t length = littleEndian(bytes.substr(start - lengthSize, lengthSize));
    if (length > kLongestHeader || length > bytes.size() - start)
        fail();

    NpyHeader header;
    header.size = start + static_cast<std::size_t>(length);
    bool hasType = false;
    bool hasShape = false;
    LiteralCursor cursor(bytes.substr(start, length));
    cursor.need('{');
    while (!cursor.takes('}')) {
        const std::string_view key = cursor.text();
        cursor.need(':');
        if (key == "descr") {
            header.type = numpyTypeFrom(cursor.text());
            hasType = true;
        } else if (key == "shape") {
            header.shape = cursor.shape();
            hasShape = true;
        } else if (key != "fortran_order") {
            fail();
        } else if (cursor.boolean()) {
            throw FormatError(
                "The array is stored in Fortran order; save it with numpy.ascontiguousarray().");
        }
        if (!cursor.takes(',')) {
            cursor.need('}');
            break;
        }
    }
    if (!hasType || !hasShape)
        fail();
    return header;
}

} // namespace solferino
