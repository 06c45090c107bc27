// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/workspaces/sketch_workspace.h"

#include "app/studio/documents/document_controller.h"
#include "app/studio/tasks/installed_models.h"
#include "app/studio/tasks/interpolation_controller.h"
#include "app/studio/tasks/next_point_view.h"
#include "app/studio/tasks/sketch_files.h"
#include "app/studio/tasks/sketch_reading.h"
#include "app/studio/tasks/sketch_take_controller.h"
#include "app/studio/tasks/take_outlets.h"
#include "app/studio/workspaces/model_panel.h"
#include "app/studio/workspaces/request_form.h"
#include "core/documents/take_list.h"
#include "core/jobs/job_queue.h"
#include "core/project/settings.h"
#include "widgets/common/message_strip.h"
#include "widgets/common/theme.h"
#include "widgets/sketch/endings_grid.h"
#include "widgets/sketch/interpolation_pad.h"
#include "widgets/sketch/sketch_actions.h"
#include "widgets/sketch/sketch_canvas.h"
#include "widgets/sketch/sketch_tool_row.h"
#include "widgets/sketch/stroke_replay_bar.h"
#include "widgets/takes/take_panel.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QSaveFile>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace solferino {

namespace {

const QString kClassKey = QStringLiteral("sketch/class");
constexpr int kPadWidth = 440;
const QString kLiveKey = QStringLiteral("sketch/live");

ModelPanelSetup panelSetup()
{
    const auto task = [](SketchTask id, const QString &title, const char *operation,
                         const QString &countLabel = {}) {
        return ModelTask{int(id), title, operation, countLabel};
    };
    return {.tasks = {task(SketchTask::Finish, SketchWorkspace::tr("Finish my drawing"), "continue",
                           SketchWorkspace::tr("Endings")),
                      task(SketchTask::FromNothing, SketchWorkspace::tr("Draw from nothing"), "generate",
                           SketchWorkspace::tr("Drawings")),
                      task(SketchTask::Again, SketchWorkspace::tr("Draw it again"), "reconstruct",
                           SketchWorkspace::tr("Versions")),
                      task(SketchTask::Between, SketchWorkspace::tr("Between two drawings"), "interpolate")},
            .planned = {"label", "pen", "position"},
            .weights = ModelPanelSetup::Weights::AsClasses};
}

} // namespace

SketchWorkspace::SketchWorkspace(const Parts &parts, QWidget *window)
    : Workspace(window)
    , m_parts(parts)
    , m_state(new SketchState(parts.document, this))
    , m_reading(new SketchReading(parts.document, this))
    , m_canvas(new SketchCanvas(*m_state, parts.theme, this))
    , m_actions(new SketchActions(*m_state, parts.theme, *m_canvas, this))
    , m_strip(new MessageStrip(parts.theme, this))
    , m_grid(new EndingsGrid(parts.theme, parts.takes, this))
    , m_pages(new QStackedWidget(this))
    , m_pad(new InterpolationPad(parts.theme, this))
    , m_replay(new StrokeReplayBar(parts.theme, this, this))
    , m_panel(new ModelPanel(parts.theme, panelSetup(), this))
    , m_live(new QCheckBox(tr("Draw endings live"), this))
    , m_liveRow(labelledRow(parts.theme, tr("While I rest"), m_live, m_panel))
    , m_takePanel(new TakePanel(parts.theme, parts.takes, this))
    , m_between(new InterpolationController({*m_state, parts.queue, parts.settings, *m_panel, *m_pad}, this))
    , m_takeController(new SketchTakeController({*m_state, *m_reading, parts.takes, parts.queue,
                                                 parts.settings, *m_panel, *m_takePanel, *m_grid, *m_between},
                                                this))
    , m_nextPoint(new NextPointView(*m_state, parts.queue, parts.settings, *m_panel, this))
    , m_files(new SketchFiles({parts.theme, parts.settings, parts.documents, *m_state, *m_actions, *m_canvas},
                              window))
{
    buildLayout();
    createActions();
    connectCanvas();
    connectReplay();
    connectTakes();
    connectFiles();
    updateModels();
    restoreSettings();
    updatePages();
    updateReplay();
}

