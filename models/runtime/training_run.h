// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/train_options.h"
#include "models/runtime/error.h"
#include "models/runtime/model_file.h"
#include "models/runtime/module_tensors.h"
#include "models/runtime/random.h"
#include "models/runtime/train_setting.h"
#include "models/runtime/trainer.h"

namespace solferino::models {

/// A training whose result is a model file: all that is alike around a model's own net, data and loss.
class ModelTraining : public TrainingTask
{
public:
    /// Chooses the device.
    ModelTraining(const TrainRunOptions &options, const TrainSetting &setting, Progress &progress);

    void writeModel(const std::filesystem::path &path, std::int64_t step, double validationLoss) final;
    /// Sends a sample, where it is time for one.
    void afterStep(std::int64_t step, double validationLoss, Progress &progress) final;

    /// The "data" partial.
    [[nodiscard]] virtual nlohmann::json dataReport() const = 0;
    /// Scores of the net for its card, by name.
    [[nodiscard]] virtual nlohmann::json scores(Progress &progress) = 0;
    /// Takes back the tensors of a model that modelNow() made.
    virtual void load(const FloatTensors &tensors) { loadTensors(net(), tensors); }
    [[nodiscard]] virtual StoredAs storedAs() const { return StoredAs::Float16; }
    /// What PrecisionScope is asked for.
    [[nodiscard]] virtual std::string precision() const { return m_options.precision; }

    [[nodiscard]] const std::string &device() const { return m_device; }
    [[nodiscard]] const TrainRunOptions &runOptions() const { return m_options; }

protected:
    /// The model as it is now with its card, without scores.
    [[nodiscard]] virtual ModelFile modelNow(std::int64_t step) = 0;
    /// Content of a "sample" partial: what the setting makes of the model as it is now. Null: none.
    [[nodiscard]] virtual nlohmann::json makeSample(std::int64_t step);

    /// Taken for samples: other streams of the seed have other numbers.
    static constexpr std::uint64_t kSampleStream = 4;
    [[nodiscard]] std::uint64_t seed() const { return m_setting.seed; }
    [[nodiscard]] std::uint64_t seedOf(std::uint64_t stream) const { return mixSeed(m_setting.seed, stream); }
    [[nodiscard]] std::uint64_t seedOf(std::uint64_t stream, std::int64_t step) const
    {
        return mixSeed(seedOf(stream), static_cast<std::uint64_t>(step));
    }
    /// Seeds what torch draws first weights from.
    void seedTorch(std::uint64_t stream) const;

private:
    TrainRunOptions m_options;
    TrainSetting m_setting;
    std::string m_device;
};

/// Trains, or goes on with the run that the training's options name, in the folder `options.run`, which gets
/// the data report too, then scores the best model, as it is stored, and writes the scores into its file.
/// Result as all `train` operations give it: {run, weights, step, best_step, best_validation_loss, stopped};
/// the loss is null where nothing was kept for validation.
/// Throws what train() throws.
[[nodiscard]] nlohmann::json runTraining(ModelTraining &training, const TrainerOptions &options,
                                         Progress &progress);

/// Where `options.resume` names a run, makes options and seed those of the run, but for `steps` where it
/// differs from its default. `kind` is what else the run's request must say, as given to trainerOptions().
/// Throws Error(File, ModelFileDamaged, ModelFileMismatch).
template <class Options>
void takeFromRun(Options &options, TrainSetting &setting,
                 const nlohmann::json &kind = nlohmann::json::object())
{
    if (options.resume.empty())
        return;
    const nlohmann::json request = readRunRequest(options.resume);
    nlohmann::json wantedRequest = request;
    wantedRequest.update(kind);
    if (!request.contains("options") || !request.contains("seed") || request != wantedRequest)
        throw Error(Error::Kind::ModelFileMismatch,
                    options.resume + " is no run of this operation on this model.");
    const Options wanted = options;
    options = readOptions<Options>(request.at("options"));
    setting.seed = request.at("seed").template get<std::uint64_t>();
    if (wanted.steps != Options{}.steps)
        options.steps = wanted.steps;
    options.output = options.resume = wanted.resume;
}

/// What follows from the options that all trainings have; schedule and optimizer are the model's own. `kind`
/// tells the run from those of other operations and models, where options and net do not.
template <class Options>
[[nodiscard]] TrainerOptions trainerOptions(const Options &options, const TrainSetting &setting,
                                            const nlohmann::json &kind = nlohmann::json::object())
{
    TrainerOptions result;
    result.run = options.output;
    result.steps = options.steps;
    result.validateEvery = options.validateEvery;
    result.patience = options.patience;
    result.checkpointSeconds = options.checkpointSeconds;
    result.request = kind;
    result.request.update({{"options", writeOptions(options)}, {"seed", setting.seed}});
    return result;
}

/// Options for a card: what decided the result, without the folders of a machine.
template <class Options>
[[nodiscard]] nlohmann::json optionsForCard(const Options &options)
{
    nlohmann::json values = writeOptions(options);
    for (const FieldInfo &field : describeFields<Options>()) {
        if (field.type == FieldType::File || field.type == FieldType::Folder ||
            field.type == FieldType::Paths)
            values[field.name] = "";
    }
    return values;
}

} // namespace solferino::models
