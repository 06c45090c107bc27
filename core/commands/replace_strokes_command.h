// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/sketch_document.h"

#include <QUndoCommand>

namespace solferino {

/// Removes strokes and adds others in one step: a pen stroke, an eraser's gesture, a move, a kept ending.
/// Commands of one gesture (not 0) merge into one undo step.
class ReplaceStrokesCommand final : public QUndoCommand
{
public:
    ReplaceStrokesCommand(SketchDocument &document, const QString &text, StrokeChange change,
                          GestureId gesture = 0);

    void redo() override;
    void undo() override;
    [[nodiscard]] int id() const override;
    bool mergeWith(const QUndoCommand *other) override;

    /// Ids of the strokes that were added, in order; after redo().
    [[nodiscard]] std::vector<StrokeId> addedIds() const;

private:
    SketchDocument &m_document;
    StrokeChange m_change; ///< what the next redo or undo does
    GestureId m_gesture;
    std::vector<StrokeId> m_addedIds;
};

} // namespace solferino
