// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/action_row.h"

#include <QAction>
#include <QHBoxLayout>
#include <QToolButton>

namespace solferino {

ActionRow::ActionRow(const Theme &theme, int height, QWidget *parent)
    : Surface(theme, Role::Panel, Qt::BottomEdge, parent)
    , m_row(new QHBoxLayout(this))
{
    setScaledHeight(height);
    setAccessibleName(tr("Tools"));
    m_row->setContentsMargins(8, 0, 8, 1);
    m_row->setSpacing(4);
}

QToolButton *ActionRow::addButton(QAction *action)
{
    auto *button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(action->text().remove(QLatin1Char('&')));
    m_row->addWidget(button);
    return button;
}

void ActionRow::addSeparator()
{
    auto *line = new Surface(theme(), Role::Line, {}, this);
    line->setFixedSize(1, theme().px(20));
    m_row->addSpacing(4);
    m_row->addWidget(line);
    m_row->addSpacing(4);
}

void ActionRow::makeRoom(const QList<QWidget *> &expendable)
{
    for (QWidget *widget : expendable)
        widget->show();
    for (QWidget *widget : expendable) {
        m_row->invalidate();
        if (m_row->minimumSize().width() <= width())
            return;
        widget->hide();
    }
}

} // namespace solferino
