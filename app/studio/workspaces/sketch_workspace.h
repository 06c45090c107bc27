// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/workspaces/workspace.h"
#include "core/base/paths.h"
#include "core/base/result.h"
#include "core/documents/take.h"

#include <functional>

class QCheckBox;
class QStackedWidget;

namespace solferino {

class DocumentController;
class EndingsGrid;
class InterpolationController;
class InterpolationPad;
class Job;
class JobQueue;
class MessageStrip;
class ModelPanel;
class NextPointView;
class Settings;
class SketchActions;
class SketchCanvas;
class SketchDocument;
class SketchFiles;
class SketchReading;
class SketchState;
class SketchTakeController;
class StrokeReplayBar;
class TakeList;
class TakePanel;
class Theme;

/// Sketch: a canvas with a model and its takes beside it. Joins canvas, replay and models.
class SketchWorkspace final : public Workspace
{
    Q_OBJECT
public:
    struct Parts
    {
        Theme &theme;
        Settings &settings;
        SketchDocument &document;
        TakeList &takes;
        JobQueue &queue;
        DocumentController &documents;
        Paths paths;
        QString bundledModels;  ///< folder of the models that came with the program
        bool warmsModel = true; ///< loads the chosen model while the workspace is in front
    };
    SketchWorkspace(const Parts &parts, QWidget *window);

    [[nodiscard]] QString id() const override { return QStringLiteral("sketch"); }
    [[nodiscard]] QString title() const override { return tr("Sketch"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("sketch"); }
    [[nodiscard]] SidePanel upperPanel() override;
    [[nodiscard]] SidePanel lowerPanel() override;
    [[nodiscard]] QString menuTitle() const override { return tr("&Sketch"); }
    [[nodiscard]] QList<QAction *> exportActions() override;
    [[nodiscard]] QList<QAction *> editActions() override;
    [[nodiscard]] QList<QAction *> viewActions() override;
    [[nodiscard]] QList<QAction *> ownActions() override;
    [[nodiscard]] QList<QAction *> modelActions() override { return m_modelActions; }
    void takeFocus() override;

    [[nodiscard]] SketchCanvas &canvas() { return *m_canvas; }
    [[nodiscard]] SketchState &state() { return *m_state; }
    [[nodiscard]] ModelPanel &modelPanel() { return *m_panel; }
    [[nodiscard]] TakePanel &takePanel() { return *m_takePanel; }
    [[nodiscard]] SketchTakeController &takeController() { return *m_takeController; }
    [[nodiscard]] InterpolationPad &pad() { return *m_pad; }
    [[nodiscard]] StrokeReplayBar &replay() { return *m_replay; }

public Q_SLOTS:
    /// Reads the list of installed models anew and keeps the choice where it is still there.
    void updateModels();
    /// Loads the chosen model into the engine, so that the first ending comes at once.
    void warmUp();
    /// Adds a drawing, puts a picture under it, or shows the drawings of a data set.
    void importFile(const QString &path);
    /// One sentence above the canvas with the raw text behind Details.
    void showError(const solferino::Error &error);

private:
    void buildLayout();
    void createActions();
    void connectCanvas();
    void connectReplay();
    void connectTakes();
    void connectFiles();
    void restoreSettings();
    void updateReplay();
    void updatePages();
    void showMessage(const QString &sentence, const QString &detail, const QString &repair,
                     std::function<void()> mend);
    void showJobFailure(Job *job, const std::function<void()> &retry);
    /// Takes a job's failure off the strip: what it was about has changed.
    void dropFailure();
    [[nodiscard]] QString writeTake(TakeId id, const QString &folder);

    Parts m_parts;
    SketchState *m_state;
    SketchReading *m_reading;
    SketchCanvas *m_canvas;
    SketchActions *m_actions;
    MessageStrip *m_strip;
    EndingsGrid *m_grid;
    QStackedWidget *m_pages; ///< canvas or grid
    InterpolationPad *m_pad;
    StrokeReplayBar *m_replay;
    ModelPanel *m_panel;
    QCheckBox *m_live;
    QWidget *m_liveRow;
    TakePanel *m_takePanel;
    InterpolationController *m_between;
    SketchTakeController *m_takeController;
    NextPointView *m_nextPoint;
    SketchFiles *m_files;
    QList<QAction *> m_undoActions;
    QList<QAction *> m_modelActions;
    QList<QAction *> m_endActions; ///< of the interpolation
    bool m_showsFailure = false;   ///< the strip tells of a job that failed
};

} // namespace solferino
