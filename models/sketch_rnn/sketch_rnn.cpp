// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/sketch_rnn.h"

#include "models/runtime/error.h"
#include "models/sketch_rnn/sketch_context.h"
#include "models/sketch_rnn/sketch_decoder.h"
#include "models/sketch_rnn/sketch_encoder.h"
#include "models/sketch_rnn/sketch_reporter.h"
#include "models/sketch_rnn/sketch_sampler.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace solferino::models {

namespace {

/// A continuation may have at least so many points.
constexpr std::int64_t kFewestNewPoints = 32;
/// Labels that an error names.
constexpr std::size_t kNamedLabels = 5;
/// Independent random numbers of a take: its points are stream 0.
constexpr std::uint64_t kLatentStream = 1;

SketchChoice choiceOf(const SketchSamplingOptions &options)
{
    return {.sampling = options.sampling, .temperature = options.temperature, .isGreedy = options.greedy};
}

std::vector<std::uint64_t> seedsFrom(std::uint64_t seed, int count)
{
    std::vector<std::uint64_t> seeds;
    for (int take = 0; take < count; ++take)
        seeds.push_back(seed + static_cast<std::uint64_t>(take));
    return seeds;
}

/// The label one-hot; zeros where none is asked for.
std::vector<float> labelVector(const SketchConfig &config, const std::string &label)
{
    std::vector<float> vector(config.labels.size(), 0.0F);
    if (label.empty())
        return vector;
    if (config.labels.empty())
        throw Error(Error::Kind::BadOption,
                    "This model was trained without labels; it cannot be told to draw \"" + label + "\".");
    const auto found = std::find(config.labels.begin(), config.labels.end(), label);
    if (found == config.labels.end()) {
        std::string known;
        for (std::size_t i = 0; i < std::min(config.labels.size(), kNamedLabels); ++i)
            known += (i > 0 ? ", " : "") + config.labels[i];
        if (config.labels.size() > kNamedLabels)
            known += " and others";
        throw Error(Error::Kind::BadOption,
                    "The model does not know the label \"" + label + "\"; it knows " + known + ".");
    }
    vector[static_cast<std::size_t>(found - config.labels.begin())] = 1.0F;
    return vector;
}

LatentVector randomLatent(const SketchConfig &config, std::uint64_t seed)
{
    const LatentVector zeros(static_cast<std::size_t>(config.latentSize), 0.0F);
    Random random(mixSeed(seed, kLatentStream));
    return drawLatent(zeros, zeros, 1.0, random);
}

LatentVector latentOf(const SketchPosterior &posterior, double spread, std::uint64_t seed)
{
    Random random(mixSeed(seed, kLatentStream));
    return drawLatent(posterior.mean, posterior.presig, spread, random);
}

void noteCut(const SketchContext &context, const SketchConfig &config, Progress &progress)
{
    if (context.isCut)
        progress.note("The drawing is longer than the " + std::to_string(config.maxLength) +
                      " points that this model knows; only its last " + std::to_string(context.rows.size()) +
                      " points are used.");
}

SketchPrediction predictionOf(SketchDistribution next, const SketchTemper &temperOf, Point last,
                              const SketchScale &scale)
{
    temper(next.pen, temperOf.choice);
    temper(next.weights, temperOf.choice);
    SketchPrediction prediction{
        .last = last, .draws = next.pen[0], .lifts = next.pen[1], .ends = next.pen[2], .components = {}};
    const double pixels = scale.pixelsPerModelUnit;
    for (std::size_t i = 0; i < next.weights.size(); ++i) {
        const SketchGaussian &gaussian = next.gaussians[i];
        prediction.components.push_back(
            {.weight = next.weights[i],
             .mean = {last.x + gaussian.meanX * pixels, last.y + gaussian.meanY * pixels},
             .sigmaX = gaussian.sigmaX * temperOf.sigma * pixels,
             .sigmaY = gaussian.sigmaY * temperOf.sigma * pixels,
             .rho = gaussian.rho});
    }
    std::sort(prediction.components.begin(), prediction.components.end(),
              [](const SketchComponent &a, const SketchComponent &b) { return a.weight > b.weight; });
    return prediction;
}

/// What takes begin with; vectors of one size.
struct Takes
{
    std::vector<std::uint64_t> seeds;
    std::vector<std::vector<float>> conditions{};
    std::vector<SketchOrigin> origins{};
    std::vector<double> positions{}; ///< of an interpolation, else none
};

} // namespace

struct SketchRnn::Data
{
    ModelFileInfo info;
    SketchConfig config;
    std::optional<SketchEncoder> encoder;
    SketchDecoder decoder;

    Data(const ModelFile &file, const SketchConfig &modelConfig, const TensorReader &tensors)
        : info(file.info)
        , config(modelConfig)
        , decoder(config, tensors)
    {
        if (config.isConditional)
            encoder.emplace(config, tensors);
    }

