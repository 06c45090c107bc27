// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace solferino {

/// What QUndoCommand::id() returns for commands that can merge.
enum class CommandId {
    ReplaceNotes = 1,
    ChangeTracks,
    ChangeTimeline,
    ReplaceStrokes,
    ChangeDrawing,
    ChangeStyling
};

} // namespace solferino
