// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/compare_painter.h"
#include "widgets/stylize/compare_view.h"

#include <QTimerEvent>

#include <algorithm>

namespace solferino {

namespace {

constexpr int kFrame = 16;    // ms
constexpr int kRingWidth = 4; // view pixels around the brush that its ring takes

} // namespace

void CompareView::moveKeyBrush(QPointF way)
{
    if (!m_keyBrush)
        m_keyBrush = m_geometry.toPicture({m_geometry.pane.width() / 2, m_geometry.pane.height() / 2});
    const QPointF place = *m_keyBrush + way / m_geometry.scale();
    const QSize size = m_geometry.picture;
    m_keyBrush = {std::clamp(place.x(), 0.0, double(size.width())),
                  std::clamp(place.y(), 0.0, double(size.height()))};
    if (m_stroke)
        strokeTo(*m_keyBrush);
    update();
}

void CompareView::beginStroke(QPointF place, bool erases)
{
    MaskBrush brush = m_brush;
    brush.erases = erases;
    m_drag = Drag::Stroke;
    m_stroke.emplace(m_mask, brush, m_geometry.picture);
    updateMaskImage(m_stroke->mask(), {});
    update(); // what counted as everywhere may be nowhere now
    strokeTo(place);
}

void CompareView::strokeTo(QPointF place)
{
    const QRect changed = m_stroke->lineTo(place);
    if (!changed.isEmpty() && m_showsMask) {
        updateMaskImage(m_stroke->mask(), changed);
        updateTint(changed);
    }
    if (!m_strokeTimer.isActive())
        m_strokeTimer.start(kFrame, this);
}

std::optional<QPointF> CompareView::brushCenter() const
{
    if (m_tool == CompareTool::Move || m_drag == Drag::Pan || m_isSpaceDown)
        return {};
    if (m_keyBrush)
        return m_geometry.toPane(*m_keyBrush) + QPointF(paneRect(CompareMode::After).topLeft());
    const bool isDrawn = m_pointer && (m_drag == Drag::Stroke || !isOnDivider(*m_pointer));
    return isDrawn ? m_pointer : std::nullopt;
}

double CompareView::brushRadius() const
{
    const double longer = std::max(m_geometry.picture.width(), m_geometry.picture.height());
    return m_brush.size * longer * m_geometry.scale() / 2;
}

QRect CompareView::brushRect() const
{
    const std::optional<QPointF> center = brushCenter();
    const double reach = brushRadius() + kRingWidth;
    return center ? QRectF(*center - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach)).toAlignedRect()
                  : QRect();
}

void CompareView::updateTint(const QRect &changed)
{
    // A pixel of the mask fades into its neighbours.
    const double pixel = double(m_geometry.picture.width()) / m_maskImage.width();
    const QRectF area = QRectF(changed.adjusted(-1, -1, 1, 1));
    const QRectF shown(m_geometry.toPane(area.topLeft() * pixel), area.size() * pixel * m_geometry.scale());
    for (const CompareMode side : {CompareMode::Before, CompareMode::After})
        update(shown.translated(paneRect(side).topLeft()).toAlignedRect().adjusted(-1, -1, 1, 1));
}

void CompareView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_strokeTimer.timerId())
        return QWidget::timerEvent(event);
    m_strokeTimer.stop();
    if (m_stroke)
        Q_EMIT maskPainted(m_stroke->mask());
}

void CompareView::endStroke(bool keeps)
{
    const StyleMask painted = m_stroke->mask();
    m_stroke.reset();
    m_strokeTimer.stop();
    updateMaskImage(m_mask, {});
    if (keeps)
        Q_EMIT maskStroked(painted);
    else
        Q_EMIT maskPainted(m_mask);
    update();
}

void CompareView::dropBrush()
{
    if (m_stroke)
        endStroke(false);
    if (m_drag == Drag::Stroke)
        m_drag = Drag::None;
    m_keyBrush.reset();
}

void CompareView::updateMaskImage(const StyleMask &mask, QRect changed)
{
    if (!m_showsMask || mask.values.empty()) {
        m_maskImage = {};
        return;
    }
    const QSize size(mask.width, mask.height);
    if (m_maskImage.size() != size) {
        m_maskImage = QImage(size, QImage::Format_ARGB32_Premultiplied);
        changed = {};
    }
    tintMask(m_maskImage, mask, changed.isNull() ? m_maskImage.rect() : changed, m_theme.color(Role::Person));
}

} // namespace solferino
