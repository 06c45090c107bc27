// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/music/song.h"

#include <QByteArray>
#include <QStringList>

namespace solferino {

struct ImportedSong
{
    Song song;
    QStringList warnings; ///< what was repaired
};

/// The song in a file's bytes, with a colour for each track. Throws FormatError. Any thread.
[[nodiscard]] ImportedSong songFromBytes(const QByteArray &bytes);
/// Reads a MIDI file. Any thread.
[[nodiscard]] Result<ImportedSong> importMidi(const QString &path);
/// Writes format 1 through a temporary file. `request` is the JSON of the job that made the notes; may be
/// empty.
[[nodiscard]] Result<> exportMidi(const QString &path, const Song &song, const QString &request = {});
/// The request in a file that a model made; empty where there is none.
[[nodiscard]] Result<QString> requestInMidi(const QString &path);

} // namespace solferino
