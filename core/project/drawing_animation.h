// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/sketch/drawing.h"
#include "core/project/drawing_image.h"

#include <QString>

#include <functional>

namespace solferino {

struct DrawingAnimationOptions
{
    DrawingImageStyle style;       ///< a size of 0 is 512 for the larger side; at most 2048; always opaque
    double pointsPerSecond = 60.0; ///< 1..10,000
    double lastSeconds = 2.0;      ///< how long the whole drawing stands, 0..60
    bool isLooped = true;
};

/// Called between frames with the share that is done, 0..1; false cancels.
using AnimationProgress = std::function<bool(double)>;

struct AnimationReport
{
    int frames = 0;
    double seconds = 0.0;
    bool wasCancelled = false; ///< then there is no file
};

/// The drawing that draws itself, as a GIF that appears when it is whole. Frame by frame, in the memory of a
/// few pictures. Any thread.
[[nodiscard]] Result<AnimationReport> writeDrawingGif(const Drawing &drawing, const QString &path,
                                                      const DrawingAnimationOptions &options = {},
                                                      const AnimationProgress &progress = {});

} // namespace solferino
