// SPDX-License-Identifier: GPL-3.0-or-later
// Time of a point of Sketch RNN (decoder, mixture, draw) on one thread: Solferino's sampler beside plain
// LibTorch, a cell of torch operations and nn::LSTM as it comes, in the same run; one drawing, and nine at
// once; and what reading the weights takes. Processor time, so that a busy machine does not count.
#include "models/runtime/torch_setup.h"
#include "models/sketch_rnn/sketch_sampler.h"
#include "tests/support/tiny_sketch_model.h"

#include <torch/torch.h>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace solferino;
using namespace solferino::models;
using torch::Tensor;

namespace {

constexpr int kRepeats = 15;
constexpr std::size_t kTogether = 9;
/// Points of a measurement.
constexpr std::size_t kPoints = 100;

/// Microseconds that this program has used the processor.
double processorTime()
{
    return static_cast<double>(std::clock()) * 1e6 / CLOCKS_PER_SEC;
}

/// Best of several runs, in microseconds.
template <class Work>
double microseconds(Work work)
{
    double best = 1e12;
    for (int i = 0; i < kRepeats; ++i) {
        const double start = processorTime();
        work();
        best = std::min(best, processorTime() - start);
    }
    return best;
}

/// Random weights; drawings of such a model do not end.
ModelFile endlessModel(const SketchConfig &config)
{
    ModelFile file = test::tinySketchModel(config);
    file.tensors["output.bias"].values[2] = -100.0F;
    return file;
}

SketchDecoder makeDecoder(const SketchConfig &config, const ModelFile &file)
{
    return SketchDecoder(config, [&](const std::string &name, const std::vector<std::int64_t> &) {
        return std::span<const float>(file.tensors.at(name).values);
    });
}

/// Microseconds for one point of all drawings.
double ourPoint(const SketchDecoder &decoder, const SketchConfig &config, std::size_t drawings)
{
    std::vector<std::vector<float>> conditions;
    std::vector<std::uint64_t> seeds;
    for (std::size_t i = 0; i < drawings; ++i) {
        conditions.emplace_back(static_cast<std::size_t>(config.conditionSize()),
                                0.1F * static_cast<float>(i));
        seeds.push_back(i);
    }
    const double time = microseconds([&] {
        SketchSampler sampler(decoder, {.temperature = 0.5}, conditions, seeds);
        while (sampler.grow(kPoints)) {
        }
    });
    return time / kPoints;
}

/// Bytes a microsecond that one thread reads over and over from `bytes` of memory.
double bandwidth(std::size_t bytes)
{
    const sampling::Floats data(bytes / sizeof(float) / 1024 * 1024, 1.0F);
    sampling::Floats out(1024);
    const sampling::Matrix matrix{data.data(), data.size() / 1024, 1024};
    sampling::Floats inputs(matrix.inputs, 0.5F);
    const int count = std::max(1, static_cast<int>((std::size_t{64} << 20U) / bytes));
    const double time = microseconds([&] {
        for (int i = 0; i < count; ++i)
            sampling::kernels().multiply(matrix, 1, {inputs.data(), 16}, {out.data(), 1024});
    });
    return static_cast<double>(data.size() * sizeof(float)) * count / time;
}

/// Decoder and draw as a LibTorch program would write them.
class PlainDecoder
{
public:
    PlainDecoder(const SketchConfig &config, bool usesLayer)
        : m_config(config)
        , m_usesLayer(usesLayer)
        , m_layer(config.inputSize(), config.decoderSize)
        , m_fromInput(config.inputSize(), 4 * config.decoderSize)
        , m_fromHidden(torch::nn::LinearOptions(config.decoderSize, 4 * config.decoderSize).bias(false))
        , m_output(config.decoderSize, config.outputSize())
        , m_z(torch::randn({1, config.conditionSize()}))
        , m_row(torch::zeros({1, 5}))
        , m_hidden(torch::zeros({1, config.decoderSize}))
        , m_cell(torch::zeros({1, config.decoderSize}))
    {}

