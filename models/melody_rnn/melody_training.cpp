// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/melody_rnn/melody_training.h"

#include "models/melody_rnn/melody_scoring.h"
#include "models/runtime/data_files.h"
#include "models/runtime/device.h"
#include "models/runtime/error.h"
#include "models/runtime/module_tensors.h"
#include "models/runtime/torch_errors.h"
#include "models/runtime/trainer.h"

#include <cmath>
#include <fstream>

namespace solferino::models {

namespace {

namespace fs = std::filesystem;

// Independent random streams of one seed.
enum Stream : std::uint64_t { kSplitStream, kOrderStream, kWeightStream, kDropoutStream, kSampleStream };

/// Melodies that go through the net together on a processor: more are no faster, and a cancel waits for them.
constexpr std::int64_t kRowsAtOnce = 32;
constexpr std::uint64_t kTorchSeedMask = 0x7FFFFFFFFFFFFFFFULL;

std::vector<const std::vector<int> *> eventsOf(const std::vector<MelodyTune> &tunes)
{
    std::vector<const std::vector<int> *> events;
    for (const MelodyTune &tune : tunes)
        events.push_back(&tune.events);
    return events;
}

/// One run's net, data and loss.
class MelodyTask final : public TrainingTask
{
public:
    MelodyTask(const MelodyTrainOptions &options, const MelodyTrainSetting &setting, Progress &progress)
        : m_options(options)
        , m_setting(setting)
        , m_config(melodyConfig(options.config))
        , m_codec(makeMelodyCodec(options.config))
        , m_device(chooseDevice(setting.device, progress))
        , m_data(loadMelodyDataset({.sources = splitPathList(options.data),
                                    .excluded = splitPathList(options.exclude),
                                    .ignorePolyphony = options.ignorePolyphony,
                                    .evalRatio = options.evalRatio,
                                    .seed = mixSeed(setting.seed, kSplitStream)},
                                   *m_codec, progress))
        , m_batches(m_codec, m_data.training,
                    {.batchSize = static_cast<std::size_t>(options.batchSize),
                     .maxLength = static_cast<std::size_t>(options.maxLength),
                     .augment = options.augment,
                     .seed = mixSeed(setting.seed, kOrderStream)})
    {
        torch::manual_seed(mixSeed(setting.seed, kWeightStream) & kTorchSeedMask);
        m_net = EventNet(melodyNetShape(m_config, *m_codec));
        m_net->to(torch::Device(m_device));
        progress.partial(m_data.report());
    }

    torch::nn::Module &net() override { return *m_net; }

    double addGradients(std::int64_t step, const std::function<void()> &keepAlive) override
    {
        const MelodyBatch batch = m_batches.at(step);
        const auto rows = batch.labels.size(1);
        const auto share = m_device == "cpu" ? std::min(rows, kRowsAtOnce) : rows;
        const auto labelCount = batch.labels.ge(0).sum().item<double>();
        double loss = 0.0;
        for (std::int64_t row = 0; row < rows; row += share) {
            if (row > 0)
                keepAlive();
            const std::int64_t count = std::min(share, rows - row);
            const EventNetDropout dropout{m_options.dropout,
                                          mixSeed(dropoutSeed(step), static_cast<std::uint64_t>(row))};
            const torch::Tensor part = lossOf(batch, row, count, dropout) / labelCount;
            part.backward();
            loss += part.item<double>();
        }
        return loss;
    }

    nlohmann::json position(std::int64_t step) override
    {
        const auto position = m_batches.positionOf(step);
        return {{"epoch", position.epoch}, {"batch", position.batch}};
    }

    [[nodiscard]] bool canValidate() const override { return !m_data.validation.empty(); }

    Validation validate(const std::function<void()> &keepAlive) override
    {
        const MelodyScore score = scoreOf(m_data.validation, keepAlive);
        const auto events = static_cast<double>(std::max<std::int64_t>(1, score.events));
        return {score.labelNats / events,
                {{"validation_accuracy", static_cast<double>(score.correct) / events}}};
    }

