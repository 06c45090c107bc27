// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/action_maker.h"

#include "widgets/common/icons.h"

#include <QAction>
#include <QMenu>

namespace solferino {

using namespace Qt::StringLiterals;

QString toolTipOf(const QAction &action)
{
    const QString text = action.text().remove(u'&').remove(u'…');
    const QString keys = action.shortcut().toString(QKeySequence::NativeText);
    return keys.isEmpty() ? text : u"%1 (%2)"_s.arg(text, keys);
}

ActionMaker::ActionMaker(const Theme &theme, QObject *owner, QWidget *area)
    : m_theme(theme)
    , m_owner(owner)
    , m_area(area)
{}

QAction *ActionMaker::add(QList<QAction *> &list, const ActionEntry &entry, std::function<void()> slot) const
{
    auto *action = new QAction(entry.text, m_owner);
    action->setShortcuts(QKeySequence::listFromString(entry.keys));
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setStatusTip(entry.tip);
    action->setToolTip(toolTipOf(*action));
    if (!entry.iconName.isEmpty()) {
        action->setIcon(themedIcon(m_theme, entry.iconName));
    }
    QObject::connect(action, &QAction::triggered, m_owner, std::move(slot));
    m_area->addAction(action);
    list.append(action);
    return action;
}

QAction *ActionMaker::addToggle(QList<QAction *> &list, const ActionEntry &entry,
                                const std::function<void(bool)> &slot) const
{
    QAction *action = add(list, entry, [] {});
    action->setCheckable(true);
    QObject::connect(action, &QAction::triggered, m_owner, slot);
    return action;
}

void ActionMaker::addMenu(QList<QAction *> &list, const QString &title, const QList<QAction *> &actions) const
{
    auto *menu = new QMenu(title, m_area);
    menu->addActions(actions);
    list.append(menu->menuAction());
}

} // namespace solferino
