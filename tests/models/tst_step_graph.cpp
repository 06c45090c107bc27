// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/mask_source.h"
#include "models/melody_rnn/melody_loss.h"
#include "models/runtime/adam.h"
#include "models/runtime/step_graph.h"
#include "tests/support/operation_watch.h"

#include <stdexcept>

#undef CHECK // torch's
#include <doctest/doctest.h>

using namespace solferino::models;
using solferino::test::OperationWatch;
using torch::Tensor;

namespace {

/// Stands in for a graph: does the work again, on the tensors that it saw when it was captured.
class DoneAgain final : public CapturedWork
{
public:
    explicit DoneAgain(std::function<void()> work)
        : m_work(std::move(work))
    {}
    void replay() override { m_work(); }

private:
    std::function<void()> m_work;
};

GraphCapture standIn(int &captures)
{
    return [&captures](const std::function<void()> &work) {
        ++captures;
        return std::make_unique<DoneAgain>(work);
    };
}

struct Line
{
    Tensor weight = torch::tensor({1.0F, -2.0F, 0.5F}).requires_grad_();
    Tensor unused = torch::ones({2}).requires_grad_();
    int captures = 0;
    std::vector<std::string> said;

    [[nodiscard]] Tensor loss(const std::vector<Tensor> &inputs) const
    {
        const Tensor error = inputs[0].mv(weight) - inputs[1];
        return torch::stack({error.square().mean(), error.abs().max()});
    }
    [[nodiscard]] StepGraph graph(StepGraph::Losses losses, GraphCapture capture)
    {
        return StepGraph({weight, unused}, std::move(losses),
                         {.capture = std::move(capture), .say = [this](const std::string &text) {
                              said.push_back(text);
                          }});
    }
};

std::vector<Tensor> batch(std::int64_t rows)
{
    return {torch::randn({rows, 3}), torch::randn({rows})};
}

void checkStep(StepGraph &graph, Line &line, std::int64_t rows)
{
    const auto inputs = batch(rows);
    const std::vector<double> values = graph.addGradients(inputs);
    const Tensor expected = line.loss(inputs);
    CHECK(values.size() == 2);
    CHECK(values[0] == doctest::Approx(expected[0].item<double>()));
    CHECK(values[1] == doctest::Approx(expected[1].item<double>()));
    const Tensor gradient = torch::autograd::grad({expected[0]}, {line.weight})[0];
    CHECK(torch::allclose(line.weight.grad(), gradient));
    CHECK(line.unused.grad().abs().max().item<double>() == 0.0);
}

} // namespace

TEST_CASE("A captured step gives each batch its own numbers, and follows the parameters")
{
    torch::manual_seed(1);
    Line line;
    StepGraph graph =
        line.graph([&](const auto &inputs) { return line.loss(inputs); }, standIn(line.captures));
    Adam adam({line.weight, line.unused}, {.clipNorm = 0.1});
    for (int step = 0; step < 5; ++step) {
        checkStep(graph, line, 4);
        adam.step(0.1);
    }
    CHECK(line.captures == 1);
    checkStep(graph, line, 7); // another shape: computed as it comes, then captured, and the first kept
    checkStep(graph, line, 7);
    checkStep(graph, line, 4);
    CHECK(line.captures == 2);
    CHECK(graph.graphCount() == 2);
    CHECK(line.said.empty());
}

TEST_CASE("Where a capture fails or lies, training goes on without and says so once")
{
    torch::manual_seed(2);
    for (const bool throws : {true, false}) {
        Line line;
        bool isCapturing = false;
        const GraphCapture bad = [&](const std::function<void()> &work) -> std::unique_ptr<CapturedWork> {
            if (throws)
                throw std::runtime_error("no");
            return std::make_unique<DoneAgain>([&isCapturing, work] {
                isCapturing = true;
                work();
                isCapturing = false;
            });
        };
        StepGraph graph = line.graph(
            [&](const auto &inputs) { return isCapturing ? 1.5 * line.loss(inputs) : line.loss(inputs); },
            bad);
        for (int step = 0; step < 4; ++step)
            checkStep(graph, line, 4);
        CHECK(graph.graphCount() == 0);
        CHECK(line.said.size() == 1);
    }
}

