// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/documents/image_document.h"
#include "core/documents/sketch_document.h"
#include "core/documents/song_document.h"
#include "core/documents/take_list.h"
#include "core/project/autosave.h"
#include "core/project/recent_files.h"

#include <QDateTime>
#include <QObject>
#include <QThreadPool>

#include <array>
#include <functional>

class QWidget;

namespace solferino {

class Settings;

/// The open project's file, with its song, its drawing, its photo and the takes of each: new, open, save,
/// recent files, autosave and recovery. Files are read and written on the I/O pool. GUI thread.
class DocumentController final : public QObject
{
    Q_OBJECT
public:
    /// What a project holds.
    struct Contents
    {
        SongDocument &song;
        TakeList &takes;
        SketchDocument &drawing;
        TakeList &drawingTakes;
        ImageDocument &image;
        TakeList &imageTakes;
    };
    DocumentController(const Contents &contents, Settings &settings, const QString &recoveryFolder,
                       QObject *parent);

    /// The window that owns dialogs.
    void setWindow(QWidget *window) { m_window = window; }
    [[nodiscard]] RecentFiles &recentFiles() { return *m_recent; }
    [[nodiscard]] const QString &path() const { return m_path; }
    /// "Evening on the Quay", or "Untitled".
    [[nodiscard]] QString name() const;
    [[nodiscard]] bool isModified() const;
    /// How a workspace showed its part of the project; empty where that is not known.
    [[nodiscard]] nlohmann::json view(const std::string &workspace) const;
    /// Goes into the file with the next change of the project: a look at it is none.
    void setView(const std::string &workspace, const nlohmann::json &view);
    /// "saved 4 s ago", "not saved yet", "unsaved changes", "saving…", "opening quay.solferino…".
    [[nodiscard]] QString saveStatus() const;

    /// An empty song with one track, an empty drawing and no photo.
    void newDocument();
    /// Replaces the document by a song without a question: start, tour, recovery.
    void adopt(Song song, const QString &name);
    /// The same by a drawing.
    void adopt(Drawing drawing, const QString &name);
    /// Opens a project or a MIDI file, after the question about unsaved changes. A drawing's file (.svg) and
    /// a photo's come into the open document instead: see drawingImportRequested() and photoOpenRequested().
    void open(const QString &path);
    void openWithDialog();
    /// `then` runs once the file is written.
    void save(std::function<void()> then = {});
    void saveAs(std::function<void()> then = {});
    /// Asks about unsaved changes where there are any; `proceed` runs if the document may go, perhaps later:
    /// once it is saved.
    void askToLeave(std::function<void()> proceed);
    /// Looks for what a crashed studio left behind, on the I/O pool, and offers it once that is found. `done`
    /// learns whether something was recovered.
    void offerRecovery(std::function<void(bool isRecovered)> done);
    /// The document was closed in order: its recovery copy goes.
    void close();

Q_SIGNALS:
    void stateChanged(); ///< name, path, modified or save status
    /// Another document is there: new, opened, adopted or recovered.
    void documentShown();
    /// The file of a drawing is to be added to the sketch.
    void drawingImportRequested(const QString &path);
    /// The file of a photo is to become the document's photo.
    void photoOpenRequested(const QString &path);
    void problemArose(const solferino::Error &error);
    void warned(const QString &title, const QStringList &warnings);

private:
    [[nodiscard]] std::array<QUndoStack *, 3> undoStacks() const;
    [[nodiscard]] Project snapshot() const;
    void load(const QString &path);
    /// Shows what `read` brings from the I/O pool, unless something else was opened meanwhile; asks about
    /// changes that were made meanwhile. `done` learns whether it is shown.
    void showLater(const QString &fileName, std::function<Result<OpenedProject>()> read,
                   std::function<void(OpenedProject)> show, std::function<void(bool isShown)> done);
    void offer(std::vector<Recovery> found, std::function<void(bool isRecovered)> done);
    void recover(const Recovery &recovery, std::function<void(bool isRecovered)> done);
    void show(OpenedProject opened, const QString &path, const QString &name);
    void writeTo(const QString &path, std::function<void()> then);
    void markChanged();

    Contents m_contents;
    Settings &m_settings;
    QString m_recoveryFolder;
    QWidget *m_window = nullptr;
    RecentFiles *m_recent;
    Autosave *m_autosave;
    QString m_path;
    QString m_untitledName;
    QDateTime m_savedAt;
    bool m_takesChanged = false;
    nlohmann::json m_view = nlohmann::json::object(); ///< by workspace
    int m_revision = 0;                               ///< counts changes, undone ones too
    int m_document = 0;                               ///< counts documents that were shown
    int m_saves = 0;                                  ///< that are being written
    int m_opening = 0;     ///< counts what was to be opened, so that the last one is shown
    QString m_openingName; ///< of the file that is being read; empty: none
    nlohmann::json m_otherParts = nlohmann::json::object();
    QThreadPool m_writer; ///< one thread: what was saved last is what stays
};

} // namespace solferino
