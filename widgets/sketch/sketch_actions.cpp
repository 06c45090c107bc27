// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/sketch_actions.h"

#include "widgets/common/icons.h"
#include "widgets/sketch/sketch_canvas.h"

#include <QAction>
#include <QActionGroup>
#include <QClipboard>
#include <QGuiApplication>

#include <array>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr double kNudge = 1.0; // canvas pixels
constexpr double kBigNudge = 10.0;

} // namespace

SketchActions::SketchActions(SketchState &state, const Theme &theme, SketchCanvas &canvas, QWidget *area)
    : QObject(area)
    , m_state(state)
    , m_canvas(canvas)
    , m_maker(theme, this, area)
    , m_edit(state)
    , m_toolGroup(new QActionGroup(this))
{
    addTools();
    addEdits();
    addStrokes();
    addMoves();
    addLayers();
    addBackground();
    addViews();
    addZooms();
    addUndo(theme);
    addMenus();
    connect(&state, &SketchState::toolChanged, this, &SketchActions::updateTools);
    connect(&state, &SketchState::selectionChanged, this, &SketchActions::updateSelection);
    connect(&state, &SketchState::displayChanged, this, &SketchActions::updateToggles);
    connect(&state.document(), &SketchDocument::strokesChanged, this, &SketchActions::updateSelection);
    connect(&state.document(), &SketchDocument::propertiesChanged, this, &SketchActions::updateToggles);
    connect(&state.document(), &SketchDocument::drawingReset, this, &SketchActions::updateToggles);
    connect(QGuiApplication::clipboard(), &QClipboard::dataChanged, this, &SketchActions::updateSelection);
    updateTools();
    updateSelection();
    updateToggles();
}

void SketchActions::addTools()
{
    const std::array<ActionEntry, 5> entries{{
        {tr("Pen"), u"1"_s, tr("Draw; hold still at the end to straighten the stroke"), u"draw-freehand"_s},
        {tr("Stroke Eraser"), u"2"_s, tr("Erase whole strokes; so does the right button with every tool"),
         u"draw-eraser"_s},
        {tr("Partial Eraser"), u"3"_s, tr("Erase what it touches and leave the rest of the stroke"),
         u"erase-part"_s},
        {tr("Lasso"), u"4"_s, tr("Select strokes; move, scale and rotate them"), u"lasso"_s},
        {tr("Pan"), u"5"_s, tr("Move the canvas; with Alt the background picture"), u"transform-move"_s},
    }};
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto tool = static_cast<SketchTool>(i);
        QAction *action = m_maker.add(m_tools, entries[i], [this, tool] { m_state.setTool(tool); });
        action->setCheckable(true);
        m_toolGroup->addAction(action);
    }
    const auto pen = [this](const ActionEntry &entry, std::function<void()> slot) {
        m_maker.add(m_pens, entry, std::move(slot));
    };
    pen({tr("Pen &Down"), u"D"_s,
         tr("Put the pen of the keyboard down, or lift it; the arrow keys draw with it")},
        [this] { m_canvas.toggleKeyPen(); });
    pen({tr("&Wider"), u"]"_s, tr("Make the strokes drawn next wider")},
        [this] { m_state.setWidth(m_state.width() + 0.5); });
    pen({tr("&Narrower"), u"["_s, tr("Make the strokes drawn next narrower")},
        [this] { m_state.setWidth(m_state.width() - 0.5); });
    pen({tr("&More Stabiliser"), u"Alt+]"_s, tr("Smooth the strokes drawn next more")},
        [this] { m_state.setStabiliser(m_state.stabiliser() + 0.1); });
    pen({tr("&Less Stabiliser"), u"Alt+["_s, tr("Smooth the strokes drawn next less")},
        [this] { m_state.setStabiliser(m_state.stabiliser() - 0.1); });
}

void SketchActions::addEdits()
{
    const auto onSelection = [this](const ActionEntry &entry, std::function<void()> slot) {
        m_needSelection.append(m_maker.add(m_edits, entry, std::move(slot)));
    };
    onSelection({tr("Cu&t"), u"Ctrl+X"_s, tr("Move the selected strokes to the clipboard")},
                [this] { m_edit.cut(); });
    onSelection({tr("&Copy"), u"Ctrl+C"_s, tr("Copy the selected strokes; other programs get them as SVG")},
                [this] { m_edit.copy(); });
    m_paste = m_maker.add(
        m_edits, {tr("&Paste"), u"Ctrl+V"_s, tr("Add the strokes or the picture of the clipboard")}, [this] {
            if (!SketchEdits::canPaste()) {
                Q_EMIT picturePasteRequested();
            } else if (const Result<> pasted = m_edit.paste(); !pasted) {
                Q_EMIT refused(pasted.error().message);
            }
        });
    onSelection({tr("&Duplicate"), u"Ctrl+D"_s, tr("Add a copy of the selected strokes beside them")},
                [this] { m_edit.duplicate(); });
    onSelection({tr("D&elete"), u"Del; Backspace"_s, tr("Erase the selected strokes"), u"edit-delete"_s},
                [this] { m_edit.erase(); });
    m_edits.append(nullptr);
    m_maker.add(m_edits, {tr("Select &All"), u"Ctrl+A"_s, tr("Select all strokes")},
                [this] { m_edit.selectAll(); });
    m_selectNone = m_maker.add(
        m_edits, {tr("Select &None"), u"Esc"_s, tr("Select nothing; the arrow keys then move the pen")},
        [this] { m_state.clearSelection(); });
    m_maker.add(m_edits,
                {tr("&Invert Selection"), u"Ctrl+Shift+I"_s, tr("Select the strokes that are not selected")},
                [this] { m_edit.invertSelection(); });
    m_maker.add(m_edits, {tr("Next Stroke"), u"Alt+Right"_s, tr("Select the next stroke in drawing order")},
                [this] { m_edit.selectNeighbour(true); });
    m_maker.add(m_edits,
                {tr("Previous Stroke"), u"Alt+Left"_s, tr("Select the stroke before in drawing order")},
                [this] { m_edit.selectNeighbour(false); });
}

