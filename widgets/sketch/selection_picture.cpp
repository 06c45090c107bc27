// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/selection_picture.h"

#include "widgets/common/theme.h"
#include "widgets/sketch/sketch_state.h"
#include "widgets/sketch/stroke_painter.h"

#include <QElapsedTimer>
#include <QPainter>

namespace solferino {

QRect SelectionPicture::placeIn(const SketchState &state, double beyondView) const
{
    const std::optional<Bounds> selected = state.selectionBounds();
    if (!selected) {
        return {};
    }
    const CanvasGeometry &geometry = state.geometry();
    const QRectF near =
        QRectF(QPointF(), QSizeF(geometry.size)).adjusted(-beyondView, -beyondView, beyondView, beyondView);
    const Bounds inked = grown(*selected, SketchState::kMostWidth / 2 + 2 / geometry.zoom);
    return (geometry.toView(inked) & near).toAlignedRect();
}

void SelectionPicture::take(const SketchState &state)
{
    clear();
    const double beyondView = 256.0;
    const QRect view = placeIn(state, beyondView);
    if (view.isEmpty()) {
        return;
    }
    m_geometry = state.geometry();
    m_bounds = m_geometry.toCanvas(QRectF(view));
    m_image =
        QImage((QSizeF(view.size()) * m_geometry.pixelRatio).toSize(), QImage::Format_ARGB32_Premultiplied);
    m_image.setDevicePixelRatio(m_geometry.pixelRatio);
    m_image.fill(Qt::transparent);
    m_next = 0;
}

void SelectionPicture::takeShown(const SketchState &state, const std::function<QImage(const QRect &)> &view)
{
    const QRect place = placeIn(state, 0.0) & QRect(QPoint(), state.geometry().size);
    m_geometry = state.geometry();
    m_bounds = m_geometry.toCanvas(QRectF(place));
    m_image = place.isEmpty() ? QImage() : view(place);
    m_next = state.drawing().strokes.size();
}

bool SelectionPicture::isWhole(const SketchState &state) const
{
    return isEmpty() || m_next >= state.drawing().strokes.size();
}

bool SelectionPicture::work(const SketchState &state, const Theme &theme, double milliseconds)
{
    const std::vector<Stroke> &strokes = state.drawing().strokes;
    if (isWhole(state)) {
        return true;
    }
    QElapsedTimer clock;
    clock.start();
    const auto limit = static_cast<qint64>(milliseconds * 1e6);
    QPainter painter(&m_image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(-m_geometry.toView(Point{m_bounds.left, m_bounds.top}));
    for (; m_next < strokes.size() && clock.nsecsElapsed() < limit; ++m_next) {
        const Stroke &stroke = strokes[m_next];
        if (state.isSelected(stroke.id)) {
            const Role role = stroke.layer == SketchLayer::Mine ? Role::Person : Role::Machine;
            paintStroke(painter, m_geometry, stroke, {0, stroke.points.size()}, m_bounds, theme.color(role));
        }
    }
    return m_next >= strokes.size();
}

void SelectionPicture::clear()
{
    m_image = {};
}

QRect SelectionPicture::place(const CanvasGeometry &geometry, const QTransform &transform) const
{
    const QRectF box(m_bounds.left, m_bounds.top, m_bounds.width(), m_bounds.height());
    return (transform * geometry.transform()).mapRect(box).toAlignedRect();
}

void SelectionPicture::paint(QPainter &painter, const CanvasGeometry &geometry,
                             const QTransform &transform) const
{
    if (isEmpty()) {
        return;
    }
    if (transform.type() <= QTransform::TxTranslate && geometry.zoom == m_geometry.zoom &&
        geometry.pixelRatio == m_geometry.pixelRatio) {
        const double ratio = geometry.pixelRatio;
        const QPointF corner =
            geometry.toView(Point{m_bounds.left + transform.dx(), m_bounds.top + transform.dy()});
        const QPointF pixel = (corner * ratio).toPoint();
        painter.drawImage(QRectF(pixel / ratio, QSizeF(m_image.size()) / ratio), m_image,
                          QRectF(m_image.rect()));
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, transform.type() > QTransform::TxTranslate);
    painter.setTransform(transform * geometry.transform(), true);
    painter.drawImage(QRectF(m_bounds.left, m_bounds.top, m_bounds.width(), m_bounds.height()), m_image);
    painter.restore();
}

} // namespace solferino