    void writeModel(const fs::path &path, std::int64_t step, double validationLoss) override
    {
        ModelFile model = modelNow(step);
        if (std::isfinite(validationLoss))
            model.info.scores["validation_loss"] = validationLoss;
        writeModelFile(path, model.info, model.tensors, StoredAs::Float16);
    }

    void afterStep(std::int64_t step, double validationLoss, Progress &progress) override
    {
        if (!m_setting.makeSample || m_options.sampleEvery == 0 || step % m_options.sampleEvery != 0)
            return;
        const std::uint64_t seed = mixSeed(m_setting.seed, kSampleStream + static_cast<std::uint64_t>(step));
        progress.partial({{"kind", "sample"},
                          {"step", step},
                          {"validation_loss", validationLoss},
                          {"notes", m_setting.makeSample(modelNow(step), seed)}});
    }

    /// Scores the best model, as it is stored, and writes the scores into its file.
    void scoreBest(const fs::path &path, Progress &progress)
    {
        ModelFile best = readModelFile(path, kMelodyRnnId, kMelodyRnnRevision);
        loadTensors(*m_net, best.tensors);
        const auto keepAlive = [&] {
            progress.report({0, 0, "", "scoring the best model", nlohmann::json::object()});
        };
        const auto store = [&](const std::string &prefix, const MelodyScore &score) {
            const nlohmann::json summary = score.summary();
            for (const auto &[name, value] : summary.items())
                best.info.scores[prefix + name] = value;
        };
        if (canValidate())
            store("validation_", scoreOf(m_data.validation, keepAlive));
        if (!m_options.exclude.empty()) {
            const MelodyDataset heldOut = loadMelodyDataset({.sources = splitPathList(m_options.exclude),
                                                             .ignorePolyphony = m_options.ignorePolyphony,
                                                             .evalRatio = 0.0},
                                                            *m_codec, progress);
            store("held_out_", scoreOf(heldOut.training, keepAlive));
        }
        writeModelFile(path, best.info, best.tensors, StoredAs::Float16);
    }

    [[nodiscard]] const MelodyConfig &config() const { return m_config; }
    [[nodiscard]] const std::string &device() const { return m_device; }
    [[nodiscard]] nlohmann::json dataReport() const { return m_data.report(); }

private:
    [[nodiscard]] std::uint64_t dropoutSeed(std::int64_t step) const
    {
        return mixSeed(mixSeed(m_setting.seed, kDropoutStream), static_cast<std::uint64_t>(step));
    }

    /// Sum over the labels of some rows of a batch.
    torch::Tensor lossOf(const MelodyBatch &batch, std::int64_t row, std::int64_t count,
                         const EventNetDropout &dropout)
    {
        const torch::Tensor inputs = batch.inputs.narrow(1, row, count).contiguous().to(m_device);
        const torch::Tensor labels = batch.labels.narrow(1, row, count).contiguous().to(m_device);
        return torch::nn::functional::cross_entropy(
            m_net->forward(inputs, dropout).flatten(0, 1), labels.flatten(),
            torch::nn::functional::CrossEntropyFuncOptions().ignore_index(-1).reduction(torch::kSum));
    }

    MelodyScore scoreOf(const std::vector<MelodyTune> &tunes, const std::function<void()> &keepAlive)
    {
        m_net->eval();
        MelodyScore total;
        const auto scored = [&](std::size_t) {
            keepAlive();
        };
        for (const MelodyScore &score : scoreMelodies(m_net, *m_codec, eventsOf(tunes), {}, scored))
            total.add(score);
        return total;
    }

    ModelFile modelNow(std::int64_t step)
    {
        std::int64_t events = 0;
        for (const MelodyTune &tune : m_data.training)
            events += static_cast<std::int64_t>(tune.events.size());
        nlohmann::json sources = nlohmann::json::array();
        for (const fs::path &source : splitPathList(m_options.data))
            sources.push_back(sourceName(source));
        MelodyTrainOptions shown =
            m_options; // a card names what decided the result, not folders of a machine
        shown.data.clear();
        shown.output.clear();
        shown.exclude.clear();
        shown.resume.clear();
        ModelFile model;
        model.info.model = kMelodyRnnId;
        model.info.revision = kMelodyRnnRevision;
        model.info.config = m_config.name;
        model.info.description = m_config.description;
        model.info.licence = m_options.licence;
        model.info.hyperParameters = hyperParametersOf(m_config);
        model.info.data = {{"sources", sources},
                           {"training_melodies", m_data.training.size()},
                           {"training_events", events},
                           {"validation_melodies", m_data.validation.size()}};
        model.info.training = {{"step", step},
                               {"epoch", m_batches.positionOf(step).epoch},
                               {"seed", m_setting.seed},
                               {"options", writeOptions(shown)}};
        model.tensors = tensorsOf(*m_net);
        return model;
    }

