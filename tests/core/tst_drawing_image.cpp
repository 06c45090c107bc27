// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/drawing_image.h"

#include <QBuffer>
#include <QDir>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace solferino;

namespace {

Stroke stroke(SketchLayer layer, std::vector<StrokePoint> points, float width = 4.0F)
{
    return {.id = 1, .layer = layer, .width = width, .points = std::move(points)};
}

/// A level line of the person over an upright one of the model, 100 by 50.
Drawing cross()
{
    Drawing drawing;
    drawing.strokes = {stroke(SketchLayer::Mine, {{0, 25}, {100, 25}}),
                       stroke(SketchLayer::Machine, {{50, 0}, {50, 50}})};
    return drawing;
}

DrawingImageStyle bright()
{
    DrawingImageStyle style;
    style.margin = 8.0;
    style.mineColour = QStringLiteral("#0000FF");
    style.machineColour = QStringLiteral("#FF0000");
    return style;
}

QImage imageOf(const Result<QByteArray> &png)
{
    return png ? QImage::fromData(png.value(), "PNG") : QImage();
}

} // namespace

class DrawingImageTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void size_isThatOfTheDrawing()
    {
        // 100 by 50, half a line and a margin on each side; ends are round.
        QCOMPARE(imageOf(drawingPng(cross(), bright())).size(), QSize(100 + 8 + 16, 50 + 8 + 16));
    }

    void size_followsFromOneSide()
    {
        DrawingImageStyle style = bright();
        style.width = 248;
        QCOMPARE(imageOf(drawingPng(cross(), style)).size(), QSize(248, 148));
        style.width = 0;
        style.height = 37;
        QCOMPARE(imageOf(drawingPng(cross(), style)).size(), QSize(62, 37));
        style.width = 200;
        style.height = 200;
        QCOMPARE(imageOf(drawingPng(cross(), style)).size(), QSize(200, 200));
    }

    void layers_haveTheirColours()
    {
        const QImage image = imageOf(drawingPng(cross(), bright()));
        QCOMPARE(image.pixelColor(20, 37), QColor(Qt::blue));
        QCOMPARE(image.pixelColor(62, 15), QColor(Qt::red));
        QCOMPARE(image.pixelColor(62, 37), QColor(Qt::red));
        QCOMPARE(image.pixelColor(3, 3), QColor(Qt::white));
    }

    void background_mayBeTransparent()
    {
        DrawingImageStyle style = bright();
        style.backgroundColour.clear();
        const QImage image = imageOf(drawingPng(cross(), style));
        QVERIFY(image.hasAlphaChannel());
        QCOMPARE(image.pixelColor(3, 3).alpha(), 0);
        QCOMPARE(image.pixelColor(20, 37), QColor(Qt::blue));
    }

    void hiddenLayer_isLeftOut()
    {
        Drawing drawing = cross();
        drawing.machine.isVisible = false;
        const QImage image = imageOf(drawingPng(drawing, bright()));
        QCOMPARE(image.size(), QSize(124, 4 + 4 + 16)); // a dot's reach up and down
        drawing.mine.isVisible = false;
        QVERIFY(!drawingPng(drawing, bright()));
    }

    void faintLayer_isEven()
    {
        Drawing drawing;
        drawing.strokes = {stroke(SketchLayer::Mine, {{0, 25}, {100, 25}}),
                           stroke(SketchLayer::Mine, {{50, 0}, {50, 50}})};
        drawing.mine.opacity = 0.5;
        const QImage image = imageOf(drawingPng(drawing, bright()));
        QCOMPARE(image.pixelColor(62, 37), image.pixelColor(20, 37));
        QVERIFY(qAbs(image.pixelColor(20, 37).red() - 128) <= 1);
    }

    void pressure_makesTheLineThinner()
    {
        Drawing drawing;
        drawing.strokes = {
            stroke(SketchLayer::Mine, {{0, 50, 1.0F}, {50, 50, 0.5F}, {100, 50, 0.0F}}, 20.0F)};
        const QImage image = imageOf(drawingPng(drawing, bright()));
        const auto inkAt = [&](int x) {
            int ink = 0;
            for (int y = 0; y < image.height(); ++y)
                ink += image.pixelColor(x, y) == QColor(Qt::blue) ? 1 : 0;
            return ink;
        };
        const int left = 28 + 10;
        QVERIFY2(inkAt(left) > inkAt(left + 70) + 4, qPrintable(QString::number(inkAt(left))));
    }

    void backgroundPicture_liesUnderTheStrokes()
    {
        QImage yellow(10, 10, QImage::Format_RGB32);
        yellow.fill(Qt::yellow);
        QByteArray png;
        QBuffer buffer(&png);
        QVERIFY(yellow.save(&buffer, "PNG"));
        Drawing drawing = cross();
        const auto file = std::make_shared<const std::vector<std::uint8_t>>(png.begin(), png.end());
        drawing.background = BackgroundPicture{"image/png", file, 0.0, 0.0, 100.0, 50.0, 1.0};
        DrawingImageStyle style = bright();
        QCOMPARE(imageOf(drawingPng(drawing, style)).pixelColor(30, 25), QColor(Qt::white));
        style.hasBackgroundPicture = true;
        const QImage image = imageOf(drawingPng(drawing, style));
        QCOMPARE(image.pixelColor(30, 25), QColor(Qt::yellow));
        QCOMPARE(image.pixelColor(30, 37), QColor(Qt::blue));
    }

    void request_isInTheFile()
    {
        DrawingImageStyle style = bright();
        style.request = R"({"operation":"continue"})";
        const QImage image = imageOf(drawingPng(cross(), style));
        QCOMPARE(image.text(QStringLiteral("Comment")), QStringLiteral("{\"operation\":\"continue\"}"));
    }

    void nothingToSee_isSaid()
    {
        QVERIFY(!drawingPng(Drawing{}));
        Drawing drawing;
        drawing.strokes = {stroke(SketchLayer::Mine, {})};
        QVERIFY(!drawingPng(drawing));
    }

    void dot_isADrawing()
    {
        Drawing drawing;
        drawing.strokes = {stroke(SketchLayer::Mine, {{5, 5}}, 10.0F)};
        const QImage image = imageOf(drawingPng(drawing, bright()));
        QCOMPARE(image.pixelColor(image.rect().center()), QColor(Qt::blue));
    }

    void giants_areRefused_data()
    {
        QTest::addColumn<double>("far");
        QTest::addColumn<int>("width");
        QTest::newRow("far away") << 1e12 << 0;
        QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN() << 0;
        QTest::newRow("too wide") << 100.0 << 20'000;
        QTest::newRow("too many pixels") << 100.0 << 16'000;
        QTest::newRow("too large as it is") << 40'000.0 << 0;
    }
    void giants_areRefused()
    {
        QFETCH(double, far);
        QFETCH(int, width);
        Drawing drawing;
        drawing.strokes = {stroke(SketchLayer::Mine, {{0, 0}, {far, far}})};
        DrawingImageStyle style = bright();
        style.width = width;
        const Result<QByteArray> png = drawingPng(drawing, style);
        QVERIFY(!png);
        QVERIFY(!png.error().message.isEmpty());
    }

    void file_appearsWhole()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.png"));
        QVERIFY(writeDrawingPng(cross(), path, bright()).isOk());
        QVERIFY(!QImage(path).isNull());
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
        QVERIFY(!writeDrawingPng(cross(), folder.filePath(QStringLiteral("no/a.png")), bright()));
    }
};

QTEST_GUILESS_MAIN(DrawingImageTest)
#include "tst_drawing_image.moc"
