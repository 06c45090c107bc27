// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/workspaces/workspace.h"
#include "core/base/paths.h"
#include "core/domain/music/song.h"

#include <vector>

class QListView;
class QStackedWidget;
class QStandardItemModel;

namespace solferino {

class Job;
class JobQueue;
class MessageStrip;
class ModelCardView;
class Settings;
class Theme;
class TrainPanel;
class TrainingRun;
class TrainingView;

/// Models: the cards of what is installed, and the training of new ones.
class ModelsWorkspace final : public Workspace
{
    Q_OBJECT
public:
    struct Parts
    {
        Theme &theme;
        Settings &settings;
        JobQueue &queue;
        Paths paths;
        QString bundledModels; ///< folder of the models that came with the program
    };
    ModelsWorkspace(const Parts &parts, QWidget *window);

    [[nodiscard]] QString id() const override { return QStringLiteral("models"); }
    [[nodiscard]] QString title() const override { return tr("Models"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("models"); }
    [[nodiscard]] SidePanel upperPanel() override;
    [[nodiscard]] SidePanel lowerPanel() override;
    [[nodiscard]] QString menuTitle() const override { return tr("&Run"); }
    [[nodiscard]] QList<QAction *> ownActions() override { return m_actions; }
    void takeFocus() override;

    /// Data to train on, for the model that is chosen in the panel: files and folders.
    void offerData(const QStringList &paths);
    /// Brings a run to the front.
    void showRun(Job *job);

Q_SIGNALS:
    /// The person kept a model: lists of models are out of date.
    void modelsChanged();
    /// The best model of a run is wanted in the workspace of its kind; after modelsChanged().
    void modelKept(const QString &model, const QString &path);
    void sampleRequested(const std::vector<solferino::SongNote> &notes);

private:
    enum Page { CardPage, TrainingPage };

    void createActions();
    void updateModels();
    void updateRuns();
    void showModel(int row);
    void selectModel(const QString &path);
    void train();
    void resume();
    void keepBest();
    void importModel();
    [[nodiscard]] TrainingRun *runOf(Job *job);

    Parts m_parts;
    QStandardItemModel *m_models;
    QStandardItemModel *m_runs;
    QListView *m_modelList;
    QListView *m_runList;
    QStackedWidget *m_runPages; ///< a hint while there is no run, then the list
    MessageStrip *m_strip;
    QStackedWidget *m_pages;
    ModelCardView *m_card;
    TrainingView *m_training;
    TrainPanel *m_panel;
    std::vector<TrainingRun *> m_known;
    QList<QAction *> m_actions;
};

} // namespace solferino
