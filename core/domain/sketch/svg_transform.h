// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"

#include <string_view>

namespace solferino {

/// x' = a x + c y + e, y' = b x + d y + f, as SVG's matrix(a b c d e f).
struct SvgTransform
{
    double a = 1.0;
    double b = 0.0;
    double c = 0.0;
    double d = 1.0;
    double e = 0.0;
    double f = 0.0;

    [[nodiscard]] Point operator()(Point point) const
    {
        return {a * point.x + c * point.y + e, b * point.x + d * point.y + f};
    }
    /// `inner` first, then this one.
    [[nodiscard]] SvgTransform operator*(const SvgTransform &inner) const;
    /// What it does to lengths on the average.
    [[nodiscard]] double scale() const;

    [[nodiscard]] static SvgTransform moved(double x, double y) { return {.e = x, .f = y}; }
};

/// The value of a transform attribute. Throws FormatError.
[[nodiscard]] SvgTransform readSvgTransform(std::string_view text);

} // namespace solferino
