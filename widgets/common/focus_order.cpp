// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/focus_order.h"

#include <QWidget>

#include <algorithm>

namespace solferino {

namespace {

bool isStop(const QWidget &widget)
{
    return (widget.focusPolicy() & Qt::TabFocus) && !widget.focusProxy() && widget.isEnabled();
}

QList<QWidget *> shownChildren(const QWidget &parent)
{
    QList<QWidget *> children;
    for (QObject *child : parent.children()) {
        auto *widget = qobject_cast<QWidget *>(child);
        if (widget && !widget->isWindow() && widget->isVisible())
            children << widget;
    }
    return children;
}

/// Those that lie beside each other make a line.
QList<QWidget *> inLines(QList<QWidget *> widgets, bool isRightToLeft)
{
    std::ranges::stable_sort(widgets, {}, [](const QWidget *each) { return each->y(); });
    const auto startOf = [isRightToLeft](const QWidget *each) {
        return isRightToLeft ? -each->geometry().right() : each->x();
    };
    auto line = widgets.begin();
    while (line != widgets.end()) {
        const int bottom = (*line)->y() + (*line)->height();
        const auto end = std::find_if(line, widgets.end(), [bottom](const QWidget *each) {
            return each->y() + each->height() / 2 >= bottom;
        });
        const auto next = end == line ? line + 1 : end;
        std::stable_sort(line, next,
                         [&startOf](const QWidget *a, const QWidget *b) { return startOf(a) < startOf(b); });
        line = next;
    }
    return widgets;
}

void append(QList<QWidget *> &stops, const QWidget &parent)
{
    for (QWidget *child : inLines(shownChildren(parent), parent.layoutDirection() == Qt::RightToLeft)) {
        if (isStop(*child))
            stops << child;
        append(stops, *child);
    }
}

} // namespace

QList<QWidget *> focusOrder(const QWidget &root)
{
    QList<QWidget *> stops;
    append(stops, root);
    return stops;
}

} // namespace solferino
