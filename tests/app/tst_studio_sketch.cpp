// SPDX-License-Identifier: GPL-3.0-or-later
// The canvas with the real engine and a bundled model: from strokes to ghosts, from a ghost to the drawing.
#include "app/studio/documents/document_controller.h"
#include "app/studio/main_window.h"
#include "app/studio/studio_app.h"
#include "app/studio/tasks/live_endings.h"
#include "app/studio/tasks/sketch_take_controller.h"
#include "app/studio/workspaces/model_panel.h"
#include "app/studio/workspaces/sketch_workspace.h"
#include "core/documents/sketch_document.h"
#include "core/documents/take_list.h"
#include "core/jobs/job_queue.h"
#include "tests/support/studio_home.h"
#include "widgets/common/button.h"
#include "widgets/common/message_strip.h"
#include "widgets/sketch/sketch_canvas.h"

#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <functional>
#include <memory>

using namespace solferino;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 30'000; // on a machine under load
constexpr std::uint64_t kSeed = 1859;
constexpr int kTakes = 2;
constexpr int kPoints = 60; ///< the longest drawing

} // namespace

class StudioSketchTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase() { m_studio.reset(); }

    void rest_offersEndings();
    void keep_isOneUndoStep();
    void pen_cancelsAtOnce();
    void close_putsTheGhostAway();
    void liveJobs_leaveTheQueue();
    void generate_givesTakesInSeedOrder();
    void vary_takesTheNextSeed();
    void emptyCanvas_isRefusedAndMended();
    void decoder_refusesToLook();
    void star_movesALiveEndingToTheTakes();
    void dot_isNoFailure();
    void steer_beginsALineAtThePlace();
    void longDrawing_isSimplifiedToFit();
    void retry_asksForTheSameAgain();
    void emptyDrawing_isNotExported();
    void panel_namesWhatItCounts();

private:
    [[nodiscard]] SketchWorkspace &sketch() { return m_studio->sketch(); }
    [[nodiscard]] SketchState &state() { return sketch().state(); }
    [[nodiscard]] ModelPanel &panel() { return sketch().modelPanel(); }
    [[nodiscard]] SketchTakeController &controller() { return sketch().takeController(); }
    [[nodiscard]] const std::vector<Take> &takes() { return m_studio->drawingTakes().takes(); }
    [[nodiscard]] const Drawing &drawing() { return m_studio->drawing().drawing(); }
    [[nodiscard]] bool hasGhost() { return !state().ghosts().isEmpty() && !state().ghosts().isGrowing; }
    void draw(QPoint from, QPoint to);
    void drawCorner();
    void waitForEnding();
    void finish(Job *job);
    /// Lets the next job of the interactive engine end in mid-work.
    void breakNextJob(const std::function<void()> &start);
    [[nodiscard]] QString sentence();

    QTemporaryDir m_home;
    std::unique_ptr<StudioApp> m_studio;
};

void StudioSketchTest::initTestCase()
{
    m_studio = makeStudio(m_home.path(), QStringLiteral(SOLFERINO_ENGINE_PROGRAM));
    m_studio->start({});
    m_studio->window().showWorkspace(u"sketch"_s);
    QVERIFY(QTest::qWaitForWindowActive(&m_studio->window()));
    panel().chooseModel("sketch_rnn", "rabbit");
}

void StudioSketchTest::init()
{
    controller().close();
    state().setShowsGrid(false);
    m_studio->drawing().reset({});
    m_studio->drawingTakes().clear();
    controller().setLive(true);
    panel().chooseTask(int(SketchTask::Finish));
    panel().setOptions({{"count", kTakes}, {"most_points", kPoints}});
    panel().setSeed(kSeed);
    panel().lockSeed(true);
}

void StudioSketchTest::draw(QPoint from, QPoint to)
{
    SketchCanvas &canvas = sketch().canvas();
    QTest::mousePress(&canvas, Qt::LeftButton, {}, from);
    for (int i = 1; i <= 8; ++i)
        QTest::mouseMove(&canvas, from + (to - from) * i / 8);
    QTest::mouseRelease(&canvas, Qt::LeftButton, {}, to);
}

