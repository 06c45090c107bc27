// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runtime/training_run.h"

#include "models/runtime/device.h"

#include <cmath>
#include <fstream>
#include <limits>

namespace solferino::models {

ModelTraining::ModelTraining(const TrainRunOptions &options, const TrainSetting &setting, Progress &progress)
    : m_options(options)
    , m_setting(setting)
    , m_device(chooseDevice(setting.device, progress))
{}

void ModelTraining::seedTorch(std::uint64_t stream) const
{
    constexpr std::uint64_t kTorchSeedMask = 0x7FFFFFFFFFFFFFFFULL;
    torch::manual_seed(seedOf(stream) & kTorchSeedMask);
}

void ModelTraining::writeModel(const std::filesystem::path &path, std::int64_t step, double validationLoss)
{
    ModelFile model = modelNow(step);
    if (std::isfinite(validationLoss))
        model.info.scores["validation_loss"] = validationLoss;
    writeModelFile(path, model.info, model.tensors, storedAs());
}

nlohmann::json ModelTraining::makeSample(std::int64_t step)
{
    return m_setting.makeSample ? m_setting.makeSample(modelNow(step), seedOf(kSampleStream, step))
                                : nlohmann::json();
}

void ModelTraining::afterStep(std::int64_t step, double validationLoss, Progress &progress)
{
    if (m_options.sampleEvery == 0 || step % m_options.sampleEvery != 0)
        return;
    nlohmann::json sample = makeSample(step);
    if (sample.is_null())
        return;
    sample.update({{"kind", "sample"}, {"step", step}});
    if (std::isfinite(validationLoss))
        sample["validation_loss"] = validationLoss;
    progress.partial(sample);
}

nlohmann::json runTraining(ModelTraining &training, const TrainerOptions &options, Progress &progress)
{
    const TrainRunOptions &run = training.runOptions();
    const PrecisionScope precision(training.precision(), training.device(), progress);
    makeRunFolder(options.run);
    std::ofstream(options.run / "data.json") << training.dataReport().dump(1) << '\n';
    const TrainingResult result = train(training, options, !run.resume.empty(), progress);

    const std::filesystem::path path = options.run / kBestModelName;
    ModelFileInfo card = readModelInfo(path);
    const ModelFile best = readModelFile(path, card.model, card.revision);
    training.load(best.tensors);
    card.scores.update(training.scores(progress));
    writeModelFile(path, card, best.tensors, training.storedAs());
    return {
        {"run", options.run.string()},
        {"weights", path.string()},
        {"step", result.step},
        {"best_step", result.bestStep},
        {"best_validation_loss", training.canValidate() ? nlohmann::json(result.bestLoss) : nlohmann::json()},
        {"stopped", result.stopped}};
}

} // namespace solferino::models
