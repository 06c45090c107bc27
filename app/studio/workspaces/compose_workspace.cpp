// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/workspaces/compose_workspace.h"

#include "app/studio/documents/document_controller.h"
#include "app/studio/documents/midi_import.h"
#include "app/studio/tasks/export_controller.h"
#include "app/studio/tasks/installed_models.h"
#include "app/studio/tasks/take_controller.h"
#include "app/studio/tasks/take_outlets.h"
#include "app/studio/workspaces/model_panel.h"
#include "core/documents/song_document.h"
#include "core/documents/take_list.h"
#include "core/jobs/job.h"
#include "core/jobs/job_queue.h"
#include "core/playback/player.h"
#include "core/project/settings.h"
#include "widgets/common/empty_state.h"
#include "widgets/common/message_strip.h"
#include "widgets/common/theme.h"
#include "widgets/pianoroll/piano_roll_actions.h"
#include "widgets/pianoroll/song_editor.h"
#include "widgets/pianoroll/transport_bar.h"
#include "widgets/takes/take_panel.h"

#include <QFileDialog>
#include <QVBoxLayout>

namespace solferino {

namespace {

ModelPanelSetup panelSetup()
{
    const auto task = [](GenerationKind kind, const QString &title) {
        return ModelTask{int(kind), title, "generate"};
    };
    return {.tasks = {task(GenerationKind::Generate, ComposeWorkspace::tr("Generate")),
                      task(GenerationKind::Continue, ComposeWorkspace::tr("Continue")),
                      task(GenerationKind::Fill, ComposeWorkspace::tr("Fill"))},
            .planned = {"qpm", "primer_steps", "primer_melody", "include_primer", "fit_attempts"}};
}

} // namespace

ComposeWorkspace::ComposeWorkspace(const Parts &parts, QWidget *window)
    : Workspace(window)
    , m_parts(parts)
    , m_editor(new SongEditor(parts.document, parts.theme, this))
    , m_strip(new MessageStrip(parts.theme, this))
    , m_panel(new ModelPanel(parts.theme, panelSetup(), this))
    , m_takePanel(new TakePanel(parts.theme, parts.takes, this))
    , m_takeController(new TakeController(
          {m_editor->state(), parts.takes, parts.player, parts.queue, parts.settings, *m_panel, *m_takePanel},
          this))
    , m_export(new ExportController(parts.theme, parts.document, parts.documents, parts.settings,
                                    parts.player.soundFont(), window))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_editor);
    m_editor->setStrip(m_strip);
    EmptyStateContent empty;
    empty.headline = tr("Draw a few notes, or let a model begin.");
    empty.note = tr("Drop a MIDI file here, or press Ctrl+Return.");
    empty.primary = tr("Generate");
    empty.primaryKey = tr("Ctrl+Return");
    empty.secondary = tr("Open…");
    empty.secondaryKey = tr("Ctrl+O");
    empty.secondaryIcon = QStringLiteral("document-open");
    empty.example = tr("Example: four bars with keys, bass and drums.");
    empty.exampleLink = tr("Open the Example");
    m_editor->setEmptyState(empty);

    createActions();
    connectPlayer();
    connectEditor();
    connectTakes();
    connect(&parts.documents, &DocumentController::problemArose, this, &ComposeWorkspace::showError);
    connect(&parts.documents, &DocumentController::warned, this, &ComposeWorkspace::showWarnings);
    connect(m_export, &ExportController::failed, this, &ComposeWorkspace::showError);
    connect(&parts.queue, &JobQueue::engineFailed, this, &ComposeWorkspace::showError);
    updateModels();
}

SidePanel ComposeWorkspace::upperPanel()
{
    return {tr("Model"), m_panel};
}

SidePanel ComposeWorkspace::lowerPanel()
{
    return {tr("Takes"), m_takePanel};
}

