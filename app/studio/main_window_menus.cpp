// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/documents/document_controller.h"
#include "app/studio/main_window.h"
#include "app/studio/workspaces/workspace.h"
#include "core/project/settings.h"
#include "widgets/common/command_palette.h"
#include "widgets/common/icons.h"
#include "widgets/common/keys_help.h"
#include "widgets/common/theme.h"
#include "widgets/common/workspace_rail.h"
#include "widgets/jobs/job_panel.h"

#include <QActionGroup>
#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QMenuBar>
#include <QMessageBox>

namespace solferino {

namespace {

constexpr int kTextScaleStep = 10;

} // namespace

QAction *MainWindow::add(QMenu &menu, const QString &text, const QKeySequence &keys, const QString &tip,
                         std::function<void()> run, const QString &iconName)
{
    QAction *action = menu.addAction(text);
    action->setShortcut(keys);
    action->setStatusTip(tip);
    action->setToolTip(tip);
    if (!iconName.isEmpty())
        action->setIcon(themedIcon(m_theme, iconName));
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    addAction(action); // works while the menu bar is hidden, and the palette finds it
    return action;
}

void MainWindow::buildMenus()
{
    m_fileMenu = menuBar()->addMenu(tr("&File"));
    m_editMenu = menuBar()->addMenu(tr("&Edit"));
    m_viewMenu = menuBar()->addMenu(tr("&View"));
    m_workspaceMenu = menuBar()->addMenu(QString());
    m_modelMenu = menuBar()->addMenu(tr("&Model"));
    buildFileMenu();
    buildViewMenu();
    buildHelpMenu();
}

void MainWindow::buildFileMenu()
{
    QMenu &menu = *m_fileMenu;
    add(
        menu, tr("&New"), QKeySequence::New, tr("Begin an empty song"),
        [this] { m_documents.askToLeave([this] { m_documents.newDocument(); }); },
        QStringLiteral("list-add"));
    add(
        menu, tr("&Open…"), QKeySequence::Open, tr("Open a project or a MIDI file"),
        [this] { m_documents.openWithDialog(); }, QStringLiteral("document-open"));
    QMenu *recent = menu.addMenu(tr("Open &Recent"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] {
        recent->clear();
        for (const QString &path : m_documents.recentFiles().paths())
            recent->addAction(QDir::toNativeSeparators(path), this, [this, path] { m_documents.open(path); });
        if (recent->isEmpty())
            recent->addAction(tr("Nothing yet"))->setEnabled(false);
        recent->addSeparator();
        recent->addAction(tr("Clear List"), this, [this] { m_documents.recentFiles().clear(); });
    });
    menu.addSeparator();
    add(
        menu, tr("&Save"), QKeySequence::Save, tr("Save the project"), [this] { m_documents.save(); },
        QStringLiteral("document-save"));
    add(menu, tr("Save &As…"), QKeySequence::SaveAs, tr("Save the project under another name"),
        [this] { m_documents.saveAs(); });
    menu.addSeparator();
    m_exportMenu = menu.addMenu(themedIcon(m_theme, QStringLiteral("document-export")), tr("&Export"));
    menu.addSeparator();
    add(menu, tr("&Quit"), QKeySequence::Quit, tr("Close Solferino"), [this] { close(); });
}

void MainWindow::buildViewMenu()
{
    const auto keep = [this](QAction *action) {
        action->setParent(this);
        m_windowViewActions << action;
        return action;
    };
    QAction *jobs = keep(new QAction(tr("&Jobs"), this));
    jobs->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_J));
    jobs->setCheckable(true);
    jobs->setStatusTip(tr("Show what runs, waits and has ended"));
    // Not toggled(): the dock also goes out of sight with the window, and is not to stay away then.
    connect(jobs, &QAction::triggered, this, &MainWindow::setJobsShown);
    connect(m_jobsDock, &QDockWidget::visibilityChanged, jobs, &QAction::setChecked);
    for (QAction *action : m_jobPanel->queueActions())
        keep(action);
    keep(m_upper.dock->toggleViewAction())->setText(tr("&Model Panel"));
    keep(m_lower.dock->toggleViewAction())->setText(tr("&Takes"));
    m_windowViewActions << nullptr;

    auto *themes = new QActionGroup(this);
    const std::pair<QString, ThemeChoice> choices[] = {
        {tr("&System Theme"), ThemeChoice::System},
        {tr("&Light Theme"), ThemeChoice::Light},
        {tr("&Dark Theme"), ThemeChoice::Dark},
        {tr("&High Contrast Theme"), ThemeChoice::HighContrast}};
    for (const auto &[text, choice] : choices) {
        QAction *action = keep(new QAction(text, themes));
        action->setCheckable(true);
        action->setChecked(m_settings.theme() == choice);
        connect(action, &QAction::triggered, this, [this, choice = choice] { m_settings.setTheme(choice); });
    }
    m_windowViewActions << nullptr;
    const auto scale = [&](const QString &text, const QKeySequence &keys, int change) {
        QAction *action = keep(new QAction(text, this));
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, [this, change] {
            m_settings.setTextScale(change == 0 ? 100 : m_settings.textScale() + change);
        });
    };
    scale(tr("Larger Text"), QKeySequence(tr("Ctrl+Alt+=")), kTextScaleStep);
    scale(tr("Smaller Text"), QKeySequence(tr("Ctrl+Alt+-")), -kTextScaleStep);
    scale(tr("Normal Text Size"), QKeySequence(tr("Ctrl+Alt+0")), 0);
    QAction *motion = keep(new QAction(tr("&Reduced Motion"), this));
    motion->setCheckable(true);
    motion->setChecked(m_settings.isMotionReduced());
    connect(motion, &QAction::toggled, &m_settings, &Settings::setMotionReduced);
    for (QAction *action : std::as_const(m_windowViewActions)) {
        if (action)
            addAction(action);
    }

    QMenu *windowMenu = menuBar()->addMenu(tr("&Window"));
    for (Workspace *workspace : m_workspaces) {
        const QString id = workspace->id();
        windowMenu->addAction(tr("Show %1").arg(workspace->title()), this, [this, id] { showWorkspace(id); });
    }
    windowMenu->addSeparator();
    add(*windowMenu, tr("&Full Screen"), QKeySequence(Qt::Key_F11), tr("Use the whole screen"),
        [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
}

void MainWindow::buildHelpMenu()
{
    m_palette = new CommandPalette(m_theme, this);
    m_palette->setPlaces([this](const QAction &action) -> std::optional<CommandPlace> {
        Workspace *owner = ownerOf(action);
        if (!owner || owner->isVisible())
            return {};
        return CommandPlace{owner->title(), [this, owner] {
                                showWorkspace(owner->id());
                            }};
    });
    m_keysHelp = new KeysHelp(m_theme, this);
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    add(*help, tr("&Command Palette…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P),
        tr("Find any action by its name"), [this] { showPalette(); });
    add(*help, tr("&Keys"), QKeySequence(Qt::Key_F1), tr("The keys of what has the focus"),
        [this] { m_keysHelp->open(); });
    for (QAction *action : m_helpActions) {
        help->addAction(action);
        addAction(action);
    }
    help->addSeparator();
    add(*help, tr("&About Solferino"), {}, tr("Version and licence"), [this] {
        QMessageBox::about(
            this, tr("About Solferino"),
            tr("<b>Solferino %1</b><p>A creative studio with neural models at hand, on your own "
               "machine.</p><p>Free software under the GNU General Public License, version 3 or "
               "later, without any warranty.</p>")
                .arg(QApplication::applicationVersion()));
    });
}

void MainWindow::showPalette()
{
    m_palette->open();
}

Workspace *MainWindow::ownerOf(const QAction &action) const
{
    for (Workspace *workspace : m_workspaces) {
        for (const QWidget *part : {static_cast<QWidget *>(workspace), workspace->upperPanel().widget,
                                    workspace->lowerPanel().widget}) {
            for (const QObject *object = action.parent(); part && object; object = object->parent()) {
                if (object == part)
                    return workspace;
            }
        }
        const QList<QAction *> listed = workspace->exportActions() + workspace->editActions() +
                                        workspace->viewActions() + workspace->ownActions() +
                                        workspace->modelActions();
        if (listed.contains(&action))
            return workspace;
    }
    return nullptr;
}

void MainWindow::updateMenus()
{
    Workspace *workspace = m_workspaces.at(m_rail->currentIndex());
    const auto fill = [](QMenu &menu, const QList<QAction *> &actions) {
        for (QAction *action : actions) {
            if (action)
                menu.addAction(action);
            else
                menu.addSeparator();
        }
    };
    m_exportMenu->clear();
    fill(*m_exportMenu, workspace->exportActions());
    m_exportMenu->menuAction()->setVisible(!m_exportMenu->isEmpty());
    m_editMenu->clear();
    fill(*m_editMenu, workspace->editActions());
    m_viewMenu->clear();
    fill(*m_viewMenu, workspace->viewActions());
    m_viewMenu->addSeparator();
    fill(*m_viewMenu, m_windowViewActions);
    m_workspaceMenu->setTitle(workspace->menuTitle());
    m_workspaceMenu->clear();
    fill(*m_workspaceMenu, workspace->ownActions());
    m_modelMenu->clear();
    fill(*m_modelMenu, workspace->modelActions());
    m_editMenu->menuAction()->setVisible(!m_editMenu->isEmpty());
    m_modelMenu->menuAction()->setVisible(!m_modelMenu->isEmpty());
    m_workspaceMenu->menuAction()->setVisible(!m_workspaceMenu->isEmpty());
}

} // namespace solferino
