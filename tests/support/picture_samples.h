// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/image/picture.h"

namespace solferino::test {

/// 32 x 24: red grows with x, green with y, blue with both; alpha falls with x. As tests/data/images holds
/// it.
[[nodiscard]] Picture samplePicture(bool hasAlpha = false);
/// Of 16 bits and random values.
[[nodiscard]] Picture noisePicture(int width, int height, bool hasAlpha);
/// A profile of RGB that says nothing of use.
[[nodiscard]] std::vector<std::uint8_t> emptyProfile();

/// An EXIF block with this orientation.
[[nodiscard]] std::vector<std::uint8_t> exifWith(std::uint8_t orientation);
/// A JPEG file with one more segment behind its beginning.
[[nodiscard]] std::vector<std::uint8_t> withJpegSegment(std::vector<std::uint8_t> file, std::uint8_t marker,
                                                        const std::vector<std::uint8_t> &data);
/// A PNG file with one more chunk before its end.
[[nodiscard]] std::vector<std::uint8_t> withPngChunk(std::vector<std::uint8_t> file, const char *name,
                                                     const std::vector<std::uint8_t> &data);
/// A PNG file that says it has another size.
[[nodiscard]] std::vector<std::uint8_t> withPngSize(std::vector<std::uint8_t> file, std::uint32_t width,
                                                    std::uint32_t height);
/// A WebP file that has chunks of its own already, with one more of EXIF.
[[nodiscard]] std::vector<std::uint8_t> withWebPExif(std::vector<std::uint8_t> file,
                                                     const std::vector<std::uint8_t> &exif);

} // namespace solferino::test
