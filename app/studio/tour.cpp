// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tour.h"

#include "app/studio/documents/midi_import.h"
#include "app/studio/main_window.h"
#include "app/studio/studio_app.h"
#include "app/studio/tasks/sketch_take_controller.h"
#include "app/studio/tasks/stylize_files.h"
#include "app/studio/tasks/stylize_preview.h"
#include "app/studio/tasks/stylize_take_controller.h"
#include "app/studio/tasks/take_controller.h"
#include "app/studio/workspaces/compose_workspace.h"
#include "app/studio/workspaces/model_panel.h"
#include "app/studio/workspaces/sketch_workspace.h"
#include "app/studio/workspaces/stylize_workspace.h"
#include "core/commands/change_styling_command.h"
#include "core/documents/image_document.h"
#include "core/documents/sketch_document.h"
#include "core/documents/song_document.h"
#include "core/documents/take_list.h"
#include "core/domain/sketch/svg_file.h"
#include "core/jobs/job.h"
#include "core/jobs/job_queue.h"
#include "core/playback/player.h"
#include "core/playback/song_renderer.h"
#include "core/project/drawing_image.h"
#include "core/project/settings.h"
#include "widgets/pianoroll/song_editor.h"
#include "widgets/sketch/sketch_canvas.h"
#include "widgets/stylize/compare_view.h"
#include "widgets/stylize/style_list_model.h"

#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QFileInfo>
#include <QMouseEvent>
#include <QTextStream>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <stdexcept>

namespace solferino {

namespace {

constexpr int kStartTimeout = 10'000;
constexpr int kGenerateTimeout = 60'000;
constexpr int kPaintTime = 150;
constexpr int kDrawTime = 3000; ///< in which a ghost is drawn as far as it is known
constexpr int kRenderTimeout = 120'000;
constexpr std::uint64_t kSeed = 1859;
const std::string kTourStyle = "van_gogh_starry_night";
constexpr double kTourSplit = 0.45;
constexpr int kTourQuality = 92;

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
        sketch();
        grid();
        stylize();
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

    /// Draws a line with the mouse, in pixels of the canvas.
    void draw(const Polyline &line)
    {
        SketchCanvas &canvas = m_studio.sketch().canvas();
        const auto send = [&canvas](QEvent::Type type, const Point &place, Qt::MouseButtons buttons) {
            const QPointF position(place.x, place.y);
            const Qt::MouseButton button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
            QMouseEvent event(type, position, canvas.mapToGlobal(position), button, buttons, Qt::NoModifier);
            QCoreApplication::sendEvent(&canvas, &event);
        };
        send(QEvent::MouseButtonPress, line.front(), Qt::LeftButton);
        for (const Point &point : line)
            send(QEvent::MouseMove, point, Qt::LeftButton);
        send(QEvent::MouseButtonRelease, line.back(), Qt::NoButton);
    }

    /// A part of an ellipse, angles in turns from the right, clockwise.
    [[nodiscard]] static Polyline arc(Point centre, double width, double height, double from, double to)
    {
        constexpr int kPoints = 60;
        Polyline line;
        for (int i = 0; i <= kPoints; ++i) {
            const double angle = 2.0 * std::numbers::pi * (from + (to - from) * i / kPoints);
            line.push_back({centre.x + width / 2 * std::cos(angle), centre.y + height / 2 * std::sin(angle)});
        }
        return line;
    }

    void sketch()
    {
        SketchWorkspace &sketch = m_studio.sketch();
        m_studio.window().showWorkspace(sketch.id());
        pause(kPaintTime);
        sketch.modelPanel().chooseModel("sketch_rnn", "rabbit");
        sketch.modelPanel().setSeed(kSeed);
        sketch.modelPanel().lockSeed(true);
        const Point middle{sketch.canvas().width() / 2.0, sketch.canvas().height() / 2.0};
        draw(arc(middle, 150, 140, -0.25, 0.75));
        draw(arc({middle.x - 32, middle.y - 120}, 40, 130, 0.25, 1.2));
        draw(arc({middle.x + 32, middle.y - 120}, 40, 130, 0.3, 1.25));
        if (m_studio.drawing().drawing().strokes.size() != 3)
            throw TourError("the pen did not draw three strokes");
        const SketchState &state = sketch.state();
        waitFor([&state] { return !state.ghosts().isEmpty() && !state.ghosts().isGrowing; }, kGenerateTimeout,
                "The ending of the drawing");
        pause(kDrawTime);
        picture("4-sketch-ending");
        const int steps = m_studio.drawing().undoStack().count();
        sketch.takeController().keepShown();
        if (m_studio.drawing().drawing().strokes.size() <= 3)
            throw TourError("keeping an ending added no strokes");
        if (m_studio.drawing().undoStack().count() != steps + 1)
            throw TourError("keeping an ending was not one undo step");
        picture("5-sketch-kept");
    }

