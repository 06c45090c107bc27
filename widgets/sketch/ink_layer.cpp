// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/ink_layer.h"

#include "widgets/common/theme.h"
#include "widgets/sketch/sketch_state.h"

#include <QElapsedTimer>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

namespace solferino {

namespace {

constexpr int kTile = 128;                // device pixels
constexpr double kEdge = 2.0;             // view pixels that smooth edges take around ink
constexpr std::size_t kManyStrokes = 200; // a region of many rectangles costs more than it saves
constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();

/// Moves the rows of an image in its own memory.
void scrollPixels(QImage &image, QPoint way)
{
    const int rows = image.height() - std::abs(way.y());
    const int columns = image.width() - std::abs(way.x());
    if (rows <= 0 || columns <= 0) {
        return;
    }
    const auto bytes = static_cast<std::size_t>(columns) * 4;
    const int fromX = std::max(0, -way.x()) * 4;
    const int toX = std::max(0, way.x()) * 4;
    for (int i = 0; i < rows; ++i) {
        const int row = way.y() > 0 ? image.height() - 1 - way.y() - i : i - way.y();
        std::memmove(image.scanLine(row + way.y()) + toX, image.constScanLine(row) + fromX, bytes);
    }
}

} // namespace

InkLayer::InkLayer(SketchState &state, const Theme &theme)
    : m_state(state)
    , m_theme(theme)
{
    reset();
}

void InkLayer::setView(const CanvasGeometry &geometry)
{
    const bool isSameSize = geometry.size == m_geometry.size && geometry.pixelRatio == m_geometry.pixelRatio;
    if (isSameSize && geometry.zoom == m_geometry.zoom) {
        const QPointF way = geometry.toView(m_geometry.origin) * m_geometry.pixelRatio;
        const double nearlyWhole = 0.02;
        const QPointF rest = way - way.toPoint();
        const QSize limit = m_image.size();
        const bool isNear = std::abs(way.x()) < limit.width() && std::abs(way.y()) < limit.height();
        if (isNear && std::abs(rest.x()) < nearlyWhole && std::abs(rest.y()) < nearlyWhole) {
            moveTo(geometry, way.toPoint());
            return;
        }
    }
    redrawFor(geometry);
}

void InkLayer::moveTo(const CanvasGeometry &geometry, QPoint way)
{
    m_geometry = geometry;
    if (way.isNull()) {
        return;
    }
    scrollPixels(m_image, way);
    const QRect all(QPoint(), m_geometry.size);
    const QPointF viewWay = QPointF(way) / m_geometry.pixelRatio;
    const QRect kept = QRectF(QRectF(all).translated(viewWay)).toRect() & all;
    const int seam = m_geometry.pixelRatio == std::floor(m_geometry.pixelRatio)
                         ? 0
                         : 1; // view pixels of which only a part was kept
    const QRegion exposed = QRegion(all) - kept.adjusted(seam, seam, -seam, -seam);
    m_pending.translate(viewWay.toPoint());
    m_pending += exposed;
    m_pending &= all;
    QPainter painter(&m_image);
    for (const QRect &rect : QRegion(all) - kept) {
        painter.fillRect(rect, m_theme.color(Role::Editor));
    }
    m_changed = all;
}

void InkLayer::redrawFor(const CanvasGeometry &geometry)
{
    QElapsedTimer clock;
    clock.start();
    const CanvasGeometry before = std::exchange(m_geometry, geometry);
    const QSize pixels = (QSizeF(geometry.size) * m_geometry.pixelRatio).toSize().expandedTo({1, 1});
    const QImage old = std::exchange(m_image, std::exchange(m_spare, {}));
    if (m_image.size() != pixels) {
        m_image = QImage(pixels, QImage::Format_RGB32);
    }
    m_image.setDevicePixelRatio(m_geometry.pixelRatio);
    const QRect all(QPoint(), m_geometry.size);
    const QRectF kept = m_geometry.toView(before.toCanvas(QRectF(QPointF(), QSizeF(before.size))));
    QPainter painter(&m_image);
    const QRect covered = old.isNull() ? QRect() : kept.toRect().adjusted(1, 1, -1, -1);
    for (const QRect &rect : QRegion(all) - covered) {
        painter.fillRect(rect, m_theme.color(Role::Editor));
    }
    if (!old.isNull()) {
        painter.drawImage(kept, old);
    }
    painter.end();
    m_spare = old;
    m_spent += static_cast<double>(clock.nsecsElapsed()) / 1e6;
    const bool isMere = !old.isNull() && before.zoom == m_geometry.zoom &&
                        before.origin == m_geometry.origin &&
                        before.pixelRatio == m_geometry.pixelRatio; // another size, no other place
    m_pending = isMere ? (m_pending + (QRegion(all) - kept.toRect())) & all : QRegion(all);
    m_changed = all;
}

void InkLayer::reset()
{
    m_bounds.clear();
    arrangeBounds();
    m_replayCut = m_state.replayCut();
    m_pending = QRect(QPoint(), m_geometry.size);
}

void InkLayer::arrangeBounds()
{
    std::unordered_map<StrokeId, Bounds> bounds;
    m_ordered.clear();
    for (const Stroke &stroke : m_state.drawing().strokes) {
        const auto known = m_bounds.find(stroke.id);
        m_ordered.push_back(known == m_bounds.end() ? inkBounds(stroke, {0, kAll}) : known->second);
        bounds[stroke.id] = m_ordered.back();
    }
    m_bounds = std::move(bounds);
}

void InkLayer::invalidate(const Bounds &bounds)
{
    const QRectF all(QPointF(), QSizeF(m_geometry.size));
    const QRectF view = m_geometry.toView(bounds).adjusted(-kEdge, -kEdge, kEdge, kEdge) & all;
    if (!view.isEmpty()) {
        m_pending += view.toAlignedRect();
    }
}

void InkLayer::updateStrokes(const std::vector<StrokeId> &ids)
{
    const auto invalidateKnown = [this](StrokeId id) {
        if (const auto known = m_bounds.find(id); known != m_bounds.end()) {
            invalidate(known->second);
        }
    };
    if (ids.size() > kManyStrokes) {
        reset();
        return;
    }
    for (const StrokeId id : ids) {
        invalidateKnown(id);
        m_bounds.erase(id);
    }
    arrangeBounds();
    for (const StrokeId id : ids) {
        invalidateKnown(id);
    }
}

void InkLayer::updateReplayCut()
{
    const std::size_t before = m_replayCut.value_or(kAll);
    m_replayCut = m_state.replayCut();
    const std::size_t after = m_replayCut.value_or(kAll);
    const std::size_t low = std::min(before, after);
    const std::size_t high = std::max(before, after);
    std::size_t first = 0;
    for (const Stroke &stroke : m_state.drawing().strokes) {
        const std::size_t end = first + stroke.points.size();
        if (end > low && first < high) {
            const std::size_t from = low > first ? low - first : 0;
            invalidate(inkBounds(stroke, {from > 0 ? from - 1 : 0, std::min(high, end) - first}));
        }
        first = end;
    }
}

void InkLayer::setSelectionHidden(bool isHidden)
{
    if (std::exchange(m_isSelectionHidden, isHidden) == isHidden) {
        return;
    }
    if (m_state.selection().size() > kManyStrokes) {
        m_pending = QRect(QPoint(), m_geometry.size);
        return;
    }
    for (const StrokeId id : m_state.selection()) {
        if (const auto known = m_bounds.find(id); known != m_bounds.end()) {
            invalidate(known->second);
        }
    }
}

void InkLayer::setBackground(const QImage &picture)
{
    m_background = picture;
    m_pending = QRect(QPoint(), m_geometry.size);
}

bool InkLayer::isMineOnTop() const
{
    return m_state.drawing().mine.opacity >= 1.0 && m_state.drawing().mine.isVisible;
}

void InkLayer::paintWetInk(const WetInk &ink)
{
    if (m_wet != &ink) {
        m_wet = &ink;
        m_wetRevision = ink.revision;
        m_wetPoints.assign(ink.strokes.size(), 0);
        m_wetBounds.reset();
    }
    const bool isOther = std::exchange(m_wetRevision, ink.revision) != ink.revision;
    if (isOther && m_wetBounds) {
        invalidate(*m_wetBounds);
        m_wetBounds.reset();
        m_wetPoints.assign(ink.strokes.size(), 0);
    }
    for (std::size_t i = 0; i < ink.strokes.size(); ++i) {
        const Stroke &stroke = ink.strokes[i];
        const std::size_t painted = std::exchange(m_wetPoints[i], stroke.points.size());
        if (painted == stroke.points.size()) {
            continue;
        }
        const PointRange fresh{painted > 0 ? painted - 1 : 0, stroke.points.size()};
        const Bounds bounds = inkBounds(stroke, fresh);
        m_wetBounds = m_wetBounds ? joined(*m_wetBounds, bounds) : bounds;
        if (isOther || !isMineOnTop()) {
            invalidate(bounds);
        } else {
            paintOnTop(stroke, fresh, bounds);
        }
    }
}

void InkLayer::paintOnTop(const Stroke &stroke, PointRange range, const Bounds &bounds)
{
    QPainter painter(&m_image);
    painter.setRenderHint(QPainter::Antialiasing);
    const Bounds area = m_geometry.toCanvas(QRectF(QPointF(), QSizeF(m_geometry.size)));
    paintStroke(painter, m_geometry, stroke, range, area, m_theme.color(Role::Person));
    m_changed += m_geometry.toView(bounds).adjusted(-kEdge, -kEdge, kEdge, kEdge).toAlignedRect();
}

void InkLayer::endWetInk()
{
    // Dry ink is painted in one go: the seams of its pieces go, and so does what was taken away.
    if (m_wetBounds) {
        invalidate(*m_wetBounds);
    }
    m_wet = nullptr;
    m_wetBounds.reset();
}

void InkLayer::stamp(const QRect &place, const std::function<void(QPainter &)> &paint)
{
    m_pending += place & QRect(QPoint(), m_geometry.size);
    QPainter painter(&m_image);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter);
}

