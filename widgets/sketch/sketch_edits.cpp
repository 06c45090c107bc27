// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/sketch_edits.h"

#include "core/commands/stroke_edits.h"
#include "widgets/sketch/selection_gestures.h"

#include <algorithm>
#include <set>
#include <utility>

namespace solferino {

namespace {

constexpr qint64 kMoveRow = 1000;         // ms between moves of one undo step
constexpr double kDuplicateOffset = 16.0; // view pixels

QTransform aroundMiddle(const Bounds &bounds, const QTransform &transform)
{
    const double x = (bounds.left + bounds.right) / 2;
    const double y = (bounds.top + bounds.bottom) / 2;
    return QTransform::fromTranslate(-x, -y) * transform * QTransform::fromTranslate(x, y);
}

} // namespace

SketchEdits::SketchEdits(SketchState &state)
    : m_state(state)
{}

void SketchEdits::selectAll()
{
    std::vector<StrokeId> ids;
    const Drawing &drawing = m_state.drawing();
    for (const Stroke &stroke : drawing.strokes) {
        const LayerLook &look = stroke.layer == SketchLayer::Mine ? drawing.mine : drawing.machine;
        if (look.isVisible) {
            ids.push_back(stroke.id);
        }
    }
    m_state.setSelection(std::move(ids));
}

void SketchEdits::invertSelection()
{
    const std::vector<StrokeId> before = m_state.selection();
    selectAll();
    std::vector<StrokeId> ids;
    std::ranges::set_difference(m_state.selection(), before, std::back_inserter(ids));
    m_state.setSelection(std::move(ids));
}

void SketchEdits::selectNeighbour(bool next)
{
    const std::vector<Stroke> &strokes = m_state.drawing().strokes;
    if (strokes.empty()) {
        return;
    }
    std::ptrdiff_t place = next ? -1 : std::ssize(strokes);
    for (std::ptrdiff_t i = 0; i < std::ssize(strokes); ++i) {
        if (m_state.isSelected(strokes[static_cast<std::size_t>(i)].id)) {
            place = i;
            if (!next) {
                break;
            }
        }
    }
    place = std::clamp<std::ptrdiff_t>(place + (next ? 1 : -1), 0, std::ssize(strokes) - 1);
    m_state.setSelection({strokes[static_cast<std::size_t>(place)].id});
}

void SketchEdits::erase()
{
    m_state.replaceStrokes(tr("Delete Strokes"), removeStrokes(m_state.drawing(), m_state.selection()));
}

void SketchEdits::duplicate()
{
    const double offset = kDuplicateOffset / m_state.geometry().zoom;
    const std::vector<StrokeId> copies = m_state.replaceStrokes(
        tr("Duplicate Strokes"), duplicateStrokes(m_state.drawing(), m_state.selection(), offset, offset,
                                                  [this] { return m_state.document().takeId(); }));
    if (!copies.empty()) {
        m_state.setSelection(copies);
    }
}

void SketchEdits::group()
{
    if (m_state.selection().size() > 1) {
        const GroupId id = m_state.document().takeId();
        change(tr("Group"), [id](Stroke &stroke) { stroke.group = id; });
    }
}

void SketchEdits::ungroup()
{
    change(tr("Ungroup"), [](Stroke &stroke) { stroke.group = 0; });
}

void SketchEdits::move(double dx, double dy)
{
    const bool goesOn =
        m_lastMove.isValid() && m_lastMove.elapsed() < kMoveRow && m_moved == m_state.selection();
    if (!goesOn) {
        m_moveGesture = m_state.document().beginGesture();
        m_moved = m_state.selection();
    }
    m_lastMove.start();
    change(
        tr("Move Strokes"),
        [&](Stroke &stroke) { transformStroke(stroke, QTransform::fromTranslate(dx, dy)); }, m_moveGesture);
}

void SketchEdits::scale(double factor)
{
    transform(tr("Scale Strokes"), QTransform::fromScale(factor, factor));
}

void SketchEdits::rotate(double degrees)
{
    transform(tr("Rotate Strokes"), QTransform().rotate(degrees));
}

void SketchEdits::mirrorLeftRight()
{
    transform(tr("Mirror Strokes"), QTransform::fromScale(-1.0, 1.0));
}

void SketchEdits::setSelectionWidth(double width)
{
    change(tr("Change Width"), [width](Stroke &stroke) { stroke.width = static_cast<float>(width); });
}

void SketchEdits::moveToLayer(SketchLayer layer)
{
    change(layer == SketchLayer::Mine ? tr("Make Mine") : tr("Make the Model's"),
           [layer](Stroke &stroke) { stroke.layer = layer; });
}

void SketchEdits::change(const QString &text, const std::function<void(Stroke &)> &change, GestureId gesture)
{
    m_state.replaceStrokes(text, changeStrokes(m_state.drawing(), m_state.selection(), change), gesture);
}

void SketchEdits::transform(const QString &text, const QTransform &transform)
{
    if (const std::optional<Bounds> bounds = m_state.selectionBounds()) {
        const QTransform around = aroundMiddle(*bounds, transform);
        change(text, [&around](Stroke &stroke) { transformStroke(stroke, around); });
    }
}

void SketchEdits::setLayerVisible(SketchLayer layer, bool isVisible)
{
    DrawingProperties properties = propertiesOf(m_state.drawing());
    (layer == SketchLayer::Mine ? properties.mine : properties.machine).isVisible = isVisible;
    m_state.changeProperties(isVisible ? tr("Show Layer") : tr("Hide Layer"), properties);
}

void SketchEdits::setLayerOpacity(SketchLayer layer, double opacity)
{
    DrawingProperties properties = propertiesOf(m_state.drawing());
    (layer == SketchLayer::Mine ? properties.mine : properties.machine).opacity =
        std::clamp(opacity, 0.0, 1.0);
    m_state.changeProperties(tr("Change Opacity"), properties);
}

void SketchEdits::setSymmetric(bool isSymmetric)
{
    DrawingProperties properties = propertiesOf(m_state.drawing());
    if (properties.symmetry.has_value() == isSymmetric) {
        return;
    }
    properties.symmetry.reset();
    if (isSymmetric) {
        const Point centre = m_state.geometry().centre();
        properties.symmetry = SymmetryAxis{centre.x, centre.y};
    }
    m_state.changeProperties(isSymmetric ? tr("Turn Mirror On") : tr("Turn Mirror Off"), properties);
}

void SketchEdits::turnSymmetryAxis(double degrees)
{
    DrawingProperties properties = propertiesOf(m_state.drawing());
    if (properties.symmetry) {
        properties.symmetry->angle += degrees;
        m_state.changeProperties(tr("Turn Mirror"), properties);
    }
}

void SketchEdits::placeBackground(std::string mediaType, std::vector<std::uint8_t> bytes, QSize size)
{
    const CanvasGeometry &geometry = m_state.geometry();
    const Bounds view = geometry.toCanvas(QRectF(QPointF(), QSizeF(geometry.size)));
    const QSizeF fitted = QSizeF(size).scaled(view.width(), view.height(), Qt::KeepAspectRatio);
    DrawingProperties properties = propertiesOf(m_state.drawing());
    properties.background =
        BackgroundPicture{.mediaType = std::move(mediaType),
                          .file = std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes)),
                          .x = geometry.centre().x - fitted.width() / 2,
                          .y = geometry.centre().y - fitted.height() / 2,
                          .width = fitted.width(),
                          .height = fitted.height()};
    m_state.changeProperties(tr("Place Background"), properties);
}

