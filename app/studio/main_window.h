// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>

#include <functional>
#include <vector>

class QLabel;
class QMenu;
class QStackedWidget;

namespace solferino {

class CommandPalette;
class DocumentController;
class Job;
class JobLine;
class JobListModel;
class JobPanel;
class JobQueue;
class KeysHelp;
class Settings;
class Theme;
class Workspace;
class WorkspaceRail;

/// The window: rail, workspaces, right docks, Jobs dock, job line, menus. It knows no model and no document
/// but by name; workspaces bring their own panels and actions.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    struct Parts
    {
        Theme &theme;
        Settings &settings;
        JobQueue &queue;
        DocumentController &documents;
    };
    explicit MainWindow(const Parts &parts);
    ~MainWindow() override;

    /// Adds a workspace to the rail; the window owns it. All are added before the first show.
    void addWorkspace(Workspace *workspace);
    /// Builds menus and docks, restores the layout, shows the workspace of the last time.
    void finish();
    void showWorkspace(const QString &id);
    [[nodiscard]] Workspace *workspace(const QString &id) const;
    void setJobsShown(bool isShown);
    void showPalette();
    /// A few lasting words in the job line: "No sound device".
    void setNotice(const QString &text);

    /// Size of the first window where a screen has so much free room: no larger than that, but on screens too
    /// small to work on.
    [[nodiscard]] static QSize firstSize(QSize room);

    /// Menu entries that the composition root brings.
    void addHelpAction(QAction *action) { m_helpActions << action; }

Q_SIGNALS:
    /// A finished job's result is wanted.
    void showJobResultRequested(solferino::Job *job);
    void filesDropped(const QStringList &paths);

protected:
    bool event(QEvent *event) override;
    /// Rail, editor, panels, jobs: as the eye goes, whatever is in front.
    bool focusNextPrevChild(bool next) override;
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void buildDocks();
    void buildJobs();
    void buildMenus();
    void buildFileMenu();
    void buildViewMenu();
    void buildHelpMenu();
    QAction *add(QMenu &menu, const QString &text, const QKeySequence &keys, const QString &tip,
                 std::function<void()> run, const QString &iconName = {});
    void switchTo(int index);
    void updateMenus();
    /// The workspace that an action belongs to, null for those of the window.
    [[nodiscard]] Workspace *ownerOf(const QAction &action) const;
    void updateTitle();
    void restoreLayout();

    Theme &m_theme;
    Settings &m_settings;
    JobQueue &m_queue;
    DocumentController &m_documents;
    WorkspaceRail *m_rail;
    QStackedWidget *m_stack;
    std::vector<Workspace *> m_workspaces;
    std::vector<QAction *> m_railActions; ///< of m_workspaces

    struct SideDock
    {
        QDockWidget *dock = nullptr;
        QStackedWidget *stack = nullptr;
    };
    SideDock m_upper;
    SideDock m_lower;
    QDockWidget *m_jobsDock = nullptr;
    JobListModel *m_jobModel;
    JobLine *m_jobLine = nullptr;
    JobPanel *m_jobPanel = nullptr;
    CommandPalette *m_palette = nullptr;
    KeysHelp *m_keysHelp = nullptr;

    QMenu *m_fileMenu = nullptr;
    QMenu *m_exportMenu = nullptr;
    QMenu *m_editMenu = nullptr;
    QMenu *m_viewMenu = nullptr;
    QMenu *m_workspaceMenu = nullptr;
    QMenu *m_modelMenu = nullptr;
    QList<QAction *> m_windowViewActions;
    QList<QAction *> m_helpActions;
    QLabel *m_documentLabel;
    bool m_mayClose = false; ///< the person has answered for unsaved changes
};

} // namespace solferino
