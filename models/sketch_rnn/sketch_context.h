// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"
#include "models/sketch_rnn/sketch_config.h"
#include "models/sketch_rnn/sketch_sampling.h"

#include <vector>

namespace solferino::models {

/// How a model's units lie on the canvas.
struct SketchScale
{
    double pixelsPerDataUnit = 1.0;
    double pixelsPerModelUnit = 1.0; ///< the data's units over the model's scale factor

    /// `drawingSize`: the larger side, in pixels, of a drawing as those of the data.
    SketchScale(const SketchConfig &config, double drawingSize)
        : pixelsPerDataUnit(drawingSize / config.drawingSize)
        , pixelsPerModelUnit(pixelsPerDataUnit * config.scaleFactor)
    {}
};

/// A drawing as a model sees it.
struct SketchContext
{
    std::vector<SketchStep> rows; ///< at least one; the first offset is 0
    Lines lines;                  ///< canvas pixels
    bool isCut = false;           ///< longer than the model knows: its last part alone

    [[nodiscard]] Point first() const { return lines.front().front(); }
    [[nodiscard]] Point last() const { return lines.back().back(); }
};

/// Simplifies (`tolerance` in the data's units) and scales a drawing in canvas pixels. Of one longer than the
/// model's `maxLength`, its last strokes that leave room for an ending, or of a single stroke its last
/// points. Throws Error(BadInput) for a drawing without a line, or with points that are no places.
[[nodiscard]] SketchContext readContext(const Lines &drawing, const SketchConfig &config,
                                        const SketchScale &scale, double tolerance);

/// Where new rows begin on the canvas.
struct SketchOrigin
{
    Point place;
    bool isPenDown = false; ///< a line runs from there to the first row's point
};

/// Lines in canvas pixels; the last may be open. None for no rows.
[[nodiscard]] Lines linesOf(const std::vector<SketchStep> &rows, const SketchOrigin &origin,
                            const SketchScale &scale);

} // namespace solferino::models
