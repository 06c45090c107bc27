// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/sketch/canvas_geometry.h"
#include "widgets/sketch/canvas_gesture.h"
#include "widgets/sketch/stroke_painter.h"

#include <QImage>
#include <QRegion>

#include <functional>
#include <unordered_map>

namespace solferino {

/// The picture of a drawing at the present zoom: background picture, the machine's strokes, the person's, wet
/// ink. Only what has changed is painted again, in slices where it is much; until then the old picture,
/// moved and scaled, stands in. GUI thread.
class InkLayer final
{
public:
    /// Milliseconds of one slice, so that a frame keeps its 8.
    static constexpr double kSlice = 5.0;

    InkLayer(SketchState &state, const Theme &theme);

    /// The view has another zoom, place or size: what can be is taken over from the old picture.
    void setView(const CanvasGeometry &geometry);
    /// All is different: another drawing, theme, layer look.
    void reset();
    void updateStrokes(const std::vector<StrokeId> &ids);
    void updateReplayCut();
    /// Leaves the selected strokes out: a drag shows them elsewhere.
    void setSelectionHidden(bool isHidden);
    void setBackground(const QImage &picture);

    /// Paints the points of wet strokes that were not painted yet. `ink` must live until endWetInk().
    void paintWetInk(const WetInk &ink);
    /// The wet ink is in the drawing by now, or was taken away.
    void endWetInk();
    /// Paints something that stands in at a place until the strokes there are painted.
    void stamp(const QRect &place, const std::function<void(QPainter &)> &paint);

    [[nodiscard]] bool isPending() const { return !m_pending.isEmpty(); }
    /// View pixels that are out of date.
    [[nodiscard]] const QRegion &pending() const { return m_pending; }
    /// View pixels that were painted since the last call.
    [[nodiscard]] QRegion takeChanged();
    /// Paints what is out of date for about so long, less what setView() took since the last call.
    void work(double milliseconds);
    /// What is shown at a place, in device pixels.
    [[nodiscard]] QImage picture(const QRect &place) const;
    void paint(QPainter &painter, const QRect &clip) const;

private:
    void invalidate(const Bounds &bounds);
    void moveTo(const CanvasGeometry &geometry, QPoint way);
    void redrawFor(const CanvasGeometry &geometry);
    void arrangeBounds();
    void paintOnTop(const Stroke &stroke, PointRange range, const Bounds &bounds);
    [[nodiscard]] QRect nextTile() const;
    void paintTile(const QRect &tile);
    void paintBackground(QPainter &painter) const;
    void paintLayer(QPainter &painter, const QRect &tile, SketchLayer layer) const;
    void paintStrokes(QPainter &painter, const QRect &tile, SketchLayer layer) const;
    [[nodiscard]] bool isMineOnTop() const;

    SketchState &m_state;
    const Theme &m_theme;
    CanvasGeometry m_geometry;
    QImage m_image;
    QImage m_spare;       ///< the memory of the picture before
    double m_spent = 0.0; ///< milliseconds that taking over old pictures took
    QRegion m_pending;
    QRegion m_changed;
    QImage m_background;
    std::unordered_map<StrokeId, Bounds> m_bounds; ///< of each stroke with the width of its ink
    std::vector<Bounds> m_ordered;                 ///< the same in drawing order
    const WetInk *m_wet = nullptr;
    std::vector<std::size_t> m_wetPoints; ///< painted points of each wet stroke
    std::optional<Bounds> m_wetBounds;    ///< of the wet ink in the picture
    int m_wetRevision = 0;
    std::optional<std::size_t> m_replayCut;
    bool m_isSelectionHidden = false;
};

} // namespace solferino
