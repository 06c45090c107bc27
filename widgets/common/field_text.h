// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace solferino {

struct FieldInfo;

/// What a panel calls an option: "lowest_pitch" is "Lowest pitch". Translated in the context "Options".
[[nodiscard]] QString fieldLabel(const FieldInfo &field);
/// Help, range and default of an option, as lines of a tooltip.
[[nodiscard]] QString fieldToolTip(const FieldInfo &field);
/// The unit in the panel's words ("steps", "bpm"); empty where the editor says it itself.
[[nodiscard]] QString fieldUnit(const FieldInfo &field);
/// A value of a Choice in the panel's words: "harmonic_minor" is "harmonic minor".
[[nodiscard]] QString choiceText(const std::string &choice);

} // namespace solferino
