// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/main_window.h"

#include "app/studio/documents/document_controller.h"
#include "app/studio/workspaces/workspace.h"
#include "core/jobs/job_list_model.h"
#include "core/jobs/job_queue.h"
#include "core/project/settings.h"
#include "widgets/common/command_palette.h"
#include "widgets/common/dock_title_bar.h"
#include "widgets/common/drop.h"
#include "widgets/common/focus_order.h"
#include "widgets/common/keys_help.h"
#include "widgets/common/text_label.h"
#include "widgets/common/theme.h"
#include "widgets/common/workspace_rail.h"
#include "widgets/jobs/job_line.h"
#include "widgets/jobs/job_panel.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QMenuBar>
#include <QMimeData>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>

namespace solferino {

namespace {

constexpr int kLayoutVersion = 1;
constexpr QSize kFirstSize(1440, 900);
constexpr QSize kLeastRoom(1024, 700);
constexpr int kTitleBar = 32; ///< height that a window manager may take

} // namespace

MainWindow::MainWindow(const Parts &parts)
    : m_theme(parts.theme)
    , m_settings(parts.settings)
    , m_queue(parts.queue)
    , m_documents(parts.documents)
    , m_rail(new WorkspaceRail(parts.theme, this))
    , m_stack(new QStackedWidget(this))
    , m_jobModel(new JobListModel(parts.queue, this))
    , m_documentLabel(new TextLabel(parts.theme, FontRole::Body, Role::TextSecondary, this))
{
    setAcceptDrops(true);
    setCentralWidget(m_stack);
    m_rail->setObjectName(QStringLiteral("rail"));
    addToolBar(Qt::LeftToolBarArea, m_rail);
    setContextMenuPolicy(Qt::NoContextMenu);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    setCorner(Qt::TopRightCorner, Qt::RightDockWidgetArea);
    setDockOptions(QMainWindow::AllowTabbedDocks);
    connect(m_rail, &WorkspaceRail::currentIndexChanged, this, &MainWindow::switchTo);

    m_documentLabel->setContentsMargins(0, 0, metric::kInset, 0);
    m_documentLabel->setMinimumHeight(m_theme.px(metric::kMenuBar));
    m_documentLabel->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    menuBar()->setCornerWidget(m_documentLabel);
    connect(&m_documents, &DocumentController::stateChanged, this, &MainWindow::updateTitle);
    auto *clock = new QTimer(this); // "saved 4 s ago" grows older by itself
    connect(clock, &QTimer::timeout, this, &MainWindow::updateTitle);
    clock->start(5000);
}

MainWindow::~MainWindow() = default;

void MainWindow::addWorkspace(Workspace *workspace)
{
    m_stack->addWidget(workspace);
    QAction *action = m_rail->addWorkspace(workspace->iconName(), workspace->title());
    action->setShortcut(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + int(m_workspaces.size()))));
    addAction(action);
    m_railActions.push_back(action);
    m_workspaces.push_back(workspace);
}

void MainWindow::finish()
{
    buildDocks();
    buildJobs();
    buildMenus();
    restoreLayout();
    showWorkspace(m_settings.workspace());
    if (m_rail->currentIndex() < 0 && !m_workspaces.empty())
        showWorkspace(m_workspaces.front()->id());
    updateTitle();
}

void MainWindow::buildDocks()
{
    const auto make = [this](const QString &name, const QString &title) {
        SideDock side;
        side.dock = new QDockWidget(title, this);
        side.dock->setObjectName(name);
        side.dock->setAllowedAreas(Qt::LeftDockWidgetArea | Qt::RightDockWidgetArea);
        new DockTitleBar(m_theme, *side.dock);
        side.stack = new QStackedWidget(side.dock);
        const auto widen = [this, stack = side.stack] {
            stack->setMinimumWidth(m_theme.px(metric::kDockLeastWidth));
        };
        connect(&m_theme, &Theme::changed, side.stack, widen);
        widen();
        side.dock->setWidget(side.stack);
        addDockWidget(Qt::RightDockWidgetArea, side.dock);
        return side;
    };
    m_upper = make(QStringLiteral("model"), tr("Model"));
    m_lower = make(QStringLiteral("takes"), tr("Takes"));
    for (Workspace *workspace : m_workspaces) {
        for (const auto &[side, panel] :
             {std::pair{&m_upper, workspace->upperPanel()}, std::pair{&m_lower, workspace->lowerPanel()}})
            side->stack->addWidget(panel.widget ? panel.widget : new QWidget(side->stack));
    }
}

void MainWindow::buildJobs()
{
    m_jobsDock = new QDockWidget(tr("Jobs"), this);
    m_jobsDock->setObjectName(QStringLiteral("jobs"));
    m_jobsDock->setAllowedAreas(Qt::BottomDockWidgetArea);
    auto *title = new DockTitleBar(m_theme, *m_jobsDock);
    m_jobPanel = new JobPanel(m_theme, m_queue, *m_jobModel, m_jobsDock);
    m_jobPanel->furnish(*title);
    m_jobsDock->setWidget(m_jobPanel);
    addDockWidget(Qt::BottomDockWidgetArea, m_jobsDock);
    resizeDocks({m_jobsDock}, {m_theme.px(metric::kJobsDock)}, Qt::Vertical);
    m_jobsDock->hide();

    m_jobLine = new JobLine(m_theme, m_queue, *m_jobModel, this);
    m_jobLine->setDevice(m_settings.device());
    m_jobLine->placeIn(*statusBar());
    connect(m_jobLine, &JobLine::panelToggled, this, &MainWindow::setJobsShown);
    connect(m_jobLine, &JobLine::deviceChosen, &m_settings, &Settings::setDevice);
    connect(&m_settings, &Settings::deviceChanged, m_jobLine, &JobLine::setDevice);
    connect(m_jobsDock, &QDockWidget::visibilityChanged, m_jobLine, &JobLine::setPanelOpen);
    connect(m_jobPanel, &JobPanel::showResultRequested, this, &MainWindow::showJobResultRequested);
}

