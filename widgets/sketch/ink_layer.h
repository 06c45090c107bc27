// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/sketch/canvas_geometry.h"
#include "widgets/sketch/canvas_gesture.h"

#include <QImage>
#include <QRegion>

#include <unordered_map>

namespace solferino {

/// The picture of a drawing at the present zoom: background picture, the machine's strokes, the person's, wet
/// ink. Only what has changed is painted again, in slices where it is much; until then the old picture,
/// moved and scaled, stands in. Without QWidget; GUI thread.
class InkLayer final
{
public:
    InkLayer(SketchState &state, const Theme &theme);

    /// The view has another zoom, place or size: what can be is taken over from the old picture.
    void setView(const CanvasGeometry &geometry, qreal devicePixelRatio);
    /// All is different: another drawing, theme, layer look.
    void reset();
    void updateStrokes(const std::vector<StrokeId> &ids);
    void updateReplayCut();
    /// What a drag of the selection shows in its place.
    void setSelectionHidden(bool isHidden);
    void setBackground(const QImage &picture);

    /// Paints the points of wet strokes that were not painted yet. Returns view pixels to be shown again.
    [[nodiscard]] QRect paintWetInk(const WetInk &ink);
    /// The wet ink has dried (it is in the drawing, exactly) or was taken away.
    void endWetInk(bool isDry);

    [[nodiscard]] bool isPending() const { return !m_pending.isEmpty(); }
    /// View pixels that are out of date.
    [[nodiscard]] const QRegion &pending() const { return m_pending; }
    /// Paints what is out of date, for some milliseconds. Returns what is new, in view pixels.
    QRegion work(double milliseconds);
    void paint(QPainter &painter, const QRect &clip) const;
    /// Milliseconds of one slice, so that a frame keeps its 8.
    static constexpr double kSlice = 5.0;

private:
    struct Shape
    {
        Bounds bounds; ///< with the width of the ink
        std::size_t points = 0;
    };

    void invalidate(const Bounds &bounds);
    void invalidate(const QRect &view);
    void scrollTo(const CanvasGeometry &geometry);
    void rescaleTo(const CanvasGeometry &geometry);
    void rebuildShapes();
    void paintTile(const QRect &tile);
    void paintLayer(QPainter &painter, const QRect &tile, SketchLayer layer) const;
    void paintStrokes(QPainter &painter, const Bounds &area, SketchLayer layer) const;
    [[nodiscard]] bool driesOnTop() const;

    SketchState &m_state;
    const Theme &m_theme;
    CanvasGeometry m_geometry;
    qreal m_ratio = 1.0;
    QImage m_image;
    QRegion m_pending;
    QImage m_background;
    std::unordered_map<StrokeId, Shape> m_shapes;
    const WetInk *m_wet = nullptr;
    std::vector<std::size_t> m_wetPoints; ///< painted points of each wet stroke
    int m_wetRevision = 0;
    std::vector<Stroke> m_dried; ///< strokes whose ink is in the picture before they are in the drawing
    std::optional<std::size_t> m_replayCut;
    bool m_isSelectionHidden = false;
};

} // namespace solferino