void StudioSketchTest::drawCorner()
{
    draw({200, 200}, {300, 200});
    draw({300, 200}, {300, 320});
}

void StudioSketchTest::waitForEnding()
{
    drawCorner();
    QCOMPARE(drawing().strokes.size(), std::size_t(2));
    QTRY_VERIFY_WITH_TIMEOUT(hasGhost(), kPatience);
}

void StudioSketchTest::finish(Job *job)
{
    QVERIFY(job);
    QTRY_VERIFY_WITH_TIMEOUT(job->isFinished(), kPatience);
    QVERIFY2(job->state() == JobState::Done, qPrintable(job->reason() + u' ' + job->detail()));
}

QString StudioSketchTest::sentence()
{
    const auto *strip = sketch().findChild<MessageStrip *>();
    if (!strip->isVisible())
        return {};
    for (const QLabel *label : strip->findChildren<QLabel *>()) {
        if (!label->toolTip().isEmpty())
            return label->toolTip();
    }
    return {};
}

void StudioSketchTest::rest_offersEndings()
{
    waitForEnding();
    QCOMPARE(drawing().strokes.size(), std::size_t(2)); // ghosts lie beside the drawing
    QVERIFY(takes().empty());
    QVERIFY(state().hint().title.contains(u"1"_s));
    QTRY_COMPARE_WITH_TIMEOUT(controller().live().takes().rowCount(), 3, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!controller().live().isDrawing(), kPatience);
    const GhostLines first = state().ghosts();
    QTest::keyClick(&sketch().canvas(), Qt::Key_Tab);
    QVERIFY(state().ghosts() != first);
}

void StudioSketchTest::keep_isOneUndoStep()
{
    waitForEnding();
    const Drawing before = drawing();
    const std::size_t lines = state().ghosts().lines.size();
    const int steps = m_studio->drawing().undoStack().count();
    QTest::keyClick(&sketch().canvas(), Qt::Key_Return);
    QCOMPARE(drawing().strokes.size(), before.strokes.size() + lines);
    QCOMPARE(drawing().strokes.back().layer, SketchLayer::Machine);
    QCOMPARE(m_studio->drawing().undoStack().count(), steps + 1);
    QVERIFY(state().ghosts().isEmpty());
    m_studio->drawing().undoStack().undo();
    QCOMPARE(drawing().strokes, before.strokes);
}

void StudioSketchTest::pen_cancelsAtOnce()
{
    panel().setOptions({{"most_points", 4096}});
    drawCorner();
    QTRY_VERIFY_WITH_TIMEOUT(!state().ghosts().isEmpty(), kPatience);
    QElapsedTimer clock;
    clock.start();
    QTest::mousePress(&sketch().canvas(), Qt::LeftButton, {}, {400, 400});
    QVERIFY(state().ghosts().isEmpty());
    QCOMPARE(controller().live().takes().rowCount(), 0);
    QVERIFY2(clock.elapsed() < 50, qPrintable(QString::number(clock.elapsed())));
    QTest::mouseRelease(&sketch().canvas(), Qt::LeftButton, {}, {400, 400});
    QVERIFY(sentence().isEmpty()); // stopping is no error
    controller().setLive(false);
    QTRY_VERIFY(m_studio->queue().jobs().empty() || m_studio->queue().jobs().back()->isFinished());
}

void StudioSketchTest::close_putsTheGhostAway()
{
    waitForEnding();
    QTest::keyClick(&sketch().canvas(), Qt::Key_Escape);
    QVERIFY(state().ghosts().isEmpty());
    QVERIFY(state().hint().title.isEmpty());
    QCOMPARE(drawing().strokes.size(), std::size_t(2));
}

void StudioSketchTest::liveJobs_leaveTheQueue()
{
    const std::size_t before = m_studio->queue().jobs().size();
    waitForEnding();
    QTRY_COMPARE_WITH_TIMEOUT(m_studio->queue().jobs().size(), before, kPatience);
}

