// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/workspaces/workspace.h"
#include "core/base/paths.h"
#include "core/base/result.h"
#include "core/documents/take.h"

class QUndoStack;

namespace solferino {

class DocumentController;
class ExportController;
class Job;
class JobQueue;
class MessageStrip;
class ModelPanel;
class Player;
class Settings;
class SongDocument;
class SongEditor;
class TakeController;
class TakeList;
class TakePanel;
class Theme;

/// Compose: the song editor with a model and its takes beside it. Joins editor, player and models.
class ComposeWorkspace final : public Workspace
{
    Q_OBJECT
public:
    struct Parts
    {
        Theme &theme;
        Settings &settings;
        SongDocument &document;
        TakeList &takes;
        Player &player;
        JobQueue &queue;
        DocumentController &documents;
        Paths paths;
        QString bundledModels; ///< folder of the models that came with the program
    };
    ComposeWorkspace(const Parts &parts, QWidget *window);

    [[nodiscard]] QString id() const override { return QStringLiteral("compose"); }
    [[nodiscard]] QString title() const override { return tr("Compose"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("compose"); }
    [[nodiscard]] SidePanel upperPanel() override;
    [[nodiscard]] SidePanel lowerPanel() override;
    [[nodiscard]] QString menuTitle() const override { return tr("&Song"); }
    [[nodiscard]] QList<QAction *> editActions() override;
    [[nodiscard]] QList<QAction *> viewActions() override;
    [[nodiscard]] QList<QAction *> ownActions() override;
    [[nodiscard]] QList<QAction *> modelActions() override { return m_modelActions; }
    [[nodiscard]] QList<QAction *> exportActions() override;
    void takeFocus() override;

    [[nodiscard]] SongEditor &editor() { return *m_editor; }
    [[nodiscard]] ModelPanel &modelPanel() { return *m_panel; }
    [[nodiscard]] TakePanel &takePanel() { return *m_takePanel; }
    [[nodiscard]] TakeController &takeController() { return *m_takeController; }

public Q_SLOTS:
    /// Reads the list of installed models anew and keeps the choice where it is still there.
    void updateModels();
    /// Loads the chosen model into the engine, so that the first take comes at once.
    void warmUp();
    /// Plays notes that are not in the song, 480 ticks a quarter, at 120 bpm.
    void playAside(const std::vector<solferino::SongNote> &notes);
    /// One sentence above the editor with the raw text behind Details.
    void showError(const solferino::Error &error);

Q_SIGNALS:
    void sampleTuneRequested();

private:
    void connectPlayer();
    void connectEditor();
    void connectTakes();
    void createActions();
    void showWarnings(const QString &title, const QStringList &warnings);
    void showJobFailure(Job *job);
    void showSettingsOfFile();
    [[nodiscard]] QString writeTake(TakeId id, const QString &folder);

    Parts m_parts;
    SongEditor *m_editor;
    MessageStrip *m_strip;
    ModelPanel *m_panel;
    TakePanel *m_takePanel;
    TakeController *m_takeController;
    ExportController *m_export;
    QList<QAction *> m_undoActions;
    QList<QAction *> m_modelActions;
};

} // namespace solferino
