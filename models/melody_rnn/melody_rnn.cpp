// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/melody_rnn/melody_rnn.h"

#include "models/melody_rnn/melody_beam_search.h"
#include "models/melody_rnn/melody_config.h"
#include "models/melody_rnn/melody_extraction.h"
#include "models/melody_rnn/melody_groups.h"
#include "models/melody_rnn/melody_primer.h"
#include "models/melody_rnn/melody_reporter.h"
#include "models/runtime/error.h"

#include <algorithm>
#include <set>

namespace solferino::models {

namespace {

/// Sequences that grow together; more would only take memory.
constexpr std::size_t kMaxLanes = 64;
/// Steps of what follows by which candidates are judged.
constexpr std::size_t kMaxFollowingSteps = 64;

EventSamplerShape shapeOf(const MelodyConfig &config, const MelodyCodec &codec)
{
    EventSamplerShape shape{.inputSize = static_cast<std::size_t>(codec.inputSize()),
                            .classCount = static_cast<std::size_t>(codec.classCount()),
                            .attention = static_cast<std::size_t>(config.attention)};
    for (const std::int64_t units : config.layers)
        shape.layers.push_back(static_cast<std::size_t>(units));
    return shape;
}

/// A sampler of exactly the tensors in `file`.
EventSampler makeSampler(const ModelFile &file, const EventSamplerShape &shape)
{
    std::set<std::string> used;
    EventSampler sampler(shape, [&](const std::string &name, const std::vector<std::int64_t> &size) {
        used.insert(name);
        const auto tensor = file.tensors.find(name);
        if (tensor == file.tensors.end())
            throw Error(Error::Kind::ModelFileMismatch, "The model file lacks the tensor " + name + ".");
        if (tensor->second.shape != size)
            throw Error(Error::Kind::ModelFileMismatch,
                        "The tensor " + name +
                            " of the model file has another shape than its config asks for.");
        return std::span<const float>(tensor->second.values);
    });
    for (const auto &[name, tensor] : file.tensors) {
        if (!used.contains(name))
            throw Error(Error::Kind::ModelFileMismatch,
                        "The model file holds a tensor too many: " + name + ".");
    }
    return sampler;
}

std::vector<int> moved(std::vector<int> events, int semitones)
{
    for (int &event : events)
        event = event >= kMinMidiPitch ? event + semitones : event;
    return events;
}

/// What all takes of a request share.
struct Plan
{
    MelodyGenerateOptions options;
    std::uint64_t seed = 0;
    int threads = 0;
    MelodyPrimer primer;
    int transposition = 0;
    MelodyChoice choice;
    std::vector<int> following; ///< in the model's pitches
};

/// A melody in the model's pitches, folded into its range.
std::vector<int> toModel(const std::vector<int> &events, int transposition, const MelodyCodec &codec)
{
    Melody melody{.events = events};
    transposeMelody(melody, transposition, codec.minPitch(), codec.maxPitch());
    return std::move(melody.events);
}

AllowedPitches movedPitches(const AllowedPitches &pitches, int semitones)
{
    return semitones >= 0 ? pitches << static_cast<std::size_t>(semitones)
                          : pitches >> static_cast<std::size_t>(-semitones);
}

Plan makePlan(const MelodyGenerateRequest &request, const MelodyCodec &codec, Progress &progress)
{
    Plan plan;
    plan.options = request.options;
    plan.seed = request.seed;
    plan.threads = request.threads;
    const AllowedPitches allowed = allowedPitches(plan.options);
    plan.primer = readPrimer(plan.options, request.primer, nearestToMiddleC(allowed), progress);
    plan.transposition = chooseTransposition(plan.primer.events, plan.options, allowed, codec);
    plan.choice = {.temperature = plan.options.temperature,
                   .allowed = movedPitches(allowed, plan.transposition)};
    if (request.after && plan.options.fitAttempts > 1) {
        plan.following = toModel(readFollowing(*request.after), plan.transposition, codec);
        if (plan.following.size() > kMaxFollowingSteps)
            plan.following.resize(kMaxFollowingSteps);
    }
    return plan;
}

/// The notes of a take in seconds. A primer's note that the new events hold sounds on.
NoteSequence sequenceOf(const MelodyPrimer &primer, const MelodyTake &take, bool includePrimer)
{
    const double secondsPerStep = 60.0 / primer.quartersPerMinute / kMelodyStepsPerQuarter;
    const std::int64_t offset = includePrimer ? primer.firstNewStep() : 0;
    NoteSequence sequence;
    if (includePrimer)
        sequence = primer.sequence;
    sequence.tempos = {{0.0, primer.quartersPerMinute}};
    Note model;
    model.velocity = kNewNoteVelocity;
    if (!primer.sequence.notes.empty()) {
        model.instrument = primer.sequence.notes.front().instrument;
        model.program = primer.sequence.notes.front().program;
    }
    const auto lastEvent = std::find_if(primer.events.rbegin(), primer.events.rend(),
                                        [](int event) { return event != kMelodyNoEvent; });
    const auto held = std::find_if(take.events.begin(), take.events.end(),
                                   [](int event) { return event != kMelodyNoEvent; }) -
                      take.events.begin();
    if (held > 0 && lastEvent != primer.events.rend() && *lastEvent >= kMinMidiPitch &&
        !sequence.notes.empty()) {
        const auto last =
            std::max_element(sequence.notes.begin(), sequence.notes.end(), [](const Note &a, const Note &b) {
                return std::pair(a.startTime, a.pitch) < std::pair(b.startTime, b.pitch);
            });
        last->endTime = static_cast<double>(offset + held) * secondsPerStep;
    }
    for (const MelodyNote &note : take.notes) {
        model.pitch = note.pitch;
        model.startTime = static_cast<double>(offset + note.startStep) * secondsPerStep;
        model.endTime = static_cast<double>(offset + note.endStep) * secondsPerStep;
        sequence.notes.push_back(model);
    }
    sequence.totalTime = 0.0;
    for (const Note &note : sequence.notes)
        sequence.totalTime = std::max(sequence.totalTime, note.endTime);
    return sequence;
}

MelodyTake makeTake(const Plan &plan, int index, const MelodyLane &lane)
{
    MelodyTake take;
    take.index = index;
    take.seed = plan.seed + static_cast<std::uint64_t>(index);
    take.events = moved(lane.events, -plan.transposition);
    take.notes = melodyNotes(take.events);
    take.quartersPerMinute = plan.primer.quartersPerMinute;
    take.logLikelihood = lane.logLikelihood;
    take.sequence = sequenceOf(plan.primer, take, plan.options.includePrimer);
    return take;
}

/// Takes `first` to `first + count - 1`, side by side, each the best of its attempts.
void sampleTakes(const Plan &plan, const MelodyLanes &primer, int first, int count, MelodyReporter &reporter,
                 std::vector<MelodyTake> &takes)
{
    const int attempts = plan.following.empty() ? 1 : plan.options.fitAttempts;
    MelodyGroups lanes(primer, static_cast<std::size_t>(count * attempts), plan.threads);
    for (int take = 0; take < count; ++take)
        for (int attempt = 0; attempt < attempts; ++attempt)
            lanes.setSeed(static_cast<std::size_t>(take * attempts + attempt),
                          mixSeed(plan.seed + static_cast<std::uint64_t>(first + take),
                                  static_cast<std::uint64_t>(attempt)));
    for (int step = 0; step < plan.options.steps;) {
        const int steps = std::min(lanes.stepsTogether(), plan.options.steps - step);
        lanes.grow(plan.choice, steps);
        step += steps;
        for (int take = 0; attempts == 1 && take < count; ++take)
            reporter.grown(first + take, lanes.lane(static_cast<std::size_t>(take)), steps);
        reporter.steps(count * steps);
    }
    const std::vector<double> fits =
        attempts > 1 ? lanes.logLikelihoodsOf(plan.following) : std::vector<double>(lanes.count(), 0.0);
    for (int take = 0; take < count; ++take) {
        const auto begin = fits.begin() + take * attempts;
        const auto best = std::max_element(begin, begin + attempts) - fits.begin();
        takes.push_back(makeTake(plan, first + take, lanes.lane(static_cast<std::size_t>(best))));
    }
}

MelodyTake searchTake(const Plan &plan, const MelodyLanes &primer, int index, MelodyReporter &reporter)
{
    const BeamSearchOptions beams{.steps = plan.options.steps,
                                  .beamSize = plan.options.beamSize,
                                  .branchFactor = plan.options.branchFactor,
                                  .stepsPerIteration = plan.options.stepsPerIteration};
    const int attempts = plan.following.empty() ? 1 : plan.options.fitAttempts;
    std::optional<MelodyLanes> best;
    double bestFit = 0.0;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const std::uint64_t seed =
            mixSeed(plan.seed + static_cast<std::uint64_t>(index), static_cast<std::uint64_t>(attempt));
        MelodyLanes found =
            searchBeams(primer, plan.choice, beams, seed, [&](const MelodyLanes &lanes, std::size_t leader) {
                if (attempts == 1)
                    reporter.grown(index, lanes.lane(leader), 1);
                reporter.steps(attempt == 0 ? 1 : 0);
            });
        const double fit =
            attempts > 1 ? MelodyGroups(found, 1, 1).logLikelihoodsOf(plan.following).front() : 0.0;
        if (!best || fit > bestFit) {
            best.emplace(std::move(found));
            bestFit = fit;
        }
    }
    return makeTake(plan, index, best->lane(0));
}

} // namespace

