// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/style_variation.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace solferino {

namespace {

constexpr double kLeastShare = 0.5; ///< of the style that stays
constexpr double kMostShare = 0.8;
constexpr double kStep = 0.05;

} // namespace

std::vector<MixedStyle> variedMix(const std::vector<MixedStyle> &mix, const std::vector<std::string> &styles,
                                  std::uint32_t seed)
{
    std::mt19937 random(seed);
    const auto pick = [&random](const std::vector<std::string> &names) {
        return names[random() % names.size()];
    };
    if (mix.empty())
        return {{pick(styles), 1.0}};
    const std::string main = std::ranges::max(mix, {}, &MixedStyle::weight).style;
    std::vector<std::string> others = styles;
    std::erase_if(others, [&](const std::string &name) {
        return std::ranges::find(mix, name, &MixedStyle::style) != mix.end();
    });
    if (others.empty())
        return mix;
    const double fraction = random() / double(std::mt19937::max());
    const double share = std::round((kLeastShare + fraction * (kMostShare - kLeastShare)) / kStep) * kStep;
    return {{main, share}, {pick(others), 1.0 - share}};
}

} // namespace solferino
