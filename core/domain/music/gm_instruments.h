// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

namespace solferino {

/// Eight neighbouring General MIDI programs.
struct GmFamily
{
    std::string_view name;
    int firstProgram = 0;
};

inline constexpr int kGmFamilySize = 8;
/// MIDI channel (from 0) of percussion in General MIDI.
inline constexpr int kGmDrumChannel = 9;

[[nodiscard]] const std::array<GmFamily, 16> &gmFamilies();
/// English name of a General MIDI program, 0..127.
[[nodiscard]] std::string_view gmInstrumentName(int program);

struct GmDrumKit
{
    std::string_view name;
    int program = 0;
};

/// Drum kits by program on the drum channel, as GS and General MIDI 2 have them.
[[nodiscard]] const std::array<GmDrumKit, 9> &gmDrumKits();
/// Name of the kit that a program selects: that of its own or the standard kit.
[[nodiscard]] std::string_view gmDrumKitName(int program);
/// Name of a percussion sound by its pitch; empty outside 35..81.
[[nodiscard]] std::string_view gmDrumName(int pitch);

} // namespace solferino
