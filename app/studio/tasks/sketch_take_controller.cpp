// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/sketch_take_controller.h"

#include "app/studio/tasks/command_line.h"
#include "app/studio/tasks/interpolation_controller.h"
#include "app/studio/tasks/live_endings.h"
#include "app/studio/tasks/sketch_reading.h"
#include "app/studio/workspaces/model_panel.h"
#include "core/commands/stroke_edits.h"
#include "core/documents/take_list.h"
#include "core/project/settings.h"
#include "widgets/sketch/endings_grid.h"
#include "widgets/sketch/sketch_state.h"
#include "widgets/takes/take_panel.h"

#include <algorithm>

namespace solferino {

namespace {

constexpr double kDataUnits = 255.0; ///< of a whole drawing, where a model says nothing else
constexpr double kShareToFit = 0.75; ///< of what a model knows: the rest is for the ending

/// What the network of the chosen weights is like; null where the file is not on this machine.
nlohmann::json networkOf(const ModelPanel &panel)
{
    const ModelChoice *choice = panel.currentModel();
    return choice ? choice->card.value("hyper_parameters", nlohmann::json()) : nlohmann::json();
}

} // namespace

SketchTakeController::SketchTakeController(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_session(new TakeSession(parts.queue, parts.takes, QStringLiteral("sketch-takes"),
                                TakeSession::Jobs::Stay, this))
    , m_live(new LiveEndings(parts.state, parts.queue, parts.settings, parts.panel, this))
{
    connectParts();
    readDrawing();
}

void SketchTakeController::connectParts()
{
    ModelPanel &panel = m_parts.panel;
    connect(&panel, &ModelPanel::generateRequested, this, &SketchTakeController::generate);
    connect(&panel, &ModelPanel::stopRequested, this, &SketchTakeController::stop);
    const auto adapt = [this] {
        updateContext();
        if (m_source == &m_live->takes() || m_live->isDrawing()) {
            m_live->drop();
            rest(); // the same start, finished by another class or with other options
        }
    };
    connect(&panel, &ModelPanel::taskChanged, this, adapt);
    connect(&panel, &ModelPanel::modelChanged, this, adapt);
    connect(&panel, &ModelPanel::optionsChanged, this, adapt);
    connect(&m_parts.reading, &SketchReading::changed, this, &SketchTakeController::readDrawing);

    TakePanel &list = m_parts.list;
    EndingsGrid &grid = m_parts.grid;
    connect(&list, &TakePanel::auditionRequested, this, &SketchTakeController::audition);
    connect(&list, &TakePanel::keepRequested, this, &SketchTakeController::keep);
    connect(&list, &TakePanel::varyRequested, this, &SketchTakeController::vary);
    connect(&list, &TakePanel::repeatRequested, this, &SketchTakeController::repeatExactly);
    connect(&list, &TakePanel::settingsRequested, this, &SketchTakeController::showSettings);
    connect(&list, &TakePanel::closed, this, &SketchTakeController::close);
    connect(&grid, &EndingsGrid::auditionRequested, &list, &TakePanel::setCurrent);
    connect(&grid, &EndingsGrid::keepRequested, this, &SketchTakeController::keep);
    connect(&grid, &EndingsGrid::varyRequested, this, &SketchTakeController::vary);

    for (TakeList *takes : {&m_parts.takes, &m_live->takes()}) {
        connect(takes, &TakeList::takeChanged, this, [this, takes](TakeId id) {
            if (takes == m_source && id == m_shown)
                showGhost(); // it grows while it is shown
        });
        connect(takes, &TakeList::takeRemoved, this, [this, takes](TakeId id) {
            if (takes == m_source && id == m_shown)
                show(nullptr, 0);
        });
        connect(takes, &QAbstractItemModel::modelReset, this, [this, takes] {
            if (takes == m_source)
                show(nullptr, 0);
        });
    }
    connect(m_live, &LiveEndings::offered, this, [this](TakeId id) { show(&m_live->takes(), id); });
    connect(m_live, &LiveEndings::ended, this, [this] {
        const Take *take = shown();
        if (m_source == &m_live->takes() && take && isEmpty(*take))
            showNext(1); // one that the model had something to say in
    });
    connect(m_live, &LiveEndings::failed, this,
            [this](Job *job) { Q_EMIT jobFailed(job, [this] { m_live->retry(); }); });

    connect(m_session, &TakeSession::jobStarted, this, [this] { m_parts.panel.setBusy(true); });
    connect(m_session, &TakeSession::jobFinished, this, &SketchTakeController::finish);
    connect(m_session, &TakeSession::firstTakeArrived, this, [this](TakeId id) {
        m_parts.list.setCurrent(id);
        if (!m_parts.state.showsGrid())
            m_parts.list.focusList();
    });
}

bool SketchTakeController::isEmpty(const Take &take)
{
    const TakeStrokes *content = strokesOf(take);
    return !content || content->lines.empty();
}

SketchTask SketchTakeController::task() const
{
    return SketchTask(m_parts.panel.task());
}

bool SketchTakeController::hasEncoder() const
{
    const nlohmann::json network = networkOf(m_parts.panel);
    return !network.is_object() || network.value("conditional", true);
}

const ModelChoice *SketchTakeController::encoder() const
{
    return m_parts.panel.findModel([](const ModelChoice &choice) {
        const nlohmann::json network = choice.card.value("hyper_parameters", nlohmann::json());
        return network.is_object() && network.value("conditional", false);
    });
}

void SketchTakeController::chooseEncoder()
{
    const ModelChoice *able = hasEncoder() ? nullptr : encoder();
    if (able)
        m_parts.panel.chooseModel(able->model, able->weights);
}

void SketchTakeController::readDrawing()
{
    updateContext();
    const bool isEmpty = m_parts.state.drawing().strokes.empty();
    m_parts.panel.suggestTask(int(isEmpty ? SketchTask::FromNothing : SketchTask::Finish));
}

void SketchTakeController::updateContext()
{
    if (std::exchange(m_isRefused, false))
        Q_EMIT refusalGone();
    ModelPanel &panel = m_parts.panel;
    SketchReading &reading = m_parts.reading;
    reading.setTolerance(panel.request().options.value("tolerance", 2.0) * pixelsPerTolerance());
    m_parts.state.setModelView(reading.lines());

    if (m_parts.state.drawing().strokes.empty()) {
        panel.setContext(tr("The canvas is empty"));
        return;
    }
    //: %1 is the number of points that the model gets
    QString context =
        tr("After %n stroke(s), seen as %1 points", nullptr, reading.strokes()).arg(reading.points());
    if (const int longest = longestDrawing(); longest > 0 && reading.points() > longest)
        context += tr("; the model knows %1").arg(longest);
    panel.setContext(context);
}

int SketchTakeController::longestDrawing() const
{
    const nlohmann::json network = networkOf(m_parts.panel);
    return network.is_object() ? network.value("max_length", 0) : 0;
}

double SketchTakeController::pixelsPerTolerance() const
{
    const nlohmann::json network = networkOf(m_parts.panel);
    const double units = network.is_object() ? network.value("drawing_size", kDataUnits) : kDataUnits;
    return m_parts.panel.request().options.value("drawing_size", 400.0) / units;
}

void SketchTakeController::adviseOnLength()
{
    const int longest = longestDrawing();
    const int points = m_parts.reading.points();
    const bool looks = task() == SketchTask::Finish || task() == SketchTask::Again;
    if (!looks || longest == 0 || points <= longest)
        return;
    m_isRefused = true;
    Q_EMIT refused({tr("The drawing has %1 points and the model knows %2: it sees the last of them alone.")
                        .arg(points)
                        .arg(longest),
                    tr("Simplify to Fit"), [this] { simplifyToFit(); }, false});
}

void SketchTakeController::simplifyToFit()
{
    const double pixels = pixelsPerTolerance();
    const double first = std::max(0.1, m_parts.panel.request().options.value("tolerance", 2.0));
    constexpr double kLast = 50.0; // what the option takes
    const auto take = [this, pixels](std::optional<double> tolerance) {
        if (!tolerance) {
            m_isRefused = true;
            Q_EMIT refused({tr("The drawing has too many strokes to fit, however simplified.")});
            return;
        }
        m_parts.panel.setOptions({{"tolerance", *tolerance / pixels}});
        submit();
    };
    m_parts.reading.findTolerance(static_cast<int>(kShareToFit * longestDrawing()), first * pixels,
                                  kLast * pixels, take);
}

bool SketchTakeController::refuse()
{
    SketchRefusal refusal;
    const bool needsDrawing = task() == SketchTask::Finish || task() == SketchTask::Again;
    const ModelChoice *model = m_parts.panel.currentModel();
    if (needsDrawing && linesOf(m_parts.state.drawing()).empty()) {
        refusal = {tr("There is no drawing yet: draw a stroke first."), tr("Draw From Nothing"), [this] {
                       m_parts.panel.chooseTask(int(SketchTask::FromNothing));
                       generate();
                   }};
    } else if ((task() == SketchTask::Again || task() == SketchTask::Between) && !hasEncoder()) {
        refusal = {tr("“%1” finishes and invents drawings only: choose a class that can look at a drawing.")
                       .arg(model->variant),
                   tr("Finish My Drawing"), [this] {
                       m_parts.panel.chooseTask(int(SketchTask::Finish));
                       generate();
                   }};
        const ModelChoice *able = encoder();
        if (able) {
            refusal.repair = tr("Use “%1”").arg(able->variant);
            refusal.mend = [this, choice = *able] {
                m_parts.panel.chooseModel(choice.model, choice.weights);
                generate();
            };
        }
    } else if (task() == SketchTask::Between && !m_parts.between.isReady()) {
        refusal.sentence = tr("Two drawings are needed: select strokes and choose Set as First Drawing, then "
                              "Set as Second Drawing.");
    }
    if (refusal.sentence.isEmpty())
        return false;
    m_isRefused = true;
    Q_EMIT refused(refusal);
    return true;
}

void SketchTakeController::generate()
{
    if (!m_parts.panel.currentModel() || refuse())
        return;
    adviseOnLength();
    submit();
}

void SketchTakeController::submit()
{
    ModelPanel &panel = m_parts.panel;
    m_live->drop();
    panel.rollSeed();
    JobRequest request = panel.request();
    request.device = m_parts.settings.device().toStdString();
    Lines drawing = linesOf(m_parts.state.drawing());
    Lines context;
    QString title;
    switch (task()) {
    case SketchTask::Finish:
        request.inputs = {drawingInput("drawing", drawing)};
        context = std::move(drawing);
        title = tr("Finish %1");
        break;
    case SketchTask::FromNothing:
        title = tr("Draw %1");
        break;
    case SketchTask::Again:
        request.inputs = {drawingInput("drawing", drawing)};
        title = tr("Draw Again With %1");
        break;
    case SketchTask::Between:
        request.inputs = m_parts.between.inputs();
        title = tr("Interpolate With %1");
        break;
    }
    const std::string label = panel.label();
    const QString name = label.empty() ? panel.currentModel()->variant : QString::fromStdString(label);
    const Point place = placeOf(request, m_parts.state.geometry().centre());
    m_session->submit(std::move(request), strokeTakes(std::move(context), place), title.arg(name));
}

void SketchTakeController::stop()
{
    m_session->cancel();
    m_live->drop();
}

void SketchTakeController::setLive(bool isLive)
{
    m_isLive = isLive;
    if (isLive)
        rest();
    else
        m_live->drop();
}

void SketchTakeController::touch()
{
    m_isFresh = true;
    m_live->drop();
    show(nullptr, 0);
}

void SketchTakeController::rest()
{
    const bool isGenerating = m_session->currentJob() && !m_session->currentJob()->isFinished();
    if (m_isLive && m_isFresh && !isGenerating && m_shown == 0 && task() == SketchTask::Finish &&
        !m_parts.state.showsGrid())
        m_live->begin();
}

void SketchTakeController::steer(Point place)
{
    show(nullptr, 0);
    m_live->begin(place, m_parts.reading.lines());
}

void SketchTakeController::vary(TakeId id)
{
    repeat(id, 1, tr("Vary"));
}

void SketchTakeController::repeatExactly(TakeId id)
{
    repeat(id, 0, tr("Repeat Exactly"));
}

void SketchTakeController::repeat(TakeId id, std::uint64_t seedStep, const QString &title)
{
    const Take *take = m_parts.takes.find(id);
    const TakeStrokes *content = take ? strokesOf(*take) : nullptr;
    if (!content)
        return;
    const Point place = placeOf(take->request, m_parts.state.geometry().centre());
    m_session->repeat(*take, take->seed + seedStep, strokeTakes(content->context, place), title);
}

void SketchTakeController::showSettings(TakeId id)
{
    const Take *take = m_parts.takes.find(id);
    if (!take)
        return;
    const JobRequest &request = take->request;
    m_parts.panel.chooseModel(request.model, request.weights, request.options.value("label", std::string()));
    m_parts.panel.chooseOperation(request.operation);
    m_parts.panel.setOptions(request.options);
    m_parts.panel.setSeed(take->seed);
}

QString SketchTakeController::commandLine(TakeId id) const
{
    const Take *take = m_parts.takes.find(id);
    return take ? engineCommandLine(take->request) : QString();
}

void SketchTakeController::finish(Job *job)
{
    if (m_session->currentJob() != job)
        return; // a newer request has taken its place
    m_parts.panel.setBusy(false);
    if (job->state() == JobState::Failed || job->state() == JobState::Interrupted)
        Q_EMIT jobFailed(job, [this] { m_session->retry(); });
    else
        Q_EMIT finished();
}

} // namespace solferino
