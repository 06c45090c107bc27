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

QString say(const char *text)
{
    return QCoreApplication::translate("MidiImport", text);
}

Result<MidiReadResult> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{say("“%1” cannot be opened: %2.").arg(QFileInfo(path).fileName(), file.errorString()),
                     {}};
    const QByteArray bytes = file.readAll();
    try {
        return readMidi({reinterpret_cast<const std::uint8_t *>(bytes.constData()),
                         static_cast<std::size_t>(bytes.size())});
    } catch (const FormatError &error) {
        return Error{say("“%1” is no MIDI file that can be read: %2 (byte %3).")
                         .arg(QFileInfo(path).fileName(), QString::fromUtf8(error.what()))
                         .arg(error.offset()),
                     QString::fromUtf8(error.what())};
    }
}

} // namespace

Result<ImportedSong> importMidi(const QString &path)
{
    Result<MidiReadResult> read = readFile(path);
    if (!read)
        return read.error();
    std::vector<std::string> warnings = read.value().warnings;
    ImportedSong imported;
    imported.song = songFromMidi(read.value().file, &warnings);
    for (const std::string &warning : warnings)
        imported.warnings << QString::fromStdString(warning);
    return imported;
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
        return Error{say("“%1” cannot be written: %2.").arg(QFileInfo(path).fileName(), target.errorString()),
                     {}};
    return {};
}

Result<QString> requestInMidi(const QString &path)
{
    const Result<MidiReadResult> read = readFile(path);
    if (!read)
        return read.error();
    return QString::fromStdString(requestOf(read.value().file));
}

} // namespace solferino
