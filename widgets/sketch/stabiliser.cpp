// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/stabiliser.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace solferino {

namespace {

StrokePoint between(const StrokePoint &a, const StrokePoint &b, double share)
{
    return {std::lerp(a.x, b.x, share), std::lerp(a.y, b.y, share),
            std::lerp(a.pressure, b.pressure, static_cast<float>(share))};
}

} // namespace

Stabiliser::Stabiliser(double reach, double step)
    : m_reach(reach)
    , m_step(step)
{}

std::vector<StrokePoint> Stabiliser::follow(const StrokePoint &pen)
{
    if (!std::exchange(m_hasBegun, true) || isOff()) {
        m_pen = m_ink = pen;
        return {pen};
    }
    const StrokePoint from = std::exchange(m_pen, pen);
    const double way = std::hypot(pen.x - from.x, pen.y - from.y);
    const int steps = std::max(1, static_cast<int>(std::ceil(way / m_step)));
    const double pull = 1.0 - std::exp(-way / steps / m_reach);
    std::vector<StrokePoint> points;
    for (int i = 1; i <= steps && way > 0.0; ++i) {
        m_ink = between(m_ink, between(from, pen, static_cast<double>(i) / steps), pull);
        points.push_back(m_ink);
    }
    return points;
}

std::vector<StrokePoint> Stabiliser::catchUp() const
{
    if (m_ink == m_pen) {
        return {};
    }
    return {m_pen};
}

} // namespace solferino