void SketchWorkspace::buildLayout()
{
    m_pages->addWidget(m_canvas);
    m_pages->addWidget(m_grid);
    auto *middle = new QHBoxLayout;
    middle->setContentsMargins(0, 0, 0, 0);
    middle->setSpacing(0);
    middle->addWidget(m_pages, 1);
    middle->addWidget(m_pad);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(new SketchToolRow(*m_state, m_parts.theme, *m_actions, *m_canvas, this));
    layout->addWidget(m_strip);
    layout->addLayout(middle, 1);
    layout->addWidget(m_replay);
    m_canvas->setEmptyText(tr("Draw a few strokes, and rest: the model finishes them."),
                           tr("Drop an SVG file here, or press Ctrl+Return to let the model begin."));
    m_live->setToolTip(tr("Show endings as ghosts while the pen rests"));
    m_panel->addRow(m_liveRow);
}

SidePanel SketchWorkspace::upperPanel()
{
    return {tr("Model"), m_panel};
}

SidePanel SketchWorkspace::lowerPanel()
{
    return {tr("Takes"), m_takePanel};
}

void SketchWorkspace::takeFocus()
{
    m_pages->currentWidget()->setFocus();
    warmUp();
}

void SketchWorkspace::connectCanvas()
{
    SketchTakeController *takes = m_takeController;
    connect(m_canvas, &SketchCanvas::penTouched, this, [this] {
        m_takeController->touch();
        m_nextPoint->drop();
        m_replay->setPlaying(false);
    });
    connect(m_canvas, &SketchCanvas::penRested, this, [this] {
        if (!isVisible())
            return; // another workspace is in front
        m_takeController->rest();
        m_nextPoint->ask();
    });
    connect(m_canvas, &SketchCanvas::nextGhostRequested, takes, &SketchTakeController::showNext);
    connect(m_canvas, &SketchCanvas::keepGhostRequested, takes, &SketchTakeController::keepShown);
    connect(m_canvas, &SketchCanvas::closeGhostRequested, takes, &SketchTakeController::close);
    connect(m_canvas, &SketchCanvas::componentClicked, this, [this](double x, double y) {
        m_takeController->steer({x, y});
    });
    connect(m_canvas, &SketchCanvas::replayToggled, this,
            [this] { m_replay->setPlaying(!m_replay->isPlaying()); });
    connect(m_state, &SketchState::displayChanged, this, &SketchWorkspace::updatePages);
    connect(m_panel, &ModelPanel::taskChanged, this, &SketchWorkspace::updatePages);
}

void SketchWorkspace::updatePages()
{
    QWidget *page = m_state->showsGrid() ? static_cast<QWidget *>(m_grid) : m_canvas;
    const bool isBetween = SketchTask(m_panel->task()) == SketchTask::Between;
    m_liveRow->setVisible(SketchTask(m_panel->task()) == SketchTask::Finish);
    m_pad->setVisible(isBetween);
    m_pad->setMaximumWidth(m_parts.theme.px(kPadWidth));
    if (!isBetween)
        m_between->stop();
    m_grid->setKeepHint(SketchTask(m_panel->task()) == SketchTask::Finish ? tr("Return keeps this ending")
                                                                          : tr("Return keeps this drawing"));
    if (m_pages->currentWidget() == page)
        return;
    const bool hadFocus = m_pages->currentWidget()->hasFocus();
    m_pages->setCurrentWidget(page);
    if (hadFocus)
        page->setFocus();
    if (page == m_grid && m_parts.takes.rowCount() == 0)
        m_takeController->generate();
}

