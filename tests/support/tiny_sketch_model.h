// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runtime/model_file.h"
#include "models/sketch_rnn/sketch_config.h"

namespace solferino::test {

/// A config of few units; 40 points at most.
[[nodiscard]] models::SketchConfig tinySketchConfig(bool isConditional,
                                                    models::SketchCell cell = models::SketchCell::Lstm);

/// A model of random numbers, the same for the same config: lively drawings that end by themselves.
[[nodiscard]] models::ModelFile tinySketchModel(const models::SketchConfig &config);

} // namespace solferino::test