void StudioSketchTest::generate_givesTakesInSeedOrder()
{
    controller().setLive(false);
    drawCorner();
    controller().generate();
    finish(m_studio->queue().jobs().back());
    QCOMPARE(takes().size(), std::size_t(kTakes));
    for (std::size_t i = 0; i < takes().size(); ++i) {
        QCOMPARE(takes()[i].seed, kSeed + i);
        QVERIFY(takes()[i].isComplete);
        QVERIFY(takes()[i].score);
        QCOMPARE(strokesOf(takes()[i])->context, linesOf(drawing()));
    }
    QVERIFY(takes()[0].content != takes()[1].content);
    controller().audition(takes()[1].id);
    QCOMPARE(state().ghosts().lines, strokesOf(takes()[1])->lines);
}

void StudioSketchTest::vary_takesTheNextSeed()
{
    controller().setLive(false);
    drawCorner();
    controller().generate();
    finish(m_studio->queue().jobs().back());
    controller().vary(takes().front().id);
    finish(m_studio->queue().jobs().back());
    QCOMPARE(takes().size(), std::size_t(kTakes + 1));
    QCOMPARE(takes().back().seed, kSeed + 1);
    QCOMPARE(takes().back().content, takes()[1].content); // it comes out alone as it did among others
    controller().repeatExactly(takes().front().id);
    finish(m_studio->queue().jobs().back());
    QCOMPARE(takes().back().content, takes().front().content);
}

void StudioSketchTest::emptyCanvas_isRefusedAndMended()
{
    const std::size_t jobs = m_studio->queue().jobs().size();
    controller().generate();
    QCOMPARE(m_studio->queue().jobs().size(), jobs);
    QVERIFY(!sentence().isEmpty());
    sketch().findChild<MessageStrip *>()->repairButton()->click();
    QVERIFY(sentence().isEmpty());
    QCOMPARE(m_studio->queue().jobs().size(), jobs + 1);
    QCOMPARE(m_studio->queue().jobs().back()->request().operation, std::string("generate"));
    finish(m_studio->queue().jobs().back());
    QVERIFY(!strokesOf(takes().front())->lines.empty());
}

void StudioSketchTest::decoder_refusesToLook()
{
    controller().setLive(false);
    drawCorner();
    QTRY_VERIFY(!state().modelView().empty()); // what the drawing suggests is chosen by then
    panel().chooseTask(int(SketchTask::Again));
    const std::size_t jobs = m_studio->queue().jobs().size();
    controller().generate();
    QCOMPARE(m_studio->queue().jobs().size(), jobs);
    QVERIFY2(sentence().contains(u"rabbit"_s), qPrintable(sentence()));
}

void StudioSketchTest::star_movesALiveEndingToTheTakes()
{
    waitForEnding();
    const Lines ending = state().ghosts().lines;
    controller().starShown();
    QCOMPARE(takes().size(), std::size_t(1));
    QVERIFY(takes().front().isStarred);
    QCOMPARE(strokesOf(takes().front())->lines, ending);
    QVERIFY(m_studio->documents().isModified());
}

void StudioSketchTest::dot_isNoFailure()
{
    QSignalSpy failures(&controller(), &SketchTakeController::jobFailed);
    QSignalSpy ended(&m_studio->queue(), &JobQueue::jobRemoved);
    draw({300, 300}, {300, 300});
    QCOMPARE(drawing().strokes.size(), std::size_t(1));
    QTRY_VERIFY_WITH_TIMEOUT(ended.count() > 0, kPatience);
    QCOMPARE(failures.count(), 0);
    QVERIFY(sentence().isEmpty());
}

void StudioSketchTest::steer_beginsALineAtThePlace()
{
    waitForEnding();
    const Point place{260, 270};
    controller().steer(place);
    QTRY_VERIFY_WITH_TIMEOUT(hasGhost(), kPatience);
    const Lines &lines = state().ghosts().lines;
    QVERIFY(lines.front().size() > 1);
    QVERIFY(std::abs(lines.front().front().x - place.x) < 0.01);
    QVERIFY(std::abs(lines.front().front().y - place.y) < 0.01);
}

