// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/standard_output.h"

#include <string>
#include <vector>

namespace solferino {

/// The commands of the program. Each takes the words after its own and returns the exit status; what it
/// throws is for currentFailure().
int listDevices(const std::vector<std::string> &arguments, StandardOutput &output);
int repeatFile(const std::vector<std::string> &arguments, StandardOutput &output);
int serve(const std::vector<std::string> &arguments, StandardOutput &output);
int runModel(const std::string &model, const std::vector<std::string> &arguments, StandardOutput &output);

} // namespace solferino
