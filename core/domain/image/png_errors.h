// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <png.h>

namespace solferino {

// What png_create_..._struct() is given, with an ErrorEscape as the pointer for errors.

[[noreturn]] void leavePng(png_structp png, png_const_charp message);
void ignorePngWarning(png_structp png, png_const_charp message);

} // namespace solferino
