// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/documents/image_document.h"
#include "core/project/image_files.h"

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

inline constexpr const char *kProjectFormat = "solferino-project";
inline constexpr int kProjectVersion = 1;
inline constexpr const char *kProjectFiles = "image_files"; ///< the member with the files of pictures

/// "solferino", the extension without its dot.
[[nodiscard]] QString projectFileExtension();

/// The bytes of a project file; none where a take cannot be read again from the disk. Any thread.
[[nodiscard]] QByteArray encodeProject(const Project &project);
/// Errors say which part of the file is wrong and why. `beside`: files of pictures that lie beside it, as
/// those of a recovery copy do. Any thread.
[[nodiscard]] Result<OpenedProject> decodeProject(const QByteArray &bytes, const FileSource &beside = {});

/// Writes beside `path` and renames, so that a crash leaves the old file or the new one. Any thread.
[[nodiscard]] Result<> writeProject(const QString &path, const Project &project);
[[nodiscard]] Result<OpenedProject> readProject(const QString &path, const FileSource &beside = {});
/// One member of a project file, without a look at the others; null where there is none. Any thread.
[[nodiscard]] nlohmann::json readProjectPart(const QString &path, const char *name);

/// A project as a file without its pictures, and these.
struct ProjectParts
{
    std::string text;
    std::vector<StoredBytes> files;
};
[[nodiscard]] ProjectParts partsOf(const Project &project);
/// Writes such a file, whose pictures lie beside it under these names, in their order. As writeProject().
[[nodiscard]] Result<> writeProjectParts(const QString &path, const std::string &text,
                                         const QStringList &names);

} // namespace solferino
