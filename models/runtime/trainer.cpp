// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runtime/trainer.h"

#include "models/runtime/checkpoint.h"
#include "models/runtime/error.h"

#include <chrono>
#include <cmath>
#include <fstream>
#include <limits>
#include <optional>
#include <system_error>

namespace solferino::models {

namespace {

using Clock = std::chrono::steady_clock;

/// Lines of metrics up to `lastStep`; what a crashed run wrote after its checkpoint is dropped.
void trimMetrics(const std::filesystem::path &path, std::int64_t lastStep)
{
    std::ifstream in(path);
    std::string kept;
    for (std::string line; std::getline(in, line);) {
        const auto json = nlohmann::json::parse(line, nullptr, false);
        if (json.is_object() && json.value("step", std::int64_t{0}) <= lastStep)
            kept += line + "\n";
    }
    std::ofstream(path, std::ios::trunc) << kept;
}

/// One training from its first or resumed step to its last.
class Run final
{
public:
    Run(TrainingTask &task, const TrainerOptions &options, Progress &progress)
        : m_task(task)
        , m_options(options)
        , m_progress(progress)
        , m_adam(task.net().parameters(), options.adam)
    {
        makeRunFolder(options.run);
    }

    void resume()
    {
        const nlohmann::json state = readCheckpoint(path(kCheckpointName), m_task.net(), m_adam);
        m_step = state.value("step", std::int64_t{0});
        m_result.bestStep = state.value("best_step", std::int64_t{0});
        m_result.bestLoss = state.value("best_loss", 0.0);
        m_withoutProgress = state.value("without_progress", 0);
        m_adam.setStepCount(m_step);
        trimMetrics(path(kMetricsName), m_step);
    }

    TrainingResult run()
    {
        if (m_step == 0)
            std::ofstream(path(kMetricsName), std::ios::trunc).flush();
        m_metrics.open(path(kMetricsName), std::ios::app);
        m_lastCheckpoint = Clock::now();
        m_task.net().train();
        m_result.stopped = "steps";
        try {
            while (m_step < m_options.steps && !isStuck())
                step();
        } catch (const Cancelled &) {
            checkpoint();
            throw;
        }
        checkpoint();
        if (isStuck())
            m_result.stopped = "no_progress";
        m_result.step = m_step;
        return m_result;
    }

private:
    [[nodiscard]] std::filesystem::path path(const char *name) const { return m_options.run / name; }
    [[nodiscard]] bool isStuck() const
    {
        return m_options.patience > 0 && m_withoutProgress >= m_options.patience;
    }

    void step()
    {
        const std::int64_t number = m_step + 1;
        const nlohmann::json position = m_task.position(number);
        const double value = m_task.addGradients(number, m_keepAlive);
        if (!std::isfinite(value))
            throw Error(Error::Kind::Diverged, "The loss became infinite at step " + std::to_string(number) +
                                                   "; the last checkpoint was kept.");
        const double rate = m_options.schedule.at(number);
        m_adam.step(rate);
        m_step = number;

        nlohmann::json metrics{
            {"loss", value}, {"learning_rate", rate}, {"epoch", position.value("epoch", 0)}};
        metrics.update(m_task.stepMetrics());
        const bool isDue = number % m_options.validateEvery == 0 || number == m_options.steps;
        if (isDue && m_task.canValidate())
            validate(metrics);
        writeMetrics(metrics);
        if (Clock::now() - m_lastCheckpoint > std::chrono::seconds(m_options.checkpointSeconds))
            checkpoint();
        m_task.afterStep(m_step, metrics.value("validation_loss", bestLoss()), m_progress);
        m_progress.report({m_step, m_options.steps, "steps", "training", metrics});
    }

    void validate(nlohmann::json &metrics)
    {
        const Validation validation = m_task.validate(m_keepAlive);
        m_task.net().train();
        if (!std::isfinite(validation.loss))
            throw Error(Error::Kind::Diverged,
                        "The validation loss became infinite; the last checkpoint was kept.");
        ++m_withoutProgress;
        if (m_result.bestStep == 0 || validation.loss < m_result.bestLoss) {
            m_withoutProgress = 0;
            m_result.bestStep = m_step;
            m_result.bestLoss = validation.loss;
            m_task.writeModel(path(kBestModelName), m_step, validation.loss);
        }
        metrics["validation_loss"] = validation.loss;
        metrics.update(validation.metrics);
        metrics["best_validation_loss"] = m_result.bestLoss;
        metrics["best_step"] = m_result.bestStep;
    }

    /// No number before the first validation.
    [[nodiscard]] double bestLoss() const
    {
        const bool hasBest = m_task.canValidate() && m_result.bestStep > 0;
        return hasBest ? m_result.bestLoss : std::numeric_limits<double>::quiet_NaN();
    }

    void writeMetrics(const nlohmann::json &metrics)
    {
        nlohmann::json line = metrics;
        line["step"] = m_step;
        m_metrics << line.dump() << '\n';
        if (metrics.contains("validation_loss"))
            m_metrics.flush();
    }

    void checkpoint()
    {
        m_metrics.flush();
        if (m_step == 0)
            return;
        if (!m_task.canValidate()) { // nothing tells which is best: the newest
            m_task.writeModel(path(kBestModelName), m_step, std::numeric_limits<double>::quiet_NaN());
            m_result.bestStep = m_step;
        }
        writeCheckpoint(path(kCheckpointName), m_task.net(), m_adam,
                        {{"request", m_options.request},
                         {"step", m_step},
                         {"position", m_task.position(m_step + 1)},
                         {"best_step", m_result.bestStep},
                         {"best_loss", m_result.bestLoss},
                         {"without_progress", m_withoutProgress}});
        m_lastCheckpoint = Clock::now();
        m_progress.partial(
            {{"kind", "checkpoint"}, {"step", m_step}, {"path", path(kCheckpointName).string()}});
    }

    TrainingTask &m_task;
    const TrainerOptions &m_options;
    Progress &m_progress;
    const std::function<void()> m_keepAlive = [this] {
        m_progress.report({m_step, m_options.steps, "steps", "training", nlohmann::json::object()});
    };
    Adam m_adam;
    TrainingResult m_result;
    std::ofstream m_metrics;
    std::int64_t m_step = 0;
    int m_withoutProgress = 0;
    Clock::time_point m_lastCheckpoint;
};

} // namespace

void makeRunFolder(const std::filesystem::path &run)
{
    std::error_code failure;
    std::filesystem::create_directories(run, failure);
    if (failure)
        throw Error(Error::Kind::File, run.string() + " cannot be made: " + failure.message() + ".");
}

nlohmann::json readRunRequest(const std::filesystem::path &run)
{
    return readCheckpointState(run / kCheckpointName).value("request", nlohmann::json::object());
}

TrainingResult train(TrainingTask &task, const TrainerOptions &options, bool resume, Progress &progress)
{
    Run run(task, options, progress);
    if (resume)
        run.resume();
    return run.run();
}

} // namespace solferino::models
