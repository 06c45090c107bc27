// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/photo_image.h"

#include <QBuffer>
#include <QColorSpace>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace solferino;
using namespace Qt::StringLiterals;

namespace {

/// Every pixel another colour, and where `hasAlpha` another clearness.
QImage samplePicture(int width, int height, bool hasAlpha)
{
    QImage image(width, height, hasAlpha ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x)
            image.setPixel(
                x, y, qRgba(x * 7 % 256, y * 11 % 256, (x + y) * 5 % 256, hasAlpha ? (x * y) % 256 : 255));
    }
    return image;
}

Bytes fileOf(const QImage &image, const char *format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return {bytes.begin(), bytes.end()};
}

Bytes iccProfileOf(const QColorSpace &space)
{
    const QByteArray profile = space.iccProfile();
    return {profile.begin(), profile.end()};
}

} // namespace

class PhotoImageTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void file_keepsItsBytes();
    void file_thatIsNoPhotoIsNamed_data();
    void file_thatIsNoPhotoIsNamed();
    void missingFile_isAnError();
    void pastedPicture_becomesPng();
    void pastedNothing_isAnError();
    void fittedSize_keepsTheShape_data();
    void fittedSize_keepsTheShape();
    void decoding_isReduced();
    void decoding_ofACutFileIsAnError();
    void image_survivesPictureAndBack_data();
    void image_survivesPictureAndBack();
    void sixteenBits_areRounded();
    void profile_isApplied();
    void unsoundProfile_isPassedOver();
    void clearPixels_areMultiplied();
    void fileName_tellsPhotoAndStyles();
};

