// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runtime/graph_capture.h"

#include <torch/torch.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace solferino::models {

/// Forward and backward pass of a training step on a GPU, captured and then replayed as a whole, which spares
/// the processor from issuing thousands of small operations. Inputs of each new shape are computed as they
/// come the first time, then captured. Where a capture fails or gives other numbers, all goes on uncaptured.
class StepGraph final
{
public:
    /// From the inputs of a step, on the device, to its values [n]; the first is differentiated. Issues the
    /// same operations for inputs of the same shapes, draws no random numbers, and asks for no value on the
    /// processor nor copies any to the device.
    using Losses = std::function<torch::Tensor(const std::vector<torch::Tensor> &inputs)>;

    struct Options
    {
        torch::Device device = torch::kCPU;
        GraphCapture capture;    ///< as graphCapture(device) gives it; empty: nothing is captured
        double tolerance = 1e-3; ///< of the first replay against the uncaptured pass, relative
        std::function<void(const std::string &)> say; ///< told once where nothing is captured any more
    };

    /// The parameters must stay where they are: they are changed in place.
    StepGraph(std::vector<torch::Tensor> parameters, Losses losses, Options options);

    /// Gives the parameters their gradients, which last until the next call, and returns the step's values.
    /// `inputs` may lie anywhere.
    [[nodiscard]] std::vector<double> addGradients(const std::vector<torch::Tensor> &inputs);

    /// Graphs captured so far.
    [[nodiscard]] std::size_t graphCount() const;

private:
    using Results = std::vector<torch::Tensor>; ///< values, then a gradient a parameter
    using Shapes = std::vector<std::vector<std::int64_t>>;
    struct Entry
    {
        std::vector<torch::Tensor> inputs; ///< what the graph reads
        Results results;                   ///< what it writes
        std::unique_ptr<CapturedWork> work;
    };

    [[nodiscard]] Results compute(const std::vector<torch::Tensor> &inputs) const;
    [[nodiscard]] Results replayed(const std::vector<torch::Tensor> &inputs);
    [[nodiscard]] Results captured(Entry &entry);
    [[nodiscard]] bool isLike(const Results &expected, const Results &given) const;
    void giveUp(const std::string &reason);

    std::vector<torch::Tensor> m_parameters;
    Losses m_losses;
    Options m_options;
    std::map<Shapes, Entry> m_entries;
};

/// How far the first replay may be from the uncaptured pass at a precision of the training options.
[[nodiscard]] double stepGraphTolerance(const std::string &precision);

} // namespace solferino::models
