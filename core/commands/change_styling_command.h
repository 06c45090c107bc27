// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/image_document.h"

#include <QUndoCommand>

namespace solferino {

/// Changes styles, weights, strength, brush, colours or mask. Commands of one gesture (not 0) merge: a drag
/// of a slider, a stroke of the mask's brush.
class ChangeStylingCommand final : public QUndoCommand
{
public:
    ChangeStylingCommand(ImageDocument &document, const QString &text, Styling styling,
                         GestureId gesture = 0);

    void redo() override;
    void undo() override;
    [[nodiscard]] int id() const override;
    bool mergeWith(const QUndoCommand *other) override;

private:
    ImageDocument &m_document;
    Styling m_styling; ///< what the next redo or undo brings
    GestureId m_gesture;
};

} // namespace solferino
