// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/drawing_animation.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <gif_lib.h>
#include <memory>

using namespace solferino;

namespace {

/// What a viewer sees: whole pictures and how long they stand.
struct Frames
{
    std::vector<QImage> pictures;
    std::vector<int> delays; ///< hundredths of a second
    bool isLooped = false;
};

bool hasLoop(const SavedImage &image)
{
    for (int i = 0; i < image.ExtensionBlockCount; ++i) {
        if (image.ExtensionBlocks[i].Function == APPLICATION_EXT_FUNC_CODE)
            return true;
    }
    return false;
}

void paint(QImage &picture, const SavedImage &image, const ColorMapObject &map)
{
    const GifImageDesc &place = image.ImageDesc;
    for (int y = 0; y < place.Height; ++y) {
        for (int x = 0; x < place.Width; ++x) {
            const GifColorType &colour = map.Colors[image.RasterBits[y * place.Width + x]];
            picture.setPixelColor(place.Left + x, place.Top + y,
                                  QColor(colour.Red, colour.Green, colour.Blue));
        }
    }
}

Frames framesOf(const QString &path)
{
    Frames frames;
    int error = 0;
    const auto close = [](GifFileType *gif) {
        DGifCloseFile(gif, nullptr);
    };
    const std::unique_ptr<GifFileType, decltype(close)> gif(
        DGifOpenFileName(QFile::encodeName(path).constData(), &error), close);
    if (!gif || DGifSlurp(gif.get()) != GIF_OK)
        return frames;
    QImage picture(gif->SWidth, gif->SHeight, QImage::Format_RGB32);
    picture.fill(Qt::green);
    for (int i = 0; i < gif->ImageCount; ++i) {
        paint(picture, gif->SavedImages[i], *gif->SColorMap);
        GraphicsControlBlock control{};
        DGifSavedExtensionToGCB(gif.get(), i, &control);
        frames.pictures.push_back(picture);
        frames.delays.push_back(control.DelayTime);
        frames.isLooped |= hasLoop(gif->SavedImages[i]);
    }
    return frames;
}

/// A level line of 50 points in blue, then an upright one of 50 in red.
Drawing cross()
{
    Drawing drawing;
    drawing.strokes.resize(2);
    drawing.strokes[1].layer = SketchLayer::Machine;
    for (int i = 0; i < 50; ++i) {
        drawing.strokes[0].points.push_back({i * 4.0, 100.0});
        drawing.strokes[1].points.push_back({100.0, i * 4.0});
    }
    return drawing;
}

DrawingAnimationOptions options()
{
    DrawingAnimationOptions options;
    options.style.width = 120;
    options.style.height = 120;
    options.style.mineColour = QStringLiteral("#0000FF");
    options.style.machineColour = QStringLiteral("#FF0000");
    options.pointsPerSecond = 50.0;
    options.lastSeconds = 1.0;
    return options;
}

int inkOf(const QImage &picture, bool wantsRed)
{
    int ink = 0;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            const QColor colour = picture.pixelColor(x, y);
            ink += (wantsRed ? colour.red() - colour.blue() : colour.blue() - colour.red()) > 100 ? 1 : 0;
        }
    }
    return ink;
}

} // namespace

class DrawingAnimationTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void frames_drawPointByPoint()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.gif"));
        const Result<AnimationReport> report = writeDrawingGif(cross(), path, options());
        QVERIFY2(report.isOk(), report ? "" : qPrintable(report.error().detail));
        const Frames frames = framesOf(path);
        QCOMPARE(report.value().frames, 50); // two points a frame, 25 frames a second
        QCOMPARE(int(frames.pictures.size()), 50);
        QVERIFY(frames.isLooped);
        QCOMPARE(frames.pictures[0].size(), QSize(120, 120));
        QCOMPARE(frames.pictures[0].pixelColor(1, 1), QColor(Qt::white));
        int last = 0;
        for (std::size_t i = 0; i < 25; ++i) {
            QVERIFY(inkOf(frames.pictures[i], false) > last);
            last = inkOf(frames.pictures[i], false);
            QCOMPARE(inkOf(frames.pictures[i], true), 0);
        }
        QVERIFY(inkOf(frames.pictures[49], true) > inkOf(frames.pictures[30], true));
    }

    void lastFrame_isTheWholeDrawing()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.gif"));
        QVERIFY(writeDrawingGif(cross(), path, options()).isOk());
        const QImage last = framesOf(path).pictures.back();
        const Result<QByteArray> png = drawingPng(cross(), options().style);
        QVERIFY(png.isOk());
        const QImage whole = QImage::fromData(png.value()).convertToFormat(QImage::Format_RGB32);
        int worst = 0;
        for (int y = 0; y < whole.height(); ++y) {
            for (int x = 0; x < whole.width(); ++x) {
                const QColor a = whole.pixelColor(x, y);
                const QColor b = last.pixelColor(x, y);
                worst = std::max(
                    {worst, qAbs(a.red() - b.red()), qAbs(a.green() - b.green()), qAbs(a.blue() - b.blue())});
            }
        }
        QVERIFY2(worst <= 60, qPrintable(QString::number(worst))); // where three colours meet
    }

    void time_isThatOfTheOptions_data()
    {
        QTest::addColumn<double>("pace");
        QTest::newRow("slow") << 7.0;
        QTest::newRow("usual") << 60.0;
        QTest::newRow("fast") << 1000.0;
    }
    void time_isThatOfTheOptions()
    {
        QFETCH(double, pace);
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.gif"));
        DrawingAnimationOptions chosen = options();
        chosen.pointsPerSecond = pace;
        chosen.isLooped = false;
        const Result<AnimationReport> report = writeDrawingGif(cross(), path, chosen);
        QVERIFY(report.isOk());
        const Frames frames = framesOf(path);
        int total = 0;
        for (const int delay : frames.delays) {
            QVERIFY(delay >= 2);
            total += delay;
        }
        QVERIFY(!frames.isLooped);
        QVERIFY(qAbs(total - (100.0 / pace + 1.0) * 100.0) <= 1.0);
        QVERIFY(qAbs(report.value().seconds * 100.0 - total) < 0.5);
    }

    void cancel_leavesNoFile()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.gif"));
        double reached = 0.0;
        const Result<AnimationReport> report = writeDrawingGif(cross(), path, options(), [&](double share) {
            reached = share;
            return share < 0.5;
        });
        QVERIFY(report.isOk());
        QVERIFY(report.value().wasCancelled);
        QVERIFY(reached >= 0.5 && reached < 0.6);
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void sizes_haveLimits()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.gif"));
        DrawingAnimationOptions chosen = options();
        chosen.style.width = 4000;
        QVERIFY(!writeDrawingGif(cross(), path, chosen));
        chosen.style.width = chosen.style.height = 0;
        QVERIFY(writeDrawingGif(cross(), path, chosen).isOk());
        const QSize size = framesOf(path).pictures.back().size();
        QCOMPARE(std::max(size.width(), size.height()), 512);
    }

    void badPlaces_areSaid()
    {
        const QTemporaryDir folder;
        const auto report = writeDrawingGif(cross(), folder.filePath(QStringLiteral("no/a.gif")), options());
        QVERIFY(!report);
        QVERIFY(report.error().message.contains(QStringLiteral("a.gif")));
        QVERIFY(!writeDrawingGif(Drawing{}, folder.filePath(QStringLiteral("b.gif"))));
        QVERIFY(QDir(folder.path()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(DrawingAnimationTest)
#include "tst_drawing_animation.moc"
