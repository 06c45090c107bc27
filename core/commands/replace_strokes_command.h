// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/sketch_document.h"

#include <QUndoCommand>

namespace solferino {

/// Removes strokes and adds others in one step: a pen stroke, an eraser's gesture, a move, a kept ending.
/// Commands of one gesture (not 0) merge into one undo step, which vanishes if nothing has changed in the
/// end. Removed strokes that are not there are passed over; points that are no numbers are left out, and so
/// are strokes without a point.
class ReplaceStrokesCommand final : public QUndoCommand
{
public:
    ReplaceStrokesCommand(SketchDocument &document, const QString &text, StrokeChange change,
                          GestureId gesture = 0);

    void redo() override;
    void undo() override;
    [[nodiscard]] int id() const override;
    bool mergeWith(const QUndoCommand *other) override;

    /// Ids of the strokes that this command adds, in order.
    [[nodiscard]] std::vector<StrokeId> addedIds() const;

private:
    /// Makes m_change the way back from the next command's state to that before this one.
    void prepend(const StrokeChange &next);
    void vanishIfNothingChanged();

    SketchDocument &m_document;
    StrokeChange m_change; ///< what the next redo or undo does
    GestureId m_gesture;
    std::uint64_t m_nextIdBefore = 0; ///< of the drawing
    std::uint64_t m_nextIdAfter = 0;  ///< at least, for the ids that come
    std::vector<StrokeId> m_addedIds;
};

} // namespace solferino
