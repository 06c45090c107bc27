// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/sketch/sketch_state.h"

#include <QCoreApplication>

namespace solferino {

/// What menus and keys do to the drawing: each call is one undo step of the document's stack. Calls that need
/// a selection do nothing without one.
class SketchEdits final
{
    Q_DECLARE_TR_FUNCTIONS(SketchEdits)
public:
    explicit SketchEdits(SketchState &state);

    void selectAll();
    void invertSelection();
    /// Selects the stroke before or after the selected one in the drawing order.
    void selectNeighbour(bool next);
    void erase();
    void duplicate();
    void group();
    void ungroup();
    /// By canvas pixels; a row of moves within a second becomes one undo step.
    void move(double dx, double dy);
    void scale(double factor);   ///< around the middle of the selection
    void rotate(double degrees); ///< clockwise, around the middle of the selection
    void mirrorLeftRight();
    void setSelectionWidth(double width);
    /// Whose strokes the selected ones are.
    void moveToLayer(SketchLayer layer);

    /// The clipboard holds SVG, so other programs can take it; ours comes back exactly.
    void copy() const;
    void cut();
    /// Pastes what lies in view at its place, else into the middle of the view.
    void paste();
    [[nodiscard]] static bool canPaste();

    void setLayerVisible(SketchLayer layer, bool isVisible);
    void setLayerOpacity(SketchLayer layer, double opacity);
    /// An upright mirror through the middle of the view, or none.
    void setSymmetric(bool isSymmetric);
    /// Turns the mirror by degrees.
    void turnSymmetryAxis(double degrees);

    /// Puts a picture under the strokes, as large as fits into the view. `size` in pixels of the picture.
    void placeBackground(std::string mediaType, std::vector<std::uint8_t> bytes, QSize size);
    void removeBackground();
    void setBackgroundOpacity(double opacity);
    void scaleBackground(double factor);
    void moveBackground(double dx, double dy);

private:
    void change(const QString &text, const std::function<void(Stroke &)> &change, GestureId gesture = 0);
    void transform(const QString &text, const QTransform &transform);
    [[nodiscard]] std::vector<StrokeId> members() const;

    SketchState &m_state;
    GestureId m_moveGesture = 0;
    qint64 m_lastMove = 0;
};

/// Applies an affine map to a stroke's points; the width scales with it.
void transformStroke(Stroke &stroke, const QTransform &transform);

} // namespace solferino
