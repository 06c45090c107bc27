// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/photo_image.h"

#include "core/domain/text/format_error.h"

#include <QBuffer>
#include <QColorSpace>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <new>
#include <utility>

namespace solferino {

namespace {

struct PhotoImage
{
    Q_DECLARE_TR_FUNCTIONS(PhotoImage)
};

constexpr std::size_t kNamedStyles = 2; ///< in a file's name

Error tooLarge()
{
    return {PhotoImage::tr("There is not enough memory for a picture of this size."), {}};
}

/// `use()`; what it throws becomes an Error with the sentence of `say(reason)`.
template <class Say, class Use>
auto guarded(Say say, Use use) -> Result<decltype(use())>
{
    try {
        return use();
    } catch (const FormatError &error) {
        return Error{say(QString::fromUtf8(error.what())), {}};
    } catch (const std::bad_alloc &) {
        return tooLarge();
    }
}

std::uint16_t wide(int value)
{
    return static_cast<std::uint16_t>(value * 257);
}

uint narrow(std::uint16_t value)
{
    return (value * 255U + 32895U) >> 16U;
}

void fillRow(QRgb *row, const Picture &picture, std::size_t first)
{
    const bool isOpaque = picture.alpha.empty();
    for (std::size_t x = 0; x < static_cast<std::size_t>(picture.width); ++x) {
        const std::uint16_t *rgb = picture.rgb.data() + 3 * (first + x);
        const uint alpha = isOpaque ? 255U : narrow(picture.alpha[first + x]);
        row[x] = alpha << 24U | narrow(rgb[0]) << 16U | narrow(rgb[1]) << 8U | narrow(rgb[2]);
    }
}

/// Letters, digits, "-" and "_"; whatever else becomes "_".
QString safeName(const std::string &name)
{
    QString safe = QString::fromStdString(name);
    for (QChar &each : safe) {
        if (!each.isLetterOrNumber() && each != u'-')
            each = u'_';
    }
    return safe;
}

} // namespace

Result<Photo> readPhoto(const QString &path)
{
    QFile file(path);
    const QString name = QFileInfo(path).fileName();
    if (!file.open(QIODevice::ReadOnly))
        return Error{PhotoImage::tr("“%1” could not be opened.").arg(name), file.errorString()};
    const qint64 size = file.size();
    if (size > kLargestPhotoFile)
        return Error{PhotoImage::tr("“%1” is larger than 1 GB.").arg(name), {}};
    try {
        Bytes bytes(static_cast<std::size_t>(size));
        if (file.read(reinterpret_cast<char *>(bytes.data()), size) != size)
            return Error{PhotoImage::tr("“%1” could not be read.").arg(name), file.errorString()};
        return photoFromBytes(std::move(bytes), name);
    } catch (const std::bad_alloc &) {
        return tooLarge();
    }
}

Result<Photo> photoFromBytes(Bytes bytes, const QString &name)
{
    const auto say = [&name](const QString &reason) {
        return PhotoImage::tr("“%1” could not be read: %2").arg(name, reason);
    };
    return guarded(say, [&] {
        const ImageHeader header = readImageHeader(bytes);
        return Photo{name.toStdString(), std::make_shared<const Bytes>(std::move(bytes)), header.width,
                     header.height};
    });
}

Result<Photo> photoFromImage(const QImage &image, const QString &name)
{
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    if (image.isNull() || !image.save(&buffer, "PNG"))
        return Error{PhotoImage::tr("There is no picture that can be taken."), {}};
    return photoFromBytes(Bytes(png.begin(), png.end()), name);
}

QSize fittedSize(const QSize &size, int longest)
{
    const int longer = std::max(size.width(), size.height());
    if (longer <= longest)
        return size;
    const auto side = [&](int length) {
        return std::max(1, static_cast<int>((qint64{length} * longest + longer / 2) / longer));
    };
    return {side(size.width()), side(size.height())};
}

Result<Picture> decodedPicture(const Bytes &file, int longest)
{
    const auto say = [](const QString &reason) {
        return PhotoImage::tr("The picture could not be read: %1").arg(reason);
    };
    return guarded(say, [&] {
        Picture picture = readImage(file);
        const QSize whole(picture.width, picture.height);
        const QSize size = longest > 0 ? fittedSize(whole, longest) : whole;
        return size == whole ? picture : resized(picture, size.width(), size.height());
    });
}

Result<Bytes> encodedPicture(const Picture &picture, ImageFormat format, const ImageWriteOptions &options)
{
    const auto say = [](const QString &reason) {
        return PhotoImage::tr("The picture could not be written: %1").arg(reason);
    };
    return guarded(say, [&] { return writeImage(picture, format, options); });
}

QImage displayImage(const Picture &picture)
{
    const bool isOpaque = picture.alpha.empty();
    QImage image(picture.width, picture.height, isOpaque ? QImage::Format_RGB32 : QImage::Format_ARGB32);
    if (image.isNull())
        return image;
    for (int y = 0; y < picture.height; ++y)
        fillRow(reinterpret_cast<QRgb *>(image.scanLine(y)), picture,
                static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width));
    if (!picture.profile.empty()) {
        const QByteArray profile(reinterpret_cast<const char *>(picture.profile.data()),
                                 static_cast<qsizetype>(picture.profile.size()));
        const QColorSpace space = QColorSpace::fromIccProfile(profile);
        if (space.isValid()) {
            image.setColorSpace(space);
            image.convertToColorSpace(QColorSpace::SRgb);
        }
    }
    return isOpaque ? image : image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

Result<QImage> displayImage(const Bytes &file, int longest)
{
    const Result<Picture> picture = decodedPicture(file, longest);
    if (!picture)
        return picture.error();
    QImage image = displayImage(picture.value());
    if (image.isNull())
        return tooLarge();
    return image;
}

Result<QImage> displayImage(const StoredBytes &file, int longest)
{
    const Result<SharedBytes> bytes = file.load();
    return bytes ? displayImage(*bytes.value(), longest) : Result<QImage>(bytes.error());
}

Picture pictureFromImage(const QImage &image)
{
    const bool hasAlpha = image.hasAlphaChannel();
    QImage straight = image.convertToFormat(hasAlpha ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    if (straight.colorSpace().isValid())
        straight.convertToColorSpace(QColorSpace::SRgb);
    Picture picture;
    picture.width = straight.width();
    picture.height = straight.height();
    picture.rgb.reserve(3 * picture.pixels());
    picture.alpha.reserve(hasAlpha ? picture.pixels() : 0);
    for (int y = 0; y < picture.height; ++y) {
        const auto *row = reinterpret_cast<const QRgb *>(straight.constScanLine(y));
        for (int x = 0; x < picture.width; ++x) {
            const QRgb pixel = row[x];
            picture.rgb.insert(picture.rgb.end(),
                               {wide(qRed(pixel)), wide(qGreen(pixel)), wide(qBlue(pixel))});
            if (hasAlpha)
                picture.alpha.push_back(wide(qAlpha(pixel)));
        }
    }
    return picture;
}

QString stylizedFileName(const std::string &photoName, const std::vector<MixedStyle> &mix, ImageFormat format)
{
    std::vector<MixedStyle> named = mix;
    std::erase_if(named, [](const MixedStyle &style) { return style.weight <= 0.0; });
    std::ranges::stable_sort(named, std::ranges::greater{}, &MixedStyle::weight);
    named.resize(std::min(named.size(), kNamedStyles));
    QStringList parts{
        safeName(QFileInfo(QString::fromStdString(photoName)).completeBaseName().toStdString())};
    for (const MixedStyle &style : named)
        parts << safeName(QFileInfo(QString::fromStdString(style.style)).completeBaseName().toStdString());
    parts.removeAll(QString());
    const QString base = parts.isEmpty() ? PhotoImage::tr("picture") : parts.join(u'-');
    return base + u'.' + QLatin1String(imageExtension(format));
}

} // namespace solferino
