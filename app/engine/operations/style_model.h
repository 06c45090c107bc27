// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/operation.h"
#include "core/domain/image/picture_mix.h"
#include "models/image_stylization/image_stylization.h"
#include "models/image_stylization/style_training.h"

#include <memory>
#include <string>
#include <vector>

namespace solferino {

/// The request's model on the request's device, read where it is not at hand yet.
[[nodiscard]] std::shared_ptr<const models::ImageStylization> loadedStyleModel(const JobRequest &request,
                                                                               OperationContext &context);

/// What training and evaluation need beside their options. Throws models::Error(File) if the bundled
/// perceptual network is wanted (`own` is empty) and not installed.
[[nodiscard]] models::StyleTrainSetting styleTrainSetting(const JobRequest &request, const std::string &own);

/// Width and height in pixels.
struct PixelSize
{
    int width = 0;
    int height = 0;
};

/// A size with its longer side brought to `longestSide`; 0 leaves it.
[[nodiscard]] PixelSize sizeWithin(PixelSize size, int longestSide);

/// Throws models::Error(OutOfMemory) if there is too little memory to stylize a picture of this size, even
/// in tiles: what is needed, what there is, what would fit.
void requireMemory(const models::ImageStylization &model, const models::StylizeRequest &request,
                   PixelSize size, const std::string &device);

/// "style", "keep" or "match" of the options.
[[nodiscard]] StyleColours styleColours(const std::string &name);

/// "starry_night-80+great_wave-20": what a mix is called in file names; a whole style goes by its name alone.
[[nodiscard]] std::string mixName(const std::vector<models::StyleWeight> &mix,
                                  const models::StyleConfig &config);
/// "starry_night:0.8,great_wave:0.2": the option `styles` that means this mix in other models too.
[[nodiscard]] std::string mixOption(const std::vector<models::StyleWeight> &mix,
                                    const models::StyleConfig &config);
/// [{style, name, weight}]
[[nodiscard]] nlohmann::json mixJson(const std::vector<models::StyleWeight> &mix,
                                     const models::StyleConfig &config);

} // namespace solferino