    MelodyTrainOptions m_options;
    MelodyTrainSetting m_setting;
    MelodyConfig m_config;
    std::shared_ptr<const MelodyCodec> m_codec;
    std::string m_device;
    MelodyDataset m_data;
    MelodyBatches m_batches;
    EventNet m_net{nullptr};
};

TrainerOptions trainerOptions(const MelodyTrainOptions &options, const MelodyTrainSetting &setting,
                              const MelodyConfig &config)
{
    TrainerOptions result;
    result.run = options.output;
    result.steps = options.steps;
    result.schedule = {.shape = scheduleShape(options.schedule),
                       .peak = options.learningRate,
                       .warmupSteps = options.warmupSteps,
                       .totalSteps = options.steps};
    result.adam = {.weightDecay = options.weightDecay,
                   .clipping = options.clipping == "global" ? Clipping::Global : Clipping::PerTensor,
                   .clipNorm = options.clipNorm > 0.0 ? options.clipNorm : config.clipNorm};
    result.validateEvery = options.validateEvery;
    result.patience = options.patience;
    result.checkpointSeconds = options.checkpointSeconds;
    result.request = {{"options", writeOptions(options)}, {"seed", setting.seed}};
    return result;
}

/// The options and the seed of the run that is to go on.
void takeFromRun(MelodyTrainOptions &options, MelodyTrainSetting &setting)
{
    const nlohmann::json request = readRunRequest(options.resume);
    if (!request.contains("options") || !request.contains("seed"))
        throw Error(Error::Kind::ModelFileMismatch, options.resume + " is no run of a melody training.");
    const int wantedSteps = options.steps;
    const std::string run = options.resume;
    options = readOptions<MelodyTrainOptions>(request.at("options"));
    setting.seed = request.at("seed").get<std::uint64_t>();
    if (wantedSteps != MelodyTrainOptions{}.steps)
        options.steps = wantedSteps;
    options.output = run;
}

nlohmann::json runTraining(const MelodyTrainOptions &options, const MelodyTrainSetting &setting,
                           bool isResumed, Progress &progress)
{
    MelodyTask task(options, setting, progress);
    const TrainerOptions trainer = trainerOptions(options, setting, task.config());
    const PrecisionScope precision(options.precision, task.device(), progress);
    makeRunFolder(trainer.run);
    std::ofstream(trainer.run / "data.json") << task.dataReport().dump(1) << '\n';
    const TrainingResult result = train(task, trainer, isResumed, progress);
    const fs::path best = trainer.run / kBestModelName;
    task.scoreBest(best, progress);
    return {{"run", trainer.run.string()},
            {"weights", best.string()},
            {"step", result.step},
            {"best_step", result.bestStep},
            {"best_validation_loss", result.bestLoss},
            {"stopped", result.stopped}};
}

} // namespace

nlohmann::json trainMelodyRnn(const MelodyTrainOptions &wanted, const MelodyTrainSetting &wantedSetting,
                              Progress &progress)
{
    MelodyTrainOptions options = wanted;
    MelodyTrainSetting setting = wantedSetting;
    const bool isResumed = !options.resume.empty();
    if (isResumed)
        takeFromRun(options, setting);
    if (options.data.empty() || options.output.empty())
        throw Error(Error::Kind::BadOption,
                    "Training needs a folder of MIDI files and a folder for the run.");
    options.data = absolutePaths(options.data);
    options.exclude = absolutePaths(options.exclude);
    return withOwnErrors([&] { return runTraining(options, setting, isResumed, progress); });
}

} // namespace solferino::models
