// SPDX-License-Identifier: GPL-3.0-or-later
// The studio with the real engine and a bundled model: from a selection to takes, from a take to the song.
#include "app/studio/documents/document_controller.h"
#include "app/studio/studio_app.h"
#include "app/studio/tasks/take_controller.h"
#include "app/studio/workspaces/compose_workspace.h"
#include "app/studio/workspaces/model_panel.h"
#include "core/documents/take_list.h"
#include "core/jobs/job_queue.h"
#include "tests/support/studio_home.h"
#include "widgets/common/button.h"
#include "widgets/common/message_strip.h"
#include "widgets/pianoroll/song_editor.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

using namespace solferino;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 30'000; // on a machine under load
constexpr std::uint64_t kSeed = 1859;
constexpr Tick kStep = 120;
constexpr Tick kBar = 16 * kStep;
constexpr int kSteps = 32;
constexpr int kTakes = 3;

/// Two bars of eighths on the first track.
Song tune()
{
    constexpr std::array kPitches = {60, 62, 64, 65, 67, 65, 64, 62, 60, 64, 67, 72, 67, 64, 62, 60};
    Song song;
    Track track;
    track.id = song.nextId++;
    for (std::size_t i = 0; i < kPitches.size(); ++i) {
        SongNote note;
        note.id = song.nextId++;
        note.start = Tick(i) * 2 * kStep;
        note.length = 2 * kStep;
        note.pitch = kPitches[i];
        track.notes.push_back(note);
    }
    song.tracks = {track};
    return song;
}

const TakeNotes &content(const Take &take)
{
    return *notesOf(take);
}

} // namespace

class StudioTakesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_studio = makeStudio(m_home.path(), QStringLiteral(SOLFERINO_ENGINE_PROGRAM));
        m_studio->start({});
    }
    void init()
    {
        m_studio->documents().adopt(tune(), u"Tune"_s);
        m_studio->takes().clear();
        panel().setOptions({{"count", kTakes}, {"steps", kSteps}});
        panel().setSeed(kSeed);
        panel().lockSeed(true);
    }
    void cleanupTestCase() { m_studio.reset(); }

    void generate_givesWholeTakesInSeedOrder();
    void sameSeed_givesTheSameNotes();
    void vary_takesTheNextSeed();
    void keep_isOneUndoStep();
    void fill_staysInItsRange();
    void overlap_isRefusedAndMended();
    void stop_isQuick();
    void killedEngine_leavesTheWindowAlive();

private:
    [[nodiscard]] RollState &roll() { return m_studio->compose().editor().state(); }
    [[nodiscard]] ModelPanel &panel() { return m_studio->compose().modelPanel(); }
    [[nodiscard]] TakeController &controller() { return m_studio->compose().takeController(); }
    [[nodiscard]] const std::vector<Take> &takes() { return m_studio->takes().takes(); }
    [[nodiscard]] const Song &song() { return m_studio->document().song(); }
    [[nodiscard]] Button *generateButton() { return panel().findChildren<Button *>().last(); }
    void selectAll() { roll().setSelection(NoteSet(song().tracks.front().notes)); }
    [[nodiscard]] Job *generate()
    {
        controller().generate();
        return m_studio->queue().jobs().empty() ? nullptr : m_studio->queue().jobs().back();
    }
    /// Waits for the end of a job, which must be a good one.
    void finish(Job *job);

    QTemporaryDir m_home;
    std::unique_ptr<StudioApp> m_studio;
};

void StudioTakesTest::finish(Job *job)
{
    QVERIFY(job);
    QTRY_VERIFY_WITH_TIMEOUT(job->isFinished(), kPatience);
    QVERIFY2(job->state() == JobState::Done, qPrintable(job->reason() + u' ' + job->detail()));
}

