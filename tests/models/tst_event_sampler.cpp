// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/event_rnn/event_net.h"
#include "models/event_rnn/event_sampler.h"

#include <doctest/doctest.h>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>

using namespace solferino::models;
using nlohmann::json;

namespace {

using Entries = std::vector<std::pair<int, float>>;
using Tensors = std::map<std::string, std::vector<float>>;

TensorReader readerOf(const Tensors &tensors)
{
    return [&tensors](const std::string &name, const std::vector<std::int64_t> &shape) {
        const auto found = tensors.find(name);
        REQUIRE_MESSAGE(found != tensors.end(), name);
        std::int64_t count = 1;
        for (const std::int64_t size : shape)
            count *= size;
        REQUIRE(static_cast<std::int64_t>(found->second.size()) == count);
        return std::span<const float>(found->second);
    };
}

/// A matrix [inputs][outputs] as [outputs][inputs], of input rows `first` to `first + rows`.
std::vector<float> transposed(const std::vector<std::vector<float>> &matrix, std::size_t first,
                              std::size_t rows)
{
    std::vector<float> result;
    for (std::size_t output = 0; output < matrix.front().size(); ++output)
        for (std::size_t input = first; input < first + rows; ++input)
            result.push_back(matrix[input][output]);
    return result;
}

/// Columns in the order i, j, f, o become i, f, j, o.
template <class Row>
Row reordered(const Row &row)
{
    const std::size_t units = row.size() / 4;
    Row result(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(units));
    for (const std::size_t gate : {std::size_t{2}, std::size_t{1}, std::size_t{3}})
        result.insert(result.end(), row.begin() + static_cast<std::ptrdiff_t>(gate * units),
                      row.begin() + static_cast<std::ptrdiff_t>((gate + 1) * units));
    return result;
}

/// Magenta's variables as our tensors; an identity matrix makes the outputs of the top layer the logits.
Tensors importCell(const json &network, std::size_t inputs, std::size_t units)
{
    std::map<std::string, json> variables;
    for (const json &variable : network["variables"]) {
        std::string name = variable[0];
        variables[name.substr(std::string("rnn/multi_rnn_cell/").size())] = variable[2];
    }
    const bool hasAttention = network["hparams"]["attn_length"] != 0;
    const std::string wrapper = hasAttention ? "cell_0/attention_cell_wrapper/" : "cell_0/";
    Tensors tensors;
    for (std::size_t layer = 0; layer < 2; ++layer) {
        const std::string from = (layer == 0 ? wrapper : "cell_1/") + "basic_lstm_cell/";
        const std::string to = "lstm_" + std::to_string(layer) + ".";
        std::vector<std::vector<float>> kernel = variables.at(from + "kernel:0");
        for (auto &row : kernel)
            row = reordered(row);
        std::vector<float> bias = reordered(variables.at(from + "bias:0").get<std::vector<float>>());
        for (std::size_t i = units; i < 2 * units; ++i)
            bias[i] += 1.0F;
        const std::size_t below = layer == 0 ? inputs : units;
        tensors[to + "weight_ih"] = transposed(kernel, 0, below);
        tensors[to + "weight_hh"] = transposed(kernel, below, units);
        tensors[to + "bias"] = bias;
    }
    if (hasAttention) {
        const auto all = [&](const std::string &name) {
            const std::vector<std::vector<float>> matrix = variables.at(wrapper + name);
            return transposed(matrix, 0, matrix.size());
        };
        tensors["attention.input.weight"] = all("kernel:0");
        tensors["attention.input.bias"] = variables.at(wrapper + "bias:0").get<std::vector<float>>();
        tensors["attention.query.weight"] = all("attention/kernel:0");
        tensors["attention.query.bias"] =
            variables.at(wrapper + "attention/bias:0").get<std::vector<float>>();
        const std::vector<std::vector<float>> key = variables.at(wrapper + "attention/attn_w:0")[0][0];
        tensors["attention.key.weight"] = transposed(key, 0, units);
        tensors["attention.score"] = variables.at(wrapper + "attention/attn_v:0").get<std::vector<float>>();
        tensors["attention.output.weight"] = all("attn_output_projection/kernel:0");
        tensors["attention.output.bias"] =
            variables.at(wrapper + "attn_output_projection/bias:0").get<std::vector<float>>();
    }
    for (std::size_t i = 0; i < units * units; ++i)
        tensors["output.weight"].push_back(i % (units + 1) == 0 ? 1.0F : 0.0F);
    tensors["output.bias"].assign(units, 0.0F);
    return tensors;
}

/// A net of a shape, its tensors and a sampler of them.
struct Pair
{
    EventNet net{nullptr};
    Tensors tensors;
    std::unique_ptr<EventSampler> sampler;

