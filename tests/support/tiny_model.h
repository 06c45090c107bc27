// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace solferino::test {

/// A folder with the bundled models basic_rnn (Melody RNN), rabbit (Sketch RNN, a decoder) and
/// image_stylization (that of tinyStyleModel()), and vae.safetensors (Sketch RNN with an encoder): small,
/// untrained, made on the fly; gone with the program. Those of Sketch RNN never draw their end.
[[nodiscard]] const std::filesystem::path &tinyModelFolder();

} // namespace solferino::test