void StudioTakesTest::generate_givesWholeTakesInSeedOrder()
{
    selectAll();
    QCOMPARE(panel().task(), int(GenerationKind::Continue));
    finish(generate());
    QCOMPARE(takes().size(), std::size_t(kTakes));
    for (std::size_t i = 0; i < takes().size(); ++i) {
        const Take &take = takes()[i];
        QCOMPARE(take.seed, kSeed + i);
        QVERIFY(take.isComplete);
        QCOMPARE(take.fraction, 1.0);
        QVERIFY(take.score && *take.score < 0.0);
        QCOMPARE(content(take).position, 2 * kBar);
        QCOMPARE(content(take).length, kSteps * kStep);
        for (const SongNote &note : content(take).notes)
            QVERIFY(note.start >= 0 && note.end() <= content(take).length);
    }
    QVERIFY(std::any_of(takes().begin(), takes().end(),
                        [](const Take &take) { return !content(take).notes.empty(); }));
    QVERIFY(takes()[0].content != takes()[1].content);
    QCOMPARE(song(), tune()); // takes lie beside the song
}

void StudioTakesTest::sameSeed_givesTheSameNotes()
{
    for (int run = 0; run < 2; ++run) {
        selectAll();
        finish(generate());
    }
    QCOMPARE(takes().size(), std::size_t(2 * kTakes));
    for (std::size_t i = 0; i < kTakes; ++i) {
        QCOMPARE(content(takes()[i]), content(takes()[i + kTakes]));
        QCOMPARE(takes()[i].score, takes()[i + kTakes].score);
    }
}

void StudioTakesTest::vary_takesTheNextSeed()
{
    selectAll();
    finish(generate());
    controller().vary(takes().front().id);
    finish(m_studio->queue().jobs().back());
    QCOMPARE(takes().size(), std::size_t(kTakes + 1));
    QCOMPARE(takes().back().seed, kSeed + 1);
    QCOMPARE(content(takes().back()), content(takes()[1])); // a take comes out alone as it did among others

    controller().repeatExactly(takes().front().id);
    finish(m_studio->queue().jobs().back());
    QCOMPARE(takes().back().seed, kSeed);
    QCOMPARE(content(takes().back()), content(takes().front()));
}

void StudioTakesTest::keep_isOneUndoStep()
{
    selectAll();
    finish(generate());
    const auto full = std::find_if(takes().begin(), takes().end(),
                                   [](const Take &candidate) { return !content(candidate).notes.empty(); });
    const TakeId id = full->id;
    const TakeNotes take = content(*full);
    controller().audition(id);
    QCOMPARE(roll().takeNotes().size(), take.notes.size());
    QCOMPARE(song(), tune());

    controller().keep(id);
    QUndoStack &stack = m_studio->document().undoStack();
    QCOMPARE(stack.count(), 1);
    QCOMPARE(takes().size(), std::size_t(kTakes - 1));
    const std::vector<SongNote> &notes = song().tracks.front().notes;
    QCOMPARE(notes.size(), tune().tracks.front().notes.size() + take.notes.size());
    QCOMPARE(notes[notes.size() - take.notes.size()].start, take.position + take.notes.front().start);
    QCOMPARE(roll().selectedNotes().size(), take.notes.size()); // the next Continue goes on from here
    QVERIFY(roll().takeNotes().empty());

    stack.undo();
    QCOMPARE(song(), tune());
    QVERIFY(!stack.canUndo());
}

void StudioTakesTest::fill_staysInItsRange()
{
    const LoopRange range{kBar / 2, kBar};
    roll().setTimeRange(range);
    QCOMPARE(panel().task(), int(GenerationKind::Fill));
    finish(generate());
    QCOMPARE(takes().size(), std::size_t(kTakes));
    for (const Take &take : takes()) {
        QCOMPARE(content(take).position, range.start);
        QCOMPARE(content(take).length, range.end - range.start);
        for (const SongNote &note : content(take).notes)
            QVERIFY(note.start >= 0 && note.end() <= content(take).length);
    }
    controller().keep(takes().front().id);
    QCOMPARE(m_studio->document().undoStack().count(), 1);
    const auto outside = [range](const Song &all) {
        std::vector<SongNote> notes = all.tracks.front().notes;
        std::erase_if(notes, [range](const SongNote &note) {
            return note.start >= range.start && note.start < range.end;
        });
        return notes;
    };
    QCOMPARE(outside(song()), outside(tune()));
    m_studio->document().undoStack().undo();
    QCOMPARE(song(), tune());
}

