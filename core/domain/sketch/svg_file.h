// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace solferino {

/// Limits that are checked before memory is taken.
struct SvgLimits
{
    std::size_t mostBytes = 64U << 20U;
    std::size_t mostPoints = 1'000'000; ///< after curves are flattened
    double flatness = 0.25;             ///< largest distance of a chord from its curve, SVG user units
};

struct SvgDrawing
{
    Drawing drawing;                   ///< exact where we wrote the file, else flattened paths in file order
    std::vector<std::string> warnings; ///< what was left out, English sentences
    std::string request;               ///< JSON of the job that made it; empty where there is none
};

/// Reads paths and shapes of any SVG: curves, transforms, groups. Text, pictures and clip paths are left out
/// with a warning; entities are not expanded. Throws FormatError: no SVG, too large, numbers that are none,
/// nested too deep.
[[nodiscard]] SvgDrawing readSvg(std::span<const std::uint8_t> bytes, const SvgLimits &limits = {});

struct SvgStyle
{
    std::string mineColour = "#1C1D1F";
    std::string machineColour = "#1C1D1F";
    std::string backgroundColour = "#FFFFFF"; ///< empty: none
    double margin = 25.0;
    std::string request{}; ///< JSON of the job that made it, kept in the metadata; may be empty
};

/// One path a stroke in drawing order; pressure, layer, width and group in attributes of our own, so that
/// readSvg() gives the same strokes back. The background picture is not written.
[[nodiscard]] std::string writeSvg(const Drawing &drawing, const SvgStyle &style = {});

/// The same, drawing itself stroke by stroke: `pointsPerSecond` sets the pace (by the strokes' points). Plays
/// in browsers without a script.
[[nodiscard]] std::string writeAnimatedSvg(const Drawing &drawing, double pointsPerSecond,
                                           const SvgStyle &style = {});

} // namespace solferino
