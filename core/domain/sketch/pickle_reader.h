// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/numpy_numbers.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace solferino {

struct PickledArray;
struct PickledSequence;

/// The few callables that NumPy's pickles name. They are only recognized: this reader runs nothing.
enum class PickleGlobal { Reconstruct, FromBuffer, Array, Type, Encode, Bytes };

/// Text and bytes are views into the pickle or into the reader.
using PickleValue = std::variant<std::monostate, bool, std::int64_t, double, std::string_view, PickleGlobal,
                                 PickledSequence *, NumpyType *, PickledArray *>;

/// A tuple or a list.
struct PickledSequence
{
    bool isTuple = true;
    std::vector<PickleValue> values;
};

struct PickledArray
{
    NumpyShape shape;
    NumpyType type;
    bool isFortran = false;
    std::string_view bytes;                 ///< of numbers
    const PickledSequence *items = nullptr; ///< of objects
};

/// Reads a pickled NumPy array of protocols 0 to 5. Knows what NumPy writes for arrays of numbers and for
/// arrays of such arrays, and refuses everything else by a FormatError. Memory stays proportional to the
/// pickle.
class PickleReader final
{
public:
    explicit PickleReader(std::string_view pickle);

    /// The array, which lives as long as the reader and the pickle. Call it once.
    [[nodiscard]] const PickledArray &read();

private:
    void step(unsigned char operation);
    bool stepNumber(unsigned char operation);
    bool stepText(unsigned char operation);
    bool stepSequence(unsigned char operation);
    bool stepMemo(unsigned char operation);

    std::string_view take(std::uint64_t count);
    std::string_view takeLine();
    std::string_view takeCounted(std::size_t sizeOfCount);
    std::uint64_t takeNumber(std::size_t size);

    void spend(std::size_t units);
    void push(PickleValue value);
    void pushOwned(std::string text);
    void pushSequence(std::size_t count, bool isTuple);
    PickleValue pop();
    PickleValue &top();
    std::size_t popMark();
    template <class Value>
    Value popAs()
    {
        const PickleValue value = pop();
        const Value *const held = std::get_if<Value>(&value);
        if (held == nullptr)
            failForeign();
        return *held;
    }
    [[noreturn]] static void failForeign();

    void appendTo(std::size_t count);
    void remember(std::uint64_t key);
    void recall(std::uint64_t key);
    void pushGlobal(std::string_view module, std::string_view name);
    void reduce();
    void build();

    std::string_view m_rest;
    std::size_t m_budget;
    std::vector<PickleValue> m_stack;
    std::vector<std::size_t> m_marks;
    std::unordered_map<std::uint64_t, PickleValue> m_memo;
    std::deque<std::string> m_texts;
    std::deque<PickledSequence> m_sequences;
    std::deque<NumpyType> m_types;
    std::deque<PickledArray> m_arrays;
};

} // namespace solferino
