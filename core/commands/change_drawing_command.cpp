// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/commands/change_drawing_command.h"

#include "core/commands/command_id.h"

#include <utility>

namespace solferino {

namespace {

/// Without a copy of the background picture's bytes.
bool hasProperties(const Drawing &drawing, const DrawingProperties &properties)
{
    return drawing.title == properties.title && drawing.mine == properties.mine &&
           drawing.machine == properties.machine && drawing.symmetry == properties.symmetry &&
           drawing.background == properties.background;
}

} // namespace

ChangeDrawingCommand::ChangeDrawingCommand(SketchDocument &document, const QString &text,
                                           DrawingProperties properties, GestureId gesture)
    : QUndoCommand(text)
    , m_document(document)
    , m_properties(std::move(properties))
    , m_gesture(gesture)
{}

void ChangeDrawingCommand::redo()
{
    m_document.exchangeProperties(m_properties);
    setObsolete(hasProperties(m_document.drawing(), m_properties));
}

void ChangeDrawingCommand::undo()
{
    m_document.exchangeProperties(m_properties);
}

int ChangeDrawingCommand::id() const
{
    return static_cast<int>(CommandId::ChangeDrawing);
}

bool ChangeDrawingCommand::mergeWith(const QUndoCommand *other)
{
    const auto &next = static_cast<const ChangeDrawingCommand &>(*other);
    if (m_gesture == 0 || next.m_gesture != m_gesture || &next.m_document != &m_document)
        return false;
    // The drawing has the next command's properties already; this one holds those from before the gesture.
    setObsolete(hasProperties(m_document.drawing(), m_properties));
    return true;
}

} // namespace solferino
