// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/sketch_training.h"

#include "models/runtime/data_files.h"
#include "models/runtime/module_tensors.h"
#include "models/runtime/step_graph.h"
#include "models/runtime/torch_errors.h"
#include "models/runtime/training_run.h"
#include "models/sketch_rnn/sketch_batches.h"
#include "models/sketch_rnn/sketch_even_batch.h"
#include "models/sketch_rnn/sketch_loss.h"
#include "models/sketch_rnn/sketch_scoring.h"
#include "models/sketch_rnn/sketch_step_loss.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace solferino::models {

namespace {

using torch::Tensor;

// Independent random streams of one seed.
enum Stream : std::uint64_t { kOrderStream, kWeightStream, kDropoutStream, kLatentStream, kScoreStream = 5 };

/// Of the latent loss in what chooses the best model.
constexpr double kValidationKlWeight = 0.5;

SketchConfig configOf(const SketchTrainOptions &options, const SketchDataset &data)
{
    SketchConfig config;
    config.isConditional = options.config != "decoder";
    config.encoderCell = sketchCell(options.encoderCell);
    config.decoderCell = sketchCell(options.decoderCell);
    config.encoderSize = options.encoderSize;
    config.decoderSize = options.decoderSize;
    config.latentSize = options.latentSize;
    config.mixtures = options.mixtures;
    config.maxLength = options.maxLength > 0 ? options.maxLength : data.longest;
    config.scaleFactor = data.scaleFactor;
    config.drawingSize = data.drawingSize;
    if (options.useLabels)
        config.labels = data.labels;
    return config;
}

SketchDataset dataOf(const SketchTrainOptions &options, std::uint64_t seed, Progress &progress)
{
    SketchDataset data = loadSketchDataset({.sources = splitPathList(options.data),
                                            .tolerance = options.tolerance,
                                            .maxLength = options.maxLength,
                                            .evalRatio = options.evalRatio,
                                            .seed = seed},
                                           progress);
    if (data.training.empty())
        throw Error(Error::Kind::NoData, "The data has no drawing to train on: all are for validation.");
    return data;
}

/// A GPU rounds as PrecisionScope says; the processor only what it is asked to, and can.
SketchPath pathOf(const SketchTrainOptions &options, const std::string &device)
{
    return device == "cpu" && options.precision == "bf16" && hasBFloat16Products() ? SketchPath::Rounded
                                                                                   : SketchPath::Fast;
}

/// One run's net, data and loss.
class SketchTask final : public ModelTraining
{
public:
    SketchTask(const SketchTrainOptions &options, const TrainSetting &setting, Progress &progress)
        : ModelTraining(options, setting, progress)
        , m_options(options)
        , m_path(pathOf(options, device()))
        , m_shares(device() == "cpu" ? at::get_num_threads() : 1)
        , m_data(dataOf(options, setting.seed, progress))
        , m_config(configOf(options, m_data))
        , m_batches(m_config, m_data.training,
                    {.batchSize = static_cast<std::size_t>(options.batchSize),
                     .augmentation = {.randomScale = options.randomScale, .dropPoints = options.dropPoints},
                     .labelDropout = options.labelDropout,
                     .rows = options.padRows ? BatchRows::Padded : BatchRows::Existing,
                     .shares = m_shares,
                     .seed = seedOf(kOrderStream)})
    {
        seedTorch(kWeightStream);
        m_net = SketchNet(m_config);
        m_net->to(torch::Device(device()));
        progress.partial(m_data.report());
        if (device() != "cpu")
            prepareGraph(progress);
    }

    torch::nn::Module &net() override { return *m_net; }
    [[nodiscard]] std::string precision() const override
    {
        return m_path == SketchPath::Rounded ? "auto" : ModelTraining::precision();
    }

