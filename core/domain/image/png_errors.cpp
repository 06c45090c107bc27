// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/png_errors.h"

#include "core/domain/image/error_escape.h"

#include <cstdio>

namespace solferino {

void leavePng(png_structp png, png_const_charp message)
{
    ErrorEscape &escape = *static_cast<ErrorEscape *>(png_get_error_ptr(png));
    std::snprintf(escape.message.data(), escape.message.size(), "%s", message);
    std::longjmp(escape.place, 1);
}

void ignorePngWarning(png_structp, png_const_charp) {}

} // namespace solferino
