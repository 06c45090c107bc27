// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/style_fixture.h"

#include <array>
#include <cmath>
#include <doctest/doctest.h>
#include <filesystem>
#include <numbers>
#include <numeric>

using namespace solferino;
using namespace solferino::test;

namespace {

constexpr int kSide = 128;

Picture stylized(const Picture &photo)
{
    static const ImageStylization model = tinyStylization(0.25);
    NoProgress progress;
    return model.stylize(photo, {.mix = {{0, 0.6}, {1, 0.4}}}, progress);
}

template <class Value>
Picture painted(const Value &valueAt)
{
    Picture picture = blankPicture(kSide, kSide);
    for (std::size_t i = 0; i < picture.rgb.size(); ++i)
        picture.rgb[i] = static_cast<std::uint16_t>(valueAt(
            static_cast<int>(i / 3) % kSide, static_cast<int>(i / 3) / kSide, static_cast<int>(i % 3)));
    return picture;
}

double valueAt(const Picture &picture, int x, int y, int channel)
{
    return picture.rgb[static_cast<std::size_t>((y * picture.width + x) * 3 + channel)] / 65535.0;
}

/// Size of the wave of that many periods each way within the middle of the picture.
double waveSize(const Picture &picture, double perPixelX, double perPixelY)
{
    double size = 0.0;
    for (int channel = 0; channel < 3; ++channel) {
        double real = 0.0;
        double imaginary = 0.0;
        for (int y = kSide / 4; y < 3 * kSide / 4; ++y)
            for (int x = kSide / 4; x < 3 * kSide / 4; ++x) {
                const double angle = 2 * std::numbers::pi * (perPixelX * x + perPixelY * y);
                real += valueAt(picture, x, y, channel) * std::cos(angle);
                imaginary += valueAt(picture, x, y, channel) * std::sin(angle);
            }
        size += std::hypot(real, imaginary) / (kSide / 2.0 * kSide / 2.0);
    }
    return size / 3;
}

} // namespace

TEST_CASE("flatPictures_stayFlat")
{
    for (const int level : {0, 1, 77, 12345, 40000, 65535}) {
        const Picture result =
            stylized(painted([level](int, int, int channel) { return channel == 1 ? level / 2 : level; }));
        for (int channel = 0; channel < 3; ++channel) {
            int least = 65535;
            int most = 0;
            for (std::size_t i = static_cast<std::size_t>(channel); i < result.rgb.size(); i += 3) {
                least = std::min<int>(least, result.rgb[i]);
                most = std::max<int>(most, result.rgb[i]);
            }
            CHECK_MESSAGE(most - least <= 1, level);
        }
    }
}

TEST_CASE("gradients_varyOnlyWhereThePhotoDoes")
{
    const Picture across = stylized(painted([](int x, int, int channel) { return 500 * x + 100 * channel; }));
    const Picture down = stylized(painted([](int, int y, int channel) { return 500 * y + 100 * channel; }));
    double most = 0.0;
    for (int y = 0; y < kSide; ++y)
        for (int x = 0; x < kSide; ++x)
            for (int channel = 0; channel < 3; ++channel) {
                most =
                    std::max(most, std::abs(valueAt(across, x, y, channel) - valueAt(across, x, 0, channel)));
                most = std::max(most, std::abs(valueAt(down, x, y, channel) - valueAt(down, 0, y, channel)));
            }
    CHECK(most < 1.0 / 255);
}

TEST_CASE("gradients_getNoCheckerboard")
{
    const Picture result =
        stylized(painted([](int x, int y, int channel) { return 250 * x + 220 * y + 1000 * channel; }));
    for (const double frequency : {0.5, 0.25}) {
        CHECK(waveSize(result, frequency, 0.0) < 0.004);
        CHECK(waveSize(result, 0.0, frequency) < 0.004);
        CHECK(waveSize(result, frequency, frequency) < 0.004);
        CHECK(waveSize(result, frequency, -frequency) < 0.004);
    }
}

