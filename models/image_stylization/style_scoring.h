// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/image_stylization/style_config.h"
#include "models/image_stylization/style_loss.h"
#include "models/image_stylization/style_net.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace solferino::models {

/// Weighted losses of a style, means over photos.
struct StyleScore
{
    double content = 0.0;
    double style = 0.0;
    [[nodiscard]] double total() const { return content + style; }
};

/// Scores of the styles `styles` of the net, in their order, on photos [3, H, W]; `loss` holds the Gram
/// matrices of all its styles. At most `group` pictures are computed at once; `keepAlive` is called after
/// each group.
[[nodiscard]] std::vector<StyleScore> scoreStyles(const StyleNet &net, const StyleLoss &loss,
                                                  const std::vector<torch::Tensor> &photos,
                                                  const std::vector<std::int64_t> &styles, std::int64_t group,
                                                  const std::function<void()> &keepAlive);

[[nodiscard]] StyleScore meanScore(const std::vector<StyleScore> &scores);

/// Gram matrices as a model file keeps them: gram.1 ..., divided by 1024 so that 16-bit floats hold them.
void storeGrams(const StyleGrams &grams, FloatTensors &tensors);
/// And back from there.
[[nodiscard]] StyleGrams storedGrams(const FloatTensors &tensors);

/// The stored Gram matrices mean nothing to another network than the one they come from: throws
/// Error(BadOption) where the model of this card was trained with another.
void requireNetworkOf(const ModelFileInfo &card, const PerceptualNet &net);

/// The tensors of a model file that are parameters of the net.
[[nodiscard]] FloatTensors withoutGrams(const FloatTensors &tensors);

/// Whether the tensor of this name has a row for each style: norm rows and Gram matrices.
[[nodiscard]] bool isStyleTable(const std::string &name);

/// Of the perceptual network and wide nets: bfloat16 for "bf16", and for "auto" on processors that compute in
/// it; else float32.
[[nodiscard]] torch::ScalarType stylePrecision(const std::string &precision, const std::string &device);

} // namespace solferino::models
