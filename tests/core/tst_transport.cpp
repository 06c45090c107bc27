// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/transport.h"

#include <QtTest>

#include <atomic>
#include <thread>

using namespace solferino;

namespace {

constexpr int kRate = 48000;

std::shared_ptr<const EventList> makeEvents()
{
    Song song;
    song.tracks.resize(1);
    song.tracks[0].id = 1;
    for (int i = 0; i < 1000; ++i)
        song.tracks[0].notes.push_back(
            {.id = NoteId(i) + 2, .start = 10 * i, .length = 30, .pitch = 60 + i % 12});
    return std::make_shared<const EventList>(prepareEvents(song));
}

void render(Transport &transport, int frames)
{
    std::vector<float> samples(static_cast<std::size_t>(2 * frames));
    transport.render(samples.data(), frames, 0.0);
}

} // namespace

class TransportTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void playhead_isCurrentOnceCommandsAreHeeded()
    {
        Transport transport(nullptr, kRate);
        QVERIFY(transport.playhead().isCurrent);
        transport.send(transport::Play{960});
        QVERIFY(!transport.playhead().isCurrent);
        render(transport, 480);
        const Transport::Playhead playing = transport.playhead();
        QVERIFY(playing.isCurrent && playing.isPlaying);
        QVERIFY(playing.tick >= 960.0);
        transport.send(transport::Stop{});
        render(transport, 0);
        QVERIFY(!transport.playhead().isPlaying);
        QVERIFY(std::abs(transport.playhead().tick - 969.6) < 1e-6); // 480 frames are a hundredth of a second
    }

    void events_areFreedByTheSenderWhenReplaced()
    {
        Transport transport(nullptr, kRate);
        std::shared_ptr<const EventList> first = makeEvents();
        const std::weak_ptr<const EventList> watch = first;
        transport.setEvents(std::move(first));
        render(transport, 64);
        QVERIFY(!watch.expired());
        transport.setEvents(makeEvents());
        QVERIFY(!watch.expired()); // still played
        render(transport, 64);
        transport.send(transport::Panic{});
        QVERIFY(watch.expired());
    }

    void fullRing_losesCommandsButNoEvents()
    {
        Transport transport(nullptr, kRate);
        for (int i = 0; i < 3000; ++i)
            transport.send(transport::Seek{i});
        std::shared_ptr<const EventList> events = makeEvents();
        const std::weak_ptr<const EventList> watch = events;
        transport.setEvents(std::move(events));
        QVERIFY(watch.expired());
        render(transport, 0);
        QVERIFY(transport.playhead().isCurrent);
    }

    /// Two threads as in life: what one replaces the other must not be reading.
    void twoThreads_shareEventsSafely()
    {
        Transport transport(nullptr, kRate);
        std::atomic<bool> isDone = false;
        std::thread audio([&] {
            while (!isDone.load()) {
                render(transport, 256);
                std::this_thread::yield();
            }
        });
        std::vector<std::weak_ptr<const EventList>> watches;
        for (int i = 0; i < 200; ++i) {
            std::shared_ptr<const EventList> events = makeEvents();
            watches.push_back(events);
            transport.setEvents(std::move(events));
            transport.send(transport::Play{i});
            transport.setVolume(0.01 * (i % 100));
            (void)transport.playhead();
            (void)transport.takePeaks();
            if (i % 50 == 0)
                transport.send(transport::Loop{LoopRange{0, 480}});
        }
        QTRY_VERIFY(transport.playhead().isCurrent);
        isDone = true;
        audio.join();
        transport.send(transport::Stop{});
        watches.pop_back();
        QVERIFY(std::ranges::all_of(watches, [](const auto &watch) { return watch.expired(); }));
    }
};

QTEST_GUILESS_MAIN(TransportTest)
#include "tst_transport.moc"
