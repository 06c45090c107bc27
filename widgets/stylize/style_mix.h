// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/image_document.h"

#include <QPointF>

#include <string>
#include <vector>

/// Arithmetic of mixes. Their weights add up to one; what one style gains, the others lose in proportion.
namespace solferino {

using StyleMix = std::vector<MixedStyle>;

[[nodiscard]] bool hasStyle(const StyleMix &mix, const std::string &style);
/// The mix with one more style at an equal share; the same mix where it is full or has the style.
[[nodiscard]] StyleMix withStyle(StyleMix mix, const std::string &style);
/// The mix without a style; the last one stays.
[[nodiscard]] StyleMix withoutStyle(StyleMix mix, const std::string &style);
/// Adds or takes away.
[[nodiscard]] StyleMix toggled(StyleMix mix, const std::string &style);
/// Weight 0..1 for one, the rest for the others.
[[nodiscard]] StyleMix withWeight(StyleMix mix, std::size_t index, double weight);

/// Corners of the pad for so many styles (1 to 4) in a square from (0, 0) to (1, 1): a line, a triangle or
/// the square itself.
[[nodiscard]] std::vector<QPointF> padCorners(std::size_t styles);
/// Where the puck of a mix is: the mean of the corners by their weights.
[[nodiscard]] QPointF padPlace(const StyleMix &mix);
/// The weights of a place; those outside count as the nearest inside.
[[nodiscard]] StyleMix withPlace(StyleMix mix, QPointF place);

} // namespace solferino