void SketchEdits::removeBackground()
{
    DrawingProperties properties = propertiesOf(m_state.drawing());
    properties.background.reset();
    m_state.changeProperties(tr("Remove Background"), properties);
}

void SketchEdits::setBackgroundOpacity(double opacity)
{
    changeBackground(tr("Change Opacity"), [opacity](BackgroundPicture &picture) {
        picture.opacity = std::clamp(opacity, 0.0, 1.0);
    });
}

void SketchEdits::scaleBackground(double factor)
{
    changeBackground(tr("Scale Background"), [factor](BackgroundPicture &picture) {
        picture.x -= picture.width * (factor - 1.0) / 2;
        picture.y -= picture.height * (factor - 1.0) / 2;
        picture.width *= factor;
        picture.height *= factor;
    });
}

void SketchEdits::moveBackground(double dx, double dy)
{
    changeBackground(tr("Move Background"), [dx, dy](BackgroundPicture &picture) {
        picture.x += dx;
        picture.y += dy;
    });
}

void SketchEdits::changeBackground(const QString &text,
                                   const std::function<void(BackgroundPicture &)> &change)
{
    DrawingProperties properties = propertiesOf(m_state.drawing());
    if (properties.background) {
        change(*properties.background);
        m_state.changeProperties(text, properties);
    }
}

} // namespace solferino
