// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace solferino::test {

/// A folder with the bundled model basic_rnn: small, untrained, made on the fly; gone with the program.
[[nodiscard]] const std::filesystem::path &tinyModelFolder();

} // namespace solferino::test