void ComposeWorkspace::createActions()
{
    m_undoActions = makeUndoActions(m_parts.document.undoStack(), m_parts.theme);
    QList<QAction *> &list = m_modelActions;
    makeAction(list, tr("&Generate"), QKeySequence(Qt::CTRL | Qt::Key_Return),
               tr("Make takes with the panel's settings"), [this] { m_takeController->generate(); });
    makeAction(list, tr("&Stop Generating"), QKeySequence(Qt::CTRL | Qt::Key_Period),
               tr("Keep what is whole and stop the rest"), [this] { m_takeController->stop(); });
    list << nullptr;
    makeAction(list, tr("Go to &Takes"), QKeySequence(Qt::CTRL | Qt::Key_T),
               tr("Audition with the arrow keys"), [this] { m_takePanel->focusList(); });
    makeAction(list, tr("Show Settings of a &File…"), {}, tr("Read back the request that made a MIDI file"),
               [this] { showSettingsOfFile(); });
}

QList<QAction *> ComposeWorkspace::editActions()
{
    return m_undoActions + QList<QAction *>{nullptr} + m_editor->actions().editActions();
}

QList<QAction *> ComposeWorkspace::viewActions()
{
    return m_editor->actions().viewActions();
}

QList<QAction *> ComposeWorkspace::ownActions()
{
    return m_editor->transportActions() + QList<QAction *>{nullptr} + m_editor->actions().toolActions() +
           QList<QAction *>{nullptr} + m_editor->actions().noteActions() + QList<QAction *>{nullptr} +
           m_editor->trackActions();
}

QList<QAction *> ComposeWorkspace::exportActions()
{
    return m_export->actions();
}

void ComposeWorkspace::takeFocus()
{
    m_editor->setFocus();
}

void ComposeWorkspace::connectPlayer()
{
    Player &player = m_parts.player;
    SongDocument &document = m_parts.document;
    const auto update = [this] {
        const Song &song = m_parts.document.song();
        m_parts.player.setSong(song);
        m_parts.player.setLoop(song.loop);
    };
    connect(&document, &SongDocument::songReset, this, [this, update] {
        m_parts.player.stop();
        update();
        m_parts.player.seek(0);
    });
    connect(&document, &SongDocument::notesChanged, this, update);
    connect(&document, &SongDocument::tracksChanged, this, update);
    connect(&document, &SongDocument::timelineChanged, this, update);
    connect(&player, &Player::playingChanged, m_editor, &SongEditor::setPlaying);
    connect(&player, &Player::positionChanged, this, [this](Tick position) {
        m_editor->setPlayhead(position);
        const auto [left, right] = m_parts.player.takePeaks();
        m_editor->setPeaks(left, right);
    });
    update();
}

void ComposeWorkspace::connectEditor()
{
    Player &player = m_parts.player;
    connect(m_editor, &SongEditor::playRequested, this, [this](bool play) {
        if (play)
            m_parts.player.play(m_editor->state().playhead());
        else
            m_parts.player.stop();
    });
    connect(m_editor, &SongEditor::seekRequested, &player, &Player::seek);
    connect(m_editor, &SongEditor::metronomeToggled, &player, &Player::setMetronome);
    connect(m_editor, &SongEditor::masterVolumeChanged, &player, &Player::setMasterVolume);
    connect(m_editor, &SongEditor::noteAuditioned, &player, &Player::audition);
    connect(m_editor, &SongEditor::generateRequested, m_takeController, &TakeController::generate);
    connect(m_editor, &SongEditor::openRequested, &m_parts.documents, &DocumentController::openWithDialog);
    connect(m_editor, &SongEditor::exampleRequested, this, &ComposeWorkspace::sampleTuneRequested);
}

