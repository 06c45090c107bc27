// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "widgets/sketch/sketch_state.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <functional>
#include <string>

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
    /// By canvas pixels; a row of moves becomes one undo step.
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
    /// Pastes what lies in view at its place, a little beside strokes that lie there already, else into the
    /// middle of the view. An Error where the clipboard holds no drawing that can be read.
    [[nodiscard]] Result<> paste();
    [[nodiscard]] static bool canPaste();
    [[nodiscard]] static bool canPastePicture();

    void setLayerVisible(SketchLayer layer, bool isVisible);
    void setLayerOpacity(SketchLayer layer, double opacity);
    /// An upright mirror through the middle of the view, or none.
    void setSymmetric(bool isSymmetric);
    void turnSymmetryAxis(double degrees); ///< clockwise

    /// Puts a picture under the strokes, as large as fits into the view. `size` in pixels of the picture.
    void placeBackground(std::string mediaType, std::vector<std::uint8_t> bytes, QSize size);
    void removeBackground();
    void setBackgroundOpacity(double opacity);
    void scaleBackground(double factor);
    void moveBackground(double dx, double dy);

private:
    void change(const QString &text, const std::function<void(Stroke &)> &change, GestureId gesture = 0);
    void transform(const QString &text, const QTransform &transform);
    void changeBackground(const QString &text, const std::function<void(BackgroundPicture &)> &change);
    void insert(const QString &text, std::vector<Stroke> strokes);

    SketchState &m_state;
    GestureId m_moveGesture = 0;
    std::vector<StrokeId> m_moved;
    QElapsedTimer m_lastMove;
};

} // namespace solferino
