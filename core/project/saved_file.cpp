// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/saved_file.h"

#include <QSaveFile>

namespace solferino {

namespace {

/// A disk that fills takes a part first and says why it takes no more only when asked again.
bool writePiece(QSaveFile &file, std::string_view piece)
{
    while (!piece.empty()) {
        const qint64 written = file.write(piece.data(), static_cast<qint64>(piece.size()));
        if (written <= 0)
            return false;
        piece.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

} // namespace

std::optional<QString> saveFile(const QString &path, const std::function<bool(const WritePiece &)> &write)
{
    QSaveFile file(path);
    const auto piece = [&file](std::string_view text) {
        return writePiece(file, text);
    };
    // Flushed before the end, which forgets why the last piece could not be written.
    if (file.open(QIODevice::WriteOnly) && write(piece) && file.flush() && file.commit())
        return std::nullopt;
    return file.errorString();
}

} // namespace solferino
