// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/documents/sketch_document.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace solferino {

DrawingProperties propertiesOf(const Drawing &drawing)
{
    return {drawing.title, drawing.mine, drawing.machine, drawing.background, drawing.symmetry};
}

SketchDocument::SketchDocument(QObject *parent)
    : QObject(parent)
    , m_undoStack(this)
{}

const Stroke *SketchDocument::find(StrokeId id) const
{
    const auto stroke = std::ranges::find(m_drawing.strokes, id, &Stroke::id);
    return stroke == m_drawing.strokes.end() ? nullptr : &*stroke;
}

void SketchDocument::reset(Drawing drawing)
{
    m_undoStack.clear();
    m_drawing = std::move(drawing);
    m_nextId = std::max(m_nextId, m_drawing.nextId);
    Q_EMIT drawingReset();
}

std::uint64_t SketchDocument::takeId()
{
    return m_nextId++;
}

GestureId SketchDocument::beginGesture()
{
    return ++m_lastGesture;
}

StrokeChange SketchDocument::exchangeStrokes(StrokeChange change)
{
    StrokeChange inverse;
    std::unordered_set<StrokeId> leaving(change.removed.begin(), change.removed.end());
    for (const StrokeChange::Placed &placed : change.added) {
        leaving.insert(placed.stroke.id); // an id is never twice in a drawing
        inverse.removed.push_back(placed.stroke.id);
    }

    std::vector<Stroke> before = std::exchange(m_drawing.strokes, {});
    std::vector<Stroke> &after = m_drawing.strokes;
    after.reserve(before.size() + change.added.size());
    auto next = change.added.begin();
    for (std::size_t place = 0; place < before.size(); ++place) {
        Stroke &stroke = before[place];
        if (leaving.contains(stroke.id)) {
            inverse.added.push_back({place, std::move(stroke)});
            continue;
        }
        for (; next != change.added.end() && next->place <= after.size(); ++next)
            after.push_back(std::move(next->stroke));
        after.push_back(std::move(stroke));
    }
    for (; next != change.added.end(); ++next)
        after.push_back(std::move(next->stroke));

    std::vector<StrokeId> touched = inverse.removed;
    std::unordered_set<StrokeId> known(touched.begin(), touched.end());
    for (const StrokeChange::Placed &placed : inverse.added) {
        if (known.insert(placed.stroke.id).second)
            touched.push_back(placed.stroke.id);
    }
    if (!touched.empty())
        Q_EMIT strokesChanged(touched);
    return inverse;
}

void SketchDocument::exchangeProperties(DrawingProperties &properties)
{
    std::swap(m_drawing.title, properties.title);
    std::swap(m_drawing.mine, properties.mine);
    std::swap(m_drawing.machine, properties.machine);
    std::swap(m_drawing.background, properties.background);
    std::swap(m_drawing.symmetry, properties.symmetry);
    Q_EMIT propertiesChanged();
}

} // namespace solferino
