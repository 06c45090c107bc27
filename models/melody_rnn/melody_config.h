// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runtime/model_file.h"

#include <cstdint>
#include <string>
#include <vector>

namespace solferino::models {

inline constexpr const char *kMelodyRnnId = "melody_rnn";
/// Newest layout of a Melody RNN's model file that this program reads.
inline constexpr int kMelodyRnnRevision = 1;

/// What a config fixes beside its encoding (sheet, section 1).
struct MelodyConfig
{
    std::string name;
    std::vector<std::int64_t> layers{128, 128};
    std::int64_t attention = 0; ///< window, 0: none
    double clipNorm = 5.0;
    std::string description;
};

/// Throws Error(BadOption) for another name than those of the four configs.
[[nodiscard]] const MelodyConfig &melodyConfig(const std::string &name);

/// The sizes in a model file's hyper-parameters, checked: a config that this program knows, one to eight
/// layers, sizes within reason. Throws Error(ModelFileMismatch).
[[nodiscard]] MelodyConfig melodyConfigOf(const ModelFileInfo &info);

/// The hyper-parameters that a model file of `config` holds.
[[nodiscard]] nlohmann::json hyperParametersOf(const MelodyConfig &config);

} // namespace solferino::models
