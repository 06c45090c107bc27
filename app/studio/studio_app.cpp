// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio_app.h"

#include "app/studio/documents/document_controller.h"
#include "app/studio/documents/midi_import.h"
#include "app/studio/first_tour.h"
#include "app/studio/main_window.h"
#include "app/studio/tasks/stylize_files.h"
#include "app/studio/tasks/training_run.h"
#include "app/studio/workspaces/compose_workspace.h"
#include "app/studio/workspaces/models_workspace.h"
#include "app/studio/workspaces/sketch_workspace.h"
#include "app/studio/workspaces/stylize_workspace.h"
#include "core/documents/image_document.h"
#include "core/documents/sketch_document.h"
#include "core/documents/song_document.h"
#include "core/documents/take_list.h"
#include "core/documents/take_spill.h"
#include "core/jobs/job_queue.h"
#include "core/playback/player.h"
#include "core/project/settings.h"
#include "widgets/common/style.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTimer>

/// A static library's resources are only there once something asks for them, outside any namespace.
static void registerSamples()
{
    Q_INIT_RESOURCE(samples);
}

namespace solferino {

namespace {

/// The engine beside this program, or the one that the settings name.
EngineCommand engineCommand(const Settings &settings)
{
    QStringList words = QProcess::splitCommand(settings.engineCommand());
    if (words.isEmpty())
        words = {QCoreApplication::applicationDirPath() + QStringLiteral("/solferino-engine"),
                 QStringLiteral("serve")};
    EngineCommand command;
    command.program = words.takeFirst();
    command.arguments = words;
    return command;
}

/// What is rather learned from than opened.
bool isDataSet(const QString &path)
{
    const QFileInfo info(path);
    const QString suffix = info.suffix().toLower();
    return info.isDir() || suffix == u"npz" || suffix == u"ndjson";
}

/// Where the models lie that came with the program; as the engine looks for them.
QString bundledModelsFolder()
{
    const QString named = qEnvironmentVariable("SOLFERINO_MODELS");
    if (!named.isEmpty())
        return named;
    const QString installed =
        QCoreApplication::applicationDirPath() + QStringLiteral("/../share/solferino/models");
    return QFile::exists(installed) ? QDir(installed).absolutePath()
                                    : QStringLiteral(SOLFERINO_SOURCE_MODELS);
}

ColorScheme schemeOf(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::Light:
        return ColorScheme::Light;
    case ThemeChoice::Dark:
        return ColorScheme::Dark;
    case ThemeChoice::HighContrast:
        return ColorScheme::HighContrast;
    case ThemeChoice::System:
        break;
    }
    return ColorScheme::System;
}

} // namespace

StudioApp::StudioApp(QApplication &application, const Setup &setup)
    : m_setup(setup)
    , m_settings(new Settings(setup.paths.settingsFile(), this))
    , m_theme(new Theme(this))
    , m_queue(new JobQueue(engineCommand(*m_settings), setup.paths.jobsDatabase(), this))
    , m_document(new SongDocument(this))
    , m_takes(new TakeList(this))
    , m_drawing(new SketchDocument(this))
    , m_drawingTakes(new TakeList(this))
    , m_image(new ImageDocument(this))
    , m_imageTakes(new TakeList(this))
    , m_player(new Player({.soundFont = {}, .wantsDevice = !setup.isUnattended, .deviceName = {}}, this))
    , m_documents(new DocumentController(
          {*m_document, *m_takes, *m_drawing, *m_drawingTakes, *m_image, *m_imageTakes}, *m_settings,
          setup.paths.recovery, this))
{
    new TakeSpill(*m_imageTakes, setup.paths.cache, this);
    registerSamples();
    followSettings();
    applyTheme(application, *m_theme);
    m_window = std::make_unique<MainWindow>(MainWindow::Parts{*m_theme, *m_settings, *m_queue, *m_documents});
    m_documents->setWindow(m_window.get());
    const QString bundled = bundledModelsFolder();
    m_compose = new ComposeWorkspace({*m_theme, *m_settings, *m_document, *m_takes, *m_player, *m_queue,
                                      *m_documents, setup.paths, bundled},
                                     m_window.get());
    m_sketch = new SketchWorkspace({*m_theme, *m_settings, *m_drawing, *m_drawingTakes, *m_queue,
                                    *m_documents, setup.paths, bundled, setup.warmsModel},
                                   m_window.get());
    m_stylize = new StylizeWorkspace({*m_theme, *m_settings, *m_image, *m_imageTakes, *m_queue, *m_documents,
                                      setup.paths, bundled, setup.warmsModel},
                                     m_window.get());
    auto *models =
        new ModelsWorkspace({*m_theme, *m_settings, *m_queue, setup.paths, bundled}, m_window.get());
    for (Workspace *workspace : std::initializer_list<Workspace *>{m_compose, m_sketch, m_stylize, models})
        m_window->addWorkspace(workspace);
    connect(models, &ModelsWorkspace::modelsChanged, m_compose, &ComposeWorkspace::updateModels);
    connect(models, &ModelsWorkspace::modelsChanged, m_sketch, &SketchWorkspace::updateModels);
    connect(models, &ModelsWorkspace::modelsChanged, m_stylize, &StylizeWorkspace::updateModels);
    connect(models, &ModelsWorkspace::sampleRequested, m_compose, &ComposeWorkspace::playAside);
    connect(models, &ModelsWorkspace::modelKept, this, [this](const QString &model, const QString &path) {
        if (model == u"sketch_rnn") {
            m_sketch->modelPanel().chooseModel(model.toStdString(), path.toStdString());
            m_window->showWorkspace(m_sketch->id());
        } else if (model == u"melody_rnn") {
            m_compose->modelPanel().chooseModel(model.toStdString(), path.toStdString());
            m_window->showWorkspace(m_compose->id());
        } else if (model == u"image_stylization") {
            m_stylize->chooseModel(path.toStdString());
            m_window->showWorkspace(m_stylize->id());
        }
    });
    connect(m_window.get(), &MainWindow::showJobResultRequested, this, [this, models](Job *job) {
        const std::string &model = job->request().model;
        const Workspace *place = m_compose;
        if (model == "sketch_rnn")
            place = m_sketch;
        else if (model == "image_stylization")
            place = m_stylize;
        m_window->showWorkspace(isTraining(*job) ? models->id() : place->id());
        if (isTraining(*job))
            models->showRun(job);
    });
    connect(m_window.get(), &MainWindow::filesDropped, this, [this, models](const QStringList &paths) {
        if (m_settings->workspace() == models->id() && isDataSet(paths.front()))
            models->offerData(paths);
        else
            openFiles(paths);
    });
    connect(m_documents, &DocumentController::photoOpenRequested, this, [this](const QString &path) {
        m_window->showWorkspace(m_stylize->id());
        m_stylize->openFiles({path});
    });
    connect(m_documents, &DocumentController::documentShown, this, &StudioApp::showFilledWorkspace);
    connect(m_compose, &ComposeWorkspace::sampleTuneRequested, this, &StudioApp::openSampleTune);
    m_tour = new FirstTour(
        {*m_theme, *m_window, *m_player, *m_document, *m_takes, *m_drawing, *m_drawingTakes, *m_image}, this);
    auto *showTour = new QAction(tr("Take the &Tour"), this);
    showTour->setStatusTip(tr("Hear, continue, draw, paint and export, one thing after the other"));
    connect(showTour, &QAction::triggered, this, [this] {
        openSampleTune();
        m_tour->start();
    });
    m_window->addHelpAction(showTour);
    m_documents->newDocument();
    m_window->finish();
    const auto sayDevice = [this] {
        m_window->setNotice(m_player->hasDevice() ? QString() : m_player->statusText());
    };
    connect(m_player, &Player::statusChanged, this, sayDevice);
    sayDevice();
}

