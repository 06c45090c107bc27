// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/project_file.h"

#include <QDateTime>
#include <QLockFile>
#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace solferino {

class RecoveryCopy;

/// A copy that a studio left behind when it ended without saving.
struct Recovery
{
    QString path = {};
    QString documentName = {};
    QString documentPath = {}; ///< empty for a document that was never saved
    QDateTime saved = {};
};

/// Keeps a copy of one document in a recovery folder while it has unsaved changes, so that a crash costs at
/// most ten seconds of work. The copy is taken on the GUI thread and written on a thread of its own: pictures
/// once, the small rest each time; a crash in mid-write leaves the copy before. GUI thread.
class Autosave final : public QObject
{
    Q_OBJECT
public:
    /// `snapshot` yields the document's present value; it is called on the GUI thread.
    Autosave(const QString &recoveryFolder, std::function<Project()> snapshot, QObject *parent);
    /// Waits for a copy that is being written. The copy stays: call discard() for a clean close.
    ~Autosave() override;

    /// Makes a recovery that was opened in this document its copy, unless another studio has it by now.
    void adopt(const Recovery &recovery);
    /// Name and file of the document, for the person who is asked whether to recover it.
    void setDocument(const QString &name, const QString &path);
    /// Off: changes are no longer copied and the present copy is removed.
    void setEnabled(bool isEnabled);
    [[nodiscard]] bool isEnabled() const { return m_isEnabled; }
    /// Pause after the last change, and the longest time that a change waits (2 s and 8 s).
    void setDelays(std::chrono::milliseconds quiet, std::chrono::milliseconds atMost);

public Q_SLOTS:
    /// The document differs from its file.
    void markChanged();
    /// The document is as its file: there is nothing to recover. Its pictures stay for the next copy.
    void markSaved();
    /// Closed, replaced, or its changes given up: the copy is removed.
    void discard();

Q_SIGNALS:
    void saved();
    /// The copy could not be written (disk full ...); said once until a copy succeeds.
    void failed(const solferino::Error &error);

private:
    void writeCopy();
    void finishCopy(const Result<> &result);
    void stopWaiting();
    [[nodiscard]] Project markedSnapshot() const;

    std::shared_ptr<RecoveryCopy> m_copy; ///< used on the pool's thread
    std::unique_ptr<QLockFile> m_lock;    ///< of m_copy, while this studio lives
    std::function<Project()> m_snapshot;
    QString m_documentName;
    QString m_documentPath;
    QTimer m_quiet;
    QTimer m_atMost;
    QThreadPool m_pool; ///< one thread: copies are written in order
    bool m_isEnabled = true;
    bool m_isWriting = false;
    bool m_hasFailed = false;
};

/// Copies of studios that no longer run, newest first; leftovers of interrupted writes are removed. Any
/// thread, and so are the following.
[[nodiscard]] std::vector<Recovery> findRecoveries(const QString &recoveryFolder);
/// The document as it was.
[[nodiscard]] Result<OpenedProject> openRecovery(const Recovery &recovery);
/// Removes the copy, on the person's word. One that was opened is handed to Autosave::adopt() instead.
void discardRecovery(const Recovery &recovery);

} // namespace solferino
