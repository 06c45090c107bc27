// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runtime/model_file.h"

#include <cstdint>
#include <span>

namespace solferino::models {

/// Bytes; above it a file is no browser model.
inline constexpr std::uint64_t kLargestBrowserModel = 256U << 20U;

/// A sketch-rnn model for the browser (.gen.json) as a model file of ours: with an encoder (modes 0 and 1, 17
/// tensors) or a decoder alone (mode 2, 5 tensors), any version; LSTM cells. Weights come as 10 q / 32767 of
/// whole numbers q. `info.data["name"]` is the model's own name; the licence is left empty. The file does not
/// tell the size of a drawing of its data: `drawingSize` is the default.
///
/// Every size is checked before memory is taken for it. Throws Error(ModelFileDamaged): no such JSON, shapes
/// that do not fit each other or their bytes, numbers out of range.
[[nodiscard]] ModelFile readBrowserModel(std::span<const std::uint8_t> bytes);

} // namespace solferino::models
