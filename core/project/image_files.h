// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/take.h"
#include "core/project/json_reader.h"

#include <vector>

namespace solferino {

/// The files of photos and pictures in a project, each once, whoever refers to it by its number.
class ImageFiles final
{
public:
    /// As a project file holds them. Throws JsonError.
    [[nodiscard]] static ImageFiles read(const JsonReader &reader);

    [[nodiscard]] const std::vector<SharedBytes> &list() const { return m_list; }
    /// Sets the member to the file's number, and to none where there is no file.
    void write(nlohmann::json &object, const char *member, const SharedBytes &file);
    /// The file that the member names, null without the member. Throws JsonError.
    [[nodiscard]] SharedBytes read(const JsonReader &object, const char *member) const;

private:
    std::vector<SharedBytes> m_list;
};

} // namespace solferino
