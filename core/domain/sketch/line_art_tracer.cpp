// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/line_art_tracer.h"

#include "core/domain/sketch/skeleton_paths.h"
#include "core/domain/sketch/thinning.h"
#include "core/domain/text/format_error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

namespace solferino {

namespace {

constexpr std::size_t kMostLines = 10'000; ///< more is a photograph

void checkSize(const GrayImage &image, std::size_t most)
{
    if (image.width <= 0 || image.height <= 0)
        throw FormatError("the picture has no size");
    const std::size_t area = static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
    if (area > most)
        throw FormatError("the picture has more than " + std::to_string(most) + " pixels");
    if (image.pixels.size() != area)
        throw FormatError("the picture's pixels do not fit its size");
}

/// The level that separates dark from light best (Otsu): pixels up to it are dark.
int thresholdOf(const GrayImage &image)
{
    std::array<double, 256> counts{};
    for (const std::uint8_t pixel : image.pixels)
        counts[pixel] += 1.0;
    double total = 0.0;
    double sum = 0.0;
    for (std::size_t level = 0; level < counts.size(); ++level) {
        total += counts[level];
        sum += static_cast<double>(level) * counts[level];
    }
    double dark = 0.0;
    double darkSum = 0.0;
    double best = 0.0;
    int threshold = -1;
    for (std::size_t level = 0; level + 1 < counts.size(); ++level) {
        dark += counts[level];
        darkSum += static_cast<double>(level) * counts[level];
        const double light = total - dark;
        if (dark == 0.0 || light == 0.0)
            continue;
        const double gap = darkSum / dark - (sum - darkSum) / light;
        const double variance = dark * light * gap * gap;
        if (variance > best) {
            best = variance;
            threshold = static_cast<int>(level);
        }
    }
    return threshold;
}

InkImage inkOf(const GrayImage &image, int threshold)
{
    const auto dark =
        std::ranges::count_if(image.pixels, [&](std::uint8_t level) { return level <= threshold; });
    const bool isBoard = static_cast<std::size_t>(dark) * 2 > image.pixels.size();
    InkImage ink(image.width, image.height);
    std::size_t pixel = 0;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x, ++pixel)
            ink.ink[ink.indexOf(x, y)] = (image.pixels[pixel] <= threshold) != isBoard ? 1 : 0;
    }
    return ink;
}

/// Turns spots of fewer pixels than `least` to paper.
void dropSpecks(InkImage &image, std::size_t least)
{
    const std::array<std::ptrdiff_t, 8> steps = image.steps();
    std::vector<bool> isSeen(image.ink.size());
    std::vector<std::size_t> spot;
    for (std::size_t start = 0; start < image.ink.size(); ++start) {
        if (image.ink[start] == 0 || isSeen[start])
            continue;
        spot.assign(1, start);
        isSeen[start] = true;
        for (std::size_t i = 0; i < spot.size(); ++i) {
            for (const std::ptrdiff_t step : steps) {
                const std::size_t next = spot[i] + static_cast<std::size_t>(step);
                if (image.ink[next] != 0 && !isSeen[next]) {
                    isSeen[next] = true;
                    spot.push_back(next);
                }
            }
        }
        if (spot.size() < least) {
            for (const std::size_t pixel : spot)
                image.ink[pixel] = 0;
        }
    }
}

double squaredDistance(const Point &a, const Point &b)
{
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

/// A closed line may begin anywhere: begins it at its point nearest to `pen`.
void turnTo(Polyline &line, const Point &pen)
{
    if (line.size() < 3 || line.front() != line.back())
        return;
    line.pop_back();
    const auto nearest =
        std::ranges::min_element(line, {}, [&](const Point &point) { return squaredDistance(point, pen); });
    std::rotate(line.begin(), nearest, line.end());
    line.push_back(line.front());
}

Lines inHandOrder(Lines lines)
{
    Lines ordered;
    ordered.reserve(lines.size());
    Point pen; // the left upper corner
    while (!lines.empty()) {
        double best = std::numeric_limits<double>::max();
        std::size_t nearest = 0;
        bool isTurned = false;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const double toFront = squaredDistance(lines[i].front(), pen);
            const double toBack = squaredDistance(lines[i].back(), pen);
            if (std::min(toFront, toBack) < best) {
                best = std::min(toFront, toBack);
                nearest = i;
                isTurned = toBack < toFront;
            }
        }
        Polyline line = std::move(lines[nearest]);
        lines[nearest] = std::move(lines.back());
        lines.pop_back();
        if (isTurned)
            std::ranges::reverse(line);
        turnTo(line, pen);
        pen = line.back();
        ordered.push_back(std::move(line));
    }
    return ordered;
}

} // namespace

Lines traceLineArt(const GrayImage &image, const TraceOptions &options)
{
    checkSize(image, options.mostPixels);
    const int threshold = options.threshold >= 0 ? options.threshold : thresholdOf(image);
    InkImage ink = inkOf(image, threshold);
    dropSpecks(ink, static_cast<std::size_t>(std::max(options.shortestLine, 1.0)));
    const auto inked = static_cast<double>(std::ranges::count(ink.ink, std::uint8_t{1}));
    if (inked == 0.0)
        throw FormatError("the picture is blank");
    thin(ink);
    const auto skeleton = static_cast<double>(std::ranges::count(ink.ink, std::uint8_t{1}));
    Lines lines = pathsOf(ink, inked / skeleton, options.shortestLine);
    if (lines.size() > kMostLines)
        throw FormatError("the picture is no line art: it has more than " + std::to_string(kMostLines) +
                          " lines");
    return inHandOrder(std::move(lines));
}

} // namespace solferino
