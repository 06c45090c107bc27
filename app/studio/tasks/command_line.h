// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/job_request.h"

#include <QString>

namespace solferino {

/// The request as a command for a POSIX shell: "solferino-engine melody_rnn generate --steps 64 … primer.mid
/// --output .". Options at their defaults are left out; attached inputs appear by name.
[[nodiscard]] QString engineCommandLine(const JobRequest &request);

} // namespace solferino
