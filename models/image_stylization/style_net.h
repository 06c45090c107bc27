// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/image_stylization/style_config.h"

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <vector>

namespace solferino::models {

/// Norm rows of each layer: [N, outputs], or [1, outputs] for all pictures alike.
struct StyleNetRows
{
    std::vector<torch::Tensor> gamma;
    std::vector<torch::Tensor> beta;
};

/// A convolution over reflected borders, without bias, and its table of norm rows. Parameters: weight
/// [outputs, inputs, kernel, kernel], gamma and beta [styles, outputs].
class StyleLayerNet final : public torch::nn::Module
{
public:
    StyleLayerNet(const StyleLayer &layer, std::int64_t styles);

    /// `gamma` and `beta` [N or 1, outputs]. The convolution is done in `precision`, the norm's statistics in
    /// float32; the result has the type of `precision`.
    [[nodiscard]] torch::Tensor forward(const torch::Tensor &input, const torch::Tensor &gamma,
                                        const torch::Tensor &beta, torch::ScalarType precision) const;

    torch::Tensor weight, gamma, beta;

private:
    std::int64_t m_kernel;
    std::int64_t m_stride;
    std::int64_t m_upsampling;
};

/// The multi-style transformer (Dumoulin, Shlens, Kudlur 2017) in plain torch operations: what is trained.
/// Parameters are named as the tensors of a model file, see StyleConfig.
class StyleNetImpl final : public torch::nn::Module
{
public:
    /// First weights N(0, 0.01) from torch's default generator, gamma 1, beta 0.
    StyleNetImpl(double alpha, std::int64_t styles);

    /// Photos [N, 3, H, W] in [0, 1], sides of at least 5, in the styles [N] (int64, on the same device).
    /// The result's sides are 4 * ceil(ceil(n / 2) / 2), its values in [0, 1], its type float32.
    [[nodiscard]] torch::Tensor forward(const torch::Tensor &photos, const torch::Tensor &styles) const;
    /// The same with rows that need not be in the tables: mixes.
    [[nodiscard]] torch::Tensor forward(const torch::Tensor &photos, const StyleNetRows &rows) const;

    /// Rows of the styles, one for each number.
    [[nodiscard]] StyleNetRows rowsOf(const torch::Tensor &styles) const;
    /// One row for all: the sum of weight times row; weights as they are. `weights` has one for each style.
    [[nodiscard]] StyleNetRows mixedRows(const std::vector<double> &weights) const;

    /// Arithmetic of the convolutions: float32 or bfloat16. Parameters stay float32.
    void setPrecision(torch::ScalarType precision) { m_precision = precision; }
    [[nodiscard]] const std::vector<std::shared_ptr<StyleLayerNet>> &layers() const { return m_layers; }

private:
    [[nodiscard]] torch::Tensor layer(std::size_t index, const torch::Tensor &input,
                                      const StyleNetRows &rows) const;

    std::vector<std::shared_ptr<StyleLayerNet>> m_layers;
    torch::ScalarType m_precision = torch::kFloat32;
};
TORCH_MODULE(StyleNet);

} // namespace solferino::models