void StudioTakesTest::overlap_isRefusedAndMended()
{
    Song chords = tune();
    SongNote &lower = chords.tracks.front().notes[1];
    lower.length = 4 * kStep; // it still sounds when beat 2 begins with a higher note
    const NoteId cut = lower.id;
    m_studio->documents().adopt(chords, u"Chords"_s);
    const std::size_t jobs = m_studio->queue().jobs().size();
    selectAll();
    controller().generate();
    QCOMPARE(m_studio->queue().jobs().size(), jobs);
    const QString sentence = stripSentence(*m_studio);
    QVERIFY2(sentence.contains(u"bar 1, beat 2"_s), qPrintable(sentence));
    QVERIFY(roll().refused().contains(cut));
    QVERIFY(!generateButton()->isEnabled());

    strip(*m_studio)->repairButton()->click();
    QVERIFY(stripSentence(*m_studio).isEmpty());
    QVERIFY(roll().refused().isEmpty());
    QCOMPARE(roll().selection().count(), chords.tracks.front().notes.size() - 1);
    QVERIFY(!roll().selection().contains(cut));
    QCOMPARE(m_studio->queue().jobs().size(), jobs + 1);
    finish(m_studio->queue().jobs().back());
    QCOMPARE(takes().size(), std::size_t(kTakes));
}

void StudioTakesTest::stop_isQuick()
{
    panel().setOptions({{"count", 64}, {"steps", 4096}});
    selectAll();
    QSignalSpy arrivals(&m_studio->takes(), &TakeList::takeChanged);
    Job *job = generate();
    QTRY_VERIFY_WITH_TIMEOUT(!arrivals.isEmpty() || job->isFinished(), kPatience);
    QCOMPARE(job->state(), JobState::Running);
    QVERIFY(generateButton()->isEnabled());
    QElapsedTimer timer;
    timer.start();
    controller().stop();
    QTRY_VERIFY_WITH_TIMEOUT(job->isFinished(), kPatience);
    QVERIFY2(timer.elapsed() < 2100, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(job->state(), JobState::Cancelled);
    QVERIFY(stripSentence(*m_studio).isEmpty()); // stopping is no error
}

void StudioTakesTest::killedEngine_leavesTheWindowAlive()
{
    panel().setOptions({{"count", 64}, {"steps", 4096}});
    selectAll();
    QSignalSpy arrivals(&m_studio->takes(), &TakeList::takeChanged);
    Job *job = generate();
    QTRY_VERIFY_WITH_TIMEOUT(!arrivals.isEmpty() || job->isFinished(), kPatience);
    QCOMPARE(job->state(), JobState::Running);
    const qint64 engine = m_studio->queue().enginePid(JobLane::Interactive);
    QVERIFY(engine > 0);
    ::kill(static_cast<pid_t>(engine), SIGKILL);
    QTRY_COMPARE(job->state(), JobState::Interrupted);
    QCOMPARE(stripSentence(*m_studio), job->reason());
    QVERIFY(!job->reason().isEmpty());
    QCOMPARE(song(), tune());

    panel().setOptions({{"count", 1}, {"steps", kSteps}});
    m_studio->takes().clear();
    strip(*m_studio)->repairButton()->click(); // Retry
    finish(m_studio->queue().jobs().back());
    QCOMPARE(takes().size(), std::size_t(1));
    QVERIFY(takes().front().isComplete);
    QVERIFY(stripSentence(*m_studio).isEmpty());
}

QTEST_MAIN(StudioTakesTest)
#include "tst_studio_takes.moc"
