// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/documents/midi_import.h"

#include "core/domain/music/midi_file.h"
#include "core/domain/text/format_error.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace solferino {

namespace {

constexpr std::size_t kTrackColours = 6; ///< the person's and five more

std::span<const std::uint8_t> spanOf(const QByteArray &bytes)
{
    return {reinterpret_cast<const std::uint8_t *>(bytes.constData()),
            static_cast<std::size_t>(bytes.size())};
}

/// `use(bytes)` of a file; what it throws becomes the Error.
template <class Use>
auto withFile(const QString &path, Use use) -> Result<decltype(use(QByteArray()))>
{
    QFile file(path);
    const QString name = QFileInfo(path).fileName();
    if (!file.open(QIODevice::ReadOnly))
        return Error{QCoreApplication::translate("MidiImport", "“%1” cannot be opened: %2.")
                         .arg(name, file.errorString()),
                     {}};
    try {
        return use(file.readAll());
    } catch (const FormatError &error) {
        return Error{
            QCoreApplication::translate("MidiImport", "“%1” is no MIDI file that can be read.").arg(name),
            QCoreApplication::translate("MidiImport", "%1 (byte %2)")
                .arg(QString::fromUtf8(error.what()))
                .arg(error.offset())};
    }
}

} // namespace

ImportedSong songFromBytes(const QByteArray &bytes)
{
    const MidiReadResult read = readMidi(spanOf(bytes));
    std::vector<std::string> warnings = read.warnings;
    ImportedSong imported;
    imported.song = songFromMidi(read.file, &warnings);
    for (std::size_t i = 0; i < imported.song.tracks.size(); ++i)
        imported.song.tracks[i].colour = static_cast<int>(i % kTrackColours);
    for (const std::string &warning : warnings)
        imported.warnings << QString::fromStdString(warning);
    return imported;
}

Result<ImportedSong> importMidi(const QString &path)
{
    return withFile(path, songFromBytes);
}

Result<> exportMidi(const QString &path, const Song &song, const QString &request)
{
    MidiFile file = midiFromSong(song);
    if (!request.isEmpty())
        setRequest(file, request.toStdString());
    const std::vector<std::uint8_t> bytes = writeMidi(file);
    QSaveFile target(path);
    const auto size = static_cast<qint64>(bytes.size());
    if (!target.open(QIODevice::WriteOnly) ||
        target.write(reinterpret_cast<const char *>(bytes.data()), size) != size || !target.commit())
        return Error{QCoreApplication::translate("MidiImport", "“%1” cannot be written: %2.")
                         .arg(QFileInfo(path).fileName(), target.errorString()),
                     {}};
    return {};
}

Result<QString> requestInMidi(const QString &path)
{
    return withFile(path, [](const QByteArray &bytes) {
        return QString::fromStdString(requestOf(readMidi(spanOf(bytes)).file));
    });
}

} // namespace solferino
