// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch_fixture.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPixmap>

#include <cmath>

namespace solferino {

Stroke straightStroke(Point from, Point to, double step)
{
    Stroke stroke;
    const double length = std::hypot(to.x - from.x, to.y - from.y);
    const int count = static_cast<int>(std::lround(length / step));
    for (int i = 0; i <= count; ++i) {
        const double share = static_cast<double>(i) / count;
        stroke.points.push_back({std::lerp(from.x, to.x, share), std::lerp(from.y, to.y, share)});
    }
    return stroke;
}

Drawing sketchDrawing()
{
    Drawing drawing;
    drawing.strokes = {straightStroke({100, 100}, {300, 100}), straightStroke({400, 100}, {400, 300}),
                       straightStroke({100, 400}, {300, 400})};
    drawing.strokes[0].id = kLevel;
    drawing.strokes[1].id = kPlumb;
    drawing.strokes[2].id = kKept;
    drawing.strokes[2].layer = SketchLayer::Machine;
    drawing.nextId = 10;
    return drawing;
}

SketchFixture::SketchFixture()
    : document(nullptr)
    , state(document, nullptr)
    , canvas(state, theme, &window)
    , actions(state, theme, canvas, &window)
    , touches(&canvas, &SketchCanvas::penTouched)
{
    theme.setScheme(ColorScheme::Light);
    document.reset(sketchDrawing());
    state.setStabiliser(0.0);
    window.resize(600, 500);
    canvas.resize(600, 500);
    window.show();
    window.activateWindow();
    QApplication::processEvents();
    canvas.setFocus();
    touches.clear();
}

void SketchFixture::press(QPointF position, Qt::KeyboardModifiers modifiers, Qt::MouseButton button)
{
    QMouseEvent event(QEvent::MouseButtonPress, position, canvas.mapToGlobal(position), button, button,
                      modifiers);
    QApplication::sendEvent(&canvas, &event);
}

void SketchFixture::move(QPointF position, Qt::KeyboardModifiers modifiers, Qt::MouseButton button)
{
    QMouseEvent event(QEvent::MouseMove, position, canvas.mapToGlobal(position), Qt::NoButton, button,
                      modifiers);
    QApplication::sendEvent(&canvas, &event);
}

void SketchFixture::release(QPointF position, Qt::KeyboardModifiers modifiers, Qt::MouseButton button)
{
    QMouseEvent event(QEvent::MouseButtonRelease, position, canvas.mapToGlobal(position), button,
                      Qt::NoButton, modifiers);
    QApplication::sendEvent(&canvas, &event);
}

void SketchFixture::drag(const QList<QPointF> &places, Qt::KeyboardModifiers modifiers,
                         Qt::MouseButton button)
{
    press(places.first(), modifiers, button);
    for (const QPointF &place : places.sliced(1)) {
        move(place, modifiers, button);
    }
    release(places.last(), modifiers, button);
}

void SketchFixture::click(QPointF position, Qt::KeyboardModifiers modifiers)
{
    press(position, modifiers);
    release(position, modifiers);
}

Stroke SketchFixture::stroke(StrokeId id) const
{
    const Stroke *found = document.find(id);
    return found ? *found : Stroke();
}

bool SketchFixture::undoIsExact()
{
    const Drawing after = document.drawing();
    document.undoStack().undo();
    const bool isBack = document.drawing().strokes == sketchDrawing().strokes &&
                        propertiesOf(document.drawing()) == propertiesOf(sketchDrawing());
    document.undoStack().redo();
    return isBack && document.drawing().strokes == after.strokes &&
           propertiesOf(document.drawing()) == propertiesOf(after);
}

QImage SketchFixture::picture()
{
    QImage image = canvas.grab().toImage();
    for (int i = 0; canvas.isPainting() && i < 100; ++i) {
        image = canvas.grab().toImage();
    }
    return image;
}

} // namespace solferino