void SketchWorkspace::connectReplay()
{
    SketchDocument &document = m_parts.document;
    connect(&document, &SketchDocument::strokesChanged, this, &SketchWorkspace::updateReplay);
    connect(&document, &SketchDocument::drawingReset, this, [this] {
        m_takeController->touch();
        updateReplay();
    });
    connect(m_state, &SketchState::ghostsChanged, this, &SketchWorkspace::updateReplay);
    connect(m_replay, &StrokeReplayBar::positionChanged, this, [this](int points) {
        m_state->setReplayCut(m_replay->isAtEnd() ? std::nullopt : std::optional<std::size_t>(points));
    });
    connect(m_state, &SketchState::replayCutChanged, this, [this] {
        if (!m_state->replayCut())
            m_replay->setPosition(m_replay->length());
    });
}

void SketchWorkspace::updateReplay()
{
    std::vector<ReplayStroke> strokes;
    for (const Stroke &stroke : m_state->drawing().strokes)
        strokes.push_back({int(stroke.points.size()), stroke.layer == SketchLayer::Machine});
    for (const Polyline &line : m_state->ghosts().lines)
        strokes.push_back({int(line.size()), true});
    m_replay->setSubject(m_state->ghosts().isEmpty() ? QString() : m_state->hint().title);
    m_replay->setStrokes(std::move(strokes));
}

void SketchWorkspace::connectTakes()
{
    connectOutlets(*m_takePanel, m_parts.settings, m_parts.paths.cache,
                   {[this](TakeId id, const QString &folder) { return writeTake(id, folder); },
                    [this](TakeId id) {
                        return m_takeController->commandLine(id);
                    }});
    connect(m_takePanel, &TakePanel::closed, this, &SketchWorkspace::takeFocus);
    connect(m_grid, &EndingsGrid::closed, this, [this] { m_state->setShowsGrid(false); });
    connect(m_live, &QCheckBox::toggled, this, [this](bool isLive) {
        m_parts.settings.setValue(kLiveKey, isLive);
        m_takeController->setLive(isLive);
    });
    connect(m_panel, &ModelPanel::modelChanged, this, [this] {
        const ModelChoice *choice = m_panel->currentModel();
        m_parts.settings.setValue(kClassKey, QStringList{QString::fromStdString(choice->model),
                                                         QString::fromStdString(choice->weights),
                                                         QString::fromStdString(m_panel->label())});
        warmUp();
    });
    connect(m_takeController, &SketchTakeController::refused, this, [this](const SketchRefusal &refusal) {
        StripMessage message;
        message.sentence = refusal.sentence;
        message.repair = refusal.repair;
        m_showsFailure = false;
        const bool isOffered = refusal.isFinal && !refusal.repair.isEmpty();
        m_strip->showMessage(message, isOffered ? MessageStrip::Focus::TakeRepair : MessageStrip::Focus::Stay,
                             refusal.mend);
    });
    connect(m_takeController, &SketchTakeController::refusalGone, m_strip, &MessageStrip::dismiss);
    connect(m_takeController, &SketchTakeController::jobFailed, this, &SketchWorkspace::showJobFailure);
    connect(m_takeController, &SketchTakeController::finished, this, [this] {
        const CanvasGeometry &geometry = m_state->geometry();
        const auto bounds = m_state->contentBounds();
        const QRectF view(QPointF(), QSizeF(geometry.size));
        if (bounds && !view.contains(geometry.toView(*bounds)))
            m_canvas->fit(); // what was drawn beside the drawing may lie outside
    });
    connect(m_between, &InterpolationController::keepRequested, m_takeController,
            [this](const Lines &lines) { m_takeController->keepLines(tr("Keep Drawing Between"), lines); });
    connect(m_between, &InterpolationController::endsChanged, this, [this] {
        m_panel->chooseTask(int(SketchTask::Between));
        m_takeController->chooseEncoder();
    });
    connect(m_between, &InterpolationController::jobFailed, this,
            [this](Job *job) { showJobFailure(job, [this] { m_between->request(); }); });
    connect(m_nextPoint, &NextPointView::failed, this,
            [this](Job *job) { showJobFailure(job, [this] { m_nextPoint->ask(); }); });
    connect(m_reading, &SketchReading::changed, this, &SketchWorkspace::dropFailure);
    connect(m_panel, &ModelPanel::taskChanged, this, &SketchWorkspace::dropFailure);
    connect(m_panel, &ModelPanel::modelChanged, this, &SketchWorkspace::dropFailure);
    connect(m_panel, &ModelPanel::optionsChanged, this, &SketchWorkspace::dropFailure);
    connect(m_takeController, &SketchTakeController::finished, this, &SketchWorkspace::dropFailure);
    connect(m_pad, &InterpolationPad::closed, this, [this] {
        m_panel->chooseTask(int(SketchTask::Finish));
        m_canvas->setFocus();
    });
}

