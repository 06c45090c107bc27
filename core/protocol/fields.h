// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace solferino {

/// Inclusive limits of a number.
struct Range
{
    double min = 0.0;
    double max = 0.0;
};

enum class Unit { None, Sixteenths, Bars, Seconds, BeatsPerMinute, Semitones, Pitch, Steps, Epochs, Percent };

/// The values that a text option may take.
struct Choices
{
    Choices(std::initializer_list<const char *> values)
        : values(values.begin(), values.end())
    {}
    std::vector<std::string> values;
};

enum class FieldType { Integer, Number, Boolean, Text, Choice, File, Folder, Paths };

/// Whether a panel shows an option at once or under its disclosure line.
enum class Shown { Always, Advanced };

/// One option of an operation, as panels, command lines and validation see it.
struct FieldInfo
{
    std::string name; ///< snake_case: JSON key; with hyphens or underscores, the command-line flag
    FieldType type = FieldType::Text;
    nlohmann::json defaultValue;
    Range range; ///< of Integer and Number
    Unit unit = Unit::None;
    std::vector<std::string> choices = {}; ///< of Choice
    std::string help;                      ///< one English phrase, without a full stop
    Shown shown = Shown::Always;
};

using FieldList = std::vector<FieldInfo>;

/// An option that is unknown, of the wrong type or out of range: `what()` names the option, the value and the
/// limits.
class OptionError final : public std::runtime_error
{
public:
    OptionError(std::string option, const std::string &reason)
        : std::runtime_error(reason)
        , m_option(std::move(option))
    {}
    [[nodiscard]] const std::string &option() const { return m_option; }

private:
    std::string m_option;
};

/// Marks a text option as a path that panels choose with a dialog. Paths: files and folders, separated by
/// semicolons.
enum class PathKind { File, Folder, Paths };

namespace detail {

template <class T>
concept FieldNumber = std::is_arithmetic_v<T> && !std::is_same_v<T, bool>;

/// Collects the FieldInfo of each member of a default-constructed options struct.
class FieldDescriber
{
public:
    template <FieldNumber T>
    void operator()(T &value, const char *name, Range range, Unit unit, const char *help,
                    Shown shown = Shown::Always)
    {
        m_fields.push_back({name,
                            std::is_integral_v<T> ? FieldType::Integer : FieldType::Number,
                            value,
                            range,
                            unit,
                            {},
                            help,
                            shown});
    }
    void operator()(bool &value, const char *name, const char *help, Shown shown = Shown::Always)
    {
        m_fields.push_back({name, FieldType::Boolean, value, {}, Unit::None, {}, help, shown});
    }
    void operator()(std::string &value, const char *name, const char *help, Shown shown = Shown::Always)
    {
        m_fields.push_back({name, FieldType::Text, value, {}, Unit::None, {}, help, shown});
    }
    void operator()(std::string &value, const char *name, PathKind kind, const char *help,
                    Shown shown = Shown::Always)
    {
        const FieldType type = kind == PathKind::Paths    ? FieldType::Paths
                               : kind == PathKind::Folder ? FieldType::Folder
                                                          : FieldType::File;
        m_fields.push_back({name, type, value, {}, Unit::None, {}, help, shown});
    }
    void operator()(std::string &value, const char *name, const Choices &choices, const char *help,
                    Shown shown = Shown::Always)
    {
        m_fields.push_back({name, FieldType::Choice, value, {}, Unit::None, choices.values, help, shown});
    }

    FieldList take() { return std::move(m_fields); }

private:
    FieldList m_fields;
};

/// Copies validated JSON values into the members.
class FieldReader
{
public:
    explicit FieldReader(const nlohmann::json &values)
        : m_values(values)
    {}
    template <class T, class... Rest>
    void operator()(T &value, const char *name, Rest &&...)
    {
        if (const auto found = m_values.find(name); found != m_values.end())
            value = found->template get<T>();
    }

private:
    const nlohmann::json &m_values;
};

/// Copies the members into JSON.
class FieldWriter
{
public:
    template <class T, class... Rest>
    void operator()(T &value, const char *name, Rest &&...)
    {
        m_values[name] = value;
    }
    nlohmann::json take() { return std::move(m_values); }

private:
    nlohmann::json m_values = nlohmann::json::object();
};

} // namespace detail

/// The fields of an options struct, with its defaults.
template <class Options>
[[nodiscard]] FieldList describeFields()
{
    Options options;
    detail::FieldDescriber describer;
    options.fields(describer);
    return describer.take();
}

/// Checks `values` against `fields`: unknown names, types, ranges, choices. Returns the object with every
/// default filled in and numbers in their declared type. Throws OptionError.
[[nodiscard]] nlohmann::json validateOptions(const FieldList &fields, const nlohmann::json &values);

/// Parses one value typed by a person ("0.9", "true", "60,-2,62"). Throws OptionError.
[[nodiscard]] nlohmann::json parseOptionText(const FieldInfo &field, const std::string &text);

/// A short text of a unit for help and panels ("sixteenths", "bpm"); empty for None.
[[nodiscard]] const char *unitName(Unit unit);

/// A field for programs that cannot see the C++: name, type, default, help, advanced, and where they mean
/// something min, max, unit and choices.
[[nodiscard]] nlohmann::json toJson(const FieldInfo &field);

/// The candidate that `name` is most likely a slip of; empty if none is near.
[[nodiscard]] std::string nearestName(const std::string &name, const std::vector<std::string> &candidates);

/// `number` as a person would write it, "." as the decimal point: "3", "0.000001".
[[nodiscard]] std::string numberText(double number);

/// Validated options as the struct that declares them. Throws OptionError.
template <class Options>
[[nodiscard]] Options readOptions(const nlohmann::json &values)
{
    Options options;
    const nlohmann::json complete = validateOptions(describeFields<Options>(), values);
    detail::FieldReader reader(complete);
    options.fields(reader);
    return options;
}

template <class Options>
[[nodiscard]] nlohmann::json writeOptions(Options options)
{
    detail::FieldWriter writer;
    options.fields(writer);
    return writer.take();
}

} // namespace solferino
