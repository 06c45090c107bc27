// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runtime/model_file.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace solferino::models {

inline constexpr const char *kImageStylizationId = "image_stylization";
inline constexpr int kImageStylizationRevision = 1;

/// Convolutions of the net in their order, each followed by conditional instance norm: three that contract,
/// five residual blocks of two, three that expand.
inline constexpr int kStyleLayers = 16;

/// One of them. `upsampling` 2: its input is doubled first, each pixel repeated.
struct StyleLayer
{
    std::string name; ///< "contract.conv1", "residual1.conv2", "expand.conv3": prefix of its tensors
    std::int64_t inputs = 0;
    std::int64_t outputs = 0;
    std::int64_t kernel = 3;
    std::int64_t stride = 1;
    std::int64_t upsampling = 1;
};

/// What a style is called and how to show it.
struct StyleInfo
{
    std::string name;  ///< "van_gogh_starry_night": the painting's file name without extension
    std::string title; ///< "Van Gogh Starry Night", for people
    std::vector<std::uint8_t> thumbnail; ///< JPEG of the painting, longer side 192; may be empty

    bool operator==(const StyleInfo &) const = default;
};

/// Everything that a stylization net is built from: the hyper-parameters of its model file (thumbnails in
/// base64).
///
/// Tensors: LAYER.weight [outputs, inputs, kernel, kernel], LAYER.gamma and LAYER.beta [styles, outputs] for
/// each of styleLayers(); gram.1, gram.2 ... [styles, C, C]: the paintings' Gram matrices on the layers of
/// the perceptual network that it was trained with, for evaluate.
struct StyleConfig
{
    double alpha = 1.0;
    int gramLayers = 3; ///< 3 of a VGG-19, 4 of a VGG-16
    std::vector<StyleInfo> styles;

    bool operator==(const StyleConfig &) const = default;
};

[[nodiscard]] std::vector<StyleLayer> styleLayers(double alpha);

/// As the hyper-parameters of a model file. The second throws Error(ModelFileMismatch) for missing, foreign
/// or absurd values, before anything is allocated.
[[nodiscard]] nlohmann::json toJson(const StyleConfig &config);
[[nodiscard]] StyleConfig styleConfigFromJson(const nlohmann::json &json);

/// Names and shapes of all tensors of such a model.
[[nodiscard]] TensorShapes styleTensorShapes(const StyleConfig &config);

/// A style and how much of it.
struct StyleWeight
{
    int style = 0;
    double weight = 1.0;

    bool operator==(const StyleWeight &) const = default;
};

/// Reads "starry_night", "3", "3:0.8,7:0.2". A name may be any part of a style's name or title that only one
/// style has, spaces and case aside. Empty text: style 0. Throws Error(BadOption) that lists what there is.
[[nodiscard]] std::vector<StyleWeight> parseStyles(const std::string &text, const StyleConfig &config);

/// Norm rows of a mix: sum of weight times row, weights as they are. [outputs] for each layer.
struct StyleRows
{
    std::array<std::vector<float>, kStyleLayers> gamma;
    std::array<std::vector<float>, kStyleLayers> beta;
};
[[nodiscard]] StyleRows mixedRows(const FloatTensors &tensors, const StyleConfig &config,
                                  const std::vector<StyleWeight> &mix);

} // namespace solferino::models
