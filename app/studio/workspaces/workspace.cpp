// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/workspaces/workspace.h"

#include "widgets/common/icons.h"

#include <QUndoStack>

namespace solferino {

QList<QAction *> Workspace::makeUndoActions(QUndoStack &stack, const Theme &theme)
{
    QAction *undo = stack.createUndoAction(this, tr("Undo"));
    undo->setShortcut(QKeySequence::Undo);
    undo->setIcon(themedIcon(theme, QStringLiteral("edit-undo")));
    QAction *redo = stack.createRedoAction(this, tr("Redo"));
    redo->setShortcuts({QKeySequence(QKeySequence::Redo), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    redo->setIcon(themedIcon(theme, QStringLiteral("edit-redo")));
    return {undo, redo};
}

QAction *Workspace::makeAction(QList<QAction *> &list, const QString &text, const QKeySequence &keys,
                               const QString &tip, std::function<void()> run)
{
    auto *action = new QAction(text, this);
    action->setShortcut(keys);
    action->setStatusTip(tip);
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    list << action;
    return action;
}

} // namespace solferino