StudioApp::~StudioApp() = default;

void StudioApp::followSettings()
{
    const auto apply = [this] {
        m_theme->setScheme(schemeOf(m_settings->theme()));
        m_theme->setTextScale(m_settings->textScale());
        m_theme->setReducedMotion(m_settings->isMotionReduced());
    };
    connect(m_settings, &Settings::themeChanged, this, apply);
    connect(m_settings, &Settings::textScaleChanged, this, apply);
    connect(m_settings, &Settings::motionReducedChanged, this, apply);
    apply();
}

void StudioApp::start(const QStringList &files)
{
    m_window->show();
    const auto goOn = [this, files, isFirstStart = !m_settings->wasTourShown()](bool isRecovered) {
        if (isRecovered) {
            showFilledWorkspace();
        } else if (!files.isEmpty()) {
            openFiles(files);
        } else if (isFirstStart) {
            openSampleTune();
            if (!m_setup.isUnattended)
                m_tour->start();
        }
    };
    if (m_setup.isUnattended)
        goOn(false);
    else
        m_documents->offerRecovery(goOn);
    m_settings->setTourShown(true);
    // After the window is painted: it never waits for the engine.
    if (m_setup.warmsModel)
        QTimer::singleShot(0, m_compose, &ComposeWorkspace::warmUp);
}

void StudioApp::openFiles(const QStringList &paths)
{
    static const QStringList drawings{QStringLiteral("svg"), QStringLiteral("npz"), QStringLiteral("ndjson")};
    static const QStringList forTracing{QStringLiteral("png"), QStringLiteral("jpg"), QStringLiteral("jpeg")};
    const QFileInfo first(paths.front());
    const QString suffix = first.suffix().toLower();
    const bool isSketching = m_settings->workspace() == m_sketch->id();
    if (drawings.contains(suffix) || (isSketching && forTracing.contains(suffix))) {
        m_window->showWorkspace(m_sketch->id());
        m_sketch->importFile(first.filePath());
    } else if (first.isDir() || StylizeFiles::isForUs(first.filePath())) {
        m_window->showWorkspace(m_stylize->id());
        m_stylize->openFiles(paths);
    } else {
        m_documents->open(first.filePath());
    }
}

void StudioApp::showFilledWorkspace()
{
    std::vector<const Workspace *> filled;
    if (m_document->song().length() > 0)
        filled.push_back(m_compose);
    if (!m_drawing->drawing().strokes.empty())
        filled.push_back(m_sketch);
    if (m_image->photo().file)
        filled.push_back(m_stylize);
    if (filled.size() == 1)
        m_window->showWorkspace(filled.front()->id());
}

void StudioApp::openSampleTune()
{
    QFile file(QStringLiteral(":/samples/evening_on_the_quay.mid"));
    if (!file.open(QIODevice::ReadOnly))
        return;
    m_documents->askToLeave([this, tune = songFromBytes(file.readAll()).song] {
        m_documents->adopt(tune, tr("Evening on the Quay"));
    });
}

} // namespace solferino