void ComposeWorkspace::connectTakes()
{
    connectOutlets(*m_takePanel, m_parts.settings, m_parts.paths.cache,
                   {[this](TakeId id, const QString &folder) { return writeTake(id, folder); },
                    [this](TakeId id) {
                        return m_takeController->commandLine(id);
                    }});
    connect(m_takePanel, &TakePanel::closed, this, &ComposeWorkspace::takeFocus);
    connect(m_takeController, &TakeController::refused, this, [this](const QString &sentence) {
        StripMessage message;
        message.sentence = sentence;
        message.repair = tr("Keep Highest");
        m_strip->showMessage(message, MessageStrip::Focus::TakeRepair,
                             [this] { m_takeController->keepHighest(); });
    });
    connect(m_takeController, &TakeController::refusalGone, m_strip, &MessageStrip::dismiss);
    connect(m_takeController, &TakeController::jobFailed, this, &ComposeWorkspace::showJobFailure);
}

void ComposeWorkspace::updateModels()
{
    m_panel->setModels(installedModels({"melody_rnn"}, m_parts.bundledModels, m_parts.paths.models));
}

void ComposeWorkspace::warmUp()
{
    if (const ModelChoice *choice = m_panel->currentModel())
        m_parts.queue.warmUp(QString::fromStdString(choice->model), QString::fromStdString(choice->weights));
}

void ComposeWorkspace::playAside(const std::vector<SongNote> &notes)
{
    Song aside;
    Track track;
    track.id = aside.nextId++;
    track.notes = notes;
    aside.tracks = {std::move(track)};
    Player &player = m_parts.player;
    player.stop();
    player.setLoop({});
    player.setSong(aside);
    player.play(0);
    // The song comes back with the end of the notes, or as soon as anything else stops them.
    const Tick end = aside.length();
    auto *watch = new QObject(this);
    connect(&player, &Player::positionChanged, watch, [this, end](Tick position) {
        if (position >= end)
            m_parts.player.stop();
    });
    connect(&player, &Player::playingChanged, watch, [this, watch](bool isPlaying) {
        if (isPlaying)
            return;
        m_parts.player.setSong(m_parts.document.song());
        m_parts.player.setLoop(m_parts.document.song().loop);
        watch->deleteLater();
    });
}

void ComposeWorkspace::showError(const Error &error)
{
    m_strip->showError(error);
}

void ComposeWorkspace::showWarnings(const QString &title, const QStringList &warnings)
{
    StripMessage message;
    message.sentence =
        warnings.size() == 1
            ? warnings.first()
            : tr("“%1” was opened with %n repair(s).", nullptr, int(warnings.size())).arg(title);
    message.detail = warnings.join(QLatin1Char('\n'));
    m_strip->showMessage(message, MessageStrip::Focus::Stay);
}

void ComposeWorkspace::showJobFailure(Job *job)
{
    m_strip->showError({job->reason(), job->detail()}, tr("Retry"), [this] { m_takeController->generate(); });
}

void ComposeWorkspace::showSettingsOfFile()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Show Settings of a File"),
                                                      m_parts.settings.lastFolder(QStringLiteral("open")),
                                                      tr("MIDI files (*.mid *.midi)"));
    if (path.isEmpty())
        return;
    const Result<QString> text = requestInMidi(path);
    if (!text) {
        showError(text.error());
        return;
    }
    try {
        const JobRequest request = requestFromJson(nlohmann::json::parse(text.value().toStdString()));
        m_panel->chooseModel(request.model, request.weights);
        m_panel->setOptions(request.options);
        if (request.seed)
            m_panel->setSeed(*request.seed);
    } catch (const std::exception &error) {
        showError({tr("“%1” does not say how it was made.").arg(QFileInfo(path).fileName()),
                   QString::fromUtf8(error.what())});
    }
}

QString ComposeWorkspace::writeTake(TakeId id, const QString &folder)
{
    const Take *take = m_parts.takes.find(id);
    const TakeNotes *notes = take ? notesOf(*take) : nullptr;
    if (!notes)
        return {};
    const QString path = QStringLiteral("%1/take-%2.mid").arg(folder).arg(take->seed);
    const std::string request = toJson(take->request, InputBytes::Base64).dump();
    const Result<> written =
        exportMidi(path, m_takeController->songOf(*notes), QString::fromStdString(request));
    if (!written) {
        showError(written.error());
        return {};
    }
    return path;
}

} // namespace solferino
