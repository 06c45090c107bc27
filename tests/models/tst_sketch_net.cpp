// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runtime/error.h"
#include "models/runtime/module_tensors.h"
#include "models/runtime/random.h"
#include "models/sketch_rnn/sketch_batches.h"
#include "models/sketch_rnn/sketch_loss.h"
#include "models/sketch_rnn/sketch_net.h"
#include "tests/support/sketch_tensors.h"

#include <cmath>
#include <nlohmann/json.hpp>

#undef CHECK // torch's
#include <doctest/doctest.h>

using namespace solferino;
using namespace solferino::models;
using torch::Tensor;

namespace {

/// Rows of a stroke-5 table up to `length` points after the start token.
StrokeRows rowsOf(const Tensor &stroke5, std::int64_t length)
{
    StrokeRows rows;
    for (std::int64_t i = 1; i <= length; ++i)
        rows.push_back(
            {stroke5[i][0].item<float>(), stroke5[i][1].item<float>(), stroke5[i][3].item<float>() > 0.0F});
    return rows;
}

SketchConfig smallConfig()
{
    at::set_num_threads(1); // tiny products; teams of threads would wait for each other
    SketchConfig config;
    config.encoderSize = 6;
    config.decoderSize = 8;
    config.latentSize = 4;
    config.mixtures = 3;
    config.maxLength = 5;
    return config;
}

/// The net whose variables Magenta's small model has.
SketchNet referenceNet(const nlohmann::json &model)
{
    const std::map<std::string, std::string> names{
        {"vector_rnn/ENC_RNN/fw/LSTMCell/W_xh:0", "encoder.forward.w_xh"},
        {"vector_rnn/ENC_RNN/fw/LSTMCell/W_hh:0", "encoder.forward.w_hh"},
        {"vector_rnn/ENC_RNN/fw/LSTMCell/bias:0", "encoder.forward.bias"},
        {"vector_rnn/ENC_RNN/bw/LSTMCell/W_xh:0", "encoder.backward.w_xh"},
        {"vector_rnn/ENC_RNN/bw/LSTMCell/W_hh:0", "encoder.backward.w_hh"},
        {"vector_rnn/ENC_RNN/bw/LSTMCell/bias:0", "encoder.backward.bias"},
        {"vector_rnn/ENC_RNN_mu/super_linear_w:0", "mean.weight"},
        {"vector_rnn/ENC_RNN_mu/super_linear_b:0", "mean.bias"},
        {"vector_rnn/ENC_RNN_sigma/super_linear_w:0", "presig.weight"},
        {"vector_rnn/ENC_RNN_sigma/super_linear_b:0", "presig.bias"},
        {"vector_rnn/linear/super_linear_w:0", "initial.weight"},
        {"vector_rnn/linear/super_linear_b:0", "initial.bias"},
        {"vector_rnn/RNN/output_w:0", "output.weight"},
        {"vector_rnn/RNN/output_b:0", "output.bias"},
        {"vector_rnn/RNN/LSTMCell/W_xh:0", "decoder.w_xh"},
        {"vector_rnn/RNN/LSTMCell/W_hh:0", "decoder.w_hh"},
        {"vector_rnn/RNN/LSTMCell/bias:0", "decoder.bias"}};
    FloatTensors tensors;
    for (const auto &variable : model.at("variables"))
        tensors[names.at(variable.at(0).get<std::string>())] = floatsOf(tensorOf(variable.at(2)));
    SketchNet net(smallConfig());
    loadTensors(*net, tensors);
    return net;
}

std::vector<SketchBatchEntry> randomDrawings(const std::vector<std::size_t> &lengths, std::uint64_t seed)
{
    Random random(seed);
    std::vector<SketchBatchEntry> entries;
    for (const std::size_t length : lengths) {
        StrokeRows rows;
        for (std::size_t i = 0; i < length; ++i)
            rows.push_back({static_cast<float>(random.uniform() - 0.5),
                            static_cast<float>(random.uniform() - 0.5), random.below(4) == 0});
        entries.push_back({rows, static_cast<std::int64_t>(random.below(2))});
    }
    return entries;
}

struct Pass
{
    Tensor outputs;
    std::vector<Tensor> gradients;
};

Pass passThrough(SketchNet &net, const SketchBatch &batch, const SketchDropout &dropout, SketchPath path)
{
    Tensor z, loss = torch::zeros({});
    if (net->config().isConditional) {
        const SketchCode code = net->encode(batch, dropout, path);
        z = code.mean + (0.5 * code.presig).exp() * 0.3;
        loss = latentDivergence(code.mean, code.presig);
    }
    const Tensor outputs = net->decode(batch, z, dropout, path);
    loss = loss + reconstructionLoss(outputs, batch.targets, PenRule::AllRows, batch.drawings(), 10);
    return {outputs.detach(), torch::autograd::grad({loss}, net->parameters())};
}

/// All weights far from zero, so that every gradient counts.
void shake(SketchNet &net)
{
    const torch::NoGradGuard noGradient;
    for (const Tensor &parameter : net->parameters())
        parameter.copy_(torch::randn_like(parameter) * 0.4 + 0.05);
}

} // namespace

