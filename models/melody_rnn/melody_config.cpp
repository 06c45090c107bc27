// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/melody_rnn/melody_config.h"

#include "models/runtime/error.h"

#include <algorithm>
#include <array>

namespace solferino::models {

namespace {

constexpr std::int64_t kMaxUnits = 8192;
constexpr std::int64_t kMaxAttention = 4096;
constexpr std::size_t kMaxLayers = 8;

bool isBetween(const nlohmann::json &value, std::int64_t low, std::int64_t high)
{
    return value.is_number_integer() && value.get<std::int64_t>() >= low && value.get<std::int64_t>() <= high;
}

} // namespace

const MelodyConfig &melodyConfig(const std::string &name)
{
    static const std::array configs{
        MelodyConfig{"basic_rnn", {128, 128}, 0, 5.0, "Continues melodies, note by note."},
        MelodyConfig{
            "mono_rnn", {128, 128}, 0, 5.0, "Continues melodies in any key over all of the keyboard."},
        MelodyConfig{"lookback_rnn", {128, 128}, 0, 5.0, "Continues melodies and repeats their bars."},
        MelodyConfig{"attention_rnn", {128, 128}, 40, 3.0, "Continues melodies and keeps to their themes."},
    };
    const auto *found = std::find_if(configs.begin(), configs.end(),
                                     [&](const MelodyConfig &config) { return config.name == name; });
    if (found == configs.end())
        throw Error(Error::Kind::BadOption, "The config \"" + name + "\" is unknown.");
    return *found;
}

MelodyConfig melodyConfigOf(const ModelFileInfo &info)
{
    const auto refuse = [&](const std::string &what) {
        return Error(Error::Kind::ModelFileMismatch,
                     "The model file names " + what + " that this program does not know.");
    };
    MelodyConfig config;
    try {
        config = melodyConfig(info.config);
    } catch (const Error &) {
        throw refuse("a config");
    }
    const auto &sizes = info.hyperParameters;
    if (const auto layers = sizes.find("layers"); layers != sizes.end()) {
        if (!layers->is_array() || layers->empty() || layers->size() > kMaxLayers ||
            !std::all_of(layers->begin(), layers->end(),
                         [](const auto &units) { return isBetween(units, 1, kMaxUnits); }))
            throw refuse("layer sizes");
        config.layers = layers->get<std::vector<std::int64_t>>();
    }
    if (const auto attention = sizes.find("attention"); attention != sizes.end()) {
        if (!isBetween(*attention, 0, kMaxAttention))
            throw refuse("an attention window");
        config.attention = attention->get<std::int64_t>();
    }
    return config;
}

nlohmann::json hyperParametersOf(const MelodyConfig &config)
{
    return {{"layers", config.layers}, {"attention", config.attention}};
}

} // namespace solferino::models
