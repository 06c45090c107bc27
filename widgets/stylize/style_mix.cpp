// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/style_mix.h"

#include <algorithm>
#include <cmath>

namespace solferino {

namespace {

auto find(StyleMix &mix, const std::string &style)
{
    return std::ranges::find(mix, style, &MixedStyle::style);
}

double sum(const StyleMix &mix)
{
    double total = 0.0;
    for (const MixedStyle &style : mix)
        total += style.weight;
    return total;
}

/// Weights that add up to one; equal ones where all are nothing.
StyleMix balanced(StyleMix mix)
{
    const double total = sum(mix);
    for (MixedStyle &style : mix)
        style.weight = total > 0 ? style.weight / total : 1.0 / static_cast<double>(mix.size());
    return mix;
}

double cross(QPointF a, QPointF b)
{
    return a.x() * b.y() - a.y() * b.x();
}

QPointF nearestOnLine(QPointF place, QPointF from, QPointF to)
{
    const QPointF way = to - from;
    const double share = QPointF::dotProduct(place - from, way) / QPointF::dotProduct(way, way);
    return from + std::clamp(share, 0.0, 1.0) * way;
}

/// Shares of three corners; the place is brought into the triangle first.
std::vector<double> triangleShares(const std::vector<QPointF> &corners, QPointF place)
{
    const double area = cross(corners[1] - corners[0], corners[2] - corners[0]);
    const auto shares = [&](QPointF point) {
        const double second = cross(point - corners[0], corners[2] - corners[0]) / area;
        const double third = cross(corners[1] - corners[0], point - corners[0]) / area;
        return std::vector<double>{1.0 - second - third, second, third};
    };
    std::vector<double> found = shares(place);
    if (std::ranges::min(found) >= 0)
        return found;
    QPointF best;
    double least = 1e9;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const QPointF near = nearestOnLine(place, corners[i], corners[(i + 1) % corners.size()]);
        const QPointF off = near - place;
        if (const double distance = QPointF::dotProduct(off, off); distance < least) {
            least = distance;
            best = near;
        }
    }
    found = shares(best);
    for (double &share : found)
        share = std::max(0.0, share);
    return found;
}

std::vector<double> sharesAt(std::size_t styles, QPointF place)
{
    const double x = std::clamp(place.x(), 0.0, 1.0);
    const double y = std::clamp(place.y(), 0.0, 1.0);
    switch (styles) {
    case 1:
        return {1.0};
    case 2:
        return {1.0 - x, x};
    case 3:
        return triangleShares(padCorners(styles), place);
    default:
        return {(1 - x) * (1 - y), x * (1 - y), (1 - x) * y, x * y};
    }
}

} // namespace

bool hasStyle(const StyleMix &mix, const std::string &style)
{
    return std::ranges::find(mix, style, &MixedStyle::style) != mix.end();
}

StyleMix withStyle(StyleMix mix, const std::string &style)
{
    if (mix.size() >= kMostMixedStyles || hasStyle(mix, style))
        return mix;
    mix = balanced(std::move(mix));
    const double share = 1.0 / static_cast<double>(mix.size() + 1);
    for (MixedStyle &other : mix)
        other.weight *= 1.0 - share;
    mix.push_back({style, share});
    return mix;
}

StyleMix withoutStyle(StyleMix mix, const std::string &style)
{
    const auto found = find(mix, style);
    if (found == mix.end() || mix.size() == 1)
        return mix;
    mix.erase(found);
    return balanced(std::move(mix));
}

StyleMix toggled(StyleMix mix, const std::string &style)
{
    return hasStyle(mix, style) ? withoutStyle(std::move(mix), style) : withStyle(std::move(mix), style);
}

StyleMix withWeight(StyleMix mix, std::size_t index, double weight)
{
    if (index >= mix.size() || mix.size() == 1)
        return mix;
    weight = std::clamp(weight, 0.0, 1.0);
    const double others = sum(mix) - mix[index].weight;
    const double rest = 1.0 - weight;
    for (std::size_t i = 0; i < mix.size(); ++i) {
        if (i != index)
            mix[i].weight =
                others > 1e-9 ? mix[i].weight * rest / others : rest / static_cast<double>(mix.size() - 1);
    }
    mix[index].weight = weight;
    return mix;
}

std::vector<QPointF> padCorners(std::size_t styles)
{
    switch (styles) {
    case 0:
        return {};
    case 1:
        return {{0.5, 0.5}};
    case 2:
        return {{0.0, 0.5}, {1.0, 0.5}};
    case 3:
        return {{0.5, 0.0}, {1.0, 1.0}, {0.0, 1.0}};
    default:
        return {{0.0, 0.0}, {1.0, 0.0}, {0.0, 1.0}, {1.0, 1.0}};
    }
}

QPointF padPlace(const StyleMix &mix)
{
    const std::vector<QPointF> corners = padCorners(mix.size());
    const StyleMix shares = balanced(mix);
    QPointF place;
    for (std::size_t i = 0; i < std::min(corners.size(), shares.size()); ++i)
        place += shares[i].weight * corners[i];
    return place;
}

StyleMix withPlace(StyleMix mix, QPointF place)
{
    if (mix.empty())
        return mix;
    const std::vector<double> shares = sharesAt(mix.size(), place);
    for (std::size_t i = 0; i < std::min(mix.size(), shares.size()); ++i)
        mix[i].weight = shares[i];
    return balanced(std::move(mix));
}

} // namespace solferino