void MainWindow::setNotice(const QString &text)
{
    m_jobLine->setNotice(text);
}

void MainWindow::setJobsShown(bool isShown)
{
    m_jobsDock->setVisible(isShown);
}

Workspace *MainWindow::workspace(const QString &id) const
{
    const auto found = std::find_if(m_workspaces.begin(), m_workspaces.end(),
                                    [&id](const Workspace *candidate) { return candidate->id() == id; });
    return found != m_workspaces.end() ? *found : nullptr;
}

void MainWindow::showWorkspace(const QString &id)
{
    for (std::size_t i = 0; i < m_workspaces.size(); ++i) {
        if (m_workspaces[i]->id() == id) {
            m_railActions[i]->setChecked(true);
            switchTo(static_cast<int>(i));
        }
    }
}

void MainWindow::switchTo(int index)
{
    if (index < 0 || index >= static_cast<int>(m_workspaces.size()))
        return;
    Workspace *workspace = m_workspaces[index];
    m_stack->setCurrentIndex(index);
    for (const auto &[side, panel] :
         {std::pair{&m_upper, workspace->upperPanel()}, std::pair{&m_lower, workspace->lowerPanel()}}) {
        side->stack->setCurrentIndex(index);
        side->dock->setWindowTitle(panel.title);
        side->dock->setVisible(panel.widget != nullptr);
    }
    m_settings.setWorkspace(workspace->id());
    updateMenus();
    workspace->takeFocus();
}

QSize MainWindow::firstSize(QSize room)
{
    const bool isUsable = room.width() >= kLeastRoom.width() && room.height() >= kLeastRoom.height();
    return isUsable ? kFirstSize.boundedTo(room - QSize(0, kTitleBar)) : kFirstSize;
}

void MainWindow::restoreLayout()
{
    if (m_settings.windowGeometry().isEmpty() || !restoreGeometry(m_settings.windowGeometry()))
        resize(firstSize(screen()->availableGeometry().size()));
    if (m_settings.windowState().isEmpty() || !restoreState(m_settings.windowState(), kLayoutVersion)) {
        resizeDocks({m_upper.dock, m_lower.dock},
                    {m_theme.px(metric::kDockWidth), m_theme.px(metric::kDockWidth)}, Qt::Horizontal);
        resizeDocks({m_upper.dock, m_lower.dock}, {436, 414}, Qt::Vertical);
    }
}

void MainWindow::updateTitle()
{
    const QString name = m_documents.name();
    setWindowTitle(tr("%1[*] — Solferino").arg(name));
    setWindowModified(m_documents.isModified());
    m_documentLabel->setText(QStringLiteral("%1 · %2").arg(name, m_documents.saveStatus()));
    menuBar()->setCornerWidget(m_documentLabel); // lays out anew for the changed width
}

bool MainWindow::event(QEvent *event)
{
    // Not every window manager gives the keyboard back when a dialog has ended.
    if (event->type() == QEvent::WindowUnblocked &&
        QGuiApplication::applicationState() == Qt::ApplicationActive)
        QMetaObject::invokeMethod(this, &QWidget::activateWindow, Qt::QueuedConnection);
    return QMainWindow::event(event);
}

bool MainWindow::focusNextPrevChild(bool next)
{
    QList<QWidget *> parts{m_rail, m_stack, m_upper.dock, m_lower.dock, m_jobsDock, statusBar()};
    for (QWidget *card : findChildren<QWidget *>(Qt::FindDirectChildrenOnly)) {
        if (!parts.contains(card))
            parts << card;
    }
    QList<QWidget *> stops;
    for (const QWidget *part : std::as_const(parts)) {
        if (part->isVisible() && !part->isWindow())
            stops << focusOrder(*part);
    }
    const qsizetype place = stops.indexOf(focusWidget());
    if (place < 0 || stops.size() < 2)
        return QMainWindow::focusNextPrevChild(next);
    QWidget *target = stops[(place + (next ? 1 : stops.size() - 1)) % stops.size()];
    target->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    for (QWidget *around = target->parentWidget(); around; around = around->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(around))
            area->ensureWidgetVisible(target);
    }
    return true;
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_mayClose && m_documents.isModified()) {
        event->ignore();
        m_documents.askToLeave([this] {
            m_mayClose = true;
            QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
        });
        return;
    }
    m_settings.setWindowLayout(saveGeometry(), saveState(kLayoutVersion));
    m_documents.close();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        acceptAsCopy(*event);
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QStringList paths = localPaths(*event->mimeData());
    acceptAsCopy(*event);
    if (!paths.isEmpty())
        Q_EMIT filesDropped(paths);
}

} // namespace solferino
