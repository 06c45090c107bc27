// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/action_maker.h"
#include "widgets/sketch/sketch_edits.h"

#include <QObject>

class QAction;
class QActionGroup;
class QWidget;

namespace solferino {

class SketchCanvas;

/// Everything that can be done on the canvas, as actions with text, key, icon and status tip: menus, tool
/// bars and the command palette share them. Keys work while the focus is inside `area`, so that other
/// workspaces and fields keep theirs.
class SketchActions final : public QObject
{
    Q_OBJECT
public:
    SketchActions(SketchState &state, const Theme &theme, SketchCanvas &canvas, QWidget *area);

    /// In the order of a menu; a null pointer is a separator, and some hold a menu of their own.
    [[nodiscard]] const QList<QAction *> &toolActions() const { return m_tools; }
    [[nodiscard]] const QList<QAction *> &editActions() const { return m_edits; } ///< clipboard and selection
    [[nodiscard]] const QList<QAction *> &strokeActions() const
    {
        return m_strokes;
    }                                                                               ///< what changes strokes
    [[nodiscard]] const QList<QAction *> &layerActions() const { return m_layers; } ///< layers and background
    [[nodiscard]] const QList<QAction *> &viewActions() const { return m_views; }
    [[nodiscard]] SketchEdits &edits() { return m_edit; }

    /// "What the Model Sees", "3 × 3", the mixture and the mirror: toggles that follow SketchState.
    [[nodiscard]] QAction *modelViewAction() const { return m_modelView; }
    [[nodiscard]] QAction *gridAction() const { return m_grid; }
    [[nodiscard]] QAction *mixtureAction() const { return m_mixture; }
    [[nodiscard]] QAction *symmetryAction() const { return m_symmetry; }
    [[nodiscard]] QAction *fitAction() const { return m_fit; }
    /// Undo and redo of this drawing, without keys: the window's Edit menu holds those.
    [[nodiscard]] QAction *undoAction() const { return m_undo; }
    [[nodiscard]] QAction *redoAction() const { return m_redo; }

Q_SIGNALS:
    /// Place a picture for tracing: the workspace asks for a file and calls edits().placeBackground().
    void backgroundRequested();
    /// Paste with a picture and no strokes on the clipboard: the workspace puts it under the strokes.
    void picturePasteRequested();
    /// A paste that did not work, and why.
    void refused(const QString &message);

private:
    void addTools();
    void addEdits();
    void addStrokes();
    void addMoves();
    void addLayers();
    void addOpacity(const QString &text, SketchLayer layer);
    void addBackground();
    void addViews();
    void addZooms();
    void addUndo(const Theme &theme);
    void addMenus();
    void move(double dx, double dy);
    void updateTools();
    void updateSelection();
    void updateToggles();

    SketchState &m_state;
    SketchCanvas &m_canvas;
    ActionMaker m_maker;
    SketchEdits m_edit;
    QList<QAction *> m_tools;
    QList<QAction *> m_edits;
    QList<QAction *> m_strokes;
    QList<QAction *> m_layers;
    QList<QAction *> m_views;
    // What menus inside these hold:
    QList<QAction *> m_moves;
    QList<QAction *> m_shapes;
    QList<QAction *> m_pens;
    QList<QAction *> m_opacities;
    QList<QAction *> m_backgrounds;
    QList<QAction *> m_needSelection;
    QList<QAction *> m_needBackground;
    QActionGroup *m_toolGroup;
    QAction *m_paste = nullptr;
    QAction *m_selectNone = nullptr;
    QAction *m_mine = nullptr;
    QAction *m_machine = nullptr;
    QAction *m_symmetry = nullptr;
    QAction *m_turnAxis = nullptr;
    QAction *m_fit = nullptr;
    QAction *m_zoomToSelection = nullptr;
    QAction *m_modelView = nullptr;
    QAction *m_grid = nullptr;
    QAction *m_mixture = nullptr;
    QAction *m_undo = nullptr;
    QAction *m_redo = nullptr;
};

} // namespace solferino
