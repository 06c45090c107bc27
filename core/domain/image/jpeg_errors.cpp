// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/jpeg_errors.h"

#include <algorithm>
#include <jerror.h>

namespace solferino {

namespace {

static_assert(std::tuple_size_v<decltype(ErrorEscape::message)> >= JMSG_LENGTH_MAX);

ErrorEscape &escapeOf(j_common_ptr info)
{
    return *static_cast<ErrorEscape *>(info->client_data);
}

[[noreturn]] void leave(j_common_ptr info)
{
    ErrorEscape &escape = escapeOf(info);
    info->err->format_message(info, escape.message.data());
    std::longjmp(escape.place, 1);
}

void hear(j_common_ptr info, int level)
{
    if (level >= 0)
        return;
    switch (info->err->msg_code) {
    case JWRN_ARITH_BAD_CODE:
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_JPEG_EOF:
        leave(info);
    default:
        break;
    }
}

void saySilently(j_common_ptr) {}

} // namespace

void escapeJpegErrors(j_common_ptr info, jpeg_error_mgr &manager, ErrorEscape &escape)
{
    info->err = jpeg_std_error(&manager);
    info->client_data = &escape;
    manager.error_exit = leave;
    manager.emit_message = hear;
    manager.output_message = saySilently;
}

void leaveJpeg(j_common_ptr info, const char *message)
{
    ErrorEscape &escape = escapeOf(info);
    std::snprintf(escape.message.data(), escape.message.size(), "%s", message);
    std::longjmp(escape.place, 1);
}

} // namespace solferino