struct MelodyRnn::Data
{
    ModelFileInfo info;
    std::shared_ptr<const MelodyCodec> codec;
    EventSampler sampler;
};

MelodyRnn::MelodyRnn(const std::filesystem::path &weights)
    : MelodyRnn(readModelFile(weights, kMelodyRnnId, kMelodyRnnRevision))
{}

MelodyRnn::MelodyRnn(const ModelFile &file)
{
    const MelodyConfig config = melodyConfigOf(file.info);
    auto codec = makeMelodyCodec(config.name);
    EventSampler sampler = makeSampler(file, shapeOf(config, *codec));
    m_data = std::make_unique<Data>(Data{file.info, std::move(codec), std::move(sampler)});
}

MelodyRnn::~MelodyRnn() = default;
MelodyRnn::MelodyRnn(MelodyRnn &&) noexcept = default;
MelodyRnn &MelodyRnn::operator=(MelodyRnn &&) noexcept = default;

const ModelFileInfo &MelodyRnn::info() const
{
    return m_data->info;
}

std::vector<MelodyTake> MelodyRnn::generate(const MelodyGenerateRequest &request, Progress &progress) const
{
    const Plan plan = makePlan(request, *m_data->codec, progress);
    const MelodyGenerateOptions &options = plan.options;
    MelodyReporter reporter(progress, options, plan.seed, plan.transposition);

    std::optional<EventSampler> fast;
    if (options.precision == "fast") {
        fast = m_data->sampler.rounded();
        if (!fast->isRounded())
            progress.note("This processor has no products of 16 bits; computing in float32.");
    }
    MelodyLanes primer(fast ? *fast : m_data->sampler, *m_data->codec, 0);
    for (const int event : toModel(plan.primer.events, plan.transposition, *m_data->codec)) {
        primer.read(event);
        reporter.keepAlive();
    }
    std::vector<MelodyTake> takes;
    if (options.beamSize > 1 || options.branchFactor > 1) {
        for (int take = 0; take < options.count; ++take)
            takes.push_back(searchTake(plan, primer, take, reporter));
        return takes;
    }
    const int attempts = plan.following.empty() ? 1 : options.fitAttempts;
    const int together = std::max(1, static_cast<int>(kMaxLanes) / attempts);
    for (int first = 0; first < options.count; first += together)
        sampleTakes(plan, primer, first, std::min(together, options.count - first), reporter, takes);
    return takes;
}

} // namespace solferino::models
