// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/model_cache.h"

#include <system_error>

namespace solferino {

namespace {

std::filesystem::file_time_type writtenAt(const std::filesystem::path &file)
{
    std::error_code failure;
    return std::filesystem::last_write_time(file, failure);
}

} // namespace

void ModelCache::forget(const std::string &model, const std::string &weights)
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_entries, [&](const Entry &entry) {
        return (model.empty() || entry.key.model == model) &&
               (weights.empty() || entry.key.weights == weights);
    });
}

std::vector<ModelCache::Info> ModelCache::contents() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<Info> infos;
    for (const Entry &entry : m_entries)
        infos.push_back({entry.key.model, entry.key.weights, entry.bytes});
    return infos;
}

std::shared_ptr<const void> ModelCache::find(const Key &key) const
{
    const std::lock_guard lock(m_mutex);
    for (const Entry &entry : m_entries)
        if (entry.key.model == key.model && entry.key.file == key.file && entry.key.device == key.device &&
            entry.written == writtenAt(key.file))
            return entry.model;
    return nullptr;
}

void ModelCache::add(const Key &key, std::shared_ptr<const void> model)
{
    std::error_code failure;
    const auto bytes = static_cast<std::int64_t>(std::filesystem::file_size(key.file, failure));
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_entries, [&key](const Entry &entry) {
        return entry.key.model == key.model && entry.key.file == key.file && entry.key.device == key.device;
    });
    m_entries.push_back({key, writtenAt(key.file), failure ? 0 : bytes, std::move(model)});
}

} // namespace solferino