    explicit Pair(const EventNetShape &shape)
    {
        torch::manual_seed(5);
        net = EventNet(shape);
        net->eval();
        for (const auto &parameter : net->named_parameters()) {
            const torch::Tensor flat = parameter.value().detach().contiguous().view(-1) * 2;
            parameter.value().data().copy_(flat.view_as(parameter.value()));
            tensors[parameter.key()].assign(flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel());
        }
        EventSamplerShape small{.inputSize = static_cast<std::size_t>(shape.inputSize),
                                .classCount = static_cast<std::size_t>(shape.classCount),
                                .attention = static_cast<std::size_t>(shape.attention)};
        for (const auto units : shape.layers)
            small.layers.push_back(static_cast<std::size_t>(units));
        sampler = std::make_unique<EventSampler>(small, readerOf(tensors));
    }
};

Entries randomEntries(std::mt19937 &random, int inputs)
{
    Entries entries;
    for (int i = 0; i < inputs; ++i) {
        if (random() % 4 == 0)
            entries.emplace_back(i, random() % 3 == 0 ? -1.0F : 1.0F);
    }
    return entries;
}

const EventNetShape kAttention{.inputSize = 74, .classCount = 40, .layers = {128, 128}, .attention = 40};

} // namespace

TEST_CASE("cells agree with Magenta's")
{
    std::ifstream file(SOLFERINO_TEST_DATA "/golden/event_networks.json");
    const json networks = json::parse(file);
    for (const auto &[name, network] : networks.items()) {
        CAPTURE(name);
        const std::vector<std::vector<std::vector<float>>> x = network["x"];
        const std::vector<std::vector<std::vector<float>>> y = network["y"];
        const std::size_t inputs = x[0][0].size();
        const std::size_t units = y[0][0].size();
        const Tensors tensors = importCell(network, inputs, units);
        const EventSampler sampler({.inputSize = inputs,
                                    .classCount = units,
                                    .layers = {units, units},
                                    .attention = network["hparams"]["attn_length"].get<std::size_t>()},
                                   readerOf(tensors));
        EventLanes lanes = sampler.start(x.size());
        sampling::Floats logits;
        for (std::size_t step = 0; step < x[0].size(); ++step) {
            std::vector<Entries> entries(x.size());
            std::vector<EventSampler::Input> input;
            for (std::size_t lane = 0; lane < x.size(); ++lane) {
                for (std::size_t i = 0; i < inputs; ++i)
                    entries[lane].emplace_back(static_cast<int>(i), x[lane][step][i]);
                input.emplace_back(entries[lane]);
            }
            sampler.step(lanes, input, logits);
            for (std::size_t lane = 0; lane < x.size(); ++lane)
                for (std::size_t i = 0; i < units; ++i)
                    CHECK(logits[lane * sampler.logitStride() + i] ==
                          doctest::Approx(y[lane][step][i]).epsilon(1e-5));
        }
    }
}

TEST_CASE("a step at a time agrees with the net")
{
    for (const EventNetShape &shape :
         {kAttention, EventNetShape{.inputSize = 38, .classCount = 38, .layers = {128, 128}, .attention = 0},
          EventNetShape{.inputSize = 10, .classCount = 130, .layers = {24, 70, 8}, .attention = 5}}) {
        Pair pair(shape);
        std::mt19937 random(7);
        EventNetState state = pair.net->zeroState(1);
        EventLanes lanes = pair.sampler->start(1);
        sampling::Floats logits;
        double worst = 0.0;
        torch::NoGradGuard noGradients;
        for (int step = 0; step < 60; ++step) {
            const Entries entries = randomEntries(random, static_cast<int>(shape.inputSize));
            torch::Tensor x = torch::zeros({1, 1, shape.inputSize});
            for (const auto &[index, value] : entries)
                x[0][0][index] = value;
            const torch::Tensor expected = pair.net->forwardPlain(x, state).reshape({-1});
            const std::vector<EventSampler::Input> input{entries};
            pair.sampler->step(lanes, input, logits);
            for (std::int64_t i = 0; i < shape.classCount; ++i)
                worst = std::max(worst, std::abs(static_cast<double>(expected[i].item<float>()) -
                                                 static_cast<double>(logits[static_cast<std::size_t>(i)])));
        }
        CHECK(worst < 1e-4);
    }
}