    double addGradients(std::int64_t step, const std::function<void()> &keepAlive) override
    {
        const SketchBatch batch = m_batches.at(step);
        const SketchDropout dropout{.recurrent = m_options.recurrentDropout,
                                    .input = m_options.inputDropout,
                                    .output = m_options.outputDropout,
                                    .seed = seedOf(kDropoutStream, step)};
        m_klWeight = m_options.klWeight - (m_options.klWeight - m_options.klWeightStart) *
                                              std::pow(m_options.klDecayRate, static_cast<double>(step - 1));
        if (m_graph)
            return addGraphGradients(batch, dropout, step);
        Tensor z, latentLoss;
        if (m_config.isConditional) {
            const SketchCode code = m_net->encode(batch, dropout, m_path);
            const Tensor noise =
                seededNormal(batch.drawings(), m_config.latentSize, seedOf(kLatentStream, step));
            z = code.mean + (0.5 * code.presig).exp() * noise;
            latentLoss = latentDivergence(code.mean, code.presig);
            m_latentLoss = latentLoss.item<double>();
        }
        keepAlive();
        const Tensor outputs = m_net->decode(batch, z, dropout, m_path);
        Tensor loss = reconstructionLoss(outputs, batch.targets, PenRule::AllRows, batch.drawings(),
                                         m_config.maxLength);
        m_reconstructionLoss = loss.item<double>();
        if (latentLoss.defined())
            loss = loss + m_klWeight * latentLoss.clamp_min(m_options.klTolerance);
        keepAlive();
        loss.backward();
        return loss.item<double>();
    }

    [[nodiscard]] nlohmann::json stepMetrics() const override
    {
        nlohmann::json metrics{{"reconstruction_loss", m_reconstructionLoss}};
        if (m_config.isConditional)
            metrics.update({{"kl_loss", m_latentLoss}, {"kl_weight", m_klWeight}});
        return metrics;
    }

    nlohmann::json position(std::int64_t step) override { return {{"epoch", m_batches.epochOf(step)}}; }

    [[nodiscard]] bool canValidate() const override { return !m_data.validation.empty(); }

    Validation validate(const std::function<void()> &keepAlive) override
    {
        const SketchScore score = scoreOf(m_data.validation, keepAlive);
        Validation validation{score.natsPerPoint(), {{"validation_nats_per_point", score.natsPerPoint()}}};
        if (m_config.isConditional) {
            validation.loss += kValidationKlWeight * std::max(m_options.klTolerance, score.latentLoss());
            validation.metrics["validation_kl"] = score.latentLoss();
        }
        return validation;
    }

    [[nodiscard]] nlohmann::json dataReport() const override { return m_data.report(); }

    [[nodiscard]] nlohmann::json scores(Progress &progress) override
    {
        nlohmann::json scores = nlohmann::json::object();
        const auto keepAlive = [&] {
            progress.report({0, 0, "", "scoring the best model", nlohmann::json::object()});
        };
        const auto add = [&](const std::string &prefix, const std::vector<SketchExample> &examples) {
            if (examples.empty())
                return;
            const nlohmann::json summary = scoreOf(examples, keepAlive).summary(m_config.maxLength);
            for (const auto &[name, value] : summary.items())
                scores[prefix + name] = value;
        };
        add("validation_", m_data.validation);
        add("test_", m_data.test);
        return scores;
    }

protected:
    [[nodiscard]] ModelFile modelNow(std::int64_t step) override
    {
        std::size_t points = 0;
        for (const SketchExample &example : m_data.training)
            points += example.rows.size();
        ModelFile model;
        model.info.model = kSketchRnnId;
        model.info.revision = kSketchRnnRevision;
        model.info.config = m_options.config;
        model.info.description = m_config.isConditional ? "Draws, finishes, repeats and mixes drawings."
                                                        : "Draws and finishes drawings.";
        model.info.licence = m_options.licence;
        model.info.hyperParameters = toJson(m_config);
        model.info.data = {{"sources", sourceNames(m_options.data)},
                           {"classes", m_data.labels.size()},
                           {"training_drawings", m_data.training.size()},
                           {"training_points", points},
                           {"validation_drawings", m_data.validation.size()}};
        model.info.training = {{"step", step},
                               {"epoch", m_batches.epochOf(step)},
                               {"seed", seed()},
                               {"options", optionsForCard(m_options)}};
        model.tensors = tensorsOf(*m_net);
        return model;
    }

private:
    void prepareGraph(Progress &progress)
    {
        const torch::Device where(device());
        const SketchStepRules rules{.maxLength = m_config.maxLength, .klTolerance = m_options.klTolerance};
        m_masks.emplace(where);
        m_graph.emplace(
            m_net->parameters(),
            [this, rules](const std::vector<Tensor> &inputs) {
                return sketchStepLosses(m_net, m_even.with(inputs), rules);
            },
            StepGraph::Options{.device = where,
                               .capture = graphCapture(where),
                               .tolerance = stepGraphTolerance(precision()),
                               .say = [&progress](const std::string &text) {
                                   progress.note(text);
                               }});
    }

