// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/image/picture_mix.h"

#include <QPointF>
#include <QRect>
#include <QSize>

#include <cstdint>
#include <vector>

namespace solferino {

/// What a mask is painted with.
struct MaskBrush
{
    static constexpr double kLeastSize = 0.005;
    static constexpr double kMostSize = 1.0;

    double size = 0.1;     ///< diameter as a share of the picture's longer side
    double hardness = 0.5; ///< share of the radius that is painted in full, 0..1; the rest fades
    bool erases = false;   ///< takes the style away instead of bringing it

    /// The next size up or down, for keys.
    [[nodiscard]] double sizeAfter(int steps) const;

    bool operator==(const MaskBrush &) const = default;
};

/// A stroke of the mask's brush while it is painted. Strokes do not add up where they cross themselves.
class MaskStroke final
{
public:
    /// A mask that is empty ("everywhere") counts as such for a brush that erases; one that paints begins
    /// with the style nowhere. The mask gets the picture's shape.
    MaskStroke(const StyleMask &mask, const MaskBrush &brush, QSize picture);

    /// Goes on in a straight line to a place of the picture, pixels; the first place is a dab. Returns what
    /// changed, in pixels of the mask.
    QRect lineTo(QPointF place);
    [[nodiscard]] const StyleMask &mask() const { return m_mask; }

private:
    QRect paintSegment(QPointF from, QPointF to);

    StyleMask m_before;
    StyleMask m_mask;
    MaskBrush m_brush;
    std::vector<std::uint8_t> m_coverage; ///< of this stroke, 0..255, pixel by pixel
    double m_scale = 1.0;                 ///< mask pixels a picture pixel
    double m_radius = 1.0;                ///< mask pixels
    QPointF m_last;
    bool m_hasBegun = false;
};

/// Applies the style where it did not, and the other way; an empty mask ("everywhere") stays empty.
[[nodiscard]] StyleMask inverted(StyleMask mask);

} // namespace solferino
