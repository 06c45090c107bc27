// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/surface.h"

#include <QList>

class QAction;
class QHBoxLayout;
class QToolButton;

namespace solferino {

/// A bar of tools over an editor: buttons of actions, lines between their groups, and what else its heirs
/// add.
class ActionRow : public Surface
{
    Q_OBJECT
public:
    /// `height` at 100 %.
    ActionRow(const Theme &theme, int height, QWidget *parent);

protected:
    [[nodiscard]] QHBoxLayout &row() { return *m_row; }
    QToolButton *addButton(QAction *action);
    void addSeparator();
    /// Hides these, the first ones first, until the row is no wider than its place: what a menu or a key has
    /// too.
    void makeRoom(const QList<QWidget *> &expendable);

private:
    QHBoxLayout *m_row;
};

} // namespace solferino