void PhotoImageTest::file_keepsItsBytes()
{
    const QTemporaryDir folder;
    const Bytes bytes = fileOf(samplePicture(31, 17, false), "JPEG");
    QFile file(folder.filePath(u"Schuhe ö.jpg"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(reinterpret_cast<const char *>(bytes.data()), qint64(bytes.size()));
    file.close();
    const Result<Photo> photo = readPhoto(file.fileName());
    QVERIFY2(photo.isOk(), photo ? "" : qPrintable(photo.error().message));
    QCOMPARE(QString::fromStdString(photo.value().name), u"Schuhe ö.jpg"_s);
    QVERIFY(*photo.value().file == bytes);
    QCOMPARE(QSize(photo.value().width, photo.value().height), QSize(31, 17));
}

void PhotoImageTest::file_thatIsNoPhotoIsNamed_data()
{
    QTest::addColumn<QByteArray>("content");
    const Bytes png = fileOf(samplePicture(31, 17, false), "PNG");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("Dear diary");
    QTest::newRow("cut off in the header") << QByteArray(reinterpret_cast<const char *>(png.data()), 12);
}

void PhotoImageTest::file_thatIsNoPhotoIsNamed()
{
    QFETCH(QByteArray, content);
    const Result<Photo> photo = photoFromBytes(Bytes(content.begin(), content.end()), u"50%1.png"_s);
    QVERIFY(!photo);
    const QString message = photo.error().message;
    QVERIFY2(message.startsWith(u"“50%1.png” could not be read: "_s), qPrintable(message));
    QVERIFY(message.size() > 40);
}

void PhotoImageTest::missingFile_isAnError()
{
    const Result<Photo> photo = readPhoto(u"/nowhere/cat.png"_s);
    QVERIFY(!photo && photo.error().message.contains(u"cat.png"_s) && !photo.error().detail.isEmpty());
    QVERIFY(!readPhoto(QDir::tempPath()));
}

void PhotoImageTest::pastedPicture_becomesPng()
{
    const QImage image = samplePicture(20, 30, true);
    const Result<Photo> photo = photoFromImage(image, u"Pasted picture"_s);
    QVERIFY(photo.isOk());
    QCOMPARE(photo.value().name, std::string("Pasted picture"));
    QCOMPARE(readImageHeader(*photo.value().file).format, ImageFormat::Png);
    const Result<Picture> picture = decodedPicture(*photo.value().file);
    QVERIFY(picture.isOk());
    QVERIFY(picture.value().rgb == pictureFromImage(image).rgb);
    QVERIFY(picture.value().alpha == pictureFromImage(image).alpha);
}

void PhotoImageTest::pastedNothing_isAnError()
{
    QVERIFY(!photoFromImage({}, u"Pasted picture"_s));
}

void PhotoImageTest::fittedSize_keepsTheShape_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("longest");
    QTest::addColumn<QSize>("fitted");
    QTest::newRow("smaller") << QSize(100, 50) << 200 << QSize(100, 50);
    QTest::newRow("as large") << QSize(200, 50) << 200 << QSize(200, 50);
    QTest::newRow("landscape") << QSize(3168, 2376) << 1056 << QSize(1056, 792);
    QTest::newRow("portrait") << QSize(2376, 3168) << 1056 << QSize(792, 1056);
    QTest::newRow("rounded") << QSize(1000, 667) << 100 << QSize(100, 67);
    QTest::newRow("a line") << QSize(1, 65500) << 1000 << QSize(1, 1000);
}

void PhotoImageTest::fittedSize_keepsTheShape()
{
    QFETCH(QSize, size);
    QFETCH(int, longest);
    QTEST(fittedSize(size, longest), "fitted");
}

void PhotoImageTest::decoding_isReduced()
{
    const Bytes file = fileOf(samplePicture(60, 40, false), "PNG");
    const Result<Picture> reduced = decodedPicture(file, 30);
    QVERIFY(reduced.isOk());
    QCOMPARE(QSize(reduced.value().width, reduced.value().height), QSize(30, 20));
    QCOMPARE(decodedPicture(file, 100).value().width, 60);
    QCOMPARE(displayImage(file, 30).value().size(), QSize(30, 20));
    QCOMPARE(displayImage(file).value().size(), QSize(60, 40));
}

void PhotoImageTest::decoding_ofACutFileIsAnError()
{
    Bytes file = fileOf(samplePicture(60, 40, false), "PNG");
    file.resize(file.size() / 2);
    QVERIFY(photoFromBytes(file, u"cut.png"_s).isOk()); // its header is whole
    const Result<QImage> image = displayImage(file, 30);
    QVERIFY(!image);
    QVERIFY2(image.error().message.startsWith(u"The picture could not be read: "_s),
             qPrintable(image.error().message));
}

void PhotoImageTest::image_survivesPictureAndBack_data()
{
    QTest::addColumn<bool>("hasAlpha");
    QTest::newRow("opaque") << false;
    QTest::newRow("alpha") << true;
}

void PhotoImageTest::image_survivesPictureAndBack()
{
    QFETCH(bool, hasAlpha);
    const QImage image = samplePicture(37, 23, hasAlpha);
    const Picture picture = pictureFromImage(image);
    QCOMPARE(picture.width, 37);
    QCOMPARE(picture.height, 23);
    QCOMPARE(picture.bits, 8);
    QCOMPARE(picture.alpha.empty(), !hasAlpha);
    QCOMPARE(picture.rgb[3], std::uint16_t(7 * 257));
    const QImage shown = displayImage(picture);
    QCOMPARE(shown.format(), hasAlpha ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    QCOMPARE(shown, hasAlpha ? image.convertToFormat(QImage::Format_ARGB32_Premultiplied) : image);
}

void PhotoImageTest::sixteenBits_areRounded()
{
    const Picture picture{.width = 2,
                          .height = 1,
                          .bits = 16,
                          .rgb = {128, 129, 65535, 257, 65406, 65407},
                          .alpha = {},
                          .profile = {}};
    const QImage shown = displayImage(picture);
    QCOMPARE(shown.pixel(0, 0), qRgb(0, 1, 255));
    QCOMPARE(shown.pixel(1, 0), qRgb(1, 254, 255));
}

void PhotoImageTest::profile_isApplied()
{
    Picture picture{
        .width = 1, .height = 1, .rgb = {200 * 257, 100 * 257, 50 * 257}, .alpha = {}, .profile = {}};
    QCOMPARE(displayImage(picture).pixel(0, 0), qRgb(200, 100, 50));
    picture.profile = iccProfileOf(QColorSpace::SRgb);
    const QColor same(displayImage(picture).pixel(0, 0));
    QVERIFY(std::abs(same.red() - 200) <= 1 && std::abs(same.green() - 100) <= 1);
    picture.profile = iccProfileOf(QColorSpace::DisplayP3);
    const QColor wider(displayImage(picture).pixel(0, 0));
    QVERIFY(wider.red() > 205 && wider.green() < 100); // P3's red lies beyond that of sRGB
    QImage tagged(1, 1, QImage::Format_RGB32);
    tagged.fill(qRgb(200, 100, 50));
    tagged.setColorSpace(QColorSpace::DisplayP3);
    const Picture converted = pictureFromImage(tagged);
    QVERIFY(converted.profile.empty());
    QVERIFY(std::abs(converted.rgb[0] / 257 - wider.red()) <= 1);
}

void PhotoImageTest::unsoundProfile_isPassedOver()
{
    const Picture picture{.width = 1, .height = 1, .rgb = {0, 257, 514}, .alpha = {}, .profile = {1, 2, 3}};
    QCOMPARE(displayImage(picture).pixel(0, 0), qRgb(0, 1, 2));
}

void PhotoImageTest::clearPixels_areMultiplied()
{
    const Picture picture{.width = 2,
                          .height = 1,
                          .rgb = {65535, 65535, 0, 65535, 0, 0},
                          .alpha = {0, 128 * 257},
                          .profile = {}};
    const QImage shown = displayImage(picture);
    const auto *row = reinterpret_cast<const QRgb *>(shown.constScanLine(0));
    QCOMPARE(row[0], qRgba(0, 0, 0, 0));
    QCOMPARE(row[1], qRgba(128, 0, 0, 128));
}

void PhotoImageTest::fileName_tellsPhotoAndStyles()
{
    const auto name = [](const char *photo, const std::vector<MixedStyle> &mix) {
        return stylizedFileName(photo, mix, ImageFormat::Jpeg);
    };
    QCOMPARE(name("shoes.jpg", {{"starry_night", 1.0}}), u"shoes-starry_night.jpg"_s);
    QCOMPARE(name("a.b.png", {{"one", 0.2}, {"two", 0.8}, {"none", 0.0}}), u"a_b-two-one.jpg"_s);
    QCOMPARE(name("Pasted picture", {}), u"Pasted_picture.jpg"_s);
    QCOMPARE(name("", {{"x/../y", 1.0}}), u"y.jpg"_s);
    QCOMPARE(name("", {}), u"picture.jpg"_s);
    QCOMPARE(stylizedFileName("Straße.webp", {}, ImageFormat::Tiff), u"Straße.tif"_s);
}

QTEST_GUILESS_MAIN(PhotoImageTest)
#include "tst_photo_image.moc"
