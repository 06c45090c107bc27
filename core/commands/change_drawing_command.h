// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/sketch_document.h"

#include <QUndoCommand>

namespace solferino {

/// Changes title, layers, background picture or symmetry axis. Commands of one gesture (not 0) merge.
class ChangeDrawingCommand final : public QUndoCommand
{
public:
    ChangeDrawingCommand(SketchDocument &document, const QString &text, DrawingProperties properties,
                         GestureId gesture = 0);

    void redo() override;
    void undo() override;
    [[nodiscard]] int id() const override;
    bool mergeWith(const QUndoCommand *other) override;

private:
    SketchDocument &m_document;
    DrawingProperties m_properties; ///< those that the next redo or undo brings
    GestureId m_gesture;
};

} // namespace solferino
