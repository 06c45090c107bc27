// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/take.h"

#include <QUndoCommand>

namespace solferino {

class TakeList;

/// Gives a take its star, which keeps it with the document, or takes it away. A take that has gone is left
/// out.
class StarTakeCommand final : public QUndoCommand
{
public:
    StarTakeCommand(TakeList &takes, const QString &text, TakeId take, bool isStarred);

    void redo() override;
    void undo() override;

private:
    void exchange();

    TakeList &m_takes;
    TakeId m_take;
    bool m_isStarred; ///< what the next redo or undo brings
};

} // namespace solferino
