// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/image_stylization/image_stylization.h"
#include "models/runtime/error.h"
#include "tests/support/tiny_style_model.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace solferino::test {

using namespace solferino::models;

inline Picture blankPicture(int width, int height)
{
    Picture picture;
    picture.width = width;
    picture.height = height;
    picture.rgb.resize(picture.pixels() * 3);
    return picture;
}

/// Soft blobs under fine noise: something of every frequency.
inline Picture noisyPicture(int width, int height, unsigned seed = 3)
{
    Picture picture = blankPicture(width, height);
    std::mt19937 random(seed);
    const auto side = static_cast<std::size_t>(width);
    for (std::size_t i = 0; i < picture.rgb.size(); ++i) {
        const std::size_t x = i / 3 % side;
        const std::size_t y = i / 3 / side;
        const std::size_t wave = (x * (5 + i % 3) + y * 11) % 400;
        picture.rgb[i] = static_cast<std::uint16_t>(100 * std::min(wave, 400 - wave) + random() % 40000);
    }
    return picture;
}

/// The largest distance between two pictures' values, of 65535.
inline int largestDistance(const Picture &a, const Picture &b)
{
    if (a.width != b.width || a.height != b.height || a.rgb.size() != b.rgb.size())
        return 65536;
    int most = 0;
    for (std::size_t i = 0; i < a.rgb.size(); ++i)
        most = std::max(most, std::abs(static_cast<int>(a.rgb[i]) - static_cast<int>(b.rgb[i])));
    return most;
}

inline ImageStylization tinyStylization(double alpha = 0.125)
{
    return ImageStylization(tinyStyleModel(tinyStyleConfig(alpha)), "cpu");
}

struct RecordingProgress final : Progress
{
    void report(const ProgressReport &report) override
    {
        reports.push_back(report);
        if (static_cast<int>(reports.size()) == cancelAt)
            throw Cancelled();
    }
    void partial(const nlohmann::json &) override {}
    void note(const std::string &text) override { notes.push_back(text); }

    std::vector<ProgressReport> reports;
    std::vector<std::string> notes;
    int cancelAt = -1;
};

/// Kind and sentence of the error that `call` throws.
template <class Call>
std::pair<Error::Kind, std::string> errorOf(Call call)
{
    try {
        call();
    } catch (const Error &error) {
        return {error.kind(), error.what()};
    }
    return {Error::Kind::Internal, "nothing was thrown"};
}

} // namespace solferino::test
