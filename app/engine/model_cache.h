// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace solferino {

/// Models that stay in memory between operations. A model file that has changed is read again.
class ModelCache final
{
public:
    struct Key
    {
        std::string model;
        std::string weights; ///< as it was asked for
        std::filesystem::path file;
        std::string device;
    };
    struct Info
    {
        std::string model;
        std::string weights;
        std::int64_t bytes = 0;
    };

    /// The model of `key`, read by `load()`, which returns it as std::shared_ptr<const Model>, where it is
    /// not here yet. `key.model` goes with one type.
    template <class Model, class Load>
    [[nodiscard]] std::shared_ptr<const Model> get(const Key &key, Load &&load)
    {
        if (auto known = find(key))
            return std::static_pointer_cast<const Model>(known);
        std::shared_ptr<const Model> model = load();
        add(key, model);
        return model;
    }

    /// Lets go of a model's weights; empty names mean all. Operations that run keep theirs.
    void forget(const std::string &model, const std::string &weights);
    /// Any thread.
    [[nodiscard]] std::vector<Info> contents() const;

private:
    struct Entry
    {
        Key key;
        std::filesystem::file_time_type written;
        std::int64_t bytes = 0;
        std::shared_ptr<const void> model;
    };

    [[nodiscard]] std::shared_ptr<const void> find(const Key &key) const;
    void add(const Key &key, std::shared_ptr<const void> model);

    mutable std::mutex m_mutex;
    std::vector<Entry> m_entries;
};

} // namespace solferino