    double addGraphGradients(const SketchBatch &batch, const SketchDropout &dropout, std::int64_t step)
    {
        m_even = evenBatch(m_config, batch);
        if (m_config.isConditional) {
            m_even.noise = seededNormal(batch.drawings(), m_config.latentSize, seedOf(kLatentStream, step));
            m_even.klWeight = torch::tensor(static_cast<float>(m_klWeight));
        }
        addMasks(m_even, m_config, dropout, *m_masks);
        const std::vector<double> values = m_graph->addGradients(m_even.tensors());
        m_reconstructionLoss = values[1];
        m_latentLoss = values[2];
        return values[0];
    }

    SketchScore scoreOf(const std::vector<SketchExample> &examples, const std::function<void()> &keepAlive)
    {
        SketchScore total;
        const SketchScoringOptions options{.batchSize = static_cast<std::size_t>(m_options.batchSize),
                                           .shares = m_shares,
                                           .seed = seedOf(kScoreStream)};
        for (const SketchScore &score :
             scoreSketches(m_net, examples, options, [&](std::size_t) { keepAlive(); }))
            total.add(score);
        return total;
    }

    SketchTrainOptions m_options;
    SketchPath m_path;
    std::int64_t m_shares;
    SketchDataset m_data;
    SketchConfig m_config;
    SketchBatches m_batches;
    SketchNet m_net{nullptr};
    std::optional<StepGraph> m_graph; ///< on a GPU
    std::optional<MaskSource> m_masks;
    EvenSketchBatch m_even; ///< of the step
    double m_reconstructionLoss = 0.0;
    double m_latentLoss = 0.0;
    double m_klWeight = 0.0;
};

TrainerOptions trainerOptionsOf(const SketchTrainOptions &options, const TrainSetting &setting)
{
    TrainerOptions result = trainerOptions(options, setting);
    result.schedule = {.shape = LearningRateSchedule::Shape::Exponential,
                       .peak = options.learningRate,
                       .decay = options.decayRate,
                       .floor = std::min(options.minLearningRate, options.learningRate)};
    result.adam = {.clipping = Clipping::Value, .clipNorm = options.clipValue};
    return result;
}

} // namespace

nlohmann::json trainSketchRnn(const SketchTrainOptions &wanted, const TrainSetting &wantedSetting,
                              Progress &progress)
{
    SketchTrainOptions options = wanted;
    TrainSetting setting = wantedSetting;
    takeFromRun(options, setting);
    if (options.data.empty() || options.output.empty())
        throw Error(Error::Kind::BadOption, "Training needs drawings and a folder for the run.");
    options.data = absolutePaths(options.data);
    return withOwnErrors([&] {
        SketchTask task(options, setting, progress);
        return runTraining(task, trainerOptionsOf(options, setting), progress);
    });
}

} // namespace solferino::models