QRegion InkLayer::takeChanged()
{
    return std::exchange(m_changed, {});
}

QRect InkLayer::nextTile() const
{
    const QRect first = *m_pending.begin();
    const int side = static_cast<int>(kTile / m_geometry.pixelRatio);
    return {first.topLeft(), first.size().boundedTo({side, side})};
}

void InkLayer::work(double milliseconds)
{
    QElapsedTimer clock;
    clock.start();
    const auto limit = static_cast<qint64>((milliseconds - std::exchange(m_spent, 0.0)) * 1e6);
    while (!m_pending.isEmpty() && clock.nsecsElapsed() < limit) {
        const QRect tile = nextTile();
        paintTile(tile);
        m_pending -= tile;
        m_changed += tile;
    }
}

void InkLayer::paintTile(const QRect &tile)
{
    QPainter painter(&m_image);
    painter.setClipRect(tile);
    painter.fillRect(tile, m_theme.color(Role::Editor));
    paintBackground(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    paintLayer(painter, tile, SketchLayer::Machine);
    paintLayer(painter, tile, SketchLayer::Mine);
}

void InkLayer::paintBackground(QPainter &painter) const
{
    const auto &placed = m_state.drawing().background;
    if (!placed || m_background.isNull()) {
        return;
    }
    painter.setOpacity(placed->opacity);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const Bounds bounds{placed->x, placed->y, placed->x + placed->width, placed->y + placed->height};
    painter.drawImage(m_geometry.toView(bounds), m_background);
    painter.setOpacity(1.0);
}

void InkLayer::paintLayer(QPainter &painter, const QRect &tile, SketchLayer layer) const
{
    const Drawing &drawing = m_state.drawing();
    const LayerLook &look = layer == SketchLayer::Mine ? drawing.mine : drawing.machine;
    if (!look.isVisible && !(layer == SketchLayer::Mine && m_wet)) {
        return;
    }
    if (look.opacity >= 1.0) {
        paintStrokes(painter, tile, layer);
        return;
    }
    QImage sheet((QSizeF(tile.size()) * m_geometry.pixelRatio).toSize(), QImage::Format_ARGB32_Premultiplied);
    sheet.setDevicePixelRatio(m_geometry.pixelRatio);
    sheet.fill(Qt::transparent);
    QPainter sheetPainter(&sheet);
    sheetPainter.setRenderHint(QPainter::Antialiasing);
    sheetPainter.translate(-tile.topLeft());
    paintStrokes(sheetPainter, tile, layer);
    sheetPainter.end();
    painter.setOpacity(look.opacity);
    painter.drawImage(tile.topLeft(), sheet);
    painter.setOpacity(1.0);
}

void InkLayer::paintStrokes(QPainter &painter, const QRect &tile, SketchLayer layer) const
{
    const Bounds area = m_geometry.toCanvas(QRectF(tile).adjusted(-kEdge, -kEdge, kEdge, kEdge));
    const QColor color = m_theme.color(layer == SketchLayer::Mine ? Role::Person : Role::Machine);
    const Drawing &drawing = m_state.drawing();
    const bool isVisible = layer == SketchLayer::Mine ? drawing.mine.isVisible : drawing.machine.isVisible;
    std::size_t left = m_replayCut.value_or(kAll);
    for (std::size_t i = 0; i < m_ordered.size() && left > 0; ++i) {
        const Stroke &stroke = drawing.strokes[i];
        const std::size_t shown = std::min(left, stroke.points.size());
        left -= left == kAll ? 0 : shown;
        if (stroke.layer != layer || !isVisible || !overlaps(m_ordered[i], area)) {
            continue;
        }
        if (!m_isSelectionHidden || !m_state.isSelected(stroke.id)) {
            paintStroke(painter, m_geometry, stroke, {0, shown}, area, color);
        }
    }
    if (layer == SketchLayer::Mine && m_wet) {
        for (const Stroke &stroke : m_wet->strokes) {
            paintStroke(painter, m_geometry, stroke, {0, kAll}, area, color);
        }
    }
}

QImage InkLayer::picture(const QRect &place) const
{
    const double ratio = m_geometry.pixelRatio;
    const QRectF pixels(QPointF(place.topLeft()) * ratio, QSizeF(place.size()) * ratio);
    QImage part = m_image.copy(pixels.toRect());
    part.setDevicePixelRatio(ratio);
    return part;
}

void InkLayer::paint(QPainter &painter, const QRect &clip) const
{
    const QRectF source(QPointF(clip.topLeft()) * m_geometry.pixelRatio,
                        QSizeF(clip.size()) * m_geometry.pixelRatio);
    painter.drawImage(QRectF(clip), m_image, source);
}

} // namespace solferino
