// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/event_rnn/event_net.h"
#include "models/melody_rnn/melody_batches.h"

#include <fstream>
#include <nlohmann/json.hpp>

#undef CHECK // torch's
#include <doctest/doctest.h>

using namespace solferino::models;
using torch::Tensor;

namespace {

nlohmann::json reference(const char *name)
{
    std::ifstream stream(SOLFERINO_TEST_DATA "/golden/event_networks.json");
    return nlohmann::json::parse(stream).at(name);
}

void flatten(const nlohmann::json &json, std::vector<float> &values)
{
    if (json.is_number())
        return values.push_back(json.get<float>());
    for (const auto &element : json)
        flatten(element, values);
}

Tensor tensorOf(const nlohmann::json &json)
{
    std::vector<std::int64_t> shape;
    for (const auto *level = &json; level->is_array(); level = &level->front())
        shape.push_back(static_cast<std::int64_t>(level->size()));
    std::vector<float> values;
    flatten(json, values);
    return torch::tensor(values).view(shape);
}

/// The variable whose TensorFlow name ends so.
Tensor variable(const nlohmann::json &network, const std::string &ending)
{
    for (const auto &entry : network.at("variables")) {
        if (entry[0].get<std::string>().ends_with(ending + ":0"))
            return tensorOf(entry[2]);
    }
    throw std::runtime_error("no variable " + ending);
}

/// [in + u, 4u] in the order i, j, f, o as [4u, in + u] in the order i, f, j, o.
Tensor torchGates(const Tensor &kernel)
{
    const auto gates = kernel.chunk(4, kernel.dim() - 1);
    const Tensor ordered = torch::cat({gates[0], gates[2], gates[1], gates[3]}, kernel.dim() - 1);
    return kernel.dim() == 2 ? ordered.t() : ordered;
}

void setParameter(EventNet &net, const std::string &key, const Tensor &values)
{
    const torch::NoGradGuard noGradient;
    net->named_parameters()[key].copy_(values);
}

void setLayer(EventNet &net, const nlohmann::json &network, const std::string &layer,
              const std::string &source)
{
    const Tensor kernel = torchGates(variable(network, source + "/kernel"));
    const auto units = kernel.size(0) / 4;
    setParameter(net, layer + ".weight_ih", kernel.slice(1, 0, kernel.size(1) - units));
    setParameter(net, layer + ".weight_hh", kernel.slice(1, kernel.size(1) - units));
    Tensor bias = torchGates(variable(network, source + "/bias"));
    bias.slice(0, units, 2 * units) += 1.0; // the original adds the forget bias when it runs
    setParameter(net, layer + ".bias", bias);
}

/// Makes the linear layer at the end pass the top layer through.
void makeOutputIdentity(EventNet &net)
{
    setParameter(net, "output.weight", torch::eye(net->shape().classCount));
    setParameter(net, "output.bias", torch::zeros({net->shape().classCount}));
}

bool isClose(const Tensor &left, const Tensor &right)
{
    return torch::allclose(left, right, 1e-4, 1e-5);
}

/// Threads of torch for as long as it lives, then one.
struct ThreadCount
{
    explicit ThreadCount(int threads) { at::set_num_threads(threads); }
    ~ThreadCount() { at::set_num_threads(1); }
};

EventNetShape shapeOf(const std::string &config)
{
    return melodyNetShape(melodyConfig(config), *makeMelodyCodec(config));
}

} // namespace

