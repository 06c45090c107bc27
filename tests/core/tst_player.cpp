// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/event_list.h"
#include "core/playback/player.h"
#include "core/playback/sound_device.h"
#include "core/playback/transport.h"

#include <QSignalSpy>
#include <QtTest>

#include <chrono>
#include <future>
#include <memory>

using namespace solferino;

namespace {

Song shortSong()
{
    Song song;
    song.tracks.resize(1);
    song.tracks[0].id = 1;
    song.tracks[0].notes = {{.id = 2, .start = 0, .length = 100}};
    song.meters = {{.time = 0, .numerator = 1, .denominator = 8}}; // bars of an eighth of a second
    song.tempos = {{.time = 0, .microsecondsPerQuarter = 250000}};
    return song;
}

} // namespace

/// The player with its silent clock; what it plays is tested with the Sequencer.
class PlayerTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void silentClock_playsAndStops()
    {
        Player player({.soundFont = {}, .wantsDevice = false, .deviceName = {}}, nullptr);
        QVERIFY(!player.hasDevice());
        QVERIFY(!player.statusText().isEmpty());
        QSignalSpy playing(&player, &Player::playingChanged);
        QSignalSpy moved(&player, &Player::positionChanged);
        player.play(480);
        QVERIFY(player.isPlaying());
        QVERIFY(player.position() >= 480);
        QTRY_VERIFY(player.position() > 500);
        QVERIFY(moved.count() >= 1);
        player.stop();
        QVERIFY(!player.isPlaying());
        QCOMPARE(playing.count(), 2);
        const Tick stopped = player.position();
        QVERIFY(!moved.wait(50));
        QCOMPARE(player.position(), stopped);
        QCOMPARE(player.takePeaks(), (std::pair<float, float>(0.0F, 0.0F)));
    }

    void device_isClosedBeforeItsEndIsTold()
    {
        auto events = std::make_shared<const EventList>();
        auto transport = std::make_unique<Transport>(nullptr, 44100);
        transport->setEvents(events);
        const std::weak_ptr<const EventList> held = events;
        events.reset();
        const std::future<void> isClosed = closeElsewhere(nullptr, std::move(transport));
        QVERIFY(isClosed.wait_for(std::chrono::seconds(30)) == std::future_status::ready);
        QVERIFY(held.expired());
    }

    void song_isPlayedToItsEnd()
    {
        Player player({.soundFont = {}, .wantsDevice = false, .deviceName = {}}, nullptr);
        QSignalSpy playing(&player, &Player::playingChanged);
        player.setSong(shortSong());
        player.play(0); // waits until the song has been prepared
        QVERIFY(player.isPlaying());
        QTRY_VERIFY(!player.isPlaying());
        QCOMPARE(playing.count(), 2);
        QCOMPARE(player.position(), Tick{240});
        Tick start = -1;
        connect(&player, &Player::playingChanged, this, [&](bool) { start = player.position(); });
        player.play(0);
        QVERIFY(start >= 0 && start < 240);
    }

    void loop_goesRound()
    {
        Player player({.soundFont = {}, .wantsDevice = false, .deviceName = {}}, nullptr);
        player.setSong(shortSong());
        player.setLoop(LoopRange{0, 48});
        bool wentBack = false;
        Tick last = 0;
        Tick furthest = 0;
        connect(&player, &Player::positionChanged, this, [&](Tick tick) {
            wentBack = wentBack || tick < last;
            last = tick;
            furthest = std::max(furthest, tick);
        });
        player.play(0);
        QTRY_VERIFY(wentBack);
        QVERIFY(furthest < 240);
    }

    void seek_movesWhileStoppedAndWhilePlaying()
    {
        Player player({.soundFont = {}, .wantsDevice = false, .deviceName = {}}, nullptr);
        QSignalSpy moved(&player, &Player::positionChanged);
        player.seek(960);
        QCOMPARE(player.position(), Tick{960});
        QCOMPARE(moved.count(), 1);
        player.play(0);
        player.seek(4800);
        QVERIFY(player.isPlaying());
        QTRY_VERIFY(player.position() > 4800);
    }
};

QTEST_GUILESS_MAIN(PlayerTest)
#include "tst_player.moc"