    [[nodiscard]] SketchPosterior posterior(const SketchContext &context) const
    {
        if (!encoder)
            throw Error(Error::Kind::BadOption,
                        "This model has no encoder: it continues drawings and makes new ones, but does not "
                        "read them into its latent space.");
        return encoder->encode(context.rows);
    }

    /// z and the label.
    [[nodiscard]] std::vector<float> condition(const LatentVector &z, const std::vector<float> &label) const
    {
        std::vector<float> joined = z;
        joined.insert(joined.end(), label.begin(), label.end());
        return joined;
    }

    [[nodiscard]] std::vector<SketchTake> draw(const Takes &takes, const SketchContext *context,
                                               const SketchSamplingOptions &options,
                                               Progress &progress) const;
};

std::vector<SketchTake> SketchRnn::Data::draw(const Takes &takes, const SketchContext *context,
                                              const SketchSamplingOptions &options, Progress &progress) const
{
    const SketchScale scale(config, options.drawingSize);
    std::int64_t most = options.mostPoints;
    if (most == 0)
        most = context == nullptr
                   ? config.maxLength
                   : std::max(config.maxLength - static_cast<std::int64_t>(context->rows.size()),
                              kFewestNewPoints);
    const auto mostRows = static_cast<std::size_t>(most);
    SketchReporter reporter(progress, takes.seeds.size(), mostRows);
    SketchSampler sampler(decoder, choiceOf(options), takes.conditions, takes.seeds);
    if (context != nullptr)
        sampler.read(context->rows, [&] { reporter.keepAlive(); });
    while (sampler.grow(mostRows))
        reporter.grown(sampler.lanes(), takes.seeds, takes.origins, scale);
    reporter.finish();

    std::vector<SketchTake> results;
    for (std::size_t i = 0; i < takes.seeds.size(); ++i) {
        const SketchLane &lane = sampler.lanes()[i];
        SketchTake &take = results.emplace_back();
        take.index = static_cast<int>(i);
        take.seed = takes.seeds[i];
        take.lines = linesOf(lane.rows, takes.origins[i], scale);
        take.points = static_cast<std::int64_t>(lane.rows.size());
        take.hasEnded = lane.hasEnded;
        take.logLikelihood = lane.logLikelihood;
        if (!takes.positions.empty())
            take.position = takes.positions[i];
        if (context != nullptr)
            take.context = context->lines;
    }
    return results;
}

SketchRnn::SketchRnn(const std::filesystem::path &weights)
    : SketchRnn(readModelFile(weights, kSketchRnnId, kSketchRnnRevision))
{}

SketchRnn::SketchRnn(const ModelFile &file)
{
    const SketchConfig config = sketchConfigFromJson(file.info.hyperParameters);
    requireShapes(file.tensors, sketchTensorShapes(config));
    const TensorReader reader = [&](const std::string &name, const std::vector<std::int64_t> &) {
        return std::span<const float>(file.tensors.at(name).values);
    };
    m_data = std::make_unique<Data>(file, config, reader);
}

SketchRnn::~SketchRnn() = default;
SketchRnn::SketchRnn(SketchRnn &&) noexcept = default;
SketchRnn &SketchRnn::operator=(SketchRnn &&) noexcept = default;

const ModelFileInfo &SketchRnn::info() const
{
    return m_data->info;
}

const SketchConfig &SketchRnn::config() const
{
    return m_data->config;
}

std::vector<SketchTake> SketchRnn::generate(const SketchGenerateOptions &options, std::uint64_t seed,
                                            Progress &progress) const
{
    const SketchConfig &config = m_data->config;
    const std::vector<float> label = labelVector(config, options.label);
    Takes takes{.seeds = seedsFrom(seed, options.count)};
    for (const std::uint64_t own : takes.seeds) {
        const LatentVector z = config.isConditional ? randomLatent(config, own) : LatentVector();
        takes.conditions.push_back(m_data->condition(z, label));
        takes.origins.push_back({{}, true});
    }
    return m_data->draw(takes, nullptr, options, progress);
}

std::vector<SketchTake> SketchRnn::continueDrawing(const Lines &drawing, const SketchContinueOptions &options,
                                                   std::uint64_t seed, Progress &progress) const
{
    const SketchConfig &config = m_data->config;
    const std::vector<float> label = labelVector(config, options.label);
    SketchContext context =
        readContext(drawing, config, SketchScale(config, options.drawingSize), options.tolerance);
    noteCut(context, config, progress);
    std::optional<SketchPosterior> posterior;
    if (config.isConditional && options.latent == "drawing")
        posterior = m_data->posterior(context);
    const bool isPenDown = options.pen == "down";
    if (isPenDown)
        context.rows.back().pen = SketchPen::Draws;
    const double spread = options.greedy ? 0.0 : options.temperature;
    Takes takes{.seeds = seedsFrom(seed, options.count)};
    for (const std::uint64_t own : takes.seeds) {
        LatentVector z;
        if (config.isConditional)
            z = posterior ? latentOf(*posterior, spread, own) : randomLatent(config, own);
        takes.conditions.push_back(m_data->condition(z, label));
        takes.origins.push_back({context.last(), isPenDown});
    }
    return m_data->draw(takes, &context, options, progress);
}

