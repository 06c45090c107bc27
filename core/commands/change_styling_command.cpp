// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/commands/change_styling_command.h"

#include "core/commands/command_id.h"

#include <utility>

namespace solferino {

ChangeStylingCommand::ChangeStylingCommand(ImageDocument &document, const QString &text, Styling styling,
                                           GestureId gesture)
    : QUndoCommand(text)
    , m_document(document)
    , m_styling(std::move(styling))
    , m_gesture(gesture)
{}

void ChangeStylingCommand::redo()
{
    m_document.exchange(m_styling);
    setObsolete(m_document.styling() == m_styling);
}

void ChangeStylingCommand::undo()
{
    m_document.exchange(m_styling);
}

int ChangeStylingCommand::id() const
{
    return static_cast<int>(CommandId::ChangeStyling);
}

bool ChangeStylingCommand::mergeWith(const QUndoCommand *other)
{
    const auto &next = static_cast<const ChangeStylingCommand &>(*other);
    if (m_gesture == 0 || next.m_gesture != m_gesture || &next.m_document != &m_document)
        return false;
    // The document has the next command's styling already; this one holds that from before the gesture.
    setObsolete(m_document.styling() == m_styling);
    return true;
}

} // namespace solferino
