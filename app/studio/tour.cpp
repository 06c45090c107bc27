// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tour.h"

#include "app/studio/documents/midi_import.h"
#include "app/studio/main_window.h"
#include "app/studio/studio_app.h"
#include "app/studio/tasks/take_controller.h"
#include "app/studio/workspaces/compose_workspace.h"
#include "app/studio/workspaces/model_panel.h"
#include "core/documents/song_document.h"
#include "core/documents/take_list.h"
#include "core/jobs/job.h"
#include "core/jobs/job_queue.h"
#include "core/playback/player.h"
#include "core/playback/song_renderer.h"
#include "core/project/settings.h"
#include "widgets/pianoroll/song_editor.h"

#include <QDir>
#include <QEventLoop>
#include <QFileInfo>
#include <QTextStream>
#include <QTimer>

#include <functional>
#include <stdexcept>

namespace solferino {

namespace {

constexpr int kStartTimeout = 10'000;
constexpr int kGenerateTimeout = 60'000;
constexpr int kPaintTime = 150;
constexpr std::uint64_t kSeed = 1859;

/// A step that did not come about; what() is the sentence for the person.
class TourError final : public std::runtime_error
{
    using std::runtime_error::runtime_error;
};

class Tour final
{
public:
    Tour(StudioApp &studio, const QString &folder)
        : m_studio(studio)
        , m_folder(folder)
    {}

    void run()
    {
        compose();
        takes();
        keep();
        looks();
        exports();
    }

private:
    /// Lets the program run until `isDone`.
    void waitFor(const std::function<bool()> &isDone, int timeout, const char *what)
    {
        QEventLoop loop;
        QTimer poll;
        QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
            if (isDone())
                loop.quit();
        });
        QTimer::singleShot(timeout, &loop, &QEventLoop::quit);
        poll.start(10);
        loop.exec();
        if (!isDone())
            throw TourError(std::string(what) + " did not come in time");
    }

    void pause(int milliseconds)
    {
        QEventLoop loop;
        QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
        loop.exec();
    }

    void picture(const char *name)
    {
        pause(kPaintTime);
        const QString path = QStringLiteral("%1/%2.png").arg(m_folder, QString::fromLatin1(name));
        if (!m_studio.window().grab().save(path))
            throw TourError("cannot write " + path.toStdString());
        report(path);
    }

    void report(const QString &path)
    {
        QTextStream(stdout) << QDir::toNativeSeparators(path) << "  " << QFileInfo(path).size() << " bytes\n";
    }

    [[nodiscard]] RollState &roll() { return m_studio.compose().editor().state(); }

    void compose()
    {
        waitFor([this] { return m_studio.document().song().length() > 0; }, kStartTimeout, "The sample tune");
        picture("1-compose");
        m_studio.player().play(0);
        waitFor([this] { return m_studio.player().position() > 0; }, kStartTimeout, "The playhead");
        m_studio.player().stop();
    }

    void takes()
    {
        const Track &lead = m_studio.document().song().tracks.front();
        roll().setTrack(lead.id);
        roll().setSelection(NoteSet(lead.notes));
        m_studio.compose().modelPanel().setSeed(kSeed);
        m_studio.compose().modelPanel().lockSeed(true);
        m_studio.compose().takeController().generate();
        if (m_studio.queue().jobs().empty())
            throw TourError("no job was started");
        const Job *job = m_studio.queue().jobs().back();
        waitFor([job] { return job->isFinished(); }, kGenerateTimeout, "The takes");
        if (job->state() != JobState::Done)
            throw TourError(job->reason().toStdString());
        if (m_studio.takes().rowCount() < 2)
            throw TourError("the model made fewer than two takes");
        m_studio.compose().takeController().audition(m_studio.takes().takes().at(1).id);
        picture("2-takes");
    }

    void keep()
    {
        const std::size_t before = m_studio.document().song().tracks.front().notes.size();
        const int steps = m_studio.document().undoStack().count();
        m_studio.compose().takeController().keep(m_studio.takes().takes().at(1).id);
        if (m_studio.document().song().tracks.front().notes.size() <= before)
            throw TourError("keeping a take added no notes");
        if (m_studio.document().undoStack().count() != steps + 1)
            throw TourError("keeping a take was not one undo step");
        picture("3-kept");
    }

    void looks()
    {
        MainWindow &window = m_studio.window();
        window.setJobsShown(true);
        picture("4-jobs");
        window.setJobsShown(false);
        if (window.workspace(QStringLiteral("models"))) {
            window.showWorkspace(QStringLiteral("models"));
            picture("5-models");
            window.showWorkspace(m_studio.compose().id());
        }
        m_studio.settings().setTheme(ThemeChoice::Light);
        picture("6-light");
        window.resize(1280, 720);
        picture("7-small");
    }

    void exports()
    {
        const Song &song = m_studio.document().song();
        const QString midi = m_folder + QStringLiteral("/tune.mid");
        if (const Result<> written = exportMidi(midi, song); !written)
            throw TourError(written.error().message.toStdString());
        report(midi);
        const QString wav = m_folder + QStringLiteral("/tune.wav");
        const Result<RenderReport> rendered = renderSong(song, wav, {});
        if (!rendered)
            throw TourError(rendered.error().message.toStdString());
        if (rendered.value().peak <= 0.01F)
            throw TourError("the rendered sound is silent");
        report(wav);
    }

    StudioApp &m_studio;
    QString m_folder;
};

} // namespace

int runTour(QApplication &application, const Paths &paths, const QString &folder)
{
    if (!QDir().mkpath(folder)) {
        QTextStream(stderr) << "error: cannot make the folder " << folder << '\n';
        return 1;
    }
    StudioApp studio(application, {.paths = paths, .isUnattended = true});
    studio.settings().setTheme(ThemeChoice::Dark);
    studio.start({});
    try {
        Tour(studio, QDir(folder).absolutePath()).run();
    } catch (const TourError &error) {
        QTextStream(stderr) << "error: the tour stopped: " << error.what() << '\n';
        return 1;
    }
    return 0;
}

} // namespace solferino
