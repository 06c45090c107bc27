// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/sketch_document.h"
#include "widgets/sketch/canvas_geometry.h"
#include "widgets/sketch/canvas_overlays.h"

#include <QObject>
#include <QTransform>

#include <optional>
#include <vector>

namespace solferino {

enum class SketchTool { Pen, EraseStrokes, ErasePart, Lasso, Pan };

/// How a drag shows the selected strokes until it is committed.
struct SelectionPreview
{
    QTransform transform; ///< in canvas pixels
    bool isCopy = false;  ///< the strokes themselves stay where they are

    bool operator==(const SelectionPreview &) const = default;
};

/// What the canvas, its tools, actions and the panels around it share and no document holds: the tool and its
/// settings, the selection, the part that is shown, and what the machine offers. GUI thread.
class SketchState final : public QObject
{
    Q_OBJECT
public:
    static constexpr double kLeastWidth = 0.5;
    static constexpr double kMostWidth = 64.0;

    SketchState(SketchDocument &document, QObject *parent);

    [[nodiscard]] SketchDocument &document() const { return m_document; }
    [[nodiscard]] const Drawing &drawing() const { return m_document.drawing(); }

    [[nodiscard]] SketchTool tool() const { return m_tool; }
    void setTool(SketchTool tool);
    /// The eraser used last: the right button and the far end of a tablet's pen erase like it.
    [[nodiscard]] SketchTool eraser() const { return m_eraser; }
    /// Of new strokes, canvas pixels at full pressure; brought into kLeastWidth..kMostWidth.
    [[nodiscard]] double width() const { return m_width; }
    void setWidth(double width);
    /// 0 (ink is what the pen did) to 1.
    [[nodiscard]] double stabiliser() const { return m_stabiliser; }
    void setStabiliser(double strength);

    /// Ids in ascending order.
    [[nodiscard]] const std::vector<StrokeId> &selection() const { return m_selection; }
    [[nodiscard]] bool isSelected(StrokeId id) const;
    /// Selects strokes and the others of their groups; ids that are not in the drawing are left out.
    void setSelection(std::vector<StrokeId> ids);
    void clearSelection() { setSelection({}); }
    /// Around the points of what is selected.
    [[nodiscard]] std::optional<Bounds> selectionBounds() const;
    [[nodiscard]] const SelectionPreview *preview() const { return m_preview ? &*m_preview : nullptr; }
    void setPreview(std::optional<SelectionPreview> preview);

    /// Pushes a ReplaceStrokesCommand unless nothing would change. Returns the ids of what was added.
    std::vector<StrokeId> replaceStrokes(const QString &text, StrokeChange change, GestureId gesture = 0);
    /// Pushes a ChangeDrawingCommand unless nothing would change.
    void changeProperties(const QString &text, const DrawingProperties &properties, GestureId gesture = 0);
    /// Adds strokes of the person; a layer that is hidden is shown again in the same undo step.
    void drawStrokes(const QString &text, std::vector<Stroke> strokes);

    [[nodiscard]] const CanvasGeometry &geometry() const { return m_geometry; }
    void setGeometry(const CanvasGeometry &geometry);
    /// Around all points of the drawing and the ghosts.
    [[nodiscard]] std::optional<Bounds> contentBounds() const;

    /// What the machine offers. Lines that go on from those before are drawn on point by point; others begin
    /// anew. Empty lines put the ghosts away.
    [[nodiscard]] const GhostLines &ghosts() const { return m_ghosts; }
    void setGhosts(GhostLines ghosts);
    void clearGhosts() { setGhosts({}); }

    /// The strokes as the model gets them; shown while showsModelView().
    [[nodiscard]] const Lines &modelView() const { return m_modelView; }
    void setModelView(Lines lines);
    [[nodiscard]] bool showsModelView() const { return m_showsModelView; }
    void setShowsModelView(bool shows);
    /// Nine endings at once; the workspace shows the grid in place of the canvas.
    [[nodiscard]] bool showsGrid() const { return m_showsGrid; }
    void setShowsGrid(bool shows);
    /// Ellipses of the next point; shown while there are any.
    [[nodiscard]] const std::vector<MixtureComponent> &mixture() const { return m_mixture; }
    void setMixture(std::vector<MixtureComponent> mixture);
    [[nodiscard]] bool showsMixture() const { return m_showsMixture; }
    void setShowsMixture(bool shows);

    [[nodiscard]] const CanvasHint &hint() const { return m_hint; }
    void setHint(CanvasHint hint);
    [[nodiscard]] const CanvasLegend &legend() const { return m_legend; }
    void setLegend(CanvasLegend legend);

    /// Only the first points of the drawing order are shown: those of the strokes, then those of the ghosts.
    /// None: all.
    [[nodiscard]] std::optional<std::size_t> replayCut() const { return m_replayCut; }
    void setReplayCut(std::optional<std::size_t> points);

Q_SIGNALS:
    void toolChanged(); ///< tool, width, stabiliser
    void selectionChanged();
    void previewChanged();
    void viewChanged(); ///< zoom, place or size
    void ghostsChanged();
    void modelViewChanged();
    void mixtureChanged();
    void displayChanged(); ///< model view, grid and mixture on or off
    void notesChanged();   ///< hint, legend
    void replayCutChanged();

private:
    void dropGoneStrokes();

    SketchDocument &m_document;
    SketchTool m_tool = SketchTool::Pen;
    SketchTool m_eraser = SketchTool::EraseStrokes;
    double m_width = 3.0;
    double m_stabiliser = 0.2;
    std::vector<StrokeId> m_selection;
    std::optional<SelectionPreview> m_preview;
    CanvasGeometry m_geometry;
    GhostLines m_ghosts;
    Lines m_modelView;
    bool m_showsModelView = false;
    bool m_showsGrid = false;
    bool m_showsMixture = false;
    std::vector<MixtureComponent> m_mixture;
    CanvasHint m_hint;
    CanvasLegend m_legend;
    std::optional<std::size_t> m_replayCut;
};

} // namespace solferino
