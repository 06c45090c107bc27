// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/image/image_codec.h"

namespace solferino {

// TIFF by libtiff, the first page. Grey and RGB of 8 or 16 bits are read as they are, in strips, tiles and
// planes; all else that libtiff can turn into colours has 8 bits. Each function as its namesake in
// image_file.h.

[[nodiscard]] ImageHeader readTiffHeader(ImageBytes bytes);
[[nodiscard]] Picture readTiff(ImageBytes bytes);
[[nodiscard]] std::optional<std::string> readTiffRequest(ImageBytes bytes);
/// Deflated, without loss.
[[nodiscard]] std::vector<std::uint8_t> writeTiff(const Picture &picture, const ImageWriteOptions &options);

} // namespace solferino
