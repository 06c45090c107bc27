// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/action_maker.h"
#include "widgets/pianoroll/roll_edits.h"

#include <QKeySequence>
#include <QObject>

#include <functional>

class QAction;
class QActionGroup;
class QWidget;

namespace solferino {

class PianoRollView;

/// Everything that can be done in the roll, as actions with text, key, icon and status tip: menus, tool bars
/// and the command palette share them. Keys work while the focus is inside `area`, so that other workspaces
/// and fields keep theirs.
class PianoRollActions final : public QObject
{
    Q_OBJECT
public:
    PianoRollActions(RollState &state, const Theme &theme, PianoRollView &view, QWidget *area);

    /// In the order of a menu; a null pointer is a separator, and some hold a menu of their own.
    [[nodiscard]] const QList<QAction *> &toolActions() const { return m_tools; }
    [[nodiscard]] const QList<QAction *> &editActions() const { return m_edits; } ///< clipboard and selection
    [[nodiscard]] const QList<QAction *> &noteActions() const { return m_notes; } ///< what changes notes
    [[nodiscard]] const QList<QAction *> &viewActions() const
    {
        return m_views;
    } ///< zoom, grid, what is shown
    [[nodiscard]] RollEdits &edits() { return m_edit; }

    [[nodiscard]] QAction *fitAction() const { return m_fit; }
    [[nodiscard]] QAction *zoomToSelectionAction() const { return m_zoomToSelection; }
    [[nodiscard]] QAction *followAction() const { return m_follow; }
    [[nodiscard]] QAction *otherTracksAction() const { return m_otherTracks; }
    [[nodiscard]] QAction *shadeScaleAction() const { return m_shadeScale; }
    [[nodiscard]] QAction *tripletAction() const { return m_triplet; }
    [[nodiscard]] QAction *dottedAction() const { return m_dotted; }
    [[nodiscard]] QAction *loopSelectionAction() const { return m_loopSelection; }

private:
    using Entry = ActionEntry;
    using Slot = std::function<void()>;

    QAction *add(QList<QAction *> &list, const Entry &entry, Slot slot);
    QAction *addToggle(QList<QAction *> &list, const Entry &entry, const std::function<void(bool)> &slot);
    void addTools();
    void addEdits();
    void addMoves();
    void addChanges();
    void addViews();
    void addGrids();
    void addMenus();
    void addMenu(QList<QAction *> &list, const QString &title, const QList<QAction *> &actions);
    void updateTools();
    void updateSelection();
    void updateToggles();
    void revealSelection();
    void askTranspose();
    void askQuantize();
    void zoom(double factor);
    void zoomRows(int step);

    RollState &m_state;
    PianoRollView &m_view;
    QWidget *m_area;
    ActionMaker m_maker;
    RollEdits m_edit;
    QuantizeOptions m_quantize;
    QList<QAction *> m_tools;
    QList<QAction *> m_edits;
    QList<QAction *> m_notes;
    QList<QAction *> m_views;
    // What menus inside these hold:
    QList<QAction *> m_moves;
    QList<QAction *> m_shapes;
    QList<QAction *> m_changes;
    QList<QAction *> m_trackMoves;
    QList<QAction *> m_grids;
    QList<QAction *> m_needSelection;
    QActionGroup *m_toolGroup;
    QAction *m_addNote = nullptr;
    QAction *m_paste = nullptr;
    QAction *m_fit = nullptr;
    QAction *m_zoomToSelection = nullptr;
    QAction *m_follow = nullptr;
    QAction *m_otherTracks = nullptr;
    QAction *m_shadeScale = nullptr;
    QAction *m_snap = nullptr;
    QAction *m_triplet = nullptr;
    QAction *m_dotted = nullptr;
    QAction *m_loopSelection = nullptr;
};

} // namespace solferino