TEST_CASE("Batches of ever new shapes are not all kept")
{
    Line line;
    StepGraph graph =
        line.graph([&](const auto &inputs) { return line.loss(inputs); }, standIn(line.captures));
    for (int round = 0; round < 2; ++round) {
        for (std::int64_t rows = 2; rows < 14; ++rows)
            checkStep(graph, line, rows);
    }
    CHECK(graph.graphCount() == 8);
}

TEST_CASE("The melody step has nothing that a capture stumbles over, and gives the loss of the plain net")
{
    torch::manual_seed(3);
    for (const std::int64_t attention : {0, 5}) {
        for (const bool oneHot : {true, false}) {
            EventNet net(EventNetShape{7, oneHot ? 7 : 6, {8, 8}, attention});
            const MelodyBatch batch{oneHot ? torch::randint(0, 7, {9, 3}, torch::kInt64)
                                           : torch::randn({9, 3, 7}),
                                    torch::randint(-1, 6, {9, 3}, torch::kInt64)};
            const MelodyBatch even = withEvenLength(batch, 32);
            CHECK(even.labels.size(0) == 12);
            const Tensor share = torch::tensor(1.0F) / batch.labels.ge(0).sum();
            MaskSource source(torch::kCPU);
            EventNetDropout masks;
            std::vector<Tensor> inputs{even.inputs, even.labels, share};
            for (std::uint64_t layer = 0; layer < 2; ++layer) {
                inputs.push_back(source.draw({12, 3, 8}, 0.5, layer));
                masks.masks.push_back(inputs.back().narrow(0, 0, 9));
            }
            const auto parameters = net->parameters();
            std::vector<Tensor> given;
            Tensor loss;
            {
                const OperationWatch watch;
                loss = melodyStepLoss(net, inputs);
                given = torch::autograd::grad({loss[0]}, parameters);
                CHECK(watch.obstacles().empty());
                for (const std::string &name : watch.obstacles())
                    MESSAGE(name);
                CHECK(watch.launches() > 20);
            }
            EventNetState state = net->zeroState(3);
            const Tensor plain = torch::nn::functional::cross_entropy(
                net->forwardPlain(batch.inputs, state, masks).flatten(0, 1), batch.labels.flatten(),
                torch::nn::functional::CrossEntropyFuncOptions().ignore_index(-1).reduction(torch::kMean));
            CHECK(torch::allclose(loss[0], plain, 1e-5, 1e-6));
            const auto expected = torch::autograd::grad({plain}, parameters);
            for (std::size_t i = 0; i < parameters.size(); ++i)
                CHECK(torch::allclose(given[i], expected[i], 1e-4, 1e-6));
        }
    }
}

TEST_CASE("The watch sees what a capture would stumble over")
{
    const Tensor values = torch::randn({4}), far = torch::empty({4}, torch::kMeta);
    const auto seen = [](const std::function<void()> &work) {
        const OperationWatch watch;
        work();
        return !watch.obstacles().empty();
    };
    CHECK_FALSE(seen([&] { (void)(values * 2.0 + values); }));
    CHECK(seen([&] { (void)values.sum().item<float>(); }));
    CHECK(seen([&] { (void)values.index({values > 0.0}); }));
    CHECK(seen([&] { (void)torch::dropout(values, 0.5, true); }));
    CHECK(seen([&] { far.clone().copy_(values); }));
}

TEST_CASE("Masks depend on the seed alone and keep the mean")
{
    MaskSource source(torch::kCPU);
    const Tensor first = source.draw({100, 100}, 0.25, 5);
    (void)source.draw({3}, 0.5, 6);
    CHECK(source.draw({100, 100}, 0.25, 5).equal(first));
    CHECK_FALSE(source.draw({100, 100}, 0.25, 6).equal(first));
    CHECK(first.mean().item<double>() == doctest::Approx(1.0).epsilon(0.03));
}
