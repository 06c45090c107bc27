// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runtime/error.h"

namespace solferino::models {

const char *kindName(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::BadOption:
        return "bad_option";
    case Error::Kind::BadInput:
        return "bad_input";
    case Error::Kind::NoData:
        return "no_data";
    case Error::Kind::ModelFileMismatch:
        return "model_file_mismatch";
    case Error::Kind::ModelFileDamaged:
        return "model_file_damaged";
    case Error::Kind::ModelFileTooNew:
        return "model_file_too_new";
    case Error::Kind::DeviceUnavailable:
        return "device_unavailable";
    case Error::Kind::OutOfMemory:
        return "out_of_memory";
    case Error::Kind::Diverged:
        return "diverged";
    case Error::Kind::File:
        return "file";
    case Error::Kind::Internal:
        break;
    }
    return "internal";
}

} // namespace solferino::models
