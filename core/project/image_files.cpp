// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/image_files.h"

#include "core/protocol/base64.h"

#include <algorithm>

namespace solferino {

namespace {

constexpr const char *kName = "sha256"; ///< of a file beside the project file

SharedBytes decoded(const std::string &where, std::string_view text)
{
    auto bytes = fromBase64(text);
    if (!bytes)
        throw JsonError(where, "it is not base64");
    return std::make_shared<const Bytes>(*std::move(bytes));
}

SharedBytes readFile(const JsonReader &reader, const FileSource &beside)
{
    if (reader.json().is_string())
        return decoded(reader.where(), reader.json().get_ref<const std::string &>());
    if (!reader.json().is_object() || !beside)
        reader.fail("it is not text in base64");
    const Result<SharedBytes> file = beside(QString::fromStdString(reader.at(kName).text()));
    if (!file)
        reader.fail((file.error().message + u' ' + file.error().detail).trimmed().toStdString());
    return file.value();
}

} // namespace

ImageFiles ImageFiles::read(const JsonReader &reader, std::span<const std::string_view> texts,
                            const FileSource &beside)
{
    ImageFiles files(Place::Inside);
    const std::size_t size = reader.arraySize();
    files.m_list.reserve(std::max(size, texts.size()));
    for (std::size_t i = 0; i < texts.size(); ++i)
        files.m_list.push_back(decoded(reader.where() + '[' + std::to_string(i) + ']', texts[i]));
    for (std::size_t i = 0; i < size; ++i)
        files.m_list.push_back(readFile(reader.at(i), beside));
    return files;
}

nlohmann::json fileBeside(const QString &name)
{
    return {{kName, name.toStdString()}};
}

void ImageFiles::write(nlohmann::json &object, const char *member, const StoredBytes &file)
{
    if (!file)
        return;
    const auto known = std::ranges::find(m_list, file);
    object[member] = known - m_list.begin();
    if (known == m_list.end())
        m_list.push_back(file);
}

SharedBytes ImageFiles::read(const JsonReader &object, const char *member) const
{
    if (!object.has(member))
        return {};
    const JsonReader number = object.at(member);
    if (m_list.empty())
        number.fail("there are no files");
    const auto last = static_cast<std::int64_t>(m_list.size()) - 1;
    return m_list[static_cast<std::size_t>(number.integer(0, last))].load().value(); // that was read just now
}

} // namespace solferino
