// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/playback/sequencer.h"

#include <optional>
#include <variant>

/// What the GUI thread tells a Transport: plain values that fit into a ring.
namespace solferino::transport {

struct Play
{
    Tick from = 0;
};
struct Stop
{};
struct Seek
{
    Tick tick = 0;
};
struct Loop
{
    std::optional<LoopRange> range;
};
struct Metronome
{
    bool isOn = false;
};
struct Panic
{};
struct Events
{
    const EventList *list = nullptr;
};

using Command = std::variant<Play, Stop, Seek, Loop, Metronome, Panic, AuditionNote, Events>;

} // namespace solferino::transport
