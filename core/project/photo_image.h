// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/documents/image_document.h"
#include "core/domain/image/image_file.h"

#include <QImage>
#include <QSize>
#include <QString>

namespace solferino {

/// Bytes of the largest file that is taken as a photo.
inline constexpr qint64 kLargestPhotoFile = qint64{1} << 30;

/// A file as a photo: its header is checked and its bytes are kept, nothing is decoded. The sentence of an
/// Error names the file and says why. Any thread, as all of these.
[[nodiscard]] Result<Photo> readPhoto(const QString &path);
[[nodiscard]] Result<Photo> photoFromBytes(Bytes bytes, const QString &name);
/// A pasted or dropped picture, or one of a camera, as a photo that holds it as PNG.
[[nodiscard]] Result<Photo> photoFromImage(const QImage &image, const QString &name);

/// The size of a picture whose longer side is at most `longest`; never larger than it is.
[[nodiscard]] QSize fittedSize(const QSize &size, int longest);
/// A photo's or take's file decoded, reduced so that its longer side is at most `longest` (0: whole).
[[nodiscard]] Result<Picture> decodedPicture(const Bytes &file, int longest = 0);
/// writeImage() with an Error for what it throws.
[[nodiscard]] Result<Bytes> encodedPicture(const Picture &picture, ImageFormat format,
                                           const ImageWriteOptions &options = {});

/// For the screen: 8 bits, sRGB (the profile is applied), RGB32 or premultiplied ARGB32.
[[nodiscard]] QImage displayImage(const Picture &picture);
[[nodiscard]] Result<QImage> displayImage(const Bytes &file, int longest = 0);
[[nodiscard]] Result<QImage> displayImage(const StoredBytes &file, int longest = 0);
/// 8 bits, without a profile: what has one is brought to sRGB.
[[nodiscard]] Picture pictureFromImage(const QImage &image);

/// A name for the file of a stylized photo: "shoes-van_gogh_starry_night.jpg".
[[nodiscard]] QString stylizedFileName(const std::string &photoName, const std::vector<MixedStyle> &mix,
                                       ImageFormat format);

} // namespace solferino
