// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tiny_sketch_model.h"

#include <cmath>
#include <random>

namespace solferino::test {

using namespace solferino::models;

SketchConfig tinySketchConfig(bool isConditional, SketchCell cell)
{
    SketchConfig config;
    config.isConditional = isConditional;
    config.encoderCell = cell;
    config.decoderCell = cell;
    config.encoderSize = 10;
    config.decoderSize = 20;
    config.latentSize = 6;
    config.mixtures = 4;
    config.maxLength = 40;
    config.scaleFactor = 20.0;
    return config;
}

ModelFile tinySketchModel(const SketchConfig &config)
{
    ModelFile file;
    file.info.model = kSketchRnnId;
    file.info.revision = kSketchRnnRevision;
    file.info.config = config.isConditional ? "vae" : "decoder";
    file.info.description = "Random numbers.";
    file.info.licence = "CC0-1.0";
    file.info.hyperParameters = toJson(config);
    std::mt19937 random(7);
    for (const auto &[name, shape] : sketchTensorShapes(config)) {
        std::int64_t count = 1;
        for (const std::int64_t size : shape)
            count *= size;
        const bool isGain = name.ends_with(".gain");
        const auto range =
            shape.size() == 1 ? 0.5F : 2.0F / std::sqrt(static_cast<float>(shape[shape.size() - 2]));
        FloatTensor tensor{shape, {}};
        for (std::int64_t i = 0; i < count; ++i) {
            const float value = static_cast<float>(random() % 2001) / 1000.0F - 1.0F;
            tensor.values.push_back(value * range + (isGain ? 1.0F : 0.0F));
        }
        file.tensors[name] = std::move(tensor);
    }
    std::vector<float> &output = file.tensors["output.bias"].values;
    output[0] += 1.5F; // draws
    output[2] -= 2.5F; // ends
    return file;
}

} // namespace solferino::test