void SketchWorkspace::connectFiles()
{
    connect(m_actions, &SketchActions::refused, this,
            [this](const QString &sentence) { showMessage(sentence, {}, {}, {}); });
    connect(m_files, &SketchFiles::failed, this, &SketchWorkspace::showError);
    connect(m_files, &SketchFiles::noticed, this, [this](const QString &sentence, const QString &detail) {
        showMessage(sentence, detail, {}, {});
    });
    connect(&m_parts.documents, &DocumentController::drawingImportRequested, m_files,
            &SketchFiles::importFile);
    const auto showHere = [this](const Error &error) {
        if (isVisible())
            showError(error);
    };
    connect(&m_parts.documents, &DocumentController::problemArose, this, showHere);
    connect(&m_parts.queue, &JobQueue::engineFailed, this, showHere);
}

void SketchWorkspace::importFile(const QString &path)
{
    m_files->importFile(path);
}

void SketchWorkspace::restoreSettings()
{
    const QStringList last = m_parts.settings.value(kClassKey).toStringList();
    if (last.size() == 3)
        m_panel->chooseModel(last[0].toStdString(), last[1].toStdString(), last[2].toStdString());
    m_live->setChecked(m_parts.settings.value(kLiveKey, true).toBool());
    m_takeController->setLive(m_live->isChecked());
}

void SketchWorkspace::updateModels()
{
    m_panel->setModels(installedModels({"sketch_rnn"}, m_parts.bundledModels, m_parts.paths.models));
}

void SketchWorkspace::warmUp()
{
    const ModelChoice *choice = m_panel->currentModel();
    if (choice && m_parts.warmsModel && isVisible())
        m_parts.queue.warmUp(QString::fromStdString(choice->model), QString::fromStdString(choice->weights));
}

void SketchWorkspace::showMessage(const QString &sentence, const QString &detail, const QString &repair,
                                  std::function<void()> mend)
{
    StripMessage message;
    message.sentence = sentence;
    message.detail = detail;
    message.repair = repair;
    m_showsFailure = false;
    m_strip->showMessage(message, MessageStrip::Focus::Stay, std::move(mend));
}

void SketchWorkspace::showError(const Error &error)
{
    m_showsFailure = false;
    m_strip->showError(error);
}

void SketchWorkspace::dropFailure()
{
    if (std::exchange(m_showsFailure, false))
        m_strip->dismiss();
}

void SketchWorkspace::showJobFailure(Job *job, const std::function<void()> &retry)
{
    m_showsFailure = true;
    m_strip->showError({job->reason(), job->detail()}, tr("Retry"), retry);
}

QString SketchWorkspace::writeTake(TakeId id, const QString &folder)
{
    const Take *take = m_parts.takes.find(id);
    if (!take)
        return {};
    const QString path = QStringLiteral("%1/take-%2.svg").arg(folder).arg(take->seed);
    const std::string svg = takeSvg(*take);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(svg.data(), qint64(svg.size())) < 0 ||
        !file.commit()) {
        showError({tr("“%1” could not be written.").arg(QFileInfo(path).fileName()), file.errorString()});
        return {};
    }
    return path;
}

} // namespace solferino
