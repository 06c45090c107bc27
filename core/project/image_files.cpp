// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/image_files.h"

#include "core/protocol/base64.h"

#include <algorithm>

namespace solferino {

ImageFiles ImageFiles::read(const JsonReader &reader)
{
    ImageFiles files;
    const std::size_t size = reader.arraySize();
    files.m_list.reserve(size);
    for (std::size_t i = 0; i < size; ++i) {
        const JsonReader text = reader.at(i);
        if (!text.json().is_string())
            text.fail("it is not text in base64");
        auto bytes = fromBase64(text.json().get_ref<const std::string &>());
        if (!bytes)
            text.fail("it is not base64");
        files.m_list.push_back(std::make_shared<const Bytes>(*std::move(bytes)));
    }
    return files;
}

void ImageFiles::write(nlohmann::json &object, const char *member, const SharedBytes &file)
{
    if (!file)
        return;
    const auto known =
        std::ranges::find_if(m_list, [&](const SharedBytes &each) { return areSame(each, file); });
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
    return m_list[static_cast<std::size_t>(number.integer(0, static_cast<std::int64_t>(m_list.size()) - 1))];
}

} // namespace solferino
