// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/compare_view.h"

#include "core/base/background.h"
#include "widgets/stylize/compare_painter.h"

#include <QApplication>

#include <algorithm>
#include <cmath>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr double kMargin = 24.0;           // view pixels around a picture that is shown whole
constexpr qint64 kQuickPixels = 1'500'000; // whose halves are made at once

} // namespace

CompareView::CompareView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAcceptDrops(true);
    setMinimumSize(160, 120);
    setAccessibleName(tr("Picture"));
    setEmptyContent({.headline = tr("Drop a photo here, or open one."),
                     .note = tr("Choose a painting, and the photo is shown in its manner. The photo itself "
                                "never changes."),
                     .primary = {},
                     .primaryKey = {},
                     .primaryIcon = {},
                     .secondary = tr("Open Photo…"),
                     .secondaryKey = {},
                     .secondaryIcon = u"document-open"_s,
                     .example = tr("Example: a photo of a pair of shoes."),
                     .exampleLink = tr("Open the Example"),
                     .examplePicture = {}});
    connect(&theme, &Theme::changed, this, [this] {
        updateMaskImage(m_mask, {});
        relayout();
        updateEmptyState();
    });
    updateAccessibleText();
}

CompareView::~CompareView() = default;

void CompareView::setEmptyContent(const EmptyStateContent &content)
{
    delete m_empty;
    m_empty = new EmptyState(m_theme, content, this);
    connect(m_empty, &EmptyState::primaryRequested, this, &CompareView::openRequested);
    connect(m_empty, &EmptyState::secondaryRequested, this, &CompareView::openRequested);
    connect(m_empty, &EmptyState::otherRequested, this, &CompareView::cameraRequested);
    connect(m_empty, &EmptyState::exampleRequested, this, &CompareView::exampleRequested);
    updateEmptyState();
}

void CompareView::updateEmptyState()
{
    const bool isEmpty = m_geometry.picture.isEmpty();
    if (!isEmpty && m_empty->isAncestorOf(QApplication::focusWidget()))
        setFocus(Qt::OtherFocusReason); // else the next widget of the window would get it
    m_empty->setVisible(isEmpty);
    m_empty->setRoom(width() - 2 * metric::kInset);
    m_empty->move((width() - m_empty->width()) / 2, std::max(0, (height() - m_empty->height()) / 2));
    update();
}

void CompareView::setPictureSize(QSize size)
{
    if (size == m_geometry.picture)
        return;
    dropBrush();
    m_geometry.picture = size;
    fit();
    updateEmptyState();
    updateAccessibleText();
}

void CompareView::setBefore(const ComparedPicture &picture)
{
    setSide(m_before, picture);
}

void CompareView::setAfter(const ComparedPicture &picture)
{
    setSide(m_after, picture);
}

void CompareView::peek(const ComparedPicture &picture)
{
    setSide(m_peeked, picture);
}

void CompareView::endPeek()
{
    if (m_peeked.levels)
        setSide(m_peeked, {});
}

void CompareView::setSide(Side &side, const ComparedPicture &picture)
{
    side.chip = picture.chip;
    side.owner = picture.owner;
    side.generation = ++m_lastGeneration;
    if (picture.image.isNull())
        side.levels = nullptr;
    else if (qint64{picture.image.width()} * picture.image.height() <= kQuickPixels)
        side.levels = MipLevels::make(picture.image);
    else
        refine(side, picture.image);
    relayout();
    updateAccessibleText();
}

void CompareView::refine(Side &side, const QImage &image)
{
    side.levels = MipLevels::rough(image);
    ++m_refining;
    runInBackground(
        this, [image] { return MipLevels::make(image); },
        [this, &side, generation = side.generation](std::shared_ptr<const MipLevels> levels) {
            --m_refining;
            if (side.generation != generation)
                return;
            side.levels = std::move(levels);
            update();
        });
}

CompareMode CompareView::shownMode() const
{
    if (m_mode != CompareMode::SideBySide) {
        if (m_peeked.levels)
            return CompareMode::After;
        if (m_isPeekingBefore)
            return CompareMode::Before;
    }
    return hasAfter() || m_peeked.levels ? m_mode : CompareMode::Before;
}

const CompareView::Side &CompareView::shownSide(CompareMode side) const
{
    if (side == CompareMode::Before)
        return m_before;
    if (m_peeked.levels)
        return m_peeked;
    return m_isPeekingBefore ? m_before : m_after;
}

void CompareView::setMode(CompareMode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    relayout();
    updateAccessibleText();
    Q_EMIT viewChanged();
}

