// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/compare_painter.h"
#include "widgets/stylize/compare_view.h"

#include <QTimerEvent>

#include <algorithm>

namespace solferino {

namespace {

constexpr int kFrame = 16; // ms

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
    strokeTo(place);
}

void CompareView::strokeTo(QPointF place)
{
    const QRect changed = m_stroke->lineTo(place);
    if (!changed.isEmpty())
        updateMaskImage(m_stroke->mask(), changed);
    update();
    if (!m_strokeTimer.isActive())
        m_strokeTimer.start(kFrame, this);
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
