// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/search_list.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>

#include <algorithm>

namespace solferino {

namespace {

constexpr int kPage = 10; // rows

bool canBeTaken(const QModelIndex &index)
{
    return index.flags().testFlag(Qt::ItemIsSelectable);
}

} // namespace

SearchList::SearchList(QLineEdit &input, QListView &list, QObject *parent)
    : QObject(parent)
    , m_input(input)
    , m_list(list)
{
    input.setFrame(false);
    input.installEventFilter(this);
    list.setFrameShape(QFrame::NoFrame);
    list.setFocusPolicy(Qt::NoFocus);
    list.setMouseTracking(true);
    list.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list.viewport()->setAutoFillBackground(false);
    connect(&list, &QListView::entered, this, [this](const QModelIndex &index) {
        if (canBeTaken(index))
            m_list.setCurrentIndex(index);
    });
    connect(&list, &QListView::clicked, this, [this](const QModelIndex &index) {
        if (canBeTaken(index))
            Q_EMIT taken();
    });
}

void SearchList::moveCurrent(int rows)
{
    const QAbstractItemModel *model = m_list.model();
    const int count = model->rowCount();
    const int direction = rows < 0 ? -1 : 1;
    int row = std::clamp(m_list.currentIndex().row() + rows, 0, std::max(0, count - 1));
    while (row >= 0 && row < count && !canBeTaken(model->index(row, 0)))
        row += direction;
    if (row < 0 || row >= count)
        return;
    m_list.setCurrentIndex(model->index(row, 0));
    m_list.scrollTo(m_list.currentIndex());
    const bool isFirst = row == 0 || (row == 1 && !canBeTaken(model->index(0, 0)));
    if (isFirst)
        m_list.scrollToTop();
}

bool SearchList::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != &m_input || event->type() != QEvent::KeyPress)
        return QObject::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Up:
        moveCurrent(-1);
        return true;
    case Qt::Key_Down:
        moveCurrent(1);
        return true;
    case Qt::Key_PageUp:
        moveCurrent(-kPage);
        return true;
    case Qt::Key_PageDown:
        moveCurrent(kPage);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT taken();
        return true;
    default:
        return QObject::eventFilter(watched, event);
    }
}

} // namespace solferino
