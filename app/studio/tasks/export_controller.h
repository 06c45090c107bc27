// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/documents/song_document.h"
#include "core/playback/song_renderer.h"

#include <QAction>
#include <QObject>

namespace solferino {

class DocumentController;
class Settings;
class Theme;

/// File ▸ Export: the song as MIDI, WAV or FLAC. Sound is rendered on the I/O pool under a window with
/// progress, time left and Cancel.
class ExportController final : public QObject
{
    Q_OBJECT
public:
    ExportController(const Theme &theme, SongDocument &document, DocumentController &documents,
                     Settings &settings, const QString &soundFont, QWidget *window);

    [[nodiscard]] const QList<QAction *> &actions() const { return m_actions; }

Q_SIGNALS:
    void exported(const QString &path, const QString &summary);
    void failed(const solferino::Error &error);

private:
    [[nodiscard]] QString askForPath(const QString &title, const QString &suffix, const QString &filter);
    /// Says so where there is no note; nothing is asked then.
    bool refuseEmpty();
    void exportMidiFile();
    void exportAudio(AudioFormat format, const QString &suffix, const QString &filter);
    void render(const QString &path, AudioFormat format);

    SongDocument &m_document;
    DocumentController &m_documents;
    Settings &m_settings;
    QString m_soundFont;
    QWidget *m_window;
    QList<QAction *> m_actions;
};

} // namespace solferino
