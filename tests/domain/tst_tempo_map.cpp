// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/tempo_map.h"

#include <doctest/doctest.h>

using namespace solferino;

namespace {

Song twoTempos()
{
    Song song;
    song.ticksPerQuarter = 480;
    song.tempos = {{0, 500000}, {960, 250000}, {1920, 1000000}};
    song.meters = {{0, 4, 4}, {1920, 3, 4}, {1920 + 2 * 1440 + 100, 6, 8}};
    return song;
}

} // namespace

TEST_CASE("defaults_are120And44")
{
    const TempoMap map;
    CHECK(map.secondsAt(480) == 0.5);
    CHECK(map.tickAt(0.5) == 480);
    CHECK(map.quartersPerMinuteAt(0) == 120.0);
    CHECK(map.meterAt(0) == MeterChange{});
    CHECK(map.barAt(1920 + 480 + 7) == BarPosition{1, 1, 7});
    CHECK(map.tickOfBar(3) == 3 * 1920);
}

TEST_CASE("seconds_followTheTempos")
{
    const TempoMap map(twoTempos());
    CHECK(map.secondsAt(960) == 1.0);
    CHECK(map.secondsAt(1920) == 1.5);
    CHECK(map.secondsAt(2400) == 2.5);
    CHECK(map.secondsAt(-480) == -0.5);
    CHECK(map.quartersPerMinuteAt(959) == 120.0);
    CHECK(map.quartersPerMinuteAt(960) == 240.0);
    CHECK(map.quartersPerMinuteAt(99999) == 60.0);
}

TEST_CASE("ticks_comeBackFromSeconds")
{
    const TempoMap map(twoTempos());
    for (Tick tick = -500; tick < 5000; tick += 7) {
        CAPTURE(tick);
        CHECK(map.tickAt(map.secondsAt(tick)) == tick);
    }
}

TEST_CASE("seconds_doNotDrift")
{
    Song song;
    song.ticksPerQuarter = 480;
    for (Tick i = 0; i < 100000; ++i)
        song.tempos.push_back({i * 480, 333333U + static_cast<std::uint32_t>(i % 2)});
    const TempoMap map(song);
    CHECK(map.secondsAt(100000 * 480) == 33333.35);
    CHECK(map.tickAt(33333.35) == 100000 * 480);
}

TEST_CASE("bars_followTheMeters")
{
    const TempoMap map(twoTempos());
    CHECK(map.barAt(0) == BarPosition{0, 0, 0});
    CHECK(map.barAt(1919) == BarPosition{0, 3, 479});
    CHECK(map.barAt(1920) == BarPosition{1, 0, 0});
    CHECK(map.barAt(1920 + 1440) == BarPosition{2, 0, 0});
    // The change within a bar begins a new one.
    const Tick change = 1920 + 2 * 1440 + 100;
    CHECK(map.barAt(change - 1) == BarPosition{3, 0, 99});
    CHECK(map.barAt(change) == BarPosition{4, 0, 0});
    CHECK(map.barAt(change + 250) == BarPosition{4, 1, 10});
    CHECK(map.barAt(-1) == BarPosition{-1, 3, 479});
    for (std::int64_t bar = -2; bar < 10; ++bar)
        CHECK(map.barAt(map.tickOfBar(bar)) == BarPosition{bar, 0, 0});
    CHECK(map.ticksPerBarAt(0) == 1920);
    CHECK(map.ticksPerBeatAt(change) == 240);
    CHECK(map.meterAt(change - 1).numerator == 3);
}

TEST_CASE("oddMeters_stayDefined")
{
    Song song;
    song.ticksPerQuarter = 1;
    song.meters = {{0, 1, 65536}};
    const TempoMap map(song);
    CHECK(map.ticksPerBarAt(0) == 1);
    CHECK(map.barAt(5).bar == 5);
}

TEST_CASE("song_knowsItsLengthAndTracks")
{
    Song song;
    CHECK(song.length() == 0);
    song.tracks.resize(2);
    song.tracks[0].id = 1;
    song.tracks[1].id = 2;
    song.tracks[0].notes = {{.start = 0, .length = 100}};
    song.tracks[1].notes = {{.start = 10, .length = 50}};
    CHECK(song.length() == 100);
    CHECK(song.findTrack(2) == &song.tracks[1]);
    CHECK(song.findTrack(3) == nullptr);
    CHECK(noteBefore({.id = 9, .start = 0, .pitch = 60}, {.id = 1, .start = 0, .pitch = 61}));
    CHECK(noteBefore({.id = 1, .start = 0, .pitch = 60}, {.id = 2, .start = 0, .pitch = 60}));
}