std::vector<SketchTake> SketchRnn::reconstruct(const Lines &drawing, const SketchReconstructOptions &options,
                                               std::uint64_t seed, Progress &progress) const
{
    const SketchConfig &config = m_data->config;
    const std::vector<float> label = labelVector(config, options.label);
    const SketchContext context =
        readContext(drawing, config, SketchScale(config, options.drawingSize), options.tolerance);
    const SketchPosterior posterior = m_data->posterior(context);
    noteCut(context, config, progress);
    Takes takes{.seeds = seedsFrom(seed, options.count)};
    for (const std::uint64_t own : takes.seeds) {
        takes.conditions.push_back(
            m_data->condition(latentOf(posterior, options.latentTemperature, own), label));
        takes.origins.push_back({context.first(), true});
    }
    return m_data->draw(takes, nullptr, options, progress);
}

std::vector<SketchTake> SketchRnn::interpolate(const Lines &first, const Lines &second,
                                               const SketchInterpolateOptions &options, std::uint64_t seed,
                                               Progress &progress) const
{
    const SketchConfig &config = m_data->config;
    const SketchScale scale(config, options.drawingSize);
    const std::vector<float> label = labelVector(config, options.label);
    const SketchContext from = readContext(first, config, scale, options.tolerance);
    const SketchContext to = readContext(second, config, scale, options.tolerance);
    const LatentVector a = m_data->posterior(from).mean;
    const LatentVector b = m_data->posterior(to).mean;
    noteCut(from, config, progress);
    noteCut(to, config, progress);
    Takes takes;
    if (options.position >= 0.0)
        takes.positions = {options.position};
    for (int step = 0; options.position < 0.0 && step < options.steps; ++step)
        takes.positions.push_back(static_cast<double>(step) / (options.steps - 1));
    for (const double t : takes.positions) {
        const LatentVector z =
            options.path == "linear" ? interpolateLinearly(a, b, t) : interpolateSpherically(a, b, t);
        takes.seeds.push_back(seed);
        takes.conditions.push_back(m_data->condition(z, label));
        const Point place{std::lerp(from.first().x, to.first().x, t),
                          std::lerp(from.first().y, to.first().y, t)};
        takes.origins.push_back({place, true});
    }
    return m_data->draw(takes, nullptr, options, progress);
}

SketchLatent SketchRnn::encode(const Lines &drawing, const SketchEncodeOptions &options,
                               std::uint64_t seed) const
{
    const SketchConfig &config = m_data->config;
    (void)labelVector(config, options.label); // must be known, though the encoder does not read it
    const SketchPosterior posterior = m_data->posterior(
        readContext(drawing, config, SketchScale(config, options.drawingSize), options.tolerance));
    return {.mean = posterior.mean, .presig = posterior.presig, .z = latentOf(posterior, 1.0, seed)};
}

std::vector<SketchTake> SketchRnn::decode(const std::vector<float> &z, const SketchDecodeOptions &options,
                                          std::uint64_t seed, Progress &progress) const
{
    const SketchConfig &config = m_data->config;
    const std::vector<float> label = labelVector(config, options.label);
    if (!config.isConditional)
        throw Error(Error::Kind::BadOption,
                    "This model has no latent space: it continues drawings and makes new ones.");
    if (static_cast<std::int64_t>(z.size()) != config.latentSize)
        throw Error(Error::Kind::BadInput, "The latent vector has " + std::to_string(z.size()) +
                                               " numbers; this model's have " +
                                               std::to_string(config.latentSize) + ".");
    if (!std::all_of(z.begin(), z.end(), [](float x) { return std::isfinite(x); }))
        throw Error(Error::Kind::BadInput, "The latent vector holds something that is no number.");
    Takes takes{.seeds = seedsFrom(seed, options.count)};
    takes.conditions.assign(takes.seeds.size(), m_data->condition(z, label));
    takes.origins.assign(takes.seeds.size(), {{}, true});
    return m_data->draw(takes, nullptr, options, progress);
}

SketchPrediction SketchRnn::predict(const Lines &drawing, const SketchPredictOptions &options) const
{
    const SketchConfig &config = m_data->config;
    const SketchScale scale(config, options.drawingSize);
    const SketchContext context = readContext(drawing, config, scale, options.tolerance);
    const LatentVector z = config.isConditional ? m_data->posterior(context).mean : LatentVector();
    const std::vector<std::vector<float>> conditions{
        m_data->condition(z, labelVector(config, options.label))};
    const std::vector<std::uint64_t> seeds{0};
    SketchSampler sampler(m_data->decoder, choiceOf(options), conditions, seeds);
    sampler.read(context.rows);
    return predictionOf(sampler.distribution(), SketchTemper::of(options.sampling, options.temperature),
                        context.last(), scale);
}

} // namespace solferino::models
