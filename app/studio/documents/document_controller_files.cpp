// SPDX-License-Identifier: GPL-3.0-or-later
// Where the document comes from and goes to: files that are read and written beside the window.
#include "app/studio/documents/document_controller.h"
#include "app/studio/documents/midi_import.h"
#include "core/base/background.h"
#include "core/project/project_file.h"

#include <QFileInfo>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>

namespace solferino {

namespace {

bool isMidiPath(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    return suffix == QLatin1String("mid") || suffix == QLatin1String("midi");
}

Result<OpenedProject> readAny(const QString &path)
{
    if (!isMidiPath(path))
        return readProject(path);
    Result<ImportedSong> imported = importMidi(path);
    if (!imported)
        return imported.error();
    OpenedProject opened;
    opened.project.song = imported.value().song;
    opened.warnings = imported.value().warnings;
    return opened;
}

} // namespace

void DocumentController::load(const QString &path)
{
    showLater(
        QFileInfo(path).fileName(), [path] { return readAny(path); },
        [this, path](OpenedProject opened) {
            // A MIDI file is a source: saving makes a project and never overwrites it.
            const bool isMidi = isMidiPath(path);
            show(std::move(opened), isMidi ? QString() : path, QFileInfo(path).completeBaseName());
            m_recent->add(path);
        },
        [this, path](bool isShown) {
            if (!isShown && !QFileInfo::exists(path))
                m_recent->remove(path);
        });
}

void DocumentController::showLater(const QString &fileName, std::function<Result<OpenedProject>()> read,
                                   std::function<void(OpenedProject)> show,
                                   std::function<void(bool isShown)> done)
{
    m_openingName = fileName;
    Q_EMIT stateChanged();
    runInBackground(this, std::move(read),
                    [this, number = ++m_opening, revision = m_revision, show = std::move(show),
                     done = std::move(done)](Result<OpenedProject> result) {
                        if (number != m_opening)
                            return;
                        m_openingName.clear();
                        Q_EMIT stateChanged();
                        if (!result) {
                            Q_EMIT problemArose(result.error());
                            done(false);
                            return;
                        }
                        auto opened = std::make_shared<OpenedProject>(std::move(result).value());
                        const auto proceed = [show, done, opened] {
                            show(std::move(*opened));
                            done(true);
                        };
                        if (revision == m_revision)
                            proceed();
                        else
                            askToLeave(proceed);
                    });
}

void DocumentController::writeTo(const QString &path, std::function<void()> then)
{
    ++m_saves;
    Q_EMIT stateChanged();
    runInBackground(
        m_writer, this, [path, project = snapshot()] { return writeProject(path, project); },
        [this, path, document = m_document, revision = m_revision, then = std::move(then)](Result<> result) {
            --m_saves;
            if (!result)
                Q_EMIT problemArose(result.error());
            if (!result || document != m_document) { // another document is shown by now
                Q_EMIT stateChanged();
                return;
            }
            m_path = path;
            m_savedAt = QDateTime::currentDateTime();
            // What was changed while the file was being written is not in it.
            if (m_revision == revision) {
                for (QUndoStack *stack : undoStacks())
                    stack->setClean();
                m_takesChanged = false;
                m_autosave->markSaved();
            }
            m_autosave->setDocument(name(), m_path);
            m_recent->add(path);
            Q_EMIT stateChanged();
            if (then)
                then();
        });
}

void DocumentController::offerRecovery(std::function<void(bool isRecovered)> done)
{
    runInBackground(
        this, [folder = m_recoveryFolder] { return findRecoveries(folder); },
        [this, done = std::move(done)](std::vector<Recovery> found) { offer(std::move(found), done); });
}

void DocumentController::offer(std::vector<Recovery> found, std::function<void(bool isRecovered)> done)
{
    while (!found.empty()) {
        const Recovery recovery = found.front();
        found.erase(found.begin());
        const QString name = recovery.documentName.isEmpty() ? tr("Untitled") : recovery.documentName;
        QMessageBox box(QMessageBox::Question, tr("Recover Unsaved Work"),
                        tr("Solferino ended before “%1” was saved. Its last copy is from %2.")
                            .arg(name, QLocale().toString(recovery.saved, QLocale::ShortFormat)),
                        QMessageBox::NoButton, m_window);
        QPushButton *recoverButton = box.addButton(tr("Recover"), QMessageBox::AcceptRole);
        QPushButton *discard = box.addButton(tr("Discard"), QMessageBox::DestructiveRole);
        box.addButton(tr("Decide Later"), QMessageBox::RejectRole);
        box.setDefaultButton(recoverButton);
        box.exec();
        if (box.clickedButton() == discard) {
            m_writer.start([recovery] { discardRecovery(recovery); });
        } else if (box.clickedButton() == recoverButton) {
            recover(recovery, [this, found, done](bool isRecovered) {
                if (isRecovered)
                    done(true);
                else
                    offer(found, done);
            });
            return;
        }
    }
    done(false);
}

void DocumentController::recover(const Recovery &recovery, std::function<void(bool isRecovered)> done)
{
    const auto showCopy = [this, recovery](OpenedProject opened) {
        show(std::move(opened), recovery.documentPath, recovery.documentName);
        m_takesChanged = true; // it differs from its file until it is saved
        m_autosave->markChanged();
        m_autosave->adopt(recovery);
        Q_EMIT stateChanged();
    };
    askToLeave([this, recovery, showCopy, done = std::move(done)] {
        const QString name = recovery.documentName.isEmpty() ? tr("Untitled") : recovery.documentName;
        showLater(
            name, [recovery] { return openRecovery(recovery); }, showCopy, done);
    });
}

} // namespace solferino
