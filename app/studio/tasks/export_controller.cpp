// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/export_controller.h"

#include "app/studio/documents/document_controller.h"
#include "app/studio/documents/midi_import.h"
#include "core/base/background.h"
#include "core/playback/render_task.h"
#include "core/project/settings.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QElapsedTimer>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QProgressDialog>

#include <algorithm>

namespace solferino {

namespace {

constexpr int kProgressSteps = 1000;

QString purpose()
{
    return QStringLiteral("export");
}

} // namespace

ExportController::ExportController(const Theme &theme, SongDocument &document, DocumentController &documents,
                                   Settings &settings, const QString &soundFont, QWidget *window)
    : QObject(window)
    , m_document(document)
    , m_documents(documents)
    , m_settings(settings)
    , m_soundFont(soundFont)
    , m_window(window)
{
    const auto add = [this, &theme](const QString &text, const QKeySequence &keys, const QString &tip) {
        auto *action = new QAction(themedIcon(theme, QStringLiteral("document-export")), text, this);
        action->setShortcut(keys);
        action->setStatusTip(tip);
        m_actions << action;
        return action;
    };
    QAction *midi =
        add(tr("Export &MIDI…"), QKeySequence(tr("Ctrl+Shift+E")), tr("Write the song as a MIDI file"));
    connect(midi, &QAction::triggered, this, &ExportController::exportMidiFile);
    QAction *wav =
        add(tr("Export &WAV…"), QKeySequence(tr("Ctrl+Shift+W")), tr("Render the song as a sound file"));
    connect(wav, &QAction::triggered, this,
            [this] { exportAudio(AudioFormat::Wav16, QStringLiteral("wav"), tr("WAV files (*.wav)")); });
    QAction *flac =
        add(tr("Export &FLAC…"), {}, tr("Render the song as a sound file, compressed without loss"));
    connect(flac, &QAction::triggered, this,
            [this] { exportAudio(AudioFormat::Flac16, QStringLiteral("flac"), tr("FLAC files (*.flac)")); });
}

QString ExportController::askForPath(const QString &title, const QString &suffix, const QString &filter)
{
    const QString proposed =
        m_settings.lastFolder(purpose()) + QLatin1Char('/') + m_documents.name() + QLatin1Char('.') + suffix;
    QString path = QFileDialog::getSaveFileName(m_window, title, proposed, filter);
    if (path.isEmpty())
        return {};
    if (QFileInfo(path).suffix().isEmpty())
        path += QLatin1Char('.') + suffix;
    m_settings.setLastFolder(purpose(), QFileInfo(path).path());
    return path;
}

bool ExportController::refuseEmpty()
{
    const std::vector<Track> &tracks = m_document.song().tracks;
    if (!std::ranges::all_of(tracks, [](const Track &track) { return track.notes.empty(); }))
        return false;
    Q_EMIT failed({tr("There are no notes to export yet."), {}});
    return true;
}

void ExportController::exportMidiFile()
{
    if (refuseEmpty())
        return;
    const QString path = askForPath(tr("Export MIDI"), QStringLiteral("mid"), tr("MIDI files (*.mid)"));
    if (path.isEmpty())
        return;
    runInBackground(
        this, [path, song = m_document.song()] { return exportMidi(path, song); },
        [this, path](const Result<> &result) {
            if (result)
                Q_EMIT exported(path, tr("Wrote “%1”.").arg(QFileInfo(path).fileName()));
            else
                Q_EMIT failed(result.error());
        });
}

void ExportController::exportAudio(AudioFormat format, const QString &suffix, const QString &filter)
{
    if (refuseEmpty())
        return;
    const QString path = askForPath(tr("Export Sound"), suffix, filter);
    if (!path.isEmpty())
        render(path, format);
}

void ExportController::render(const QString &path, AudioFormat format)
{
    RenderOptions options;
    options.format = format;
    options.soundFont = m_soundFont;
    auto *dialog = new QProgressDialog(tr("Rendering “%1”").arg(QFileInfo(path).fileName()), tr("Cancel"), 0,
                                       kProgressSteps, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Export Sound"));
    dialog->setMinimumDuration(300);
    dialog->setAutoReset(false);
    auto *task = new RenderTask(m_document.song(), path, options, dialog);
    QElapsedTimer clock;
    clock.start();
    connect(dialog, &QProgressDialog::canceled, task, &RenderTask::cancel);
    connect(task, &RenderTask::progressChanged, dialog, [dialog, clock](double fraction) {
        dialog->setValue(qRound(fraction * kProgressSteps));
        if (fraction > 0.02) {
            const double left = clock.elapsed() / 1000.0 * (1.0 - fraction) / fraction;
            dialog->setLabelText(tr("Rendering · %1 s left").arg(qCeil(left)));
        }
    });
    connect(task, &RenderTask::cancelled, dialog, &QWidget::close);
    connect(task, &RenderTask::failed, this, [this, dialog](const Error &error) {
        dialog->close();
        Q_EMIT failed(error);
    });
    connect(task, &RenderTask::finished, this, [this, dialog, path](const RenderReport &report) {
        dialog->close();
        const QString name = QFileInfo(path).fileName();
        const QString seconds = QLocale().toString(report.seconds, 'f', 1);
        Q_EMIT exported(path, report.clippedSamples > 0
                                  ? tr("Wrote “%1”: %2 s, clipped: turn some tracks down.").arg(name, seconds)
                                  : tr("Wrote “%1”: %2 s.").arg(name, seconds));
    });
}

} // namespace solferino
