// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/documents/take_list.h"
#include "widgets/sketch/endings_grid.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <array>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kStarReach = 6; ///< pixels around the star that belong to it

} // namespace

bool EndingsGrid::isOnStar(int cell, const QPoint &position) const
{
    const QMargins reach(kStarReach, kStarReach, kStarReach, kStarReach);
    return starRect(cellRect(cell)).marginsAdded(reach).contains(position);
}

void EndingsGrid::mousePressEvent(QMouseEvent *event)
{
    const int cell = cellAt(event->position().toPoint());
    const Take *take = m_takes.find(takeAt(cell));
    if (event->button() != Qt::LeftButton || !take)
        return;
    if (isOnStar(cell, event->position().toPoint()))
        m_takes.setStarred(take->id, !take->isStarred);
    else
        audition(cell);
}

void EndingsGrid::mouseDoubleClickEvent(QMouseEvent *event)
{
    const int cell = cellAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && takeAt(cell) != 0 &&
        !isOnStar(cell, event->position().toPoint()))
        Q_EMIT keepRequested(takeAt(cell));
}

void EndingsGrid::mouseMoveEvent(QMouseEvent *event)
{
    hover(cellAt(event->position().toPoint()));
}

void EndingsGrid::leaveEvent(QEvent * /*event*/)
{
    hover(-1);
}

void EndingsGrid::hover(int cell)
{
    if (cell == m_hovered)
        return;
    if (m_hovered >= 0)
        update(cellRect(m_hovered));
    m_hovered = cell;
    if (cell >= 0)
        update(cellRect(cell));
}

void EndingsGrid::audition(int cell)
{
    const TakeId id = takeAt(cell);
    if (id == 0)
        return;
    setAuditioned(id);
    Q_EMIT auditionRequested(id);
}

void EndingsGrid::moveBy(int columns, int rows)
{
    const int cell = cellOf(m_auditioned);
    if (cell < 0) {
        audition(0);
        return;
    }
    const int column = std::clamp(cell % kColumns + columns, 0, kColumns - 1);
    const int row = std::clamp(cell / kColumns + rows, 0, kCells / kColumns - 1);
    if (row * kColumns + column != cell)
        audition(row * kColumns + column);
}

void EndingsGrid::keyPressEvent(QKeyEvent *event)
{
    if ((event->modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier) {
        QWidget::keyPressEvent(event);
        return;
    }
    const int key = event->key();
    const TakeId id = cellOf(m_auditioned) < 0 ? 0 : m_auditioned;
    const Take *take = m_takes.find(id);
    if (key >= Qt::Key_1 && key <= Qt::Key_9)
        audition(key - Qt::Key_1);
    else if (key == Qt::Key_Left || key == Qt::Key_Right)
        moveBy(key == Qt::Key_Left ? -1 : 1, 0);
    else if (key == Qt::Key_Up || key == Qt::Key_Down)
        moveBy(0, key == Qt::Key_Up ? -1 : 1);
    else if (key == Qt::Key_Escape)
        Q_EMIT closed();
    else if (take && (key == Qt::Key_Return || key == Qt::Key_Enter))
        Q_EMIT keepRequested(id);
    else if (take && key == Qt::Key_V)
        Q_EMIT varyRequested(id);
    else if (take && key == Qt::Key_S)
        m_takes.setStarred(id, !take->isStarred);
    else if (take && (key == Qt::Key_Delete || key == Qt::Key_Backspace))
        m_takes.remove(id);
    else
        QWidget::keyPressEvent(event);
}

bool EndingsGrid::event(QEvent *event)
{
    // Tools have digits and letters as shortcuts too: while the grid has the focus they are the grid's.
    if (event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        const bool isDigit = key->key() >= Qt::Key_1 && key->key() <= Qt::Key_9;
        const std::array<int, 7> keys{Qt::Key_Return, Qt::Key_Enter,  Qt::Key_V,        Qt::Key_S,
                                      Qt::Key_Delete, Qt::Key_Escape, Qt::Key_Backspace};
        const bool isArrow = key->key() >= Qt::Key_Left && key->key() <= Qt::Key_Down;
        if ((key->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier &&
            (isDigit || isArrow || std::ranges::find(keys, key->key()) != keys.end())) {
            key->accept();
            return true;
        }
    }
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const Take *take = m_takes.find(takeAt(cellAt(help->pos())));
        QToolTip::showText(help->globalPos(),
                           take ? tr("Seed %1. Click to see it in place, double-click to keep it.")
                                      .arg(QLocale().toString(qulonglong(take->seed)))
                                : QString(),
                           this);
        return true;
    }
    return QWidget::event(event);
}

QString EndingsGrid::keysTitle() const
{
    return tr("Grid of endings");
}

std::vector<KeyLine> EndingsGrid::keyLines() const
{
    return {{tr("1 … 9"), tr("shows this ending in place")},
            {u"←↑→↓"_s, tr("goes to the next one")},
            {tr("Return"), tr("keeps it")},
            {tr("S"), tr("stars it")},
            {tr("V"), tr("makes another like it")},
            {tr("Delete"), tr("removes it")},
            {tr("Esc"), tr("goes back to the canvas")}};
}

} // namespace solferino
