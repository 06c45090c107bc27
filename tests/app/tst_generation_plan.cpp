// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/generation_plan.h"
#include "core/domain/music/midi_file.h"

#include <QtTest>

using namespace solferino;

namespace {

constexpr int kTicksPerQuarter = 480;
constexpr Tick kSixteenth = 120;
constexpr Tick kBar = 16 * kSixteenth;
constexpr TrackId kTrack = 1;

Song songWith(std::vector<SongNote> notes)
{
    Song song;
    song.ticksPerQuarter = kTicksPerQuarter;
    song.tempos = {{0, 500000}, {2 * kBar, 600000}};
    Track track;
    track.id = kTrack;
    track.notes = std::move(notes);
    song.tracks = {track};
    song.nextId = 100;
    return song;
}

SongNote note(NoteId id, Tick start, Tick length, int pitch)
{
    SongNote made;
    made.id = id;
    made.start = start;
    made.length = length;
    made.pitch = pitch;
    return made;
}

Song songOf(const Attachment &attachment)
{
    return songFromMidi(readMidi(attachment.bytes).file);
}

} // namespace

class GenerationPlanTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kind_followsFromTheSelection()
    {
        GenerationTarget target{kTrack, {}, {}, 0};
        QCOMPARE(generationKind(target), GenerationKind::Generate);
        target.selectedNotes = {1};
        QCOMPARE(generationKind(target), GenerationKind::Continue);
        target.timeRange = LoopRange{0, kBar};
        QCOMPARE(generationKind(target), GenerationKind::Fill);
        target.timeRange = LoopRange{kBar, kBar};
        QCOMPARE(generationKind(target), GenerationKind::Continue);
    }

    void continue_startsAtTheStepAfterTheLastNote()
    {
        // Bar 3, beginning on beat 2; the last note ends a little late.
        const Song song = songWith(
            {note(1, 2 * kBar + 480, 480, 60), note(2, 2 * kBar + 960, 500, 64), note(3, 3 * kBar, 480, 65)});
        const GenerationPlan plan = planGeneration(song, {kTrack, {1, 2}, {}, 0});
        QCOMPARE(plan.insertAt, 2 * kBar + 12 * kSixteenth);
        QCOMPARE(plan.options.at("primer_steps").get<int>(), 12);
        QCOMPARE(plan.options.at("qpm").get<double>(), 100.0);
        QCOMPARE(plan.contextStart, 2 * kBar);
        QVERIFY(!plan.steps);
        QCOMPARE(plan.inputs.size(), std::size_t{1});
        const Song primer = songOf(plan.inputs.front());
        QCOMPARE(primer.tracks.size(), std::size_t{1});
        QCOMPARE(primer.tracks.front().notes.size(), std::size_t{2});
        QCOMPARE(primer.tracks.front().notes.front().start, Tick{480}); // the bar's beginning is time 0
        QCOMPARE(primer.tracks.front().notes.back().pitch, 64);
    }

    void fill_carriesWhatIsBeforeAndAfter()
    {
        const Song song = songWith({note(1, 0, 480, 60), note(2, kBar, 480, 62), note(3, 3 * kBar, 480, 64)});
        const GenerationPlan plan = planGeneration(song, {kTrack, {}, LoopRange{kBar, 3 * kBar}, 0});
        QCOMPARE(plan.kind, GenerationKind::Fill);
        QCOMPARE(plan.insertAt, kBar);
        QCOMPARE(*plan.steps, 32);
        QCOMPARE(plan.inputs.size(), std::size_t{2});
        QCOMPARE(plan.inputs[0].name, std::string("primer"));
        QCOMPARE(songOf(plan.inputs[0]).tracks.front().notes.size(), std::size_t{1});
        QCOMPARE(plan.options.at("primer_steps").get<int>(), 16); // the rest before the range counts
        QCOMPARE(plan.inputs[1].name, std::string("after"));
        QCOMPARE(songOf(plan.inputs[1]).tracks.front().notes.front().start, Tick{0});
        QVERIFY(plan.options.at("fit_attempts").get<int>() > 1);
    }

    void generate_startsAtThePlayheadWithoutPrimer()
    {
        const Song song = songWith({note(1, 0, 480, 60)});
        const GenerationPlan plan = planGeneration(song, {kTrack, {}, {}, kBar + 250});
        QCOMPARE(plan.insertAt, kBar + 2 * kSixteenth);
        QVERIFY(plan.inputs.empty());
        QVERIFY(!plan.options.contains("primer_steps"));
    }

    void refusal_saysWhereAndLeavesTheHighestVoice()
    {
        const Song song = songWith({note(1, 0, 480, 60), note(2, 2 * kBar + 480, 480, 60),
                                    note(3, 2 * kBar + 480, 480, 67), note(4, 2 * kBar + 960, 480, 64)});
        const auto refusal = primerRefusal(song, {kTrack, {1, 2, 3, 4}, {}, 0});
        QVERIFY(refusal);
        QVERIFY2(refusal->sentence.contains(QStringLiteral("bar 3, beat 2")), qPrintable(refusal->sentence));
        QCOMPARE(refusal->notes, (std::vector<NoteId>{2, 3}));
        QCOMPARE(refusal->highestVoice, (std::vector<NoteId>{1, 3, 4}));
        QVERIFY(!primerRefusal(song, {kTrack, refusal->highestVoice, {}, 0}));
    }

    void refusal_forgivesLegato()
    {
        const Song song = songWith({note(1, 0, 490, 60), note(2, 480, 480, 62)});
        QVERIFY(!primerRefusal(song, {kTrack, {1, 2}, {}, 0}));
    }

    void steps_areExactForEveryResolution()
    {
        for (const int ticks : {4, 24, 96, 220, 480, 960, 1024}) {
            for (std::int64_t step = 0; step < 64; ++step)
                QCOMPARE(stepOfTick(tickOfStep(step, ticks), ticks), step);
        }
    }
};

QTEST_GUILESS_MAIN(GenerationPlanTest)
#include "tst_generation_plan.moc"