TEST_CASE("a lane does not depend on the lanes beside it")
{
    const Pair pair(kAttention);
    const EventSampler rounded = pair.sampler->rounded();
    const EventSampler *sampler = nullptr;
    SUBCASE("float32")
    {
        sampler = pair.sampler.get();
    }
    SUBCASE("rounded")
    {
        sampler = &rounded;
    }
    constexpr std::size_t kSteps = 12;
    constexpr std::size_t kMost = 19;
    std::mt19937 random(3);
    std::vector<std::vector<Entries>> inputs(kSteps, std::vector<Entries>(kMost));
    for (auto &step : inputs)
        for (Entries &entries : step)
            entries = randomEntries(random, 74);
    const auto run = [&](std::size_t first, std::size_t count) {
        EventLanes lanes = sampler->start(count);
        sampling::Floats logits;
        for (const auto &step : inputs) {
            const std::vector<EventSampler::Input> input(step.begin() + static_cast<std::ptrdiff_t>(first),
                                                         step.begin() +
                                                             static_cast<std::ptrdiff_t>(first + count));
            sampler->step(lanes, input, logits);
        }
        return logits;
    };
    const sampling::Floats together = run(0, kMost);
    const std::size_t stride = sampler->logitStride();
    for (const std::size_t count : {1, 2, 3, 4, 5, 7, 8, 9}) {
        const sampling::Floats some = run(kMost - count, count);
        CHECK(std::equal(some.begin(), some.end(),
                         together.end() - static_cast<std::ptrdiff_t>(count * stride)));
    }
}

TEST_CASE("rounded products stay close")
{
    for (const EventNetShape &shape :
         {kAttention,
          EventNetShape{.inputSize = 10, .classCount = 130, .layers = {24, 70, 8}, .attention = 0}}) {
        const Pair pair(shape);
        const EventSampler rounded = pair.sampler->rounded();
        CHECK(rounded.isRounded() == (sampling::kernels().multiplyRounded != nullptr));
        EventLanes lanes = pair.sampler->start(1), roundedLanes = rounded.start(1);
        sampling::Floats logits, roundedLogits;
        std::mt19937 random(7);
        float worst = 0.0F, largest = 0.0F;
        for (int step = 0; step < 60; ++step) {
            const Entries entries = randomEntries(random, static_cast<int>(shape.inputSize));
            const std::vector<EventSampler::Input> input{entries};
            pair.sampler->step(lanes, input, logits);
            rounded.step(roundedLanes, input, roundedLogits);
            for (std::size_t i = 0; i < logits.size(); ++i) {
                worst = std::max(worst, std::abs(logits[i] - roundedLogits[i]));
                largest = std::max(largest, std::abs(logits[i]));
            }
        }
        CHECK(worst < 4.0F / 256.0F * largest); // four times what 8 bits of a factor resolve
        CHECK((worst > 0.0F) == rounded.isRounded());
    }
}

TEST_CASE("selected lanes are copies")
{
    const Pair pair(kAttention);
    std::mt19937 random(9);
    const Entries a = randomEntries(random, 74);
    const Entries b = randomEntries(random, 74);
    sampling::Floats logits;
    EventLanes lanes = pair.sampler->start(2);
    for (int step = 0; step < 3; ++step)
        pair.sampler->advance(lanes, std::vector<EventSampler::Input>{a, b});
    EventLanes copies = lanes.select(std::vector<std::size_t>{1, 0, 1});
    CHECK(copies.count() == 3);
    pair.sampler->step(copies, std::vector<EventSampler::Input>{a, a, b}, logits);
    const sampling::Floats copied = logits;
    const auto stride = static_cast<std::ptrdiff_t>(pair.sampler->logitStride());
    pair.sampler->step(lanes, std::vector<EventSampler::Input>{a, b}, logits);
    CHECK(std::equal(logits.begin(), logits.begin() + stride, copied.begin() + stride));
    CHECK(std::equal(logits.begin() + stride, logits.end(), copied.begin() + 2 * stride));
    CHECK_FALSE(std::equal(copied.begin(), copied.begin() + stride, copied.begin() + 2 * stride));
}

