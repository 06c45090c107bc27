// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/image/image_codec.h"

namespace solferino {

// JPEG by libjpeg: baseline and progressive, grey and colour. Each function as its namesake in image_file.h.

[[nodiscard]] ImageHeader readJpegHeader(ImageBytes bytes);
[[nodiscard]] Picture readJpeg(ImageBytes bytes);
[[nodiscard]] std::optional<std::string> readJpegRequest(ImageBytes bytes);
/// Colour at full resolution from quality 90 on.
[[nodiscard]] std::vector<std::uint8_t> writeJpeg(const Picture &picture, const ImageWriteOptions &options);

} // namespace solferino
