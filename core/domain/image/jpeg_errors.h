// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/image/error_escape.h"

#include <cstddef>
#include <cstdio>
#include <jpeglib.h>

namespace solferino {

/// Lets a codec of libjpeg leave through `escape`: on errors, and on warnings that tell of missing or broken
/// picture data. Comes before jpeg_create_...().
void escapeJpegErrors(j_common_ptr info, jpeg_error_mgr &manager, ErrorEscape &escape);

/// Leaves with a message of our own.
[[noreturn]] void leaveJpeg(j_common_ptr info, const char *message);

} // namespace solferino