TEST_CASE("noise_getsNoGridAndNoBorderLines")
{
    constexpr int kPeriod = 4;
    const Picture result = stylized(noisyPicture(kSide, kSide));
    for (int channel = 0; channel < 3; ++channel) {
        std::array<double, kPeriod * kPeriod> means{};
        double mean = 0.0;
        double square = 0.0;
        for (int y = 0; y < kSide; ++y)
            for (int x = 0; x < kSide; ++x) {
                const double value = valueAt(result, x, y, channel) / (kSide * kSide);
                means.at(static_cast<std::size_t>(y % kPeriod * kPeriod + x % kPeriod)) +=
                    value * kPeriod * kPeriod;
                mean += value;
                square += value * valueAt(result, x, y, channel);
            }
        const double deviation = std::sqrt(square - mean * mean);
        REQUIRE(deviation > 0.02);
        for (const double phase : means)
            CHECK(std::abs(phase - mean) < 0.3 * deviation); // even and odd pixels see other weights
        for (const int line : {0, 1, kSide - 2, kSide - 1}) {
            double row = 0.0;
            double column = 0.0;
            for (int i = 0; i < kSide; ++i) {
                row += valueAt(result, i, line, channel) / kSide;
                column += valueAt(result, line, i, channel) / kSide;
            }
            CHECK(std::abs(row - mean) < 0.5 * deviation);
            CHECK(std::abs(column - mean) < 0.5 * deviation);
        }
    }
}

TEST_CASE("patterns_thatRepeatStayAlikeAwayFromTheBorders")
{
    constexpr int kPeriod = 8;
    const Picture tile = noisyPicture(kPeriod, kPeriod);
    const Picture result = stylized(painted([&](int x, int y, int channel) {
        return tile.rgb[static_cast<std::size_t>((y % kPeriod * kPeriod + x % kPeriod) * 3 + channel)];
    }));
    // The net looks about 60 pixels around itself; further in, places that see the same become the same.
    double most = 0.0;
    for (int y = 60; y < 68; ++y)
        for (int x = 60; x < 60 + kPeriod; ++x)
            for (int channel = 0; channel < 3; ++channel)
                most = std::max(most, std::abs(valueAt(result, x, y, channel) -
                                               valueAt(result, x - kPeriod, y, channel)));
    CHECK(most < 0.02);
}

TEST_CASE("bundledStyles_paintNoFrames")
{
    constexpr int kRing = 4;
    constexpr int kRings = 8;
    const ImageStylization model(
        std::filesystem::path(SOLFERINO_NETWORKS) / "image_stylization_small.safetensors", "cpu");
    const auto ringOf = [](int x, int y) {
        return std::min({x, y, kSide - 1 - x, kSide - 1 - y}) / kRing;
    };
    NoProgress progress;
    for (const Picture &photo : {noisyPicture(kSide, kSide),
                                 painted([](int x, int, int channel) { return 500 * x + 100 * channel; })}) {
        std::array<double, kRings> steps{}; // between a ring and the next, mean over styles
        for (std::size_t style = 0; style < model.config().styles.size(); ++style) {
            const Picture result = model.stylize(photo, {.mix = {{static_cast<int>(style), 1.0}}}, progress);
            std::array<std::array<double, 3>, kRings + 1> means{};
            std::array<int, kRings + 1> pixels{};
            for (int y = 0; y < kSide; ++y)
                for (int x = 0; x < kSide; ++x) {
                    const auto ring = static_cast<std::size_t>(std::min(ringOf(x, y), kRings));
                    ++pixels.at(ring);
                    for (int channel = 0; channel < 3; ++channel)
                        means.at(ring).at(static_cast<std::size_t>(channel)) +=
                            valueAt(result, x, y, channel);
                }
            for (std::size_t ring = 0; ring + 1 < kRings; ++ring)
                for (std::size_t channel = 0; channel < 3; ++channel)
                    steps.at(ring) += std::abs(means.at(ring).at(channel) / pixels.at(ring) -
                                               means.at(ring + 1).at(channel) / pixels.at(ring + 1));
        }
        const double inside = std::accumulate(steps.begin() + 1, steps.end() - 1, 0.0) / (kRings - 2);
        CHECK(steps.front() > 0.0);
        CHECK(steps.front() < 1.5 * inside);
    }
}
