// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/documents/image_document.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <nlohmann/json.hpp>
#include <vector>

namespace solferino {

/// Everything that a project file holds. The format is described in FORMAT.md.
struct Project
{
    Song song;
    std::vector<Take> takes; ///< of notes
    Drawing drawing;
    std::vector<Take> drawingTakes; ///< of strokes
    Photo photo;
    Styling styling;
    std::vector<Take> imageTakes;                   ///< of pictures
    nlohmann::json view = nlohmann::json::object(); ///< zoom, scroll position, tool ...: the studio's own
    /// Parts that this version does not know, by name; written back as they came.
    nlohmann::json otherParts = nlohmann::json::object();

    bool operator==(const Project &) const = default;
};

struct OpenedProject
{
    Project project;
    QStringList warnings; ///< what was left out or repaired, whole sentences
};

inline constexpr int kProjectVersion = 1;

/// "solferino", the extension without its dot.
[[nodiscard]] QString projectFileExtension();

/// The bytes of a project file. Any thread.
[[nodiscard]] QByteArray encodeProject(const Project &project);
/// Errors say which part of the file is wrong and why. Any thread.
[[nodiscard]] Result<OpenedProject> decodeProject(const QByteArray &bytes);

/// Writes beside `path` and renames, so that a crash leaves the old file or the new one. Any thread.
[[nodiscard]] Result<> writeProject(const QString &path, const Project &project);
[[nodiscard]] Result<OpenedProject> readProject(const QString &path);

} // namespace solferino
