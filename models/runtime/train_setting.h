// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runtime/model_file.h"

#include <cstdint>
#include <functional>
#include <string>

namespace solferino::models {

/// What a training needs beside its options.
struct TrainSetting
{
    std::uint64_t seed = 0;      ///< of the split, the order, the first weights and the dropout
    std::string device = "auto"; ///< a wish as in chooseDevice
    /// What a model in training makes: the content of a "sample" partial. May be empty: no samples.
    std::function<nlohmann::json(const ModelFile &model, std::uint64_t seed)> makeSample{};
};

} // namespace solferino::models
