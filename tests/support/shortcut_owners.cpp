// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/shortcut_owners.h"

#include <QAction>
#include <QMenu>
#include <QWidget>

namespace solferino {

namespace {

bool isInContext(Qt::ShortcutContext context, const QAction &action, const QWidget &focus)
{
    for (const QObject *object : action.associatedObjects()) {
        if (const auto *menu = qobject_cast<const QMenu *>(object)) {
            const QAction *entry = menu->menuAction();
            if (entry->isVisible() && entry->isEnabled() && isInContext(context, *entry, focus))
                return true;
            continue;
        }
        const auto *widget = qobject_cast<const QWidget *>(object);
        if (!widget || !widget->isVisible() || !widget->isEnabled())
            continue;
        const bool isInside = widget == &focus || widget->isAncestorOf(&focus);
        if (context == Qt::WidgetShortcut ? widget == &focus
            : context == Qt::WidgetWithChildrenShortcut
                ? isInside
                : context == Qt::ApplicationShortcut || widget->window() == focus.window())
            return true;
    }
    return false;
}

} // namespace

QMap<QString, QList<const QAction *>> shortcutOwners(const QWidget &window, const QWidget &focus)
{
    QMap<QString, QList<const QAction *>> owners;
    for (const QAction *action : window.findChildren<QAction *>()) {
        if (!action->isEnabled() || !action->isVisible() ||
            !isInContext(action->shortcutContext(), *action, focus))
            continue;
        for (const QKeySequence &keys : action->shortcuts()) {
            if (!keys.isEmpty())
                owners[keys.toString()] << action;
        }
    }
    return owners;
}

} // namespace solferino
