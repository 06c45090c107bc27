// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/icons.h"
#include "widgets/sketch/sketch_actions.h"
#include "widgets/sketch/sketch_canvas.h"

#include <QAction>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr double kOpacityStep = 0.2;

} // namespace

void SketchActions::addLayers()
{
    m_mine = m_maker.addToggle(m_layers, {tr("Show &My Strokes"), u"Alt+1"_s, tr("Show or hide your layer")},
                               [this](bool on) { m_edit.setLayerVisible(SketchLayer::Mine, on); });
    m_machine = m_maker.addToggle(
        m_layers, {tr("Show the M&odel's Strokes"), u"Alt+2"_s, tr("Show or hide the model's layer")},
        [this](bool on) { m_edit.setLayerVisible(SketchLayer::Machine, on); });
    addOpacity(tr("My Strokes"), SketchLayer::Mine);
    addOpacity(tr("The Model's Strokes"), SketchLayer::Machine);
}

void SketchActions::addOpacity(const QString &text, SketchLayer layer)
{
    const auto change = [this, layer](double step) {
        return [this, layer, step] {
            const Drawing &drawing = m_state.drawing();
            const LayerLook &look = layer == SketchLayer::Mine ? drawing.mine : drawing.machine;
            m_edit.setLayerOpacity(layer, look.opacity + step);
        };
    };
    //: %1 is a layer: My Strokes
    m_maker.add(m_opacities, {tr("%1: Stronger").arg(text), {}, tr("Make the layer less transparent")},
                change(kOpacityStep));
    m_maker.add(m_opacities, {tr("%1: Fainter").arg(text), {}, tr("Make the layer more transparent")},
                change(-kOpacityStep));
}

void SketchActions::addBackground()
{
    m_maker.add(m_backgrounds,
                {tr("&Place Picture…"), {}, tr("Put a picture under the strokes, to trace it")},
                [this] { Q_EMIT backgroundRequested(); });
    const auto change = [this](const QString &text, const QString &tip, std::function<void()> slot) {
        m_needBackground.append(m_maker.add(m_backgrounds, {text, {}, tip}, std::move(slot)));
    };
    const auto opacity = [this](double step) {
        return [this, step] {
            const auto &picture = m_state.drawing().background;
            m_edit.setBackgroundOpacity((picture ? picture->opacity : 0.0) + step);
        };
    };
    static constexpr double kScale = 1.1;
    static constexpr double kMove = 10.0;
    change(tr("&Stronger"), tr("Make the picture less transparent"), opacity(kOpacityStep));
    change(tr("&Fainter"), tr("Make the picture more transparent"), opacity(-kOpacityStep));
    change(tr("&Larger"), tr("Scale the picture up"), [this] { m_edit.scaleBackground(kScale); });
    change(tr("S&maller"), tr("Scale the picture down"), [this] { m_edit.scaleBackground(1.0 / kScale); });
    change(tr("Move Picture Left"), tr("Move the picture; so does Alt with Pan"),
           [this] { m_edit.moveBackground(-kMove, 0.0); });
    change(tr("Move Picture Right"), tr("Move the picture; so does Alt with Pan"),
           [this] { m_edit.moveBackground(kMove, 0.0); });
    change(tr("Move Picture Up"), tr("Move the picture; so does Alt with Pan"),
           [this] { m_edit.moveBackground(0.0, -kMove); });
    change(tr("Move Picture Down"), tr("Move the picture; so does Alt with Pan"),
           [this] { m_edit.moveBackground(0.0, kMove); });
    change(tr("&Remove Picture"), tr("Take the picture away"), [this] { m_edit.removeBackground(); });
}

void SketchActions::addViews()
{
    m_modelView =
        m_maker.addToggle(m_views,
                          {tr("What the Model &Sees"), u"W"_s,
                           tr("Show the strokes as they are simplified for the model"), u"path-simplify"_s},
                          [this](bool on) { m_state.setShowsModelView(on); });
    m_modelView->setIconText(tr("What the model sees"));
    m_grid =
        m_maker.addToggle(m_views, {tr("&3 × 3"), u"G"_s, tr("Show nine endings at once"), u"view-grid"_s},
                          [this](bool on) { m_state.setShowsGrid(on); });
    m_mixture =
        m_maker.addToggle(m_views,
                          {tr("&Next Point"), u"N"_s,
                           tr("Show where the model may go next; a click on an ellipse leads it there")},
                          [this](bool on) { m_state.setShowsMixture(on); });
    m_views.append(nullptr);
}

void SketchActions::addZooms()
{
    static constexpr double kFactor = 1.25;
    m_maker.add(m_views, {tr("Zoom &In"), u"Ctrl++; Ctrl+="_s, tr("Show less, larger"), u"zoom-in"_s},
                [this] { m_canvas.setZoom(m_state.geometry().zoom * kFactor); });
    m_maker.add(m_views, {tr("Zoom &Out"), u"Ctrl+-"_s, tr("Show more, smaller"), u"zoom-out"_s},
                [this] { m_canvas.setZoom(m_state.geometry().zoom / kFactor); });
    m_maker.add(m_views,
                {tr("&100 %"), u"Ctrl+0"_s, tr("Show a canvas pixel as a pixel"), u"zoom-original"_s},
                [this] { m_canvas.setZoom(1.0); });
    m_fit = m_maker.add(m_views,
                        {tr("Zoom to &Fit"), u"Shift+Z"_s, tr("Show the whole drawing"), u"zoom-fit-best"_s},
                        [this] { m_canvas.fit(); });
    m_zoomToSelection = m_maker.add(
        m_views, {tr("Zoom to Se&lection"), u"Z"_s, tr("Show the selected strokes"), u"zoom-fit-selection"_s},
        [this] { m_canvas.zoomToSelection(); });
}

void SketchActions::addUndo(const Theme &theme)
{
    QUndoStack &stack = m_state.document().undoStack();
    m_undo = stack.createUndoAction(this, tr("Undo"));
    m_undo->setIcon(themedIcon(theme, u"edit-undo"_s));
    m_redo = stack.createRedoAction(this, tr("Redo"));
    m_redo->setIcon(themedIcon(theme, u"edit-redo"_s));
}

void SketchActions::addMenus()
{
    m_strokes.append(nullptr);
    m_maker.addMenu(m_strokes, tr("&Move"), m_moves);
    m_maker.addMenu(m_strokes, tr("&Scale and Turn"), m_shapes);
    m_maker.addMenu(m_strokes, tr("&Pen"), m_pens);
    m_layers.append(nullptr);
    m_maker.addMenu(m_layers, tr("O&pacity"), m_opacities);
    m_maker.addMenu(m_layers, tr("&Background Picture"), m_backgrounds);
}

} // namespace solferino
