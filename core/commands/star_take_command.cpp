// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/commands/star_take_command.h"

#include "core/documents/take_list.h"

#include <utility>

namespace solferino {

StarTakeCommand::StarTakeCommand(TakeList &takes, const QString &text, TakeId take, bool isStarred)
    : QUndoCommand(text)
    , m_takes(takes)
    , m_take(take)
    , m_isStarred(isStarred)
{}

void StarTakeCommand::redo()
{
    exchange();
}

void StarTakeCommand::undo()
{
    exchange();
}

void StarTakeCommand::exchange()
{
    const Take *take = m_takes.find(m_take);
    if (!take)
        return;
    const bool before = take->isStarred;
    m_takes.setStarred(m_take, std::exchange(m_isStarred, before));
}

} // namespace solferino