void CompareView::setSplit(double split)
{
    split = std::clamp(split, 0.0, 1.0);
    if (split == m_split)
        return;
    m_split = split;
    update();
    updateAccessibleText();
    Q_EMIT viewChanged();
}

QRect CompareView::paneRect(CompareMode side) const
{
    if (shownMode() != CompareMode::SideBySide)
        return rect();
    const int middle = width() / 2;
    // Both panes have the same width, so that one geometry serves both; a line lies between them.
    const int paneWidth = std::max(1, middle - 1);
    return {side == CompareMode::After ? width() - paneWidth : 0, 0, paneWidth, height()};
}

QRect CompareView::paneAt(QPointF position) const
{
    const QRect after = paneRect(CompareMode::After);
    return position.x() >= after.left() ? after : paneRect(CompareMode::Before);
}

QRect CompareView::visiblePicture(const QRect &pane) const
{
    return m_geometry.pictureRect().toAlignedRect().translated(pane.topLeft()) & pane;
}

int CompareView::dividerX() const
{
    const QRect area = visiblePicture(rect());
    return area.left() + static_cast<int>(std::lround(m_split * area.width()));
}

QRectF CompareView::handleRect() const
{
    if (shownMode() != CompareMode::Split || m_geometry.picture.isEmpty())
        return {};
    const double side = m_theme.px(kDividerKnob);
    return {dividerX() - side / 2, visiblePicture(rect()).center().y() - side / 2, side, side};
}

QPointF CompareView::toPicture(QPointF position) const
{
    return m_geometry.toPicture(position - QPointF(paneAt(position).topLeft()));
}

void CompareView::relayout()
{
    PictureGeometry geometry = m_geometry;
    geometry.pane = QSizeF(paneRect(CompareMode::Before).size());
    geometry.pixelRatio = devicePixelRatioF();
    if (m_isFitted)
        geometry.fit(kMargin);
    else
        geometry.keepInView();
    placePicture(geometry);
    update();
}

void CompareView::placePicture(PictureGeometry geometry)
{
    if (geometry == m_geometry)
        return;
    m_geometry = geometry;
    updateCursor();
    update();
    Q_EMIT viewChanged();
}

void CompareView::setZoom(double zoom)
{
    PictureGeometry geometry = m_geometry;
    m_isFitted = false;
    geometry.zoomTo(zoom, QPointF(geometry.pane.width() / 2, geometry.pane.height() / 2));
    placePicture(geometry);
}

void CompareView::zoomBy(double factor)
{
    setZoom(m_geometry.zoom * factor);
}

void CompareView::fit()
{
    m_isFitted = true;
    relayout();
}

void CompareView::setTool(CompareTool tool)
{
    if (tool == m_tool)
        return;
    dropBrush();
    m_tool = tool;
    m_brush.erases = tool == CompareTool::EraseMask;
    updateCursor();
    update();
    Q_EMIT toolChanged();
}

void CompareView::setBrush(const MaskBrush &brush)
{
    MaskBrush changed = brush;
    changed.erases = m_brush.erases;
    if (changed == m_brush)
        return;
    m_brush = changed;
    update();
    Q_EMIT toolChanged();
}

void CompareView::setMask(const StyleMask &mask)
{
    if (mask == m_mask)
        return;
    m_mask = mask;
    updateMaskImage(mask, {});
    update();
    Q_EMIT toolChanged();
}

void CompareView::setShowsMask(bool shows)
{
    if (shows == m_showsMask)
        return;
    m_showsMask = shows;
    updateMaskImage(m_stroke ? m_stroke->mask() : m_mask, {});
    update();
    Q_EMIT toolChanged();
}

void CompareView::updateAccessibleText()
{
    if (m_geometry.picture.isEmpty()) {
        setAccessibleDescription(tr("No photo"));
        return;
    }
    switch (shownMode()) {
    case CompareMode::Split:
        //: names of the two forms of a picture, then where the divider is
        setAccessibleDescription(
            tr("%1 and %2, divider at %3 %").arg(m_before.chip, m_after.chip).arg(qRound(100 * m_split)));
        break;
    case CompareMode::SideBySide:
        setAccessibleDescription(tr("%1 beside %2").arg(m_before.chip, m_after.chip));
        break;
    case CompareMode::Before:
        setAccessibleDescription(m_before.chip);
        break;
    case CompareMode::After:
        setAccessibleDescription(shownSide(CompareMode::After).chip);
        break;
    }
}

} // namespace solferino