TEST_CASE("The net is Magenta's: code, first state, outputs and losses")
{
    const auto model = sketchReferencePart("small_model");
    SketchNet net = referenceNet(model);
    const Tensor data = tensorOf(model.at("input_data")); // [2, 6, 5]
    const auto lengths = model.at("sequence_lengths").get<std::vector<std::int64_t>>();
    const std::vector<SketchBatchEntry> entries{{rowsOf(data[0], lengths[0])}, {rowsOf(data[1], lengths[1])}};
    for (const SketchPath path : {SketchPath::Fast, SketchPath::Plain}) {
        std::vector<std::size_t> order;
        const SketchBatch batch = encodeSketches(smallConfig(), entries, BatchRows::Padded, 1, &order);
        const torch::NoGradGuard noGradient;
        const Tensor places = torch::tensor(std::vector<std::int64_t>(order.begin(), order.end()));
        const SketchCode code = net->encode(batch, {}, path);
        CHECK(isNear(code.mean, tensorOf(model.at("mean")).index_select(0, places), 1e-5));
        CHECK(isNear(code.presig, tensorOf(model.at("presig")).index_select(0, places), 1e-5));
        CHECK(std::max(0.2, latentDivergence(code.mean, code.presig).item<double>()) ==
              doctest::Approx(model.at("kl_cost").get<double>()));

        const Tensor z = tensorOf(model.at("z"));
        CHECK(isNear(net->initialState(z, 2), tensorOf(model.at("initial_state")), 1e-5));
        const Tensor outputs = net->decode(batch, z.index_select(0, places), {}, path);
        const Tensor expected = tensorOf(model.at("decoder_output")).view({2, 5, 21});
        CHECK(isNear(
            outputs,
            expected.index({places.index_select(0, batch.steps->sequenceOfRow), batch.steps->stepOfRow}),
            1e-5));
        CHECK(reconstructionLoss(outputs, batch.targets, PenRule::RowsOfDrawing, 2, 5).item<double>() ==
              doctest::Approx(model.at("r_cost").get<double>()).epsilon(1e-5));
    }
}

TEST_CASE("Kernels and plain operations agree: outputs and every gradient")
{
    torch::manual_seed(4);
    for (const bool isConditional : {true, false}) {
        SketchConfig config = smallConfig();
        config.isConditional = isConditional;
        config.maxLength = 12;
        if (isConditional)
            config.labels = {"cat", "pig"};
        SketchNet net(config);
        shake(net);
        const auto entries = randomDrawings({1, 11, 3, 7, 7, 12, 2}, 9);
        const std::vector<SketchDropout> dropouts{{.seed = 1},
                                                  {.recurrent = 0.3, .seed = 2},
                                                  {.recurrent = 0.1, .input = 0.2, .output = 0.3, .seed = 3}};
        for (const SketchDropout &dropout : dropouts) {
            for (const std::int64_t shares : {1, 2}) {
                const SketchBatch batch = encodeSketches(config, entries, BatchRows::Existing, shares);
                const Pass fast = passThrough(net, batch, dropout, SketchPath::Fast);
                const Pass plain = passThrough(net, batch, dropout, SketchPath::Plain);
                CHECK(isNear(fast.outputs, plain.outputs, 1e-4));
                const auto names = net->named_parameters().keys();
                for (std::size_t i = 0; i < fast.gradients.size(); ++i) {
                    CAPTURE(names[i]);
                    CHECK(isNear(fast.gradients[i], plain.gradients[i], 1e-4));
                    CHECK(fast.gradients[i].abs().max().item<double>() > 0.0);
                }
            }
        }
    }
}

TEST_CASE("A drawing's outputs do not depend on its company")
{
    torch::manual_seed(5);
    SketchConfig config = smallConfig();
    config.maxLength = 12;
    SketchNet net(config);
    shake(net);
    const torch::NoGradGuard noGradient;
    const auto entries = randomDrawings({4, 9, 6, 12}, 3);
    std::vector<std::size_t> order;
    const SketchBatch all = encodeSketches(config, entries, BatchRows::Existing, 2, &order);
    const SketchCode code = net->encode(all);
    for (std::size_t i = 0; i < order.size(); ++i) {
        const SketchBatch alone = encodeSketches(config, {entries[order[i]]}, BatchRows::Existing, 1);
        CHECK(isNear(net->encode(alone).mean[0], code.mean[static_cast<std::int64_t>(i)], 1e-4));
    }
}

