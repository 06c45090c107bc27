// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/documents/take.h"
#include "core/project/json_reader.h"

#include <functional>
#include <span>
#include <vector>

namespace solferino {

/// Reads a file that lies beside a project file, by its name.
using FileSource = std::function<Result<SharedBytes>(const QString &name)>;

/// The files of photos and pictures in a project, each once, whoever refers to it by its number.
class ImageFiles final
{
public:
    /// Whether their bytes stand in the project file, or in files beside it.
    enum class Place { Inside, Beside };

    explicit ImageFiles(Place place)
        : m_place(place)
    {}
    /// As a project file holds them: `texts` where they were cut out of it, else the elements of `reader`.
    /// Throws JsonError.
    [[nodiscard]] static ImageFiles read(const JsonReader &reader, std::span<const std::string_view> texts,
                                         const FileSource &beside);

    [[nodiscard]] Place place() const { return m_place; }
    [[nodiscard]] const std::vector<StoredBytes> &list() const { return m_list; }
    /// Sets the member to the file's number, and to none where there is no file.
    void write(nlohmann::json &object, const char *member, const StoredBytes &file);
    /// The file that the member names, null without the member. Throws JsonError.
    [[nodiscard]] SharedBytes read(const JsonReader &object, const char *member) const;

private:
    Place m_place;
    std::vector<StoredBytes> m_list;
};

/// How a list of files names one that lies beside the project file.
[[nodiscard]] nlohmann::json fileBeside(const QString &name);

} // namespace solferino
