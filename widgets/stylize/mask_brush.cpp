// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/mask_brush.h"

#include <algorithm>
#include <cmath>

namespace solferino {

namespace {

constexpr double kSizeStep = 1.25;
constexpr double kLeastRadius = 0.75; // mask pixels

QSize maskSize(QSize picture)
{
    const QSize largest(kLongestMask, kLongestMask);
    const bool isSmall = picture.width() <= kLongestMask && picture.height() <= kLongestMask;
    return (isSmall ? picture : picture.scaled(largest, Qt::KeepAspectRatio)).expandedTo({1, 1});
}

/// 0..255: all inside `hard`, fading to nothing at 1; distances are shares of the radius.
int coverageAt(double squaredDistance, double hard)
{
    if (squaredDistance <= hard * hard)
        return 255;
    if (squaredDistance >= 1.0)
        return 0;
    const double rest = (1.0 - std::sqrt(squaredDistance)) / (1.0 - hard);
    return static_cast<int>(255 * rest * rest * (3.0 - 2.0 * rest) + 0.5);
}

} // namespace

double MaskBrush::sizeAfter(int steps) const
{
    return std::clamp(size * std::pow(kSizeStep, steps), kLeastSize, kMostSize);
}

MaskStroke::MaskStroke(const StyleMask &mask, const MaskBrush &brush, QSize picture)
    : m_before(mask)
    , m_brush(brush)
{
    if (m_before.values.empty()) {
        const QSize size = maskSize(picture);
        m_before.width = size.width();
        m_before.height = size.height();
        m_before.values.assign(static_cast<std::size_t>(size.width()) *
                                   static_cast<std::size_t>(size.height()),
                               brush.erases ? 255 : 0);
    }
    m_mask = m_before;
    m_coverage.assign(m_mask.values.size(), 0);
    const double longer = std::max({1, picture.width(), picture.height()});
    m_scale = std::max(m_mask.width, m_mask.height) / longer;
    m_radius = std::max(kLeastRadius, brush.size * longer * m_scale / 2);
}

QRect MaskStroke::lineTo(QPointF place)
{
    const QPointF to = place * m_scale;
    const QRect changed = paintSegment(m_hasBegun ? m_last : to, to);
    m_last = to;
    m_hasBegun = true;
    return changed;
}

QRect MaskStroke::paintSegment(QPointF from, QPointF to)
{
    const QRectF bounds = QRectF(from, to).normalized().adjusted(-m_radius, -m_radius, m_radius, m_radius);
    const QRect area = bounds.toAlignedRect() & QRect(0, 0, m_mask.width, m_mask.height);
    const QPointF way = to - from;
    const double lengthSquared = QPointF::dotProduct(way, way);
    // A brush of few pixels keeps a soft rim, so that its edge has no steps.
    const double hard = std::min(m_brush.hardness, 1.0 - 1.0 / std::max(1.0, m_radius));
    const int target = m_brush.erases ? 0 : 255;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x) {
            const auto at = static_cast<std::size_t>(y) * static_cast<std::size_t>(m_mask.width) +
                            static_cast<std::size_t>(x);
            if (m_coverage[at] == 255)
                continue;
            const QPointF place = QPointF(x + 0.5, y + 0.5) - from;
            const double along = lengthSquared > 0
                                     ? std::clamp(QPointF::dotProduct(place, way) / lengthSquared, 0.0, 1.0)
                                     : 0.0;
            const QPointF off = place - along * way;
            const int coverage = coverageAt(QPointF::dotProduct(off, off) / (m_radius * m_radius), hard);
            if (coverage <= m_coverage[at])
                continue;
            m_coverage[at] = static_cast<std::uint8_t>(coverage);
            const int before = m_before.values[at];
            m_mask.values[at] = static_cast<std::uint8_t>(before + (target - before) * coverage / 255);
        }
    }
    return area;
}

StyleMask inverted(StyleMask mask)
{
    for (std::uint8_t &value : mask.values)
        value = static_cast<std::uint8_t>(255 - value);
    return mask;
}

} // namespace solferino
