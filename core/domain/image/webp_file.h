// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/image/image_codec.h"

namespace solferino {

// WebP by libwebp. Each function as its namesake in image_file.h.

[[nodiscard]] ImageHeader readWebPHeader(ImageBytes bytes);
[[nodiscard]] Picture readWebP(ImageBytes bytes);
[[nodiscard]] std::optional<std::string> readWebPRequest(ImageBytes bytes);
/// Without loss at quality 100.
[[nodiscard]] std::vector<std::uint8_t> writeWebP(const Picture &picture, const ImageWriteOptions &options);

} // namespace solferino
