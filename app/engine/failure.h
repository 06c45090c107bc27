// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace solferino {

/// Why an operation ended, for people and programs.
struct Failure
{
    std::string kind;     ///< "bad_option", "bad_input", "file" ...
    std::string message;  ///< one English sentence
    bool isUsage = false; ///< the request is wrong, not the world
};

/// What the exception now being handled means. Call in a catch block.
[[nodiscard]] Failure currentFailure();

} // namespace solferino
