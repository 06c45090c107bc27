// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/documents/document_controller.h"
#include "app/studio/tasks/installed_models.h"
#include "app/studio/tasks/interpolation_controller.h"
#include "app/studio/tasks/next_point_view.h"
#include "app/studio/tasks/sketch_files.h"
#include "app/studio/tasks/sketch_reading.h"
#include "app/studio/tasks/sketch_take_controller.h"
#include "app/studio/workspaces/model_panel.h"
#include "app/studio/workspaces/request_form.h"
#include "app/studio/workspaces/sketch_workspace.h"
#include "core/documents/take_list.h"
#include "core/jobs/job_queue.h"
#include "core/project/settings.h"
#include "widgets/common/icons.h"
#include "widgets/common/message_strip.h"
#include "widgets/common/theme.h"
#include "widgets/sketch/endings_grid.h"
#include "widgets/sketch/interpolation_pad.h"
#include "widgets/sketch/sketch_actions.h"
#include "widgets/sketch/sketch_canvas.h"
#include "widgets/sketch/sketch_tool_row.h"
#include "widgets/sketch/stroke_replay_bar.h"
#include "widgets/takes/take_panel.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QFileDialog>
#include <QSaveFile>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace solferino {

void SketchWorkspace::createActions()
{
    QUndoStack &stack = m_parts.document.undoStack();
    QAction *undo = stack.createUndoAction(this, tr("Undo"));
    undo->setShortcut(QKeySequence::Undo);
    undo->setIcon(themedIcon(m_parts.theme, QStringLiteral("edit-undo")));
    QAction *redo = stack.createRedoAction(this, tr("Redo"));
    redo->setShortcuts({QKeySequence(QKeySequence::Redo), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    redo->setIcon(themedIcon(m_parts.theme, QStringLiteral("edit-redo")));
    m_undoActions = {undo, redo};

    const auto add = [this](QList<QAction *> &list, const QString &text, const QKeySequence &keys,
                            const QString &tip, auto slot) {
        auto *action = new QAction(text, this);
        action->setShortcut(keys);
        action->setStatusTip(tip);
        connect(action, &QAction::triggered, this, slot);
        list << action;
    };
    add(m_modelActions, tr("&Generate"), QKeySequence(Qt::CTRL | Qt::Key_Return),
        tr("Make takes with the panel's settings"), [this] { m_takeController->generate(); });
    add(m_modelActions, tr("&Stop Generating"), QKeySequence(Qt::CTRL | Qt::Key_Period),
        tr("Keep what is whole and stop the rest"), [this] { m_takeController->stop(); });
    m_modelActions << nullptr;
    add(m_modelActions, tr("S&tar the Shown Take"), {}, tr("Keep the ghost among the takes"),
        [this] { m_takeController->starShown(); });
    add(m_modelActions, tr("Go to &Takes"), QKeySequence(Qt::CTRL | Qt::Key_T),
        tr("Audition with the arrow keys"), [this] { m_takePanel->focusList(); });
    add(m_endActions, tr("Set as &First Drawing"), QKeySequence(tr("Ctrl+Alt+1")),
        tr("Begin the interpolation with the selection, or with the whole drawing"),
        [this] { m_between->setEnd(InterpolationPad::End::First); });
    add(m_endActions, tr("Set as &Second Drawing"), QKeySequence(tr("Ctrl+Alt+2")),
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
