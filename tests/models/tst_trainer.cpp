// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runtime/checkpoint.h"
#include "models/runtime/error.h"
#include "models/runtime/module_tensors.h"
#include "models/runtime/random.h"
#include "models/runtime/trainer.h"

#include <cmath>
#include <fstream>
#include <limits>
#include <unistd.h>

#undef CHECK // torch's
#include <doctest/doctest.h>

using namespace solferino::models;
namespace fs = std::filesystem;
using torch::Tensor;

namespace {

class TemporaryFolder final
{
public:
    TemporaryFolder()
        : m_path(fs::temp_directory_path() / ("solferino-trainer-" + std::to_string(getpid())))
    {
        fs::remove_all(m_path);
    }
    ~TemporaryFolder() { fs::remove_all(m_path); }
    [[nodiscard]] const fs::path &path() const { return m_path; }

private:
    fs::path m_path;
};

/// Fits a line through points that the step number chooses.
class LineTask final : public TrainingTask
{
public:
    LineTask()
    {
        torch::manual_seed(1);
        m_net = torch::nn::Linear(3, 1);
    }

    torch::nn::Module &net() override { return *m_net; }
    double addGradients(std::int64_t step, const std::function<void()> &) override
    {
        if (step == m_brokenStep)
            return std::numeric_limits<double>::quiet_NaN();
        const Tensor loss = lossAt(step);
        loss.backward();
        return loss.item<double>();
    }
    Tensor lossAt(std::int64_t step)
    {
        Random random(mixSeed(7, static_cast<std::uint64_t>(step)));
        std::vector<float> values(24);
        for (float &value : values)
            value = static_cast<float>(random.uniform() - 0.5);
        const Tensor x = torch::tensor(values).view({8, 3});
        return torch::mse_loss(m_net->forward(x), x.sum(1, true) + 0.25);
    }
    nlohmann::json position(std::int64_t step) override
    {
        return {{"epoch", step / 10}, {"batch", step % 10}};
    }
    [[nodiscard]] bool canValidate() const override { return true; }
    Validation validate(const std::function<void()> &) override
    {
        ++m_validations;
        return {m_validations < 3 ? 1.0 / m_validations : 1.0, {{"validation_accuracy", 0.5}}};
    }
    void writeModel(const fs::path &path, std::int64_t step, double) override { std::ofstream(path) << step; }
    void afterStep(std::int64_t, double validationLoss, Progress &) override
    {
        m_validationLosses.push_back(validationLoss);
    }

    torch::nn::Linear m_net{nullptr};
    std::int64_t m_brokenStep = 0;
    int m_validations = 0;
    std::vector<double> m_validationLosses;
};

class CancelAt final : public Progress
{
public:
    explicit CancelAt(std::int64_t step)
        : m_step(step)
    {}
    void report(const ProgressReport &report) override
    {
        ++m_reports;
        if (report.step == m_step)
            throw Cancelled();
    }
    void partial(const nlohmann::json &) override {}
    void note(const std::string &) override {}

    int m_reports = 0;

private:
    std::int64_t m_step;
};

TrainerOptions optionsFor(const fs::path &run, std::int64_t steps)
{
    TrainerOptions options;
    options.run = run;
    options.steps = steps;
    options.schedule = {
        .shape = LearningRateSchedule::Shape::Cosine, .peak = 0.05, .warmupSteps = 3, .totalSteps = steps};
    options.adam.weightDecay = 0.01;
    options.adam.clipNorm = 1.0;
    options.validateEvery = 5;
    options.request = {{"seed", 7}};
    return options;
}

std::size_t lineCount(const fs::path &path)
{
    std::ifstream stream(path);
    std::size_t count = 0;
    for (std::string line; std::getline(stream, line);)
        ++count;
    return count;
}

} // namespace

TEST_CASE("A training leaves its best model, its checkpoint and its metrics")
{
    const TemporaryFolder folder;
    LineTask task;
    const double before = task.lossAt(1000).item<double>();
    NoProgress progress;
    const TrainingResult result = train(task, optionsFor(folder.path(), 60), false, progress);
    CHECK(result.step == 60);
    CHECK(result.stopped == "steps");
    CHECK(result.bestStep == 10);
    CHECK(task.lossAt(1000).item<double>() < before / 2);
    CHECK(fs::exists(folder.path() / kBestModelName));
    CHECK(lineCount(folder.path() / kMetricsName) == 60);
    CHECK(readRunRequest(folder.path()).at("seed") == 7);
    CHECK(std::isnan(task.m_validationLosses[3])); // there was no validation before step 5
    CHECK(task.m_validationLosses[4] == 1.0);
    CHECK(task.m_validationLosses[10] == 0.5);
}

TEST_CASE("A cancelled training goes on bit for bit")
{
    const TemporaryFolder folder;
    NoProgress quiet;
    LineTask whole;
    (void)train(whole, optionsFor(folder.path() / "whole", 40), false, quiet);

    LineTask begun;
    CancelAt cancel(17);
    CHECK_THROWS_AS((void)train(begun, optionsFor(folder.path() / "parts", 40), false, cancel), Cancelled);
    CHECK(cancel.m_reports == 17);
    LineTask resumed;
    resumed.m_validations = begun.m_validations;
    const TrainingResult result = train(resumed, optionsFor(folder.path() / "parts", 40), true, quiet);
    CHECK(result.step == 40);
    CHECK(resumed.m_net->weight.equal(whole.m_net->weight));
    CHECK(resumed.m_net->bias.equal(whole.m_net->bias));
    CHECK(lineCount(folder.path() / "parts" / kMetricsName) == 40);
}

