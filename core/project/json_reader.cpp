// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/json_reader.h"

#include <QByteArray>
#include <QString>
#include <QStringDecoder>

#include <algorithm>

namespace solferino {

using nlohmann::json;

namespace {

std::string between(const std::string &min, const std::string &max)
{
    return " is not between " + min + " and " + max;
}

std::string shortText(const json &value)
{
    const std::string text = value.dump(-1, ' ', false, json::error_handler_t::replace);
    return text.size() <= 40 ? text : text.substr(0, 40) + "...";
}

bool isUtf8(const std::string &text)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    [[maybe_unused]] const QString decoded =
        decoder(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
    return !decoder.hasError();
}

} // namespace

std::string JsonReader::where() const
{
    const std::string before = m_parent ? m_parent->where() : std::string();
    if (!m_name)
        return before + '[' + std::to_string(m_index) + ']';
    return before.empty() || !*m_name ? before + m_name : before + '.' + m_name;
}

void JsonReader::fail(const std::string &why) const
{
    throw JsonError(where(), why);
}

std::int64_t JsonReader::integer(std::int64_t min, std::int64_t max) const
{
    if (!m_value.is_number_integer())
        fail(shortText(m_value) + " is not a whole number");
    const bool isHuge =
        m_value.is_number_unsigned() &&
        m_value.get<std::uint64_t>() > std::uint64_t(std::numeric_limits<std::int64_t>::max());
    const std::int64_t number = isHuge ? 0 : m_value.get<std::int64_t>();
    if (isHuge || number < min || number > max)
        fail(shortText(m_value) + between(std::to_string(min), std::to_string(max)));
    return number;
}

std::uint64_t JsonReader::natural() const
{
    if (!m_value.is_number_unsigned())
        fail(shortText(m_value) + " is not a whole number from 0");
    return m_value.get<std::uint64_t>();
}

double JsonReader::number(double min, double max) const
{
    if (!m_value.is_number())
        fail(shortText(m_value) + " is not a number");
    const double number = m_value.get<double>();
    if (!(number >= min && number <= max))
        fail(shortText(m_value) + between(nlohmann::json(min).dump(), nlohmann::json(max).dump()));
    return number;
}

bool JsonReader::boolean() const
{
    if (!m_value.is_boolean())
        fail(shortText(m_value) + " is not true or false");
    return m_value.get<bool>();
}

std::string JsonReader::text() const
{
    if (m_value.is_object() && has("bytes")) {
        const std::vector<std::uint8_t> raw = at("bytes").bytes();
        return std::string(raw.begin(), raw.end());
    }
    if (!m_value.is_string())
        fail(shortText(m_value) + " is not text");
    return m_value.get<std::string>();
}

std::vector<std::uint8_t> JsonReader::bytes() const
{
    if (!m_value.is_string())
        fail(shortText(m_value) + " is not a row of hexadecimal digits");
    const auto &digits = m_value.get_ref<const std::string &>();
    const bool isHex = std::all_of(digits.begin(), digits.end(),
                                   [](unsigned char each) { return std::isxdigit(each) != 0; });
    if (!isHex || digits.size() % 2 != 0)
        fail(shortText(m_value) + " is not an even row of hexadecimal digits");
    const QByteArray raw = QByteArray::fromHex(QByteArray::fromStdString(digits));
    return {raw.begin(), raw.end()};
}

std::size_t JsonReader::arraySize() const
{
    if (!m_value.is_array())
        fail(shortText(m_value) + " is not a list");
    return m_value.size();
}

void JsonReader::expectSize(std::size_t size) const
{
    if (arraySize() != size)
        fail(shortText(m_value) + " has not " + std::to_string(size) + " elements");
}

JsonReader JsonReader::at(std::size_t index) const
{
    return {m_value[index], index, this};
}

bool JsonReader::has(const char *member) const
{
    if (!m_value.is_object())
        fail(shortText(m_value) + " is not an object");
    return m_value.contains(member);
}

JsonReader JsonReader::at(const char *member) const
{
    if (!has(member))
        fail(std::string("'") + member + "' is missing");
    return {m_value.find(member).value(), member, this};
}

void JsonReader::reportUnknown(std::initializer_list<std::string_view> known,
                               std::vector<std::string> &warnings) const
{
    for (const auto &[name, value] : m_value.items()) {
        if (std::find(known.begin(), known.end(), name) == known.end())
            warnings.push_back(where() + '.' + name);
    }
}

json writeText(const std::string &text)
{
    if (isUtf8(text))
        return text;
    return {{"bytes", writeBytes({text.begin(), text.end()})}};
}

std::string writeBytes(const std::vector<std::uint8_t> &bytes)
{
    const auto *data = reinterpret_cast<const char *>(bytes.data());
    return QByteArray::fromRawData(data, static_cast<qsizetype>(bytes.size())).toHex().toStdString();
}

} // namespace solferino