void SketchActions::addStrokes()
{
    const auto change = [this](QList<QAction *> &list, const ActionEntry &entry, std::function<void()> slot) {
        QAction *action = m_maker.add(list, entry, std::move(slot));
        m_needSelection.append(action);
        return action;
    };
    change(m_strokes, {tr("&Group"), u"Ctrl+G"_s, tr("Select these strokes together from now on")},
           [this] { m_edit.group(); });
    change(m_strokes, {tr("&Ungroup"), u"Ctrl+Shift+G"_s, tr("Let each stroke be selected alone again")},
           [this] { m_edit.ungroup(); });
    m_strokes.append(nullptr);
    static constexpr double kScale = 1.1;
    static constexpr double kTurn = 15.0;
    change(m_shapes, {tr("&Larger"), u"Ctrl+Up"_s, tr("Scale the selected strokes up by a tenth")},
           [this] { m_edit.scale(kScale); });
    change(m_shapes, {tr("&Smaller"), u"Ctrl+Down"_s, tr("Scale the selected strokes down by a tenth")},
           [this] { m_edit.scale(1.0 / kScale); });
    change(m_shapes, {tr("Turn &Right"), u"Ctrl+Right"_s, tr("Rotate the selected strokes by 15 degrees")},
           [this] { m_edit.rotate(kTurn); });
    change(m_shapes, {tr("Turn L&eft"), u"Ctrl+Left"_s, tr("Rotate the selected strokes back by 15 degrees")},
           [this] { m_edit.rotate(-kTurn); });
    change(m_shapes, {tr("&Mirror"), u"H"_s, tr("Exchange left and right of the selected strokes")},
           [this] { m_edit.mirrorLeftRight(); });
    change(m_shapes,
           {tr("As &Wide as the Pen"), u"Shift+W"_s, tr("Give the selected strokes the pen's width")},
           [this] { m_edit.setSelectionWidth(m_state.width()); });
    change(m_strokes, {tr("Make M&ine"), {}, tr("Put the selected strokes on your layer")},
           [this] { m_edit.moveToLayer(SketchLayer::Mine); });
    change(m_strokes, {tr("Make the M&odel's"), {}, tr("Put the selected strokes on the model's layer")},
           [this] { m_edit.moveToLayer(SketchLayer::Machine); });
    m_strokes.append(nullptr);
    m_symmetry = m_maker.addToggle(
        m_strokes,
        {tr("Mi&rror While Drawing"), u"M"_s, tr("Draw every stroke twice, mirrored"), u"symmetry"_s},
        [this](bool on) { m_edit.setSymmetric(on); });
    m_turnAxis =
        m_maker.add(m_strokes, {tr("&Turn the Mirror"), u"Shift+M"_s, tr("Turn the mirror by 45 degrees")},
                    [this] { m_edit.turnSymmetryAxis(45.0); });
}

void SketchActions::addMoves()
{
    const auto add = [this](const QString &text, const QString &key, double dx, double dy) {
        m_maker.add(m_moves, {text, key, tr("Move the selection, or the pen of the keyboard")},
                    [this, dx, dy] { move(dx, dy); });
    };
    add(tr("Move Left"), u"Left"_s, -kNudge, 0.0);
    add(tr("Move Right"), u"Right"_s, kNudge, 0.0);
    add(tr("Move Up"), u"Up"_s, 0.0, -kNudge);
    add(tr("Move Down"), u"Down"_s, 0.0, kNudge);
    add(tr("Move Far Left"), u"Shift+Left"_s, -kBigNudge, 0.0);
    add(tr("Move Far Right"), u"Shift+Right"_s, kBigNudge, 0.0);
    add(tr("Move Far Up"), u"Shift+Up"_s, 0.0, -kBigNudge);
    add(tr("Move Far Down"), u"Shift+Down"_s, 0.0, kBigNudge);
}

void SketchActions::move(double dx, double dy)
{
    if (m_state.selection().empty() || m_canvas.hasGesture()) {
        const double keyPenStep = 4.0;
        m_canvas.moveKeyPen(dx * keyPenStep, dy * keyPenStep);
    } else {
        m_edit.move(dx, dy);
    }
}

void SketchActions::updateTools()
{
    m_tools.at(static_cast<int>(m_state.tool()))->setChecked(true);
}

void SketchActions::updateSelection()
{
    const bool hasSelection = !m_state.selection().empty();
    for (QAction *action : std::as_const(m_needSelection)) {
        action->setEnabled(hasSelection);
    }
    m_selectNone->setEnabled(hasSelection);
    m_zoomToSelection->setEnabled(hasSelection);
    m_paste->setEnabled(SketchEdits::canPaste() || SketchEdits::canPastePicture());
}

void SketchActions::updateToggles()
{
    const Drawing &drawing = m_state.drawing();
    m_mine->setChecked(drawing.mine.isVisible);
    m_machine->setChecked(drawing.machine.isVisible);
    m_symmetry->setChecked(drawing.symmetry.has_value());
    m_turnAxis->setEnabled(drawing.symmetry.has_value());
    for (QAction *action : std::as_const(m_needBackground)) {
        action->setEnabled(drawing.background.has_value());
    }
    m_modelView->setChecked(m_state.showsModelView());
    m_grid->setChecked(m_state.showsGrid());
    m_mixture->setChecked(m_state.showsMixture());
}

} // namespace solferino
