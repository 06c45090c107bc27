// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runtime/step_graph.h"

#include <cmath>
#include <exception>
#include <utility>

namespace solferino::models {

using torch::Tensor;

namespace {

/// Inputs of more shapes than these are not captured: each graph takes time and memory.
constexpr std::size_t kMostGraphs = 8;

void fill(std::vector<Tensor> &buffers, const std::vector<Tensor> &values)
{
    for (std::size_t i = 0; i < buffers.size(); ++i)
        buffers[i].copy_(values[i]);
}

/// The first sentence of what torch says, without its backtrace.
std::string firstLine(const std::exception &failure)
{
    const auto *ofTorch = dynamic_cast<const c10::Error *>(&failure);
    const std::string text = ofTorch ? ofTorch->what_without_backtrace() : failure.what();
    return text.substr(0, text.find('\n'));
}

} // namespace

StepGraph::StepGraph(std::vector<Tensor> parameters, Losses losses, Options options)
    : m_parameters(std::move(parameters))
    , m_losses(std::move(losses))
    , m_options(std::move(options))
{
    if (m_options.device.is_cuda() && !m_options.capture)
        giveUp("this engine was built without the headers of CUDA");
}

StepGraph::Results StepGraph::compute(const std::vector<Tensor> &inputs) const
{
    const Tensor values = m_losses(inputs);
    const auto gradients = torch::autograd::grad({values[0]}, m_parameters, {}, false, false, true);
    Results results{values.detach().to(torch::kFloat32)};
    for (std::size_t i = 0; i < m_parameters.size(); ++i) // of their own memory: they are clipped in place
        results.push_back(gradients[i].defined()
                              ? gradients[i].detach().clone(torch::MemoryFormat::Contiguous)
                              : torch::zeros_like(m_parameters[i]).detach());
    return results;
}

std::vector<double> StepGraph::addGradients(const std::vector<Tensor> &inputs)
{
    const Results results = replayed(inputs);
    for (std::size_t i = 0; i < m_parameters.size(); ++i)
        m_parameters[i].mutable_grad() = results[i + 1];
    const Tensor values = results.front().cpu().to(torch::kFloat64); // the one wait for the device
    return {values.data_ptr<double>(), values.data_ptr<double>() + values.numel()};
}

StepGraph::Results StepGraph::replayed(const std::vector<Tensor> &inputs)
{
    Shapes shapes;
    for (const Tensor &input : inputs)
        shapes.push_back(input.sizes().vec());
    const auto known = m_entries.find(shapes);
    if (known == m_entries.end()) {
        std::vector<Tensor> moved;
        for (const Tensor &input : inputs)
            moved.push_back(input.to(m_options.device, false, true));
        Results results = compute(moved);
        if (m_options.capture && m_entries.size() < kMostGraphs)
            m_entries[shapes].inputs = std::move(moved);
        return results;
    }
    Entry &entry = known->second;
    fill(entry.inputs, inputs);
    if (!entry.work)
        return captured(entry);
    entry.work->replay();
    return entry.results;
}

StepGraph::Results StepGraph::captured(Entry &entry)
{
    Results expected = compute(entry.inputs);
    try {
        entry.work = m_options.capture([this, &entry] { entry.results = compute(entry.inputs); });
        entry.work->replay();
        if (!isLike(expected, entry.results))
            giveUp("the captured step gave other numbers than the plain one");
    } catch (const std::exception &failure) {
        giveUp(firstLine(failure));
    }
    return expected;
}

bool StepGraph::isLike(const Results &expected, const Results &given) const
{
    std::vector<Tensor> differences, lengths;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        differences.push_back((given[i] - expected[i]).norm());
        lengths.push_back(expected[i].norm());
    }
    // Values and gradients apart: the one may be far larger than the other.
    const auto lengthOf = [](const std::vector<Tensor> &norms, std::size_t first) {
        const std::vector<Tensor> part(norms.begin() + static_cast<std::ptrdiff_t>(first), norms.end());
        return torch::stack(part).norm().item<double>();
    };
    const bool valuesFit =
        differences[0].item<double>() <= m_options.tolerance * (lengths[0].item<double>() + 1e-6);
    return valuesFit &&
           lengthOf(differences, 1) <= 10.0 * m_options.tolerance * (lengthOf(lengths, 1) + 1e-6);
}

void StepGraph::giveUp(const std::string &reason)
{
    m_options.capture = {};
    m_entries.clear();
    if (m_options.say)
        m_options.say("Training steps are not captured as a graph, so they take longer: " + reason + ".");
}

std::size_t StepGraph::graphCount() const
{
    std::size_t count = 0;
    for (const auto &[shapes, entry] : m_entries)
        count += entry.work ? 1 : 0;
    return count;
}

double stepGraphTolerance(const std::string &precision)
{
    return precision == "bf16" ? 2e-2 : precision == "float32" ? 1e-4 : 2e-3;
}

} // namespace solferino::models