TEST_CASE("Configs have the parameters that they should")
{
    const ThreadCount threads(1);
    const std::pair<const char *, std::int64_t> expected[] = {
        {"basic_rnn", 221'990}, {"mono_rnn", 280'962}, {"lookback_rnn", 264'744}, {"attention_rnn", 338'006}};
    for (const auto &[config, count] : expected) {
        EventNet net(shapeOf(config));
        CHECK(net->parameterCount() == count);
    }
    CHECK(EventNet(EventNetShape{2, 2, {128, 128}, 0})->parameterCount() == 198'914);
    CHECK(EventNet(EventNetShape{518, 512, {256, 256, 256}, 32})->parameterCount() == 2'705'706);
    CHECK(EventNet(EventNetShape{123, 40, {128, 128, 128}, 40})->parameterCount() == 510'652);
}

TEST_CASE("A new network remembers: its forget gates begin open")
{
    EventNet net(shapeOf("basic_rnn"));
    const Tensor bias = net->named_parameters()["lstm_0.bias"];
    CHECK(bias.slice(0, 128, 256).eq(1.0).all().item<bool>());
    CHECK(bias.sum().item<double>() == 128.0);
    const double limit = std::sqrt(6.0 / (38 + 128 + 512));
    CHECK(net->named_parameters()["lstm_0.weight_hh"].abs().max().item<double>() <= limit);
}

TEST_CASE("Two plain layers compute what Magenta computes")
{
    const auto network = reference("lstm_2x8");
    EventNet net(EventNetShape{6, 8, {8, 8}, 0});
    setLayer(net, network, "lstm_0", "cell_0/basic_lstm_cell");
    setLayer(net, network, "lstm_1", "cell_1/basic_lstm_cell");
    makeOutputIdentity(net);
    const Tensor x = tensorOf(network["x"]).transpose(0, 1).contiguous(),
                 y = tensorOf(network["y"]).transpose(0, 1);
    CHECK(isClose(net->forward(x), y));
    EventNetState state = net->zeroState(2);
    CHECK(isClose(net->forwardPlain(x, state), y));
    const auto &last = network["final_state"];
    CHECK(isClose(state.cell[0], tensorOf(last[0])));
    CHECK(isClose(state.hidden[0], tensorOf(last[1])));
    CHECK(isClose(state.cell[1], tensorOf(last[2])));
    CHECK(isClose(state.hidden[1], tensorOf(last[3])));
}

TEST_CASE("Attention computes what Magenta computes")
{
    const auto network = reference("attention_2x8_len4");
    const std::string wrapper = "cell_0/attention_cell_wrapper";
    EventNet net(EventNetShape{6, 8, {8, 8}, 4});
    const auto setLinear = [&](const std::string &key, const std::string &source) {
        setParameter(net, key + ".weight", variable(network, source + "/kernel").t());
        setParameter(net, key + ".bias", variable(network, source + "/bias"));
    };
    setLinear("attention.input", wrapper);
    setLinear("attention.query", wrapper + "/attention");
    setLinear("attention.output", wrapper + "/attn_output_projection");
    setParameter(net, "attention.key.weight", variable(network, "attn_w").view({8, 8}).t());
    setParameter(net, "attention.score", variable(network, "attn_v"));
    setLayer(net, network, "lstm_0", wrapper + "/basic_lstm_cell");
    setLayer(net, network, "lstm_1", "cell_1/basic_lstm_cell");
    makeOutputIdentity(net);
    const Tensor x = tensorOf(network["x"]).transpose(0, 1).contiguous(),
                 y = tensorOf(network["y"]).transpose(0, 1);
    CHECK(isClose(net->forward(x), y));
    EventNetState state = net->zeroState(2);
    CHECK(isClose(net->forwardPlain(x, state), y));
    const auto &last = network["final_state"];
    CHECK(isClose(state.cell[0], tensorOf(last[0])));
    CHECK(isClose(state.hidden[0], tensorOf(last[1])));
    CHECK(isClose(state.attended, tensorOf(last[2])));
    CHECK(isClose(state.memory.flatten(1), tensorOf(last[3])));
}

TEST_CASE("The kernels' gradients are those of plain operations")
{
    const ThreadCount threads(2); // shares of a batch must fit together
    for (const std::int64_t attention : {0, 5}) {
        for (const bool oneHot : {false, true}) {
            torch::manual_seed(3);
            EventNet net(EventNetShape{9, 6, {16, 12}, attention});
            {
                const torch::NoGradGuard noGradient;
                for (Tensor &parameter : net->parameters())
                    parameter.add_(torch::randn_like(parameter) * 0.3);
            }
            const Tensor inputs =
                oneHot ? torch::randint(0, 9, {13, 5}, torch::kInt64) : torch::randn({13, 5, 9});
            const Tensor weights = torch::randn({13, 5, 6});
            const EventNetDropout dropout{0.3, 77};
            const Tensor fast = net->forward(inputs, dropout);
            (fast * weights).sum().backward();
            std::vector<Tensor> gradients;
            for (Tensor &parameter : net->parameters()) {
                gradients.push_back(parameter.grad());
                parameter.mutable_grad().reset();
            }
            EventNetState state = net->zeroState(5);
            const Tensor plain = net->forwardPlain(inputs, state, dropout);
            (plain * weights).sum().backward();
            CHECK(isClose(fast, plain));
            CHECK(isClose(fast, net->forwardFused(inputs, dropout)));
            std::size_t i = 0;
            for (const auto &parameter : net->named_parameters()) {
                CAPTURE(parameter.key());
                CHECK(torch::allclose(gradients[i++], parameter.value().grad(), 1e-3, 1e-4));
            }
        }
    }
}

TEST_CASE("Dropout keeps its share and follows its seed")
{
    EventNet net(EventNetShape{4, 3, {64}, 0});
    const Tensor inputs = torch::randn({20, 8, 4});
    const Tensor first = net->forward(inputs, {0.4, 1});
    CHECK(first.equal(net->forward(inputs, {0.4, 1})));
    CHECK_FALSE(first.equal(net->forward(inputs, {0.4, 2})));
    EventNetState state = net->zeroState(8);
    const double kept = net->runPlain(inputs, state, {0.4, 9}).ne(0).to(torch::kFloat).mean().item<double>();
    CHECK(kept == doctest::Approx(0.6).epsilon(0.05));
}

TEST_CASE("The loss on one batch halves within a few steps")
{
    torch::manual_seed(5);
    EventNet net(EventNetShape{12, 12, {32, 32}, 6});
    const Tensor inputs = torch::randint(0, 12, {24, 4}, torch::kInt64);
    const Tensor labels = inputs.roll(-1, 0).flatten();
    torch::optim::Adam optimizer(net->parameters(), torch::optim::AdamOptions(0.02));
    double first = 0.0, last = 0.0;
    for (int step = 0; step < 40; ++step) {
        optimizer.zero_grad();
        const Tensor loss = torch::nn::functional::cross_entropy(net->forward(inputs).flatten(0, 1), labels);
        loss.backward();
        optimizer.step();
        last = loss.item<double>();
        if (step == 0)
            first = last;
    }
    CHECK(last < first / 2);
}
