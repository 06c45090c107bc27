// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/stylize_fixture.h"

#include <QPainter>
#include <QTest>

#include <cmath>

using namespace solferino;

namespace {

/// Columns of one pixel, black and white in turn.
QImage fineColumns(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x)
            image.setPixel(x, y, x % 2 ? 0xffffffff : 0xff000000);
    }
    return image;
}

QImage drawn(const QImage &picture, QSize size)
{
    QImage canvas(size, QImage::Format_RGB32);
    canvas.fill(Qt::green);
    QPainter painter(&canvas);
    MipLevels::make(picture)->draw(painter, QRectF(QPointF(), size), canvas.rect());
    return canvas;
}

} // namespace

class StylizePicturesTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void levels_averageFinePatterns();
    void levels_keepThePlaceOfOddSizes();
    void levels_keepClearPlacesClear();
    void geometry_keepsThePlaceUnderThePointer();
};

void StylizePicturesTest::levels_averageFinePatterns()
{
    const QImage small = drawn(fineColumns({1600, 1200}), {150, 112});
    for (int x = 1; x < small.width() - 1; ++x)
        QVERIFY2(std::abs(qGray(small.pixel(x, 50)) - 128) <= 2, qPrintable(QString::number(x)));
}

void StylizePicturesTest::levels_keepThePlaceOfOddSizes()
{
    QImage image = plainImage({1001, 777}, Qt::white);
    QPainter painter(&image);
    painter.fillRect(0, 0, 700, 777, Qt::black);
    painter.end();
    const QImage small = drawn(image, {143, 111});
    QVERIFY(qGray(small.pixel(97, 50)) < 40);
    QVERIFY(qGray(small.pixel(102, 50)) > 215);
    QVERIFY(qGray(small.pixel(142, 110)) > 215); // the last column and row are covered
}

void StylizePicturesTest::levels_keepClearPlacesClear()
{
    QImage image({800, 800}, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    const QImage small = drawn(image, {100, 100});
    QCOMPARE(small.pixelColor(50, 50), QColor(Qt::green));
    QVERIFY(MipLevels::make(image)->hasAlpha());
    QVERIFY(!MipLevels::make(plainImage({10, 10}, kRed))->hasAlpha());
}

void StylizePicturesTest::geometry_keepsThePlaceUnderThePointer()
{
    PictureGeometry geometry;
    geometry.picture = {6000, 4000};
    geometry.pane = {900, 600};
    geometry.fit(24);
    QVERIFY(geometry.pictureRect().left() >= 24 && geometry.pictureRect().top() >= 23);
    const QPointF pointer(300, 200);
    geometry.zoomTo(0.5, pointer);
    const QPointF place = geometry.toPicture(pointer);
    for (const double zoom : {0.8, 1.0, 2.5}) {
        geometry.zoomTo(zoom, pointer);
        const QPointF off = geometry.toPicture(pointer) - place;
        QVERIFY(std::hypot(off.x(), off.y()) < 3.0);
    }
    geometry.scrollBy({1e6, 1e6});
    QVERIFY(geometry.pictureRect().intersects(QRectF(QPointF(), geometry.pane)));
}

QTEST_GUILESS_MAIN(StylizePicturesTest)
#include "tst_stylize_pictures.moc"