TEST_CASE("Own products of the cells with norms agree with torch's, on shrinking batches")
{
    torch::manual_seed(6);
    for (const SketchCell cell : {SketchCell::LayerNorm, SketchCell::Hyper}) {
        SketchConfig config = smallConfig();
        config.encoderCell = config.decoderCell = cell;
        config.maxLength = 12;
        SketchNet net(config);
        shake(net);
        const auto entries = randomDrawings({3, 8, 12}, 3);
        const SketchBatch batch = encodeSketches(config, entries, BatchRows::Existing, 1);
        const SketchDropout dropout{.recurrent = 0.1, .seed = 3};
        const Pass fast = passThrough(net, batch, dropout, SketchPath::Fast);
        const Pass plain = passThrough(net, batch, dropout, SketchPath::Plain);
        CHECK(isNear(fast.outputs, plain.outputs, 1e-3));
        const auto names = net->named_parameters().keys();
        for (std::size_t i = 0; i < fast.gradients.size(); ++i) {
            CAPTURE(names[i]);
            const double largest = plain.gradients[i].abs().max().item<double>();
            CHECK(largest > 0.0);
            CHECK((fast.gradients[i] - plain.gradients[i]).abs().max().item<double>() <
                  1e-3 * (1.0 + largest));
        }
    }
}

TEST_CASE("A gradient that is gathered over several times the rows of a walk is whole")
{
    torch::manual_seed(7);
    SketchConfig config = smallConfig();
    config.decoderCell = SketchCell::LayerNorm;
    config.isConditional = false;
    config.maxLength = 40;
    SketchNet net(config);
    const auto entries = randomDrawings(std::vector<std::size_t>(33, 39), 3); // 1,320 rows
    const SketchBatch batch = encodeSketches(config, entries, BatchRows::Existing, 1);
    const Pass fast = passThrough(net, batch, {}, SketchPath::Fast);
    const Pass plain = passThrough(net, batch, {}, SketchPath::Plain);
    for (std::size_t i = 0; i < fast.gradients.size(); ++i)
        CHECK(isNear(fast.gradients[i], plain.gradients[i], 1e-3));
}

TEST_CASE("Rounded products stay near the exact ones")
{
    torch::manual_seed(8);
    for (const SketchCell cell : {SketchCell::Lstm, SketchCell::LayerNorm}) {
        SketchConfig config = smallConfig();
        config.encoderCell = config.decoderCell = cell;
        config.maxLength = 12;
        SketchNet net(config);
        const auto entries = randomDrawings({3, 8, 12}, 3);
        const SketchBatch batch = encodeSketches(config, entries, BatchRows::Existing, 2);
        const Pass rounded = passThrough(net, batch, {}, SketchPath::Rounded);
        const Pass exact = passThrough(net, batch, {}, SketchPath::Fast);
        CHECK(rounded.outputs.sizes() == exact.outputs.sizes());
        CHECK((rounded.outputs - exact.outputs).abs().max().item<double>() < 0.05);
        CHECK(rounded.outputs.equal(exact.outputs) != hasBFloat16Products());
        for (std::size_t i = 0; i < exact.gradients.size(); ++i) {
            const double length = exact.gradients[i].norm().item<double>();
            CHECK((rounded.gradients[i] - exact.gradients[i]).norm().item<double>() <= 0.1 * length + 1e-3);
        }
    }
}

