// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/melody.h"
#include "models/codecs/melody_codec.h"
#include "models/runtime/data_files.h"
#include "models/runtime/progress.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace solferino::models {

struct MelodyDatasetOptions
{
    std::vector<std::filesystem::path> sources;    ///< files and folders, folders to the bottom
    std::vector<std::filesystem::path> excluded{}; ///< files and folders whose tunes must not be in the data
    bool ignorePolyphony = false;                  ///< keep the highest of simultaneous notes
    double evalRatio = 0.1;                        ///< share of files for validation, 0..1
    std::uint64_t seed = 0;                        ///< of the split
};

/// A melody moved into the range and key of a codec.
struct MelodyTune
{
    std::size_t file = 0; ///< index into MelodyDataset::files
    int part = 0;
    std::int64_t startStep = 0;
    int stepsPerBar = 16;
    int transposedBy = 0;
    std::vector<int> events;
};

struct MelodyFileReport
{
    std::filesystem::path path;
    int melodies = 0;
    ExtractionCounts discarded; ///< reason -> count
    std::string unreadable;     ///< why the file could not be read, else empty
    bool isExcluded = false;    ///< it is, or nearly is, a tune that was to be left out
    bool isValidation = false;
    std::size_t group = 0; ///< files of nearly the same tunes share a group
};

/// Melodies of a set of MIDI files, split by file so that no tune, nor one nearly like it, is on both sides.
struct MelodyDataset
{
    std::vector<MelodyTune> training;
    std::vector<MelodyTune> validation;
    std::vector<MelodyFileReport> files; ///< in order of their paths
    ExtractionCounts discarded;          ///< reason -> count, over all files

    /// {kind: "data", files, melodies, training_melodies, validation_melodies, discarded, unreadable, ...}
    [[nodiscard]] nlohmann::json report() const;
};

/// Reads, extracts, groups and splits. The same files, options and seed give the same data in the same order.
/// Throws Error(NoData) with the reasons if no melody is left, Error(File) for a source that does not exist.
[[nodiscard]] MelodyDataset loadMelodyDataset(const MelodyDatasetOptions &options, const MelodyCodec &codec,
                                              Progress &progress);

/// MIDI files (.mid, .midi) among `sources`, folders searched to the bottom, sorted, each once. Throws
/// Error(File).
[[nodiscard]] std::vector<std::filesystem::path>
findMidiFiles(const std::vector<std::filesystem::path> &sources);

/// Transpositions from -6 to 5 semitones that keep all notes of `events` in the codec's range, 0 among them.
[[nodiscard]] std::vector<int> fittingTranspositions(const std::vector<int> &events,
                                                     const MelodyCodec &codec);

} // namespace solferino::models
