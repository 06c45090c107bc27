// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/drawing_image.h"

#include "core/project/drawing_painter.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImage>
#include <QPainter>
#include <QSaveFile>

#include <algorithm>

namespace solferino {

namespace {

constexpr int kMostSide = 16384;
constexpr qint64 kMostPixels = 64LL << 20; ///< 256 MiB of memory

void paintBackground(QPainter &painter, const BackgroundPicture &picture)
{
    const QImage image = picture.file
                             ? QImage::fromData(picture.file->data(), static_cast<int>(picture.file->size()))
                             : QImage();
    painter.setOpacity(picture.opacity);
    painter.drawImage(QRectF(picture.x, picture.y, picture.width, picture.height), image);
    painter.setOpacity(1.0);
}

void paintLayer(QPainter &painter, const std::vector<const Stroke *> &strokes, SketchLayer layer,
                const QColor &color)
{
    for (const Stroke *stroke : strokes) {
        if (stroke->layer == layer)
            drawStroke(painter, *stroke, color, stroke->points.size());
    }
}

/// As one picture, so that strokes that cross do not show through each other.
void paintFaintLayer(QImage &image, const DrawingFrame &frame, const std::vector<const Stroke *> &strokes,
                     SketchLayer layer, const QColor &color, double opacity)
{
    QImage sheet(image.size(), QImage::Format_ARGB32_Premultiplied);
    sheet.fill(Qt::transparent);
    QPainter painter(&sheet);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setTransform(frame.toPixels);
    paintLayer(painter, strokes, layer, color);
    painter.end();
    QPainter target(&image);
    target.setOpacity(opacity);
    target.drawImage(0, 0, sheet);
}

} // namespace

Result<QByteArray> drawingPng(const Drawing &drawing, const DrawingImageStyle &style)
{
    const Result<DrawingFrame> frame = frameOf(drawing, style, 0, kMostSide);
    if (!frame)
        return frame.error();
    const QSize size = frame.value().size;
    const Error tooLarge{
        QCoreApplication::translate("Project", "The picture would be too large. Choose a smaller size."), {}};
    if (qint64{size.width()} * size.height() > kMostPixels)
        return tooLarge;
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return tooLarge;
    image.fill(style.backgroundColour.isEmpty() ? QColor(Qt::transparent) : QColor(style.backgroundColour));

    const std::vector<const Stroke *> strokes = visibleStrokes(drawing);
    if (style.hasBackgroundPicture && drawing.background) {
        QPainter painter(&image);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.setTransform(frame.value().toPixels);
        paintBackground(painter, *drawing.background);
    }
    const auto paint = [&](SketchLayer layer, const LayerLook &look, const QString &color) {
        const double opacity = std::clamp(look.opacity, 0.0, 1.0);
        if (opacity < 1.0) {
            paintFaintLayer(image, frame.value(), strokes, layer, QColor(color), opacity);
            return;
        }
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setTransform(frame.value().toPixels);
        paintLayer(painter, strokes, layer, QColor(color));
    };
    paint(SketchLayer::Mine, drawing.mine, style.mineColour);
    paint(SketchLayer::Machine, drawing.machine, style.machineColour);

    if (!style.request.empty())
        image.setText(QStringLiteral("Comment"), QString::fromStdString(style.request));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG"))
        return Error{QCoreApplication::translate("Project", "The picture could not be written."), {}};
    return bytes;
}

Result<> writeDrawingPng(const Drawing &drawing, const QString &path, const DrawingImageStyle &style)
{
    const Result<QByteArray> bytes = drawingPng(drawing, style);
    if (!bytes)
        return bytes.error();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes.value()) != bytes.value().size() ||
        !file.commit())
        return Error{QCoreApplication::translate("Project", "The picture %1 could not be written.").arg(path),
                     file.errorString()};
    return {};
}

} // namespace solferino