    void grid()
    {
        SketchWorkspace &sketch = m_studio.sketch();
        const Drawing kept = m_studio.drawing().drawing();
        m_studio.drawing().undoStack().undo();
        sketch.modelPanel().chooseTask(int(SketchTask::Finish));
        sketch.state().setShowsGrid(true); // which asks for nine endings
        const std::vector<Job *> &jobs = m_studio.queue().jobs();
        waitFor([&jobs] { return jobs.back()->request().model == "sketch_rnn" && jobs.back()->isFinished(); },
                kGenerateTimeout, "The nine endings");
        picture("6-sketch-grid");
        sketch.state().setShowsGrid(false);
        sketch.takeController().close();
        m_studio.drawing().undoStack().redo();
        if (m_studio.drawing().drawing() != kept)
            throw TourError("undo and redo changed the drawing");
    }

    void stylize()
    {
        StylizeWorkspace &stylize = m_studio.stylize();
        m_studio.window().showWorkspace(stylize.id());
        stylize.files().openExample();
        StylizePreview &preview = stylize.preview();
        waitFor([&preview] { return !preview.before().isNull(); }, kStartTimeout, "The sample photo");
        const std::vector<StyleItem> &styles = stylize.styles().styles();
        if (styles.empty())
            throw TourError("no style model is installed");
        const auto known = std::ranges::find(styles, kTourStyle, &StyleItem::name);
        Styling styling = m_studio.image().styling();
        styling.mix = {{known != styles.end() ? kTourStyle : styles.front().name, 1.0}};
        m_studio.image().undoStack().push(
            new ChangeStylingCommand(m_studio.image(), QStringLiteral("Choose Style"), styling));
        waitFor([&preview] { return !preview.isBusy() && preview.seconds(); }, kGenerateTimeout,
                "The preview of a style");
        stylize.view().setSplit(kTourSplit);
        waitFor([this, &stylize] { return hasThumbnails(stylize.styles()); }, kGenerateTimeout,
                "The styles on the sample photo");
        picture("7-stylize");
        m_studio.image().undoStack().undo();
        if (!m_studio.image().styling().mix.empty())
            throw TourError("choosing a style was not one undo step");
        m_studio.image().undoStack().redo();
    }

    [[nodiscard]] static bool hasThumbnails(const StyleListModel &styles)
    {
        for (int row = 0; row < styles.rowCount(); ++row) {
            if (!styles.data(styles.index(row), StyleListModel::IsPreviewRole).toBool())
                return false;
        }
        return true;
    }

    void looks()
    {
        MainWindow &window = m_studio.window();
        window.setJobsShown(true);
        picture("8-jobs");
        window.setJobsShown(false);
        if (window.workspace(QStringLiteral("models"))) {
            window.showWorkspace(QStringLiteral("models"));
            picture("9-models");
            window.showWorkspace(m_studio.compose().id());
        }
        m_studio.settings().setTheme(ThemeChoice::Light);
        picture("10-light");
        window.resize(1280, 720);
        picture("11-small");
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
        exportDrawing();
        exportPicture();
    }

    void exportDrawing()
    {
        const Drawing &drawing = m_studio.drawing().drawing();
        const QString svg = m_folder + QStringLiteral("/drawing.svg");
        const std::string text = writeSvg(drawing);
        QFile file(svg);
        if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), qint64(text.size())) < 0)
            throw TourError("cannot write " + svg.toStdString());
        file.close();
        report(svg);
        const QString png = m_folder + QStringLiteral("/drawing.png");
        DrawingImageStyle style;
        style.width = 1024;
        if (const Result<> written = writeDrawingPng(drawing, png, style); !written)
            throw TourError(written.error().message.toStdString());
        report(png);
    }

    void exportPicture()
    {
        const QString path = m_folder + QStringLiteral("/picture.png");
        bool isWritten = false;
        StylizeTakeController &takes = m_studio.stylize().takeController();
        const auto connection = QObject::connect(&takes, &StylizeTakeController::written, &takes,
                                                 [&isWritten] { isWritten = true; });
        takes.write(path, ImageFormat::Png, kTourQuality);
        waitFor([&isWritten] { return isWritten; }, kRenderTimeout, "The picture at full size");
        QObject::disconnect(connection);
        report(path);
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
