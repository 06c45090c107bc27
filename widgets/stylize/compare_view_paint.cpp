// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/compare_painter.h"
#include "widgets/stylize/compare_view.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>

namespace solferino {

void CompareView::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    const QRect dirty = event->rect();
    const QRect whole = visiblePicture(rect());
    const CompareMode mode = shownMode();
    if (m_geometry.picture.isEmpty()) {
        painter.fillRect(dirty, m_theme.color(m_isDropTarget ? Role::PersonTint : Role::Window));
        return;
    }
    const QColor surround = m_theme.color(Role::Window);
    if (mode == CompareMode::SideBySide)
        painter.fillRect(dirty, surround);
    else
        for (const QRect &empty : QRegion(dirty) - QRegion(whole))
            painter.fillRect(empty, surround);
    const QRect before = paneRect(CompareMode::Before);
    const QRect after = paneRect(CompareMode::After);
    const int divider = mode == CompareMode::Split ? dividerX() : 0;
    if (mode != CompareMode::After) {
        const QRect clip = mode == CompareMode::Split ? QRect(0, 0, divider, height()) : before;
        paintSide(painter, shownSide(CompareMode::Before), before, clip & dirty);
    }
    if (mode != CompareMode::Before) {
        const QRect clip = mode == CompareMode::Split ? after.adjusted(divider, 0, 0, 0) : after;
        paintSide(painter, shownSide(CompareMode::After), after, clip & dirty);
    }
    paintOverlays(painter);
}

void CompareView::paintSide(QPainter &painter, const Side &side, const QRect &pane, const QRect &clip) const
{
    const QRect shown = visiblePicture(pane) & clip;
    if (shown.isEmpty())
        return;
    const QRectF target = m_geometry.pictureRect().translated(pane.topLeft());
    if (!side.levels || side.levels->hasAlpha())
        paintCheckerboard(painter, m_theme, shown, target.topLeft());
    if (side.levels)
        side.levels->draw(painter, target, shown);
    if (!m_maskImage.isNull()) {
        painter.save();
        painter.setClipRect(shown);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(target, m_maskImage);
        painter.restore();
    }
}

void CompareView::paintOverlays(QPainter &painter) const
{
    switch (shownMode()) {
    case CompareMode::Split:
        paintDivider(painter, m_theme, dividerX(), visiblePicture(rect()),
                     m_showsFocus && m_tool == CompareTool::Move);
        break;
    case CompareMode::SideBySide:
        painter.fillRect(width() / 2 - 1, 0, width() - 2 * (width() / 2 - 1), height(),
                         m_theme.color(Role::Line));
        break;
    case CompareMode::Before:
    case CompareMode::After:
        break;
    }
    paintChips(painter);
    paintBrushRing(painter);
    if (m_isDropTarget) {
        painter.setPen(QPen(m_theme.color(Role::Person), 2.0));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    } else if (m_showsFocus) {
        painter.setPen(QPen(m_theme.color(Role::Text), 1.0));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void CompareView::paintChips(QPainter &painter) const
{
    const CompareMode mode = shownMode();
    QRect left = visiblePicture(paneRect(CompareMode::Before));
    QRect right = visiblePicture(paneRect(CompareMode::After));
    if (mode == CompareMode::Split) {
        left.setRight(dividerX() - 1);
        right.setLeft(dividerX());
    }
    const Side &before = shownSide(CompareMode::Before);
    const Side &after = shownSide(CompareMode::After);
    if (mode != CompareMode::After)
        paintNameChip(painter, m_theme, left, Qt::AlignLeft, before.chip, before.owner);
    if (mode != CompareMode::Before)
        paintNameChip(painter, m_theme, right, Qt::AlignRight, after.chip, after.owner);
}

void CompareView::paintBrushRing(QPainter &painter) const
{
    if (const std::optional<QPointF> center = brushCenter())
        paintBrush(painter, *center, brushRadius(), brushRadius() * m_brush.hardness);
}

} // namespace solferino
