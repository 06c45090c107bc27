// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/image/picture.h"
#include "core/domain/image/picture_mix.h"

#include <optional>
#include <string>
#include <string_view>

namespace solferino {

/// A part of an upright picture, in its pixels. Without a width it is the whole picture.
struct PictureCrop
{
    int left = 0;
    int top = 0;
    int width = 0;
    int height = 0;

    [[nodiscard]] bool isWhole() const { return width == 0; }
    bool operator==(const PictureCrop &) const = default;
};

/// Whether it is the whole picture or lies inside one of this size.
[[nodiscard]] bool liesInside(const PictureCrop &crop, int width, int height);

/// "left,top,width,height", as options of jobs have it; empty: the whole picture.
[[nodiscard]] std::string cropText(const PictureCrop &crop);
/// Nothing where the text is no such thing: four whole numbers, the first two from 0, the others from 1.
[[nodiscard]] std::optional<PictureCrop> cropFromText(std::string_view text);

/// The part of the picture, which it must lie inside.
[[nodiscard]] Picture cropped(Picture picture, const PictureCrop &crop);

/// A mask that was stretched over the part `from` of a picture of this size, for the part `to`: what was
/// painted keeps its place in the picture, and where nothing could be painted the style applies.
[[nodiscard]] StyleMask maskFor(const StyleMask &mask, const PictureCrop &from, const PictureCrop &to,
                                int width, int height);

} // namespace solferino
