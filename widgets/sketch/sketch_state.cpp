// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/sketch_state.h"

#include "core/commands/change_drawing_command.h"
#include "core/commands/replace_strokes_command.h"
#include "core/commands/stroke_edits.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

namespace solferino {

SketchState::SketchState(SketchDocument &document, QObject *parent)
    : QObject(parent)
    , m_document(document)
{
    connect(&document, &SketchDocument::strokesChanged, this, &SketchState::dropGoneStrokes);
    connect(&document, &SketchDocument::drawingReset, this, [this] {
        setPreview(std::nullopt);
        clearSelection();
        setReplayCut(std::nullopt);
    });
}

void SketchState::setTool(SketchTool tool)
{
    if (tool == m_tool) {
        return;
    }
    m_tool = tool;
    if (tool == SketchTool::EraseStrokes || tool == SketchTool::ErasePart) {
        m_eraser = tool;
    }
    Q_EMIT toolChanged();
}

void SketchState::setWidth(double width)
{
    width = std::clamp(width, kLeastWidth, kMostWidth);
    if (std::exchange(m_width, width) != width) {
        Q_EMIT toolChanged();
    }
}

void SketchState::setStabiliser(double strength)
{
    strength = std::clamp(strength, 0.0, 1.0);
    if (std::exchange(m_stabiliser, strength) != strength) {
        Q_EMIT toolChanged();
    }
}

bool SketchState::isSelected(StrokeId id) const
{
    return std::ranges::binary_search(m_selection, id);
}

void SketchState::setSelection(std::vector<StrokeId> ids)
{
    std::ranges::sort(ids);
    std::set<GroupId> groups;
    std::vector<StrokeId> selection;
    for (const Stroke &stroke : drawing().strokes) {
        if (stroke.group != 0 && std::ranges::binary_search(ids, stroke.id)) {
            groups.insert(stroke.group);
        }
    }
    for (const Stroke &stroke : drawing().strokes) {
        if (groups.contains(stroke.group) || std::ranges::binary_search(ids, stroke.id)) {
            selection.push_back(stroke.id);
        }
    }
    std::ranges::sort(selection);
    if (selection != m_selection) {
        m_selection = std::move(selection);
        Q_EMIT selectionChanged();
    }
}

std::optional<Bounds> SketchState::selectionBounds() const
{
    Lines lines;
    for (const Stroke &stroke : drawing().strokes) {
        if (isSelected(stroke.id)) {
            Polyline &line = lines.emplace_back();
            std::ranges::transform(stroke.points, std::back_inserter(line), [](const StrokePoint &point) {
                return Point{point.x, point.y};
            });
        }
    }
    return boundsOf(lines);
}

void SketchState::setPreview(std::optional<SelectionPreview> preview)
{
    if (preview != m_preview) {
        m_preview = std::move(preview);
        Q_EMIT previewChanged();
    }
}

std::vector<StrokeId> SketchState::replaceStrokes(const QString &text, StrokeChange change, GestureId gesture)
{
    if (change.removed.empty() && change.added.empty()) {
        return {};
    }
    std::vector<StrokeId> added;
    for (StrokeChange::Placed &placed : change.added) {
        if (placed.stroke.id == 0) {
            placed.stroke.id = m_document.takeId();
        }
        added.push_back(placed.stroke.id);
    }
    auto command = std::make_unique<ReplaceStrokesCommand>(m_document, text, std::move(change), gesture);
    m_document.undoStack().push(command.release());
    return added;
}

void SketchState::changeProperties(const QString &text, const DrawingProperties &properties,
                                   GestureId gesture)
{
    if (properties == propertiesOf(drawing())) {
        return;
    }
    auto command = std::make_unique<ChangeDrawingCommand>(m_document, text, properties, gesture);
    m_document.undoStack().push(command.release());
}

void SketchState::drawStrokes(const QString &text, std::vector<Stroke> strokes)
{
    if (strokes.empty()) {
        return;
    }
    const bool isHidden = !drawing().mine.isVisible;
    if (isHidden) {
        m_document.undoStack().beginMacro(text);
        DrawingProperties properties = propertiesOf(drawing());
        properties.mine.isVisible = true;
        changeProperties(text, properties);
    }
    replaceStrokes(text, addStrokes(drawing(), std::move(strokes)));
    if (isHidden) {
        m_document.undoStack().endMacro();
    }
}

void SketchState::setGeometry(const CanvasGeometry &geometry)
{
    CanvasGeometry next = geometry;
    next.zoom = std::clamp(next.zoom, CanvasGeometry::kLeastZoom, CanvasGeometry::kMostZoom);
    if (next != m_geometry) {
        m_geometry = next;
        Q_EMIT viewChanged();
    }
}

std::optional<Bounds> SketchState::contentBounds() const
{
    std::optional<Bounds> all = boundsOf(linesOf(drawing()));
    const auto add = [&all](const std::optional<Bounds> &bounds) {
        if (bounds) {
            all = all ? joined(*all, *bounds) : *bounds;
        }
    };
    add(boundsOf(m_ghosts.lines));
    if (const auto &picture = drawing().background) {
        add(Bounds{picture->x, picture->y, picture->x + picture->width, picture->y + picture->height});
    }
    return all;
}

void SketchState::setGhosts(GhostLines ghosts)
{
    if (ghosts != m_ghosts) {
        m_ghosts = std::move(ghosts);
        Q_EMIT ghostsChanged();
    }
}

void SketchState::setModelView(Lines lines)
{
    if (lines != m_modelView) {
        m_modelView = std::move(lines);
        Q_EMIT modelViewChanged();
    }
}

void SketchState::setShowsModelView(bool shows)
{
    if (std::exchange(m_showsModelView, shows) != shows) {
        Q_EMIT displayChanged();
    }
}

void SketchState::setShowsGrid(bool shows)
{
    if (std::exchange(m_showsGrid, shows) != shows) {
        Q_EMIT displayChanged();
    }
}

void SketchState::setMixture(std::vector<MixtureComponent> mixture)
{
    if (mixture != m_mixture) {
        m_mixture = std::move(mixture);
        Q_EMIT mixtureChanged();
    }
}

void SketchState::setShowsMixture(bool shows)
{
    if (std::exchange(m_showsMixture, shows) != shows) {
        Q_EMIT displayChanged();
    }
}

void SketchState::setHint(CanvasHint hint)
{
    if (hint != m_hint) {
        m_hint = std::move(hint);
        Q_EMIT notesChanged();
    }
}

void SketchState::setLegend(CanvasLegend legend)
{
    if (legend != m_legend) {
        m_legend = std::move(legend);
        Q_EMIT notesChanged();
    }
}

void SketchState::setReplayCut(std::optional<std::size_t> points)
{
    if (points != m_replayCut) {
        m_replayCut = points;
        Q_EMIT replayCutChanged();
    }
}

void SketchState::dropGoneStrokes()
{
    if (!m_selection.empty()) {
        setSelection(m_selection);
    }
}

} // namespace solferino
