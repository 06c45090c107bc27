// SPDX-License-Identifier: GPL-3.0-or-later
// What the menus have of Sketch.
#include "app/studio/tasks/interpolation_controller.h"
#include "app/studio/tasks/sketch_files.h"
#include "app/studio/tasks/sketch_take_controller.h"
#include "app/studio/workspaces/sketch_workspace.h"
#include "core/documents/sketch_document.h"
#include "widgets/sketch/interpolation_pad.h"
#include "widgets/sketch/sketch_actions.h"
#include "widgets/sketch/stroke_replay_bar.h"
#include "widgets/takes/take_panel.h"

namespace solferino {

void SketchWorkspace::createActions()
{
    m_undoActions = makeUndoActions(m_parts.document.undoStack(), m_parts.theme);
    makeAction(m_modelActions, tr("&Generate"), QKeySequence(Qt::CTRL | Qt::Key_Return),
               tr("Make takes with the panel's settings"), [this] { m_takeController->generate(); });
    makeAction(m_modelActions, tr("&Stop Generating"), QKeySequence(Qt::CTRL | Qt::Key_Period),
               tr("Keep what is whole and stop the rest"), [this] { m_takeController->stop(); });
    m_modelActions << nullptr;
    makeAction(m_modelActions, tr("S&tar the Shown Take"), {}, tr("Keep the ghost among the takes"),
               [this] { m_takeController->starShown(); });
    makeAction(m_modelActions, tr("Go to &Takes"), QKeySequence(Qt::CTRL | Qt::Key_T),
               tr("Audition with the arrow keys"), [this] { m_takePanel->focusList(); });
    makeAction(m_endActions, tr("Set as &First Drawing"), QKeySequence(tr("Ctrl+Alt+1")),
               tr("Begin the interpolation with the selection, or with the whole drawing"),
               [this] { m_between->setEnd(InterpolationPad::End::First); });
    makeAction(m_endActions, tr("Set as &Second Drawing"), QKeySequence(tr("Ctrl+Alt+2")),
               tr("End the interpolation with the selection, or with the whole drawing"),
               [this] { m_between->setEnd(InterpolationPad::End::Second); });
}

QList<QAction *> SketchWorkspace::exportActions()
{
    return m_files->exportActions();
}

QList<QAction *> SketchWorkspace::editActions()
{
    return m_undoActions + QList<QAction *>{nullptr} + m_actions->editActions();
}

QList<QAction *> SketchWorkspace::viewActions()
{
    return m_actions->viewActions();
}

QList<QAction *> SketchWorkspace::ownActions()
{
    const QList<QAction *> line{nullptr};
    return m_actions->toolActions() + line + m_actions->strokeActions() + line + m_actions->layerActions() +
           line + m_replay->replayActions() + line + m_endActions + line + m_files->importActions() + line +
           m_files->dataActions();
}

} // namespace solferino
