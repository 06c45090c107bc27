// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/image/image_codec.h"

namespace solferino {

// PNG by libpng: every depth and kind of colour, interlaced or not; gamma is left alone. Each function as its
// namesake in image_file.h.

[[nodiscard]] ImageHeader readPngHeader(ImageBytes bytes);
[[nodiscard]] Picture readPng(ImageBytes bytes);
[[nodiscard]] std::optional<std::string> readPngRequest(ImageBytes bytes);
[[nodiscard]] std::vector<std::uint8_t> writePng(const Picture &picture, const ImageWriteOptions &options);

} // namespace solferino