TEST_CASE("Nets have the parameters that the file layout names, and as many as are known")
{
    const auto countOf = [](const SketchConfig &config) {
        std::int64_t count = 0;
        for (const auto &[name, shape] : sketchTensorShapes(config)) {
            std::int64_t size = 1;
            for (const std::int64_t side : shape)
                size *= side;
            count += size;
        }
        return count;
    };
    SketchConfig config;
    CHECK(countOf(config) == 2'186'107);
    config.isConditional = false;
    CHECK(countOf(config) == 1'123'963);
    config.isConditional = true;
    config.encoderCell = SketchCell::LayerNorm;
    config.encoderSize = 512;
    config.decoderCell = SketchCell::Hyper;
    config.decoderSize = 2048;
    CHECK(countOf(config) == 24'515'195);

    for (const SketchCell encoder : {SketchCell::Lstm, SketchCell::LayerNorm, SketchCell::Hyper}) {
        for (const SketchCell decoder : {SketchCell::Lstm, SketchCell::LayerNorm, SketchCell::Hyper}) {
            for (const bool isConditional : {true, false}) {
                SketchConfig small = smallConfig();
                small.isConditional = isConditional;
                small.encoderCell = encoder;
                small.decoderCell = decoder;
                small.labels = {"a", "b"};
                CHECK(sketchConfigFromJson(toJson(small)) == small);
                SketchNet net(small);
                CHECK_NOTHROW(requireShapes(tensorsOf(*net), sketchTensorShapes(small)));
                CHECK(net->parameterCount() == countOf(small));
            }
        }
    }
    nlohmann::json absurd = toJson(config);
    absurd["decoder_size"] = 1e12;
    CHECK_THROWS_AS((void)sketchConfigFromJson(absurd), Error);
    absurd = toJson(config);
    absurd["encoder_cell"] = "gru";
    CHECK_THROWS_AS((void)sketchConfigFromJson(absurd), Error);
    absurd = toJson(config);
    absurd.erase("scale_factor");
    CHECK_THROWS_AS((void)sketchConfigFromJson(absurd), Error);
}

TEST_CASE("One LSTM step and one norm have the values that are known")
{
    SketchCellNet cell(SketchCell::Lstm, 1, 1);
    const Tensor sums = torch::tensor({{0.5f, 1.0f, -0.5f, 0.25f}});
    const torch::NoGradGuard noGradient;
    const SketchCellState after = cell.step(cell.stepWeights(SketchPath::Plain), {sums},
                                            {torch::zeros({1, 1}), torch::full({1, 1}, 0.2f), {}, {}}, {});
    CHECK(after.cell.item<double>() == doctest::Approx(0.598553255).epsilon(1e-6));
    CHECK(after.hidden.item<double>() == doctest::Approx(0.301337452).epsilon(1e-6));

    // With no state before, gates far open and a cell norm, h' shows the norm of c' = tanh(j).
    SketchCellNet norms(SketchCell::LayerNorm, 1, 4);
    for (const auto &parameter : norms.named_parameters()) {
        if (parameter.key() == "norm.gain")
            parameter.value().zero_();
        if (parameter.key() == "norm.shift") {
            parameter.value().fill_(30.0);
            const Tensor candidates = torch::tensor({0.1f, 0.2f, 0.3f, 0.6f});
            parameter.value()[1].copy_(candidates.atanh());
        }
    }
    const SketchCellState normed =
        norms.step(norms.stepWeights(SketchPath::Plain), {torch::zeros({1, 16})}, norms.zeroState(1), {});
    // The norm of 0.1, 0.2, 0.3, 0.6, whose variance the epsilon is large against.
    const double scale = 1.0 / std::sqrt(0.035 + 1e-3);
    const Tensor expected =
        torch::tensor({-0.2 * scale, -0.1 * scale, 0.0, 0.3 * scale}, torch::kFloat32).tanh();
    CHECK(torch::allclose(normed.hidden[0], expected, 1e-4, 1e-4));
    CHECK(isNear(torch::layer_norm(torch::tensor({1.0f, 2.0f, 3.0f, 6.0f}), {4}, {}, {}, 1e-3),
                 torch::tensor({-1.068892280f, -0.534446140f, 0.0f, 1.603338419f}), 1e-6));
}

TEST_CASE("Factors of a HyperLSTM begin at a tenth, shifts at nothing")
{
    torch::manual_seed(8);
    SketchCellNet cell(SketchCell::Hyper, 3, 5);
    const torch::NoGradGuard noGradient;
    const auto parameters = cell.named_parameters();
    const Tensor x = torch::randn({2, 3});
    const SketchCellState before = [&] {
        SketchCellState state = cell.zeroState(2);
        state.hidden = torch::randn({2, 5});
        state.cell = torch::randn({2, 5});
        return state;
    }();
    const SketchCellState after =
        cell.step(cell.stepWeights(SketchPath::Plain), cell.inputSums(x), before, {});
    const Tensor sums = 0.1 * (x.mm(parameters["w_xh"]) + before.hidden.mm(parameters["w_hh"]));
    const auto gates = torch::layer_norm(sums.view({2, 4, 5}), {5}, {}, {}, 1e-3).unbind(1);
    const Tensor expected = before.cell * (gates[2] + 1.0).sigmoid() + gates[0].sigmoid() * gates[1].tanh();
    CHECK(isNear(after.cell, expected, 1e-5));
    CHECK(after.auxiliaryHidden.sizes() == torch::IntArrayRef({2, kHyperUnits}));
    CHECK(isNear(cell.packed(cell.unpacked(cell.packed(after))), cell.packed(after), 0.0));
}
