// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/paths.h"

#include <QObject>

#include <memory>

class QApplication;

namespace solferino {

class ComposeWorkspace;
class DocumentController;
class FirstTour;
class ImageDocument;
class JobQueue;
class MainWindow;
class Player;
class Settings;
class SketchDocument;
class SketchWorkspace;
class SongDocument;
class StylizeWorkspace;
class TakeList;
class Theme;

/// Makes and joins everything: the one place that knows all parts of the studio.
class StudioApp final : public QObject
{
    Q_OBJECT
public:
    struct Setup
    {
        Paths paths;
        bool isUnattended = false; ///< the tour: no sound device, no questions
        bool warmsModel = true;    ///< loads the first model soon after the start
    };
    StudioApp(QApplication &application, const Setup &setup);
    ~StudioApp() override;

    /// Shows the window with a file, or with what a crash left behind, or with the sample tune the first
    /// time.
    void start(const QStringList &files);

    [[nodiscard]] MainWindow &window() { return *m_window; }
    [[nodiscard]] ComposeWorkspace &compose() { return *m_compose; }
    [[nodiscard]] SketchWorkspace &sketch() { return *m_sketch; }
    [[nodiscard]] StylizeWorkspace &stylize() { return *m_stylize; }
    [[nodiscard]] SongDocument &document() { return *m_document; }
    [[nodiscard]] DocumentController &documents() { return *m_documents; }
    [[nodiscard]] TakeList &takes() { return *m_takes; }
    [[nodiscard]] SketchDocument &drawing() { return *m_drawing; }
    [[nodiscard]] TakeList &drawingTakes() { return *m_drawingTakes; }
    [[nodiscard]] ImageDocument &image() { return *m_image; }
    [[nodiscard]] TakeList &imageTakes() { return *m_imageTakes; }
    [[nodiscard]] JobQueue &queue() { return *m_queue; }
    [[nodiscard]] Player &player() { return *m_player; }
    [[nodiscard]] Settings &settings() { return *m_settings; }
    [[nodiscard]] Theme &theme() { return *m_theme; }

private:
    void followSettings();
    void openFiles(const QStringList &paths);
    /// Of a project that holds a song, a drawing or a photo alone, the workspace of that.
    void showFilledWorkspace();
    void openSampleTune();

    Setup m_setup;
    Settings *m_settings;
    Theme *m_theme;
    JobQueue *m_queue;
    SongDocument *m_document;
    TakeList *m_takes;
    SketchDocument *m_drawing;
    TakeList *m_drawingTakes;
    ImageDocument *m_image;
    TakeList *m_imageTakes;
    Player *m_player;
    DocumentController *m_documents;
    std::unique_ptr<MainWindow> m_window;
    ComposeWorkspace *m_compose;
    SketchWorkspace *m_sketch;
    StylizeWorkspace *m_stylize;
    FirstTour *m_tour;
};

} // namespace solferino