TEST_CASE("all kernels that this processor runs agree")
{
    constexpr std::size_t kLanes = 11;
    constexpr std::size_t kUnits = 64;
    constexpr std::size_t kSlots = 21;
    std::mt19937 random(1);
    std::uniform_real_distribution<float> values(-3.0F, 3.0F);
    const auto fill = [&](std::size_t count) {
        sampling::Floats floats(count);
        for (float &value : floats)
            value = values(random);
        return floats;
    };
    const sampling::Floats weights = fill(kUnits * 4 * kUnits), keys = fill(kSlots * kUnits),
                           memory = fill(kSlots * kUnits), score = fill(kUnits);
    const sampling::Floats firstHidden = fill(kLanes * kUnits), firstCell = fill(kLanes * kUnits);
    const auto run = [&](const sampling::Kernels &kernels) {
        sampling::Floats hidden = firstHidden, cell = firstCell, gates(kLanes * 4 * kUnits), shares(32),
                         attended(kUnits);
        kernels.multiply({weights.data(), kUnits, 4 * kUnits}, kLanes, {hidden.data(), kUnits},
                         {gates.data(), 4 * kUnits});
        kernels.lstm(kLanes, kUnits, {gates.data(), 4 * kUnits}, {cell.data(), kUnits},
                     {hidden.data(), kUnits});
        sampling::Floats powers(keys.size()), query(kUnits);
        kernels.exponentials(powers.size(), keys.data(), powers.data());
        kernels.exponentials(kUnits, hidden.data(), query.data());
        kernels.attend({powers.data(), memory.data(), score.data(), kSlots, kUnits}, query.data(),
                       shares.data(), attended.data());
        sampling::Floats all = hidden;
        all.insert(all.end(), attended.begin(), attended.end());
        sampling::Floats probabilities(kUnits);
        all.push_back(static_cast<float>(kernels.softmax(37, memory.data(), 0.7F, probabilities.data())));
        all.insert(all.end(), probabilities.begin(), probabilities.end());
        return all;
    };
    const sampling::Floats best = run(*sampling::supportedKernels().front());
    for (const sampling::Kernels *kernels : sampling::supportedKernels()) {
        const sampling::Floats other = run(*kernels);
        for (std::size_t i = 0; i < best.size(); ++i)
            CHECK(other[i] == doctest::Approx(best[i]).epsilon(1e-4));
    }
    double sum = 0.0;
    for (std::size_t i = best.size() - kUnits; i < best.size(); ++i)
        sum += static_cast<double>(best[i]);
    CHECK(sum == doctest::Approx(1.0).epsilon(1e-6));
}

TEST_CASE("saturated gates and scores stay finite")
{
    constexpr std::size_t kUnits = 64;
    for (const sampling::Kernels *kernels : sampling::supportedKernels()) {
        for (const float size : {1e4F, -1e4F, 60.0F, -60.0F}) {
            sampling::Floats gates(4 * kUnits, size), cell(kUnits, 0.5F), hidden(kUnits, 0.0F), shares(32),
                out(kUnits);
            kernels->lstm(1, kUnits, {gates.data(), 4 * kUnits}, {cell.data(), kUnits},
                          {hidden.data(), kUnits});
            CHECK(cell[0] == doctest::Approx(size > 0 ? 1.5 : 0.0).epsilon(1e-5));
            CHECK(hidden[0] == doctest::Approx(size > 0 ? std::tanh(1.5) : 0.0).epsilon(1e-5));
            const sampling::Floats rows(2 * kUnits, size), score(kUnits, 50.0F);
            sampling::Floats keys(2 * kUnits), query(kUnits);
            kernels->exponentials(keys.size(), rows.data(), keys.data());
            kernels->exponentials(kUnits, rows.data(), query.data());
            kernels->attend({keys.data(), rows.data(), score.data(), 2, kUnits}, query.data(), shares.data(),
                            out.data());
            CHECK(shares[0] == doctest::Approx(0.5));
            CHECK(out[0] == doctest::Approx(size));
        }
    }
}
