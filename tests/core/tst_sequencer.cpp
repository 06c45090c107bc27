// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/sequencer.h"

#include <QtTest>

using namespace solferino;
using namespace Qt::StringLiterals;

namespace {

/// Frames a tick: at 120 bpm and 480 ticks a quarter, with this rate a tick is one frame.
constexpr int kRate = 960;

/// Writes down what it is told, with the frame at which that happens.
class Notebook final : public SoundSink
{
public:
    void noteOn(int channel, int pitch, int velocity) override
    {
        write(u"on %1 %2 v%3"_s.arg(channel).arg(pitch).arg(velocity));
    }
    void noteOff(int channel, int pitch) override { write(u"off %1 %2"_s.arg(channel).arg(pitch)); }
    bool setInstrument(int channel, const Instrument &instrument) override
    {
        if (channel < kTrackChannels)
            write(u"program %1 %2/%3"_s.arg(channel).arg(instrument.bank).arg(instrument.program));
        return hasInstruments;
    }
    void control(int channel, int number, int value) override
    {
        write(u"control %1 %2=%3"_s.arg(channel).arg(number).arg(value));
    }
    void pitchBend(int channel, int value) override { write(u"bend %1 %2"_s.arg(channel).arg(value)); }
    void bendRange(int channel, int semitones) override
    {
        write(u"range %1 %2"_s.arg(channel).arg(semitones));
    }
    void pressure(int channel, int value) override { write(u"pressure %1 %2"_s.arg(channel).arg(value)); }
    void keyPressure(int channel, int pitch, int value) override
    {
        write(u"key pressure %1 %2 %3"_s.arg(channel).arg(pitch).arg(value));
    }
    void setAudible(int channel, bool isAudible) override
    {
        write((isAudible ? u"audible %1"_s : u"mute %1"_s).arg(channel));
    }
    void stopSounds() override { write(u"silence"_s); }
    void render(float *, int frames) override { m_frame += frames; }

    QStringList takeLines() { return std::exchange(m_lines, {}); }
    bool hasInstruments = true;

private:
    void write(const QString &text) { m_lines << u"%1: %2"_s.arg(m_frame).arg(text); }

    qint64 m_frame = 0;
    QStringList m_lines;
};

SongNote note(Tick start, Tick length, int pitch = 60)
{
    return {.id = 0, .start = start, .length = length, .pitch = pitch, .velocity = 90};
}

ChannelEvent control(Tick time, int number, int value)
{
    return {time, 0xB0, static_cast<std::uint8_t>(number), static_cast<std::uint8_t>(value)};
}

Song songOf(std::vector<SongNote> notes, std::vector<ChannelEvent> events = {})
{
    Song song;
    song.tracks.resize(1);
    song.tracks[0].id = 1;
    song.tracks[0].notes = std::move(notes);
    song.tracks[0].events = std::move(events);
    return song;
}

} // namespace

class SequencerTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_sink = std::make_unique<Notebook>();
        m_sequencer = std::make_unique<Sequencer>(*m_sink, kRate);
    }

    void notes_comeAtTheirFrameInAnyBlockSize_data()
    {
        QTest::addColumn<int>("block");
        for (const int block : {1, 7, 64, 500, 4096})
            QTest::addRow("%d frames", block) << block;
    }

    void notes_comeAtTheirFrameInAnyBlockSize()
    {
        QFETCH(int, block);
        set(songOf({note(0, 10), note(10, 5, 62), note(10, 90, 64), note(333, 1)}));
        m_sequencer->play(0);
        m_sink->takeLines();
        run(500, block);
        QCOMPARE(
            m_sink->takeLines(),
            (QStringList{u"0: on 0 60 v90"_s, u"10: off 0 60"_s, u"10: on 0 62 v90"_s, u"10: on 0 64 v90"_s,
                         u"15: off 0 62"_s, u"100: off 0 64"_s, u"333: on 0 60 v90"_s, u"334: off 0 60"_s}));
    }

    void controls_comeBeforeNotesAndAfterEnds()
    {
        set(songOf({note(0, 100), note(100, 100, 62)}, {control(100, 64, 127), {100, 0xE0, 0, 96}}));
        m_sequencer->play(0);
        m_sink->takeLines();
        run(150);
        QCOMPARE(m_sink->takeLines(),
                 (QStringList{u"0: on 0 60 v90"_s, u"100: off 0 60"_s, u"100: control 0 64=127"_s,
                              u"100: bend 0 12288"_s, u"100: on 0 62 v90"_s}));
    }

    void tempoMap_isHeeded()
    {
        Song song = songOf({note(480, 480), note(960, 480, 62)});
        song.tempos = {{.time = 480, .microsecondsPerQuarter = 1000000}};
        set(song);
        m_sequencer->play(0);
        m_sink->takeLines();
        run(1500);
        QCOMPARE(m_sink->takeLines(),
                 (QStringList{u"480: on 0 60 v90"_s, u"1440: off 0 60"_s, u"1440: on 0 62 v90"_s}));
        QCOMPARE(m_sequencer->position(), 990.0);
    }

    void overlappingNotesOfOnePitch_endWithTheLast()
    {
        set(songOf({note(0, 100), note(50, 150)}));
        m_sequencer->play(0);
        m_sink->takeLines();
        run(300);
        QCOMPARE(m_sink->takeLines(),
                 (QStringList{u"0: on 0 60 v90"_s, u"50: on 0 60 v90"_s, u"200: off 0 60"_s}));
    }

    void seek_chasesProgramsAndControllers()
    {
        Song song = songOf({note(2000, 10)}, {{10, 0xC0, 40, 0},
                                              control(20, 7, 30),
                                              control(30, 101, 0),
                                              control(30, 100, 0),
                                              control(30, 6, 12),
                                              control(40, 64, 127),
                                              control(50, 64, 0),
                                              {60, 0xE0, 0, 80},
                                              control(1000, 7, 99)});
        song.tracks[0].bank = 8 * 128;
        song.tracks[0].volume = 1.0;
        set(song);
        QVERIFY(m_sink->takeLines().contains(u"0: program 0 1024/0"_s));
        m_sequencer->play(500);
        QCOMPARE(m_sink->takeLines(), (QStringList{u"0: program 0 1024/40"_s, u"0: control 0 7=30"_s,
                                                   u"0: range 0 12"_s, u"0: bend 0 10240"_s}));
        m_sequencer->seek(0);
        QCOMPARE(m_sink->takeLines(), (QStringList{u"0: program 0 1024/0"_s, u"0: control 0 7=127"_s,
                                                   u"0: range 0 2"_s, u"0: bend 0 8192"_s}));
    }

    void instrument_isAskedForAgainUntilItIsThere()
    {
        m_sink->hasInstruments = false;
        set(songOf({}));
        m_sink->takeLines();
        m_sequencer->seek(0);
        QCOMPARE(m_sink->takeLines(), QStringList{u"0: program 0 0/0"_s});
        m_sink->hasInstruments = true;
        m_sequencer->seek(0);
        m_sink->takeLines();
        m_sequencer->seek(0);
        QVERIFY(m_sink->takeLines().isEmpty());
    }

    void loop_hasNoGap()
    {
        set(songOf({note(0, 10), note(100, 300, 62), note(150, 20, 64)}, {control(120, 1, 50)}));
        m_sequencer->setLoop(LoopRange{100, 200});
        m_sequencer->play(50);
        m_sink->takeLines();
        run(350, 64);
        const QStringList expected{
            u"50: on 0 62 v90"_s,  u"70: control 0 1=50"_s,  u"100: on 0 64 v90"_s, u"120: off 0 64"_s,
            u"150: off 0 62"_s,    u"150: control 0 1=0"_s,  u"150: on 0 62 v90"_s, u"170: control 0 1=50"_s,
            u"200: on 0 64 v90"_s, u"220: off 0 64"_s,       u"250: off 0 62"_s,    u"250: control 0 1=0"_s,
            u"250: on 0 62 v90"_s, u"270: control 0 1=50"_s, u"300: on 0 64 v90"_s, u"320: off 0 64"_s};
        QCOMPARE(m_sink->takeLines(), expected);
        QCOMPARE(m_sequencer->position(), 200.0);
    }

    void loop_isNotEnteredFromBehind()
    {
        set(songOf({note(0, 5000)}));
        m_sequencer->setLoop(LoopRange{100, 200});
        m_sequencer->play(300);
        run(100);
        QCOMPARE(m_sequencer->position(), 400.0);
        m_sequencer->setLoop(LoopRange{300, 300}); // of no length
        m_sequencer->play(290);
        run(100);
        QCOMPARE(m_sequencer->position(), 390.0);
    }

    void playing_stopsAtTheBarAfterTheLastNote()
    {
        set(songOf({note(0, 100)}));
        m_sequencer->play(0);
        run(5000);
        QVERIFY(!m_sequencer->isPlaying());
        QCOMPARE(m_sequencer->position(), 1920.0);
        m_sequencer->play(1920); // from there on it is a clock
        run(5000);
        QVERIFY(m_sequencer->isPlaying());
        QCOMPARE(m_sequencer->position(), 6920.0);
    }

    void stop_endsNotesAndLiftsPedals()
    {
        set(songOf({note(0, 500)}, {control(10, 64, 127)}));
        m_sequencer->play(0);
        run(100);
        m_sink->takeLines();
        m_sequencer->stop();
        QCOMPARE(m_sink->takeLines(), (QStringList{u"100: off 0 60"_s, u"100: control 0 64=0"_s}));
        run(50);
        QCOMPARE(m_sequencer->position(), 100.0);
    }

    void setEvents_isHeardFromThePlayheadOn()
    {
        set(songOf({note(0, 100), note(0, 300, 62), note(0, 300, 64), note(200, 10, 65)}));
        m_sequencer->play(0);
        run(50);
        m_sink->takeLines();
        // 60 is longer now, 62 has gone, 64 is as it was, 65 has moved, 66 is new and begins in the past.
        set(songOf({note(0, 120), note(0, 300, 64), note(10, 200, 66), note(70, 10, 65)}));
        run(300);
        QCOMPARE(m_sink->takeLines(), (QStringList{u"50: off 0 62"_s, u"70: on 0 65 v90"_s, u"80: off 0 65"_s,
                                                   u"120: off 0 60"_s, u"300: off 0 64"_s}));
    }

    void setEvents_keepsTheTickWhenTheTempoChanges()
    {
        Song song = songOf({note(0, 900)});
        set(song);
        m_sequencer->play(0);
        run(480);
        song.tempos = {{.time = 0, .microsecondsPerQuarter = 250000}};
        set(song);
        QCOMPARE(m_sequencer->position(), 480.0);
        run(10);
        QCOMPARE(m_sequencer->position(), 500.0);
    }

    void muteAndSolo_areLive()
    {
        Song song = songOf({note(0, 500)});
        song.tracks.push_back(song.tracks[0]);
        song.tracks[1].id = 2;
        set(song);
        m_sequencer->play(0);
        run(10);
        m_sink->takeLines();
        song.tracks[1].isSolo = true;
        set(song);
        song.tracks[0].isSolo = true;
        song.tracks[1].volume = 0.5;
        set(song);
        song.tracks[0].isSolo = song.tracks[1].isSolo = false;
        song.tracks[1].isMuted = true;
        set(song);
        QCOMPARE(m_sink->takeLines(), (QStringList{u"10: mute 0"_s, u"10: audible 0"_s,
                                                   u"10: control 1 7=64"_s, u"10: mute 1"_s}));
    }

    void take_soundsBesideTheSong()
    {
        Song song = songOf({note(0, 10)});
        song.tracks[0].program = 25;
        const EventList list = prepareEvents(song, {.notes = {note(0, 20)}, .track = 1});
        QCOMPARE(list.takeChannel.instrument.program, 25);
        m_sequencer->setEvents(&list);
        m_sequencer->play(0);
        m_sink->takeLines();
        run(30);
        const QString channel = QString::number(kTakeChannel);
        QCOMPARE(m_sink->takeLines(), (QStringList{u"0: on 0 60 v90"_s, u"0: on %1 60 v90"_s.arg(channel),
                                                   u"10: off 0 60"_s, u"20: off %1 60"_s.arg(channel)}));
        m_sequencer->setEvents(nullptr);
    }

    void metronome_accentsBarsAlsoBehindTheSong()
    {
        Song song = songOf({note(0, 10)});
        song.meters = {{.time = 0, .numerator = 3, .denominator = 4}};
        set(song);
        m_sequencer->setMetronome(true);
        for (const Tick start : {0, 1440 * 5}) {
            m_sequencer->play(start);
            m_sink->takeLines();
            run(1440);
            QStringList clicks = m_sink->takeLines().filter(u"on %1 "_s.arg(kMetronomeChannel));
            QCOMPARE(clicks.size(), 3);
            QVERIFY(clicks[0].contains(u" 76 "_s) && clicks[1].contains(u" 77 "_s) &&
                    clicks[2].contains(u" 77 "_s));
        }
    }

    void audition_hasAChannelOfItsOwn()
    {
        AuditionNote heard{.channel = {}, .pitch = 70, .velocity = 80, .isOn = true};
        m_sequencer->audition(heard);
        heard.isOn = false;
        m_sequencer->audition(heard);
        QCOMPARE(m_sink->takeLines(), (QStringList{u"0: on %1 70 v80"_s.arg(kAuditionChannel),
                                                   u"0: off %1 70"_s.arg(kAuditionChannel)}));
    }

    void panic_silencesAll()
    {
        set(songOf({note(0, 500)}));
        m_sequencer->play(0);
        run(10);
        m_sink->takeLines();
        m_sequencer->panic();
        QCOMPARE(m_sink->takeLines(), (QStringList{u"10: off 0 60"_s, u"10: silence"_s}));
    }

    void tracks_getChannelsOfTheirOwn()
    {
        Song song;
        song.tracks.resize(40);
        for (Track &track : song.tracks)
            track.notes = {note(0, 10)};
        set(song);
        m_sequencer->play(0);
        m_sink->takeLines();
        run(5);
        QCOMPARE(m_sink->takeLines().last(), u"0: on 39 60 v90"_s);
    }

private:
    void set(const Song &song)
    {
        auto list = std::make_unique<EventList>(prepareEvents(song));
        m_sequencer->setEvents(list.get());
        m_list = std::move(list);
    }

    void run(int frames, int block = 128)
    {
        std::vector<float> samples(static_cast<std::size_t>(2 * block));
        for (; frames > 0; frames -= block)
            m_sequencer->process(samples.data(), std::min(frames, block));
    }

    std::unique_ptr<EventList> m_list;
    std::unique_ptr<Notebook> m_sink;
    std::unique_ptr<Sequencer> m_sequencer;
};

QTEST_GUILESS_MAIN(SequencerTest)
#include "tst_sequencer.moc"
