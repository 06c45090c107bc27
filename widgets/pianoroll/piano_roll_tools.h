// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pianoroll/roll_gesture.h"

#include <memory>

namespace solferino {

enum class RollTool;

/// What the left button does in the roll. A tool has no state of its own: a press begins a gesture that has.
/// The right button erases with every tool.
class PianoRollTool
{
public:
    virtual ~PianoRollTool() = default;

    /// The gesture that a press begins; none where it changes the selection at once. The song has a track.
    [[nodiscard]] virtual std::unique_ptr<RollGesture> press(RollState &state,
                                                             const RollPointer &pointer) const = 0;
    /// What the pointer looks like where a press would hit this, or nothing.
    [[nodiscard]] virtual Qt::CursorShape cursor(const std::optional<NoteHit> &hit) const = 0;

    /// The one object of each tool.
    [[nodiscard]] static const PianoRollTool &of(RollTool tool);
};

} // namespace solferino
