// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/melody_rnn/melody_dataset.h"

#include "core/domain/music/quantized_sequence.h"
#include "core/domain/text/format_error.h"
#include "models/melody_rnn/disjoint_sets.h"
#include "models/melody_rnn/melody_extraction.h"
#include "models/melody_rnn/similar_tunes.h"
#include "models/runtime/error.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>
#include <sstream>
#include <utility>

namespace solferino::models {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds kReportInterval{50};

/// Reads one file into `dataset`. What cannot be read is reported, not thrown.
void readFile(const fs::path &path, const MelodyExtractionOptions &extraction, MelodyDataset &dataset,
              std::vector<MelodyTune> &tunes)
{
    MelodyFileReport report;
    report.path = path;
    try {
        PieceMelodies piece = extractPiece(readMelodySequence(path), extraction);
        report.melodies = static_cast<int>(piece.melodies.size());
        report.discarded = std::move(piece.discarded);
        for (PieceMelody &melody : piece.melodies)
            tunes.push_back({.file = dataset.files.size(),
                             .part = melody.part,
                             .startStep = melody.melody.startStep,
                             .stepsPerBar = melody.melody.stepsPerBar,
                             .events = std::move(melody.melody.events)});
    } catch (const FormatError &error) {
        report.unreadable = error.what();
    } catch (const SequenceError &error) {
        report.unreadable = error.what();
    } catch (const Error &error) {
        report.unreadable = error.what();
    }
    dataset.files.push_back(std::move(report));
}

std::vector<MelodyTune> readFiles(const std::vector<fs::path> &paths,
                                  const MelodyExtractionOptions &extraction, MelodyDataset &dataset,
                                  Progress &progress)
{
    std::vector<MelodyTune> tunes;
    auto lastReport = std::chrono::steady_clock::time_point{};
    for (std::size_t i = 0; i < paths.size(); ++i) {
        if (const auto now = std::chrono::steady_clock::now(); now - lastReport >= kReportInterval) {
            progress.report({.step = static_cast<std::int64_t>(i),
                             .total = static_cast<std::int64_t>(paths.size()),
                             .unit = "files",
                             .text = "reading melodies"});
            lastReport = now;
        }
        readFile(paths[i], extraction, dataset, tunes);
    }
    return tunes;
}

/// Gives files that hold nearly the same tune one group: the lowest file index in it.
void groupFiles(MelodyDataset &dataset, const std::vector<MelodyTune> &tunes)
{
    std::vector<std::vector<int>> events;
    events.reserve(tunes.size());
    for (const MelodyTune &tune : tunes)
        events.push_back(tune.events);
    const std::vector<std::size_t> firstTunes = groupSimilarTunes(events);

    DisjointSets groups(dataset.files.size());
    for (std::size_t i = 0; i < tunes.size(); ++i)
        groups.join(tunes[i].file, tunes[firstTunes[i]].file);
    for (std::size_t file = 0; file < dataset.files.size(); ++file)
        dataset.files[file].group = groups.find(file);
}

/// Leaves out the groups in which a file from `firstExcluded` on is.
void markExcluded(MelodyDataset &dataset, std::size_t firstExcluded)
{
    std::vector<bool> isExcludedGroup(dataset.files.size());
    for (std::size_t file = firstExcluded; file < dataset.files.size(); ++file)
        isExcludedGroup[dataset.files[file].group] = true;
    for (MelodyFileReport &file : dataset.files)
        file.isExcluded = isExcludedGroup[file.group];
}

/// Whole groups in an order of the seed, until validation has its share of the files that hold melodies.
void chooseValidation(MelodyDataset &dataset, double evalRatio, std::uint64_t seed)
{
    std::vector<std::size_t> sizes(dataset.files.size());
    std::size_t usable = 0;
    for (const MelodyFileReport &file : dataset.files) {
        if (file.melodies > 0 && !file.isExcluded) {
            ++sizes[file.group];
            ++usable;
        }
    }
    std::vector<std::size_t> groups;
    for (std::size_t group = 0; group < sizes.size(); ++group) {
        if (sizes[group] > 0)
            groups.push_back(group);
    }
    std::mt19937_64 random(seed);
    for (std::size_t i = groups.size(); i > 1; --i)
        std::swap(groups[i - 1], groups[random() % i]);

    auto wanted = static_cast<std::size_t>(std::llround(evalRatio * static_cast<double>(usable)));
    std::vector<bool> isValidationGroup(dataset.files.size());
    for (const std::size_t group : groups) {
        if (sizes[group] <= wanted) {
            wanted -= sizes[group];
            isValidationGroup[group] = true;
        }
    }
    for (MelodyFileReport &file : dataset.files)
        file.isValidation = isValidationGroup[file.group];
}

void squashTune(MelodyTune &tune, const MelodyCodec &codec)
{
    Melody melody{
        .events = std::move(tune.events), .startStep = tune.startStep, .stepsPerBar = tune.stepsPerBar};
    tune.transposedBy = squashMelody(melody, codec.minPitch(), codec.maxPitch(), codec.targetKey());
    tune.events = std::move(melody.events);
}

[[noreturn]] void refuseEmpty(const MelodyDataset &dataset)
{
    std::ostringstream reason;
    std::size_t unreadable = 0;
    std::size_t excluded = 0;
    for (const MelodyFileReport &file : dataset.files) {
        unreadable += file.unreadable.empty() ? 0 : 1;
        excluded += file.isExcluded ? 1 : 0;
    }
    reason << "None of the " << dataset.files.size() << " MIDI files has a melody to learn from";
    const char *separator = ": ";
    for (const auto &[name, count] : dataset.discarded) {
        reason << separator << count << ' ' << name;
        separator = ", ";
    }
    if (unreadable > 0)
        reason << separator << unreadable << " unreadable files";
    if (excluded > 0)
        reason << separator << excluded << " excluded files";
    reason << ". A melody needs 7 bars, 5 different notes and one note at a time.";
    throw Error(Error::Kind::NoData, reason.str());
}

} // namespace