TEST_CASE("Metrics that a crash left after the checkpoint are dropped")
{
    const TemporaryFolder folder;
    LineTask task;
    CancelAt cancel(8);
    CHECK_THROWS_AS((void)train(task, optionsFor(folder.path(), 20), false, cancel), Cancelled);
    std::ofstream(folder.path() / kMetricsName, std::ios::app)
        << "{\"step\":9,\"loss\":1}\n{\"step\":10,\"lo";
    NoProgress quiet;
    LineTask resumed;
    (void)train(resumed, optionsFor(folder.path(), 20), true, quiet);
    CHECK(lineCount(folder.path() / kMetricsName) == 20);
}

TEST_CASE("A training without progress ends")
{
    const TemporaryFolder folder;
    LineTask task;
    TrainerOptions options = optionsFor(folder.path(), 1000);
    options.patience = 4;
    NoProgress quiet;
    const TrainingResult result = train(task, options, false, quiet);
    CHECK(result.stopped == "no_progress");
    CHECK(result.bestStep == 10);
    CHECK(result.step == 30);
}

TEST_CASE("A loss that is no number ends the training and keeps the last checkpoint")
{
    const TemporaryFolder folder;
    LineTask task;
    CancelAt cancel(6);
    CHECK_THROWS_AS((void)train(task, optionsFor(folder.path(), 20), false, cancel), Cancelled);
    LineTask broken;
    broken.m_brokenStep = 12;
    NoProgress quiet;
    try {
        (void)train(broken, optionsFor(folder.path(), 20), true, quiet);
        FAIL("it went on");
    } catch (const Error &error) {
        CHECK(error.kind() == Error::Kind::Diverged);
    }
    CHECK(readCheckpointState(folder.path() / kCheckpointName).at("step") == 6);
}

TEST_CASE("A checkpoint of another network is refused")
{
    const TemporaryFolder folder;
    fs::create_directories(folder.path());
    torch::nn::Linear small(3, 1), large(4, 1);
    Adam ofSmall(small->parameters(), {}), ofLarge(large->parameters(), {});
    writeCheckpoint(folder.path() / "x", *small, ofSmall, {{"step", 1}});
    CHECK_THROWS_AS((void)readCheckpoint(folder.path() / "x", *large, ofLarge), Error);
    CHECK_NOTHROW((void)readCheckpoint(folder.path() / "x", *small, ofSmall));
}

TEST_CASE("Schedules have the values that they promise")
{
    LearningRateSchedule schedule{.peak = 0.01, .warmupSteps = 10, .totalSteps = 110};
    CHECK(schedule.at(1) == doctest::Approx(0.001));
    CHECK(schedule.at(10) == doctest::Approx(0.01));
    CHECK(schedule.at(5000) == doctest::Approx(0.01));
    schedule.shape = LearningRateSchedule::Shape::Cosine;
    CHECK(schedule.at(60) == doctest::Approx(0.005));
    CHECK(schedule.at(110) == doctest::Approx(0.0));
    CHECK(schedule.at(200) == doctest::Approx(0.0));
    const LearningRateSchedule stairs{.shape = scheduleShape("staircase"), .peak = 0.01};
    CHECK(stairs.at(1000) == doctest::Approx(0.01));
    CHECK(stairs.at(1001) == doctest::Approx(0.0085));
    LearningRateSchedule curve{.shape = scheduleShape("exponential"), .peak = 0.001};
    curve.decay = 0.9999;
    curve.floor = 0.00001;
    CHECK(curve.at(1) == doctest::Approx(0.001));
    CHECK(curve.at(1001) == doctest::Approx(0.00090578456));
    CHECK(curve.at(50001) == doctest::Approx(0.0000166688999));
    CHECK_THROWS_AS((void)scheduleShape("none"), Error);
}

TEST_CASE("Adam is torch's AdamW, and clips each tensor or all")
{
    torch::manual_seed(2);
    const Tensor start = torch::randn({4, 3});
    Tensor own = start.clone().requires_grad_(), theirs = start.clone().requires_grad_();
    Adam adam({own}, {.weightDecay = 0.1});
    torch::optim::AdamW reference({theirs}, torch::optim::AdamWOptions(0.01).weight_decay(0.1));
    for (int step = 0; step < 5; ++step) {
        own.mutable_grad() = torch::sin(start * step);
        theirs.mutable_grad() = torch::sin(start * step);
        adam.step(0.01);
        reference.step();
    }
    CHECK(torch::allclose(own, theirs, 1e-5, 1e-6));

    for (const Clipping clipping : {Clipping::PerTensor, Clipping::Global}) {
        Tensor a = torch::zeros({1}).requires_grad_(), b = torch::zeros({1}).requires_grad_();
        Adam clipped({a, b}, {.clipping = clipping, .clipNorm = 1.0});
        a.mutable_grad() = torch::full({1}, 30.0f);
        b.mutable_grad() = torch::full({1}, 40.0f);
        clipped.step(0.1);
        CHECK(clipped.means()[0].item<double>() ==
              doctest::Approx(clipping == Clipping::Global ? 0.06 : 0.1));
        CHECK(clipped.means()[1].item<double>() ==
              doctest::Approx(clipping == Clipping::Global ? 0.08 : 0.1));
    }

    Tensor values = torch::zeros({3}).requires_grad_();
    Adam byValue({values}, {.clipping = Clipping::Value, .clipNorm = 1.0});
    values.mutable_grad() = torch::tensor({-5.0f, 0.5f, 1.5f});
    byValue.step(0.1);
    CHECK(torch::allclose(byValue.means()[0], torch::tensor({-0.1f, 0.05f, 0.1f})));
}
