// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/melody_rnn/melody_training.h"

#include "models/layers/mask_source.h"
#include "models/melody_rnn/melody_loss.h"
#include "models/melody_rnn/melody_scoring.h"
#include "models/runtime/data_files.h"
#include "models/runtime/module_tensors.h"
#include "models/runtime/step_graph.h"
#include "models/runtime/torch_errors.h"
#include "models/runtime/training_run.h"

#include <optional>

namespace solferino::models {

namespace {

// Independent random streams of one seed.
enum Stream : std::uint64_t { kSplitStream, kOrderStream, kWeightStream, kDropoutStream };

/// Melodies that go through the net together on a processor: more are no faster, and a cancel waits for them.
constexpr std::int64_t kRowsAtOnce = 32;

std::vector<const std::vector<int> *> eventsOf(const std::vector<MelodyTune> &tunes)
{
    std::vector<const std::vector<int> *> events;
    for (const MelodyTune &tune : tunes)
        events.push_back(&tune.events);
    return events;
}

/// One run's net, data and loss.
class MelodyTask final : public ModelTraining
{
public:
    MelodyTask(const MelodyTrainOptions &options, const TrainSetting &setting, Progress &progress)
        : ModelTraining(options, setting, progress)
        , m_options(options)
        , m_config(melodyConfig(options.config))
        , m_codec(makeMelodyCodec(options.config))
        , m_data(loadMelodyDataset({.sources = splitPathList(options.data),
                                    .excluded = splitPathList(options.exclude),
                                    .ignorePolyphony = options.ignorePolyphony,
                                    .evalRatio = options.evalRatio,
                                    .seed = seedOf(kSplitStream)},
                                   *m_codec, progress))
        , m_batches(m_codec, m_data.training,
                    {.batchSize = static_cast<std::size_t>(options.batchSize),
                     .maxLength = static_cast<std::size_t>(options.maxLength),
                     .augment = options.augment,
                     .seed = seedOf(kOrderStream)})
    {
        seedTorch(kWeightStream);
        m_net = EventNet(melodyNetShape(m_config, *m_codec));
        m_net->to(torch::Device(device()));
        progress.partial(m_data.report());
        if (device() != "cpu")
            prepareGraph(progress);
    }

    torch::nn::Module &net() override { return *m_net; }

