// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>

namespace solferino::models {

/// What an operation of a model failed with. `what()` is one English sentence.
class Error final : public std::runtime_error
{
public:
    enum class Kind {
        BadOption,
        BadInput,
        NoData,            ///< nothing usable in a data set; the sentence says why
        ModelFileMismatch, ///< missing, extra or differently shaped tensors, other model
        ModelFileDamaged,  ///< truncated, hostile or unreadable
        ModelFileTooNew,
        DeviceUnavailable,
        OutOfMemory,
        Diverged, ///< the loss became NaN
        File,     ///< the disk refused
        Internal,
    };

    Error(Kind kind, const std::string &reason)
        : std::runtime_error(reason)
        , m_kind(kind)
    {}
    [[nodiscard]] Kind kind() const { return m_kind; }

private:
    Kind m_kind;
};

/// "bad_input" and so on, as the protocol and exit messages name it.
[[nodiscard]] const char *kindName(Error::Kind kind);

} // namespace solferino::models