void StudioSketchTest::longDrawing_isSimplifiedToFit()
{
    controller().setLive(false);
    Lines lines;
    for (int row = 0; row < 40; ++row) {
        lines.emplace_back();
        for (int i = 0; i < 6; ++i)
            lines.back().push_back({100.0 + 20 * i, 10.0 * row + (i % 2) * 16});
    }
    Drawing drawing;
    drawing.strokes = strokesFrom(lines, SketchLayer::Mine, 3.0F, drawing.nextId);
    m_studio->drawing().reset(std::move(drawing));
    QTRY_COMPARE(state().modelView().size(), lines.size());
    panel().chooseTask(int(SketchTask::Finish));

    controller().generate();
    QVERIFY2(sentence().contains(u"240"_s), qPrintable(sentence()));
    finish(m_studio->queue().jobs().back()); // it is generated all the same
    sketch().findChild<MessageStrip *>()->repairButton()->click();
    const auto tolerance = [this] {
        return m_studio->queue().jobs().back()->request().options.at("tolerance").get<double>();
    };
    QTRY_VERIFY(tolerance() > 2.0);
    finish(m_studio->queue().jobs().back());
    QVERIFY2(sentence().isEmpty(), qPrintable(sentence()));
    panel().setOptions({{"tolerance", 2.0}});
}

void StudioSketchTest::breakNextJob(const std::function<void()> &start)
{
    // The first ending is there before the job of all of them has ended, and it must not be the one that
    // ends.
    QTRY_VERIFY_WITH_TIMEOUT(std::ranges::all_of(m_studio->queue().jobs(), &Job::isFinished), kPatience);
    const auto engine = static_cast<pid_t>(m_studio->queue().enginePid(JobLane::Interactive));
    QVERIFY(engine > 0);
    ::kill(engine, SIGSTOP);
    start();
    ::kill(engine, SIGKILL);
    QTRY_VERIFY_WITH_TIMEOUT(!sentence().isEmpty(), kPatience);
}

void StudioSketchTest::retry_asksForTheSameAgain()
{
    waitForEnding();
    breakNextJob([this] {
        draw({300, 320}, {200, 320});
        QTRY_VERIFY_WITH_TIMEOUT(controller().live().isDrawing(), kPatience);
    });
    sketch().findChild<MessageStrip *>()->repairButton()->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasGhost(), kPatience);
    QVERIFY(takes().empty()); // endings of the resting pen were wanted and no takes
    QVERIFY(sentence().isEmpty());

    breakNextJob([this] { controller().generate(); });
    m_studio->drawing().undoStack().undo();
    QTRY_VERIFY(sentence().isEmpty()); // what failed was about another drawing
}

void StudioSketchTest::emptyDrawing_isNotExported()
{
    for (QAction *action : sketch().exportActions()) {
        action->trigger();
        QVERIFY2(!sentence().isEmpty(), qPrintable(action->text()));
        sketch().findChild<MessageStrip *>()->dismiss();
    }
}

void StudioSketchTest::panel_namesWhatItCounts()
{
    const auto shows = [this](const QString &text) {
        const QList<QLabel *> labels = panel().findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&text](const QLabel *label) {
            return label->isVisible() && label->text() == text;
        });
    };
    controller().setLive(false);
    drawCorner();
    QTRY_COMPARE(state().modelView().size(), std::size_t(2)); // what the drawing suggests is chosen by then
    QTRY_VERIFY(shows(u"Endings"_s));
    QVERIFY(shows(u"While I rest"_s));
    panel().chooseTask(int(SketchTask::Again));
    QTRY_VERIFY(shows(u"Versions"_s)); // shortened until it has its place
    QVERIFY(!shows(u"While I rest"_s));
    const auto *model = panel().findChild<QComboBox *>();
    QCOMPARE(model->currentText(), u"Sketch RNN · 512 units"_s);
    QVERIFY(!model->itemIcon(model->currentIndex()).isNull());
}

QTEST_MAIN(StudioSketchTest)
#include "tst_studio_sketch.moc"