    void drawPoint(double temperature)
    {
        const Tensor hidden = step(torch::cat({m_row, m_z}, 1));
        const Tensor y = m_output(hidden)[0];
        const std::int64_t mixtures = m_config.mixtures;
        const auto parts =
            y.split_with_sizes({3, mixtures, mixtures, mixtures, mixtures, mixtures, mixtures});
        const double choice = 0.5 + 0.5 * temperature;
        const auto pen = torch::multinomial(torch::softmax(parts[0] / choice, 0), 1).item<std::int64_t>();
        const auto k = torch::multinomial(torch::softmax(parts[1] / choice, 0), 1).item<std::int64_t>();
        const Tensor normals = torch::randn({2});
        const double rho = torch::tanh(parts[6][k]).item<double>();
        const double scale = std::sqrt(temperature);
        const double sigmaX = torch::exp(parts[4][k]).item<double>() * scale;
        const double sigmaY = torch::exp(parts[5][k]).item<double>() * scale;
        const auto z1 = normals[0].item<double>();
        const auto z2 = normals[1].item<double>();
        m_row = torch::zeros({1, 5});
        float *row = m_row.data_ptr<float>();
        row[0] = static_cast<float>(parts[2][k].item<double>() +
                                    sigmaX * (std::sqrt(1.0 - rho * rho) * z1 + rho * z2));
        row[1] = static_cast<float>(parts[3][k].item<double>() + sigmaY * z2);
        row[2 + pen % 2] = 1.0F;
    }

private:
    Tensor step(const Tensor &x) // [1, inputs] -> [1, units]
    {
        if (m_usesLayer) {
            const auto [output, state] =
                m_layer(x.unsqueeze(0), std::make_tuple(m_hidden.unsqueeze(0), m_cell.unsqueeze(0)));
            m_hidden = std::get<0>(state)[0];
            m_cell = std::get<1>(state)[0];
            return output[0];
        }
        const auto gates = (m_fromInput(x) + m_fromHidden(m_hidden)).chunk(4, 1);
        m_cell = m_cell * torch::sigmoid(gates[2] + 1.0) + torch::sigmoid(gates[0]) * torch::tanh(gates[1]);
        m_hidden = torch::tanh(m_cell) * torch::sigmoid(gates[3]);
        return m_hidden;
    }

    SketchConfig m_config;
    bool m_usesLayer;
    torch::nn::LSTM m_layer;
    torch::nn::Linear m_fromInput, m_fromHidden, m_output;
    Tensor m_z, m_row, m_hidden, m_cell;
};

double plainPoint(const SketchConfig &config, bool usesLayer)
{
    torch::InferenceMode inference;
    PlainDecoder decoder(config, usesLayer);
    const double time = microseconds([&] {
        for (std::size_t i = 0; i < kPoints; ++i)
            decoder.drawPoint(0.5);
    });
    return time / kPoints;
}

void run(const char *name, const SketchConfig &config)
{
    const ModelFile file = endlessModel(config);
    const SketchDecoder decoder = makeDecoder(config, file);
    const double one = ourPoint(decoder, config, 1);
    const double nine = ourPoint(decoder, config, kTogether);
    const auto bytes = static_cast<double>(decoder.weightBytes());
    std::printf(
        "%-24s one drawing %7.1f us a point; weights %.2f MB: at least %.1f us from where they lie, %.1f us "
        "from memory\n",
        name, one, bytes / 1e6, bytes / bandwidth(decoder.weightBytes()),
        bytes / bandwidth(std::size_t{256} << 20U));
    std::printf("%-24s   nine at once %7.1f us: %.2f times one\n", "", nine, nine / one);
    if (config.decoderCell != SketchCell::Lstm)
        return;
    const double plain = plainPoint(config, false);
    const double layer = plainPoint(config, true);
    std::printf(
        "%-24s   plain LibTorch: operations %7.1f us, %.1f times ours; nn::LSTM %7.1f us, %.1f times ours\n",
        "", plain, plain / one, layer, layer / one);
}

} // namespace

int main()
{
    configureTorch(1);
    SketchConfig config;
    run("LSTM 512, z 128", config);
    config.isConditional = false;
    run("LSTM 512, decoder alone", config);
    config.decoderCell = SketchCell::LayerNorm;
    run("LayerNorm LSTM 512", config);
    config.decoderCell = SketchCell::Hyper;
    run("HyperLSTM 512", config);
    config.decoderSize = 2048;
    run("HyperLSTM 2048", config);
    return 0;
}
