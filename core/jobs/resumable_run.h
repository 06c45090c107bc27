// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/job_record.h"

#include <string>

namespace solferino {

/// The folder of a training run that this job can go on with, empty if there is none.
[[nodiscard]] std::string runToResume(const JobRecord &record);

} // namespace solferino