std::vector<fs::path> findMidiFiles(const std::vector<fs::path> &sources)
{
    return findDataFiles(sources, {".mid", ".midi"});
}

std::vector<int> fittingTranspositions(const std::vector<int> &events, const MelodyCodec &codec)
{
    int lowest = codec.maxPitch() - 1;
    int highest = codec.minPitch();
    for (const int event : events) {
        if (event >= 0) {
            lowest = std::min(lowest, event);
            highest = std::max(highest, event);
        }
    }
    std::vector<int> transpositions;
    for (int semitones = -6; semitones <= 5; ++semitones) {
        if (semitones == 0 ||
            (lowest + semitones >= codec.minPitch() && highest + semitones < codec.maxPitch()))
            transpositions.push_back(semitones);
    }
    return transpositions;
}

MelodyDataset loadMelodyDataset(const MelodyDatasetOptions &options, const MelodyCodec &codec,
                                Progress &progress)
{
    std::vector<fs::path> paths = findMidiFiles(options.sources);
    if (paths.empty())
        throw Error(Error::Kind::NoData, "There are no MIDI files (.mid, .midi) where the data should be.");
    const std::vector<fs::path> excluded = findMidiFiles(options.excluded);
    const std::size_t wanted = paths.size();
    paths.insert(paths.end(), excluded.begin(), excluded.end());

    MelodyDataset dataset;
    MelodyExtractionOptions extraction = trainingExtraction();
    extraction.ignorePolyphonicNotes = options.ignorePolyphony;
    std::vector<MelodyTune> tunes = readFiles(paths, extraction, dataset, progress);
    groupFiles(dataset, tunes);
    markExcluded(dataset, wanted);
    chooseValidation(dataset, options.evalRatio, options.seed);
    for (MelodyTune &tune : tunes) {
        const MelodyFileReport &file = dataset.files[tune.file];
        if (file.isExcluded)
            continue;
        squashTune(tune, codec);
        (file.isValidation ? dataset.validation : dataset.training).push_back(std::move(tune));
    }
    dataset.files.resize(wanted);
    for (const MelodyFileReport &file : dataset.files) {
        for (const auto &[reason, count] : file.discarded)
            dataset.discarded[reason] += count;
    }
    if (dataset.training.empty() && dataset.validation.empty())
        refuseEmpty(dataset);
    return dataset;
}

nlohmann::json MelodyDataset::report() const
{
    nlohmann::json unreadable = nlohmann::json::array();
    nlohmann::json excluded = nlohmann::json::array();
    std::int64_t melodies = 0;
    for (const MelodyFileReport &file : files) {
        melodies += file.melodies;
        if (!file.unreadable.empty())
            unreadable.push_back({file.path.string(), file.unreadable});
        if (file.isExcluded)
            excluded.push_back(file.path.string());
    }
    return {{"kind", "data"},
            {"files", files.size()},
            {"melodies", melodies},
            {"training_melodies", training.size()},
            {"validation_melodies", validation.size()},
            {"discarded", discarded},
            {"unreadable", std::move(unreadable)},
            {"excluded", std::move(excluded)}};
}

} // namespace solferino::models
