// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/image/picture.h"
#include "models/image_stylization/style_config.h"
#include "models/image_stylization/style_forward.h"
#include "models/runtime/progress.h"

#include <torch/torch.h>

#include <string>
#include <vector>

namespace solferino::models::stylizing {

/// The net in torch operations, the whole picture at once: for GPUs.
class StyleDevice final
{
public:
    StyleDevice(const FloatTensors &tensors, double alpha, const std::string &device);

    /// As StyleForward::run(); convolutions in `precision`, statistics in float32. Throws errors of torch,
    /// isOutOfMemory() among them, and Error(Diverged) where numbers leave the range of `precision`.
    [[nodiscard]] Picture run(const Picture &picture, const StyleRows &rows, torch::ScalarType precision,
                              const StatisticsFilter &filter, Progress &progress) const;

private:
    struct Layer
    {
        StyleLayer shape;
        torch::Tensor weight;
    };
    struct Call
    {
        const StyleRows &rows;
        torch::ScalarType precision;
        const StatisticsFilter &filter;
        Progress &progress;
    };
    [[nodiscard]] torch::Tensor layer(std::size_t index, torch::Tensor values, const Call &call) const;
    [[nodiscard]] torch::Tensor forward(torch::Tensor values, const Call &call) const;
    [[nodiscard]] torch::Tensor photoOf(const Picture &picture) const;

    std::vector<Layer> m_layers;
    torch::Device m_device;
};

} // namespace solferino::models::stylizing
