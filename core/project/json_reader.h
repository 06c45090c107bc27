// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace solferino {

/// A value in a file that is not what it should be.
class JsonError final : public std::runtime_error
{
public:
    JsonError(std::string where, const std::string &why)
        : std::runtime_error(why)
        , m_where(std::move(where))
    {}
    [[nodiscard]] const std::string &where() const { return m_where; } ///< "song.tracks[2].notes[17][3]"

private:
    std::string m_where;
};

/// A JSON value with its place in the file, for readers that trust nothing. All but is... throw JsonError.
/// A reader refers to the one that it came from and must not outlive it.
class JsonReader final
{
public:
    JsonReader(const nlohmann::json &value, const char *name, const JsonReader *parent = nullptr)
        : m_value(value)
        , m_name(name)
        , m_parent(parent)
    {}

    [[nodiscard]] const nlohmann::json &json() const { return m_value; }
    [[nodiscard]] std::string where() const;
    [[noreturn]] void fail(const std::string &why) const;

    [[nodiscard]] std::int64_t integer(std::int64_t min = std::numeric_limits<std::int64_t>::min(),
                                       std::int64_t max = std::numeric_limits<std::int64_t>::max()) const;
    [[nodiscard]] std::uint64_t natural() const;
    [[nodiscard]] double number(double min, double max) const;
    [[nodiscard]] bool boolean() const;
    /// Text, or bytes that are no UTF-8 as writeText() left them.
    [[nodiscard]] std::string text() const;
    /// Bytes written as two hexadecimal digits each.
    [[nodiscard]] std::vector<std::uint8_t> bytes() const;

    /// The elements of an array of any length, or of exactly `size` ones.
    [[nodiscard]] std::size_t arraySize() const;
    void expectSize(std::size_t size) const;
    [[nodiscard]] JsonReader at(std::size_t index) const;

    [[nodiscard]] bool has(const char *member) const;
    [[nodiscard]] JsonReader at(const char *member) const;
    /// Adds a sentence to `warnings` for each member that is not in `known`.
    void reportUnknown(std::initializer_list<std::string_view> known,
                       std::vector<std::string> &warnings) const;

private:
    JsonReader(const nlohmann::json &value, std::size_t index, const JsonReader *parent)
        : m_value(value)
        , m_index(index)
        , m_parent(parent)
    {}

    const nlohmann::json &m_value;
    const char *m_name = nullptr; ///< null: an element of an array
    std::size_t m_index = 0;
    const JsonReader *m_parent = nullptr;
};

/// Text as JSON; bytes that are no UTF-8 become {"bytes": "c3..."}.
[[nodiscard]] nlohmann::json writeText(const std::string &text);
[[nodiscard]] std::string writeBytes(const std::vector<std::uint8_t> &bytes);

} // namespace solferino
