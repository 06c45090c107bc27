// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/drawing_animation.h"

#include "core/project/drawing_painter.h"
#include "core/project/gif_writer.h"

#include <QCoreApplication>
#include <QPainter>
#include <QSaveFile>

#include <algorithm>
#include <cmath>

namespace solferino {

namespace {

constexpr int kUsualSide = 512;
constexpr int kMostSide = 2048;
constexpr double kFramesPerSecond = 25.0;
constexpr int kCentiseconds = 100; ///< in a second: a GIF's unit of time

QColor mixed(const QColor &from, const QColor &to, double share)
{
    const auto mix = [&](int a, int b) {
        return static_cast<int>(std::lround(a + share * (b - a)));
    };
    return {mix(from.red(), to.red()), mix(from.green(), to.green()), mix(from.blue(), to.blue())};
}

struct Inks
{
    QColor paper;
    QColor mine;
    QColor machine;

    [[nodiscard]] const QColor &of(const Stroke &stroke) const
    {
        return stroke.layer == SketchLayer::Mine ? mine : machine;
    }
    /// Each ink over paper and over the other, as smooth edges have them.
    [[nodiscard]] std::vector<QColor> palette() const
    {
        constexpr int kSteps = GifWriter::kMostColours / 3;
        std::vector<QColor> colours;
        for (int i = 0; i < kSteps; ++i) {
            const double share = static_cast<double>(i) / (kSteps - 1);
            colours.push_back(mixed(paper, mine, share));
            colours.push_back(mixed(paper, machine, share));
            colours.push_back(mixed(mine, machine, share));
        }
        return colours;
    }
};

Inks inksOf(const Drawing &drawing, const DrawingImageStyle &style)
{
    const QColor paper(style.backgroundColour.isEmpty() ? QStringLiteral("#FFFFFF") : style.backgroundColour);
    const auto ink = [&](const QString &colour, const LayerLook &look) {
        return mixed(paper, QColor(colour), std::clamp(look.opacity, 0.0, 1.0));
    };
    return {paper, ink(style.mineColour, drawing.mine), ink(style.machineColour, drawing.machine)};
}

/// Draws point by point and knows what changed.
class Film final
{
public:
    Film(const DrawingFrame &frame, std::vector<const Stroke *> strokes, Inks inks)
        : m_frame(frame)
        , m_strokes(std::move(strokes))
        , m_inks(std::move(inks))
        , m_done(frame.size, QImage::Format_RGB32)
        , m_picture(frame.size, QImage::Format_RGB32)
    {
        m_done.fill(m_inks.paper);
        m_picture.fill(m_inks.paper);
    }

    [[nodiscard]] const QImage &picture() const { return m_picture; }

    /// Draws so many points more; returns the part of the picture that changed.
    QRect draw(std::size_t points)
    {
        QRectF changed;
        while (points > 0 && m_stroke < m_strokes.size()) {
            const Stroke &stroke = *m_strokes[m_stroke];
            const std::size_t shown = std::min(m_shown + points, stroke.points.size());
            changed |= paintedArea(stroke, m_shown > 0 ? m_shown - 1 : 0, shown);
            points -= shown - m_shown;
            m_shown = shown;
            if (m_shown < stroke.points.size())
                break;
            paint(m_done, stroke, m_shown);
            ++m_stroke;
            m_shown = 0;
        }
        m_picture = m_done.copy();
        if (m_stroke < m_strokes.size() && m_shown > 0)
            paint(m_picture, *m_strokes[m_stroke], m_shown);
        const QRect area = m_frame.toPixels.mapRect(changed).toAlignedRect().adjusted(-2, -2, 2, 2);
        return area & m_picture.rect();
    }

private:
    void paint(QImage &image, const Stroke &stroke, std::size_t points) const
    {
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setTransform(m_frame.toPixels);
        drawStroke(painter, stroke, m_inks.of(stroke), points);
    }

    const DrawingFrame &m_frame;
    std::vector<const Stroke *> m_strokes;
    Inks m_inks;
    QImage m_done;            ///< strokes that are whole
    QImage m_picture;         ///< and the one that is being drawn
    std::size_t m_stroke = 0; ///< the one that is being drawn
    std::size_t m_shown = 0;  ///< points of it
};

Error writeError(const QString &path, const QString &detail)
{
    return {QCoreApplication::translate("Project", "The animation %1 could not be written.").arg(path),
            detail};
}

} // namespace

Result<AnimationReport> writeDrawingGif(const Drawing &drawing, const QString &path,
                                        const DrawingAnimationOptions &options,
                                        const AnimationProgress &progress)
{
    const Result<DrawingFrame> frame = frameOf(drawing, options.style, kUsualSide, kMostSide);
    if (!frame)
        return frame.error();
    std::vector<const Stroke *> strokes = visibleStrokes(drawing);
    std::size_t total = 0;
    for (const Stroke *stroke : strokes)
        total += stroke->points.size();
    const double pace = std::clamp(options.pointsPerSecond, 1.0, 10'000.0);
    const auto pointsAFrame = static_cast<std::size_t>(std::max(std::lround(pace / kFramesPerSecond), 1L));
    const auto timeOf = [&](std::size_t points) {
        return std::llround(static_cast<double>(points) / pace * kCentiseconds);
    };

    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return writeError(path, file.errorString());
    const Inks inks = inksOf(drawing, options.style);
    Film film(frame.value(), std::move(strokes), inks);
    GifWriter writer(file, frame.value().size, inks.palette(), options.isLooped);
    AnimationReport report;
    for (std::size_t done = 0; done < total && !writer.hasFailed();) {
        const std::size_t next = std::min(done + pointsAFrame, total);
        QRect area = film.draw(next - done);
        if (report.frames == 0)
            area = film.picture().rect();
        auto delay = timeOf(next) - timeOf(done);
        if (next == total)
            delay += std::lround(std::clamp(options.lastSeconds, 0.0, 60.0) * kCentiseconds);
        writer.addFrame(film.picture(), area.isEmpty() ? QRect(0, 0, 1, 1) : area, static_cast<int>(delay));
        done = next;
        ++report.frames;
        report.seconds += static_cast<double>(delay) / kCentiseconds;
        if (progress && !progress(static_cast<double>(done) / static_cast<double>(total))) {
            report.wasCancelled = true;
            return report;
        }
    }
    if (!writer.finish() || !file.commit())
        return writeError(path, writer.hasFailed() ? writer.errorText() : file.errorString());
    return report;
}

} // namespace solferino
