// SPDX-License-Identifier: GPL-3.0-or-later
// What the menus have of Stylize.
#include "app/studio/tasks/stylize_files.h"
#include "app/studio/tasks/stylize_take_controller.h"
#include "app/studio/tasks/take_comparison.h"
#include "app/studio/workspaces/stylize_workspace.h"
#include "core/documents/image_document.h"
#include "widgets/common/icons.h"
#include "widgets/stylize/compare_actions.h"
#include "widgets/stylize/style_strip.h"
#include "widgets/takes/take_panel.h"

#include <QActionGroup>

namespace solferino {

void StylizeWorkspace::createActions()
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
        return action;
    };
    m_styleFocus = add(m_mixActions, tr("Go to &Styles"), QKeySequence(tr("Ctrl+Shift+L")),
                       tr("Choose a style with the arrow keys and Return, mix one in with Space"),
                       [this] { m_strip->setFocus(); });
    m_vary =
        add(m_mixActions, tr("&Vary Mix"), QKeySequence(tr("Ctrl+Shift+M")),
            tr("Let chance add another style to the strongest one"), [this] { m_takeController->vary(0); });
    auto *colours = new QActionGroup(this);
    const auto addColours = [&](StyleColours choice, const QString &text, const QString &tip) {
        QAction *action = add(m_colourActions, text, {}, tip, [this, choice] { chooseColours(choice); });
        action->setCheckable(true);
        colours->addAction(action);
    };
    addColours(StyleColours::FromStyle, tr("Colours From the St&yle"), tr("Take the painting's colours"));
    addColours(StyleColours::Keep, tr("&Keep My Colours"), tr("Take the style's strokes and lights alone"));
    addColours(StyleColours::Match, tr("M&atch My Colours"), tr("Move the style's colours to the photo's"));
    m_render = add(m_modelActions, tr("&Render Full Size"), QKeySequence(Qt::CTRL | Qt::Key_Return),
                   tr("Make what the panel says: the picture at its own size, a folder or a video"),
                   [this] { start(); });
    m_stop = add(m_modelActions, tr("&Stop Rendering"), QKeySequence(Qt::CTRL | Qt::Key_Period),
                 tr("Stop the picture that was begun last"), [this] { m_takeController->stop(); });
    m_modelActions << nullptr;
    m_keep = add(m_modelActions, tr("&Keep What Is Shown"), QKeySequence(tr("Ctrl+Shift+K")),
                 tr("Give the look a star, so that it is saved with the project; so does Return"),
                 [this] { m_takeController->keepShown(); });
    m_compare = add(m_modelActions, tr("Compare With the Take &Before"), QKeySequence(tr("Ctrl+Shift+B")),
                    tr("Show the take before this one in the photo's place, or the photo again"), [this] {
                        m_comparison->reference() != 0 ? m_comparison->compareWithPhoto()
                                                       : m_comparison->compareWith(0);
                    });
    m_compare->setCheckable(true);
    m_takeFocus = add(m_modelActions, tr("Go to &Takes"), QKeySequence(Qt::CTRL | Qt::Key_T),
                      tr("Compare takes with the arrow keys"), [this] { m_takePanel->focusList(); });
    m_fileSettings =
        add(m_modelActions, tr("Show Settings of a &File…"), {},
            tr("Read back the request that made a picture"), [this] { m_files->showSettingsOfFile(); });
}

QList<QAction *> StylizeWorkspace::exportActions()
{
    return m_files->exportActions();
}

QList<QAction *> StylizeWorkspace::editActions()
{
    return m_undoActions + QList<QAction *>{nullptr} + m_files->clipboardActions();
}

QList<QAction *> StylizeWorkspace::viewActions()
{
    return m_actions->modeActions() + QList<QAction *>{nullptr} + m_actions->viewActions();
}

QList<QAction *> StylizeWorkspace::ownActions()
{
    const QList<QAction *> line{nullptr};
    return m_files->importActions() + line + m_mixActions + line + m_colourActions + line +
           QList<QAction *>{m_actions->cropAction()} + line + m_actions->maskActions() + line +
           m_files->batchActions();
}

} // namespace solferino