    double addGradients(std::int64_t step, const std::function<void()> &keepAlive) override
    {
        const MelodyBatch batch = m_batches.at(step);
        if (m_graph)
            return m_graph->addGradients(graphInputs(batch, step)).front();
        const auto rows = batch.labels.size(1);
        const auto share = std::min(rows, kRowsAtOnce);
        const auto labelCount = batch.labels.ge(0).sum().item<double>();
        double loss = 0.0;
        for (std::int64_t row = 0; row < rows; row += share) {
            if (row > 0)
                keepAlive();
            const std::int64_t count = std::min(share, rows - row);
            const EventNetDropout dropout{
                m_options.dropout, mixSeed(seedOf(kDropoutStream, step), static_cast<std::uint64_t>(row))};
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

    [[nodiscard]] nlohmann::json dataReport() const override { return m_data.report(); }

    [[nodiscard]] nlohmann::json scores(Progress &progress) override
    {
        nlohmann::json scores = nlohmann::json::object();
        const auto keepAlive = [&] {
            progress.report({0, 0, "", "scoring the best model", nlohmann::json::object()});
        };
        const auto add = [&](const std::string &prefix, const MelodyScore &score) {
            const nlohmann::json summary = score.summary();
            for (const auto &[name, value] : summary.items())
                scores[prefix + name] = value;
        };
        if (canValidate())
            add("validation_", scoreOf(m_data.validation, keepAlive));
        if (!m_options.exclude.empty()) {
            const MelodyDataset heldOut = loadMelodyDataset({.sources = splitPathList(m_options.exclude),
                                                             .ignorePolyphony = m_options.ignorePolyphony,
                                                             .evalRatio = 0.0},
                                                            *m_codec, progress);
            add("held_out_", scoreOf(heldOut.training, keepAlive));
        }
        return scores;
    }

    [[nodiscard]] const MelodyConfig &config() const { return m_config; }

protected:
    [[nodiscard]] ModelFile modelNow(std::int64_t step) override
    {
        std::int64_t events = 0;
        for (const MelodyTune &tune : m_data.training)
            events += static_cast<std::int64_t>(tune.events.size());
        ModelFile model;
        model.info.model = kMelodyRnnId;
        model.info.revision = kMelodyRnnRevision;
        model.info.config = m_config.name;
        model.info.description = m_config.description;
        model.info.licence = m_options.licence;
        model.info.hyperParameters = hyperParametersOf(m_config);
        model.info.data = {{"sources", sourceNames(m_options.data)},
                           {"training_melodies", m_data.training.size()},
                           {"training_events", events},
                           {"validation_melodies", m_data.validation.size()}};
        model.info.training = {{"step", step},
                               {"epoch", m_batches.positionOf(step).epoch},
                               {"seed", seed()},
                               {"options", optionsForCard(m_options)}};
        model.tensors = tensorsOf(*m_net);
        return model;
    }

private:
    /// Sum over the labels of some rows of a batch.
    torch::Tensor lossOf(const MelodyBatch &batch, std::int64_t row, std::int64_t count,
                         const EventNetDropout &dropout)
    {
        return melodyLoss(m_net, batch.inputs.narrow(1, row, count).contiguous(),
                          batch.labels.narrow(1, row, count).contiguous(), dropout);
    }

    void prepareGraph(Progress &progress)
    {
        const torch::Device where(device());
        m_masks.emplace(where);
        m_graph.emplace(
            m_net->parameters(),
            [this](const std::vector<torch::Tensor> &inputs) { return melodyStepLoss(m_net, inputs); },
            StepGraph::Options{.device = where,
                               .capture = graphCapture(where),
                               .tolerance = stepGraphTolerance(precision()),
                               .say = [&progress](const std::string &text) {
                                   progress.note(text);
                               }});
    }

    [[nodiscard]] std::vector<torch::Tensor> graphInputs(const MelodyBatch &batch, std::int64_t step)
    {
        const MelodyBatch even = withEvenLength(batch, m_options.maxLength);
        const auto labelCount = static_cast<float>(batch.labels.ge(0).sum().item<std::int64_t>());
        std::vector<torch::Tensor> inputs{even.inputs, even.labels, torch::tensor(1.0F / labelCount)};
        for (std::size_t i = 0; m_options.dropout > 0.0 && i < m_config.layers.size(); ++i)
            inputs.push_back(m_masks->draw({even.labels.size(0), even.labels.size(1), m_config.layers[i]},
                                           m_options.dropout, mixSeed(seedOf(kDropoutStream, step), i)));
        return inputs;
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

    MelodyTrainOptions m_options;
    MelodyConfig m_config;
    std::shared_ptr<const MelodyCodec> m_codec;
    MelodyDataset m_data;
    MelodyBatches m_batches;
    EventNet m_net{nullptr};
    std::optional<StepGraph> m_graph; ///< on a GPU
    std::optional<MaskSource> m_masks;
};

TrainerOptions trainerOptionsOf(const MelodyTrainOptions &options, const TrainSetting &setting,
                                const MelodyConfig &config)
{
    TrainerOptions result = trainerOptions(options, setting);
    result.schedule = {.shape = scheduleShape(options.schedule),
                       .peak = options.learningRate,
                       .warmupSteps = options.warmupSteps,
                       .totalSteps = options.steps};
    result.adam = {.weightDecay = options.weightDecay,
                   .clipping = options.clipping == "global" ? Clipping::Global : Clipping::PerTensor,
                   .clipNorm = options.clipNorm > 0.0 ? options.clipNorm : config.clipNorm};
    return result;
}

} // namespace

nlohmann::json trainMelodyRnn(const MelodyTrainOptions &wanted, const TrainSetting &wantedSetting,
                              Progress &progress)
{
    MelodyTrainOptions options = wanted;
    TrainSetting setting = wantedSetting;
    takeFromRun(options, setting);
    if (options.data.empty() || options.output.empty())
        throw Error(Error::Kind::BadOption,
                    "Training needs a folder of MIDI files and a folder for the run.");
    options.data = absolutePaths(options.data);
    options.exclude = absolutePaths(options.exclude);
    return withOwnErrors([&] {
        MelodyTask task(options, setting, progress);
        return runTraining(task, trainerOptionsOf(options, setting, task.config()), progress);
    });
}

} // namespace solferino::models
