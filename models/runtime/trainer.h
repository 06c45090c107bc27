// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runtime/adam.h"
#include "models/runtime/learning_rate.h"
#include "models/runtime/progress.h"

#include <torch/torch.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace solferino::models {

struct TrainerOptions
{
    std::filesystem::path run; ///< folder, made if it is not there
    std::int64_t steps = 0;
    LearningRateSchedule schedule;
    Adam::Options adam;
    std::int64_t validateEvery = 200;
    int patience = 0; ///< validations without progress before the end, 0: never
    int checkpointSeconds = 60;
    nlohmann::json request = nlohmann::json::object(); ///< kept in the checkpoint, for whoever resumes
};

struct Validation
{
    double loss = 0.0;                                 ///< the lower the better
    nlohmann::json metrics = nlohmann::json::object(); ///< what else to report: "validation_accuracy" ...
};

/// What is trained. Everything that a step does depends on its number, the seed and the parameters alone, so
/// that a resumed training goes on exactly as it would have.
class TrainingTask
{
public:
    virtual ~TrainingTask() = default;
    [[nodiscard]] virtual torch::nn::Module &net() = 0;
    /// Gives the parameters the gradients of step `step`, from 1, and returns its loss. Calls `keepAlive`,
    /// which may throw, between parts of the work.
    [[nodiscard]] virtual double addGradients(std::int64_t step, const std::function<void()> &keepAlive) = 0;
    /// What the last step's metrics say beside its loss and learning rate.
    [[nodiscard]] virtual nlohmann::json stepMetrics() const { return nlohmann::json::object(); }
    /// Data position before step `step`: {"epoch", "batch"}.
    [[nodiscard]] virtual nlohmann::json position(std::int64_t step) = 0;
    /// False if there is nothing to validate on.
    [[nodiscard]] virtual bool canValidate() const = 0;
    [[nodiscard]] virtual Validation validate(const std::function<void()> &keepAlive) = 0;
    /// Writes the net as a model file; called with the best parameters so far.
    virtual void writeModel(const std::filesystem::path &path, std::int64_t step, double validationLoss) = 0;
    /// After each step and its validation, before progress is reported; the loss is no number as long as
    /// there was no validation.
    virtual void afterStep(std::int64_t, double /*validationLoss*/, Progress &) {}
};

struct TrainingResult
{
    std::int64_t step = 0;
    std::int64_t bestStep = 0;
    double bestLoss = 0.0;
    std::string stopped; ///< "steps", "no_progress"
};

/// Names in the folder of a run.
inline constexpr const char *kBestModelName = "best.safetensors";
inline constexpr const char *kCheckpointName = "last.safetensors";
inline constexpr const char *kMetricsName = "metrics.jsonl";

/// Makes the folder of a run where it is not there. Throws Error(File).
void makeRunFolder(const std::filesystem::path &run);

/// The request that the run's checkpoint was made for. Throws Error(File, ModelFileDamaged,
/// ModelFileMismatch).
[[nodiscard]] nlohmann::json readRunRequest(const std::filesystem::path &run);

/// Trains until the steps are done or there is no more progress; goes on from the run's checkpoint if
/// `resume`. A cancel (Cancelled from `progress`) leaves a checkpoint. Throws Error(Diverged) when the loss
/// is no number; the last checkpoint and the best model stay.
TrainingResult train(TrainingTask &task, const TrainerOptions &options, bool resume, Progress &progress);

} // namespace solferino::models
