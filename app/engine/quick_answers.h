// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace solferino {

/// The answer to a command line that needs no computing: help, the version, the list of models.
/// Throws UsageError, OptionError.
[[nodiscard]] std::optional<std::string> quickAnswer(const std::vector<std::string> &arguments);

/// True if `arguments` are `--json` alone, false if there are none. Throws UsageError for anything else.
[[nodiscard]] bool takeJsonFlag(const std::string &command, const std::vector<std::string> &arguments);

} // namespace solferino
