// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/melody.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace solferino::models {

/// Melody RNN's grid: sixteenth notes.
inline constexpr int kMelodyStepsPerQuarter = 4;

/// The settings with which training melodies are extracted: at least 7 bars and 5 pitch classes, cut to 512
/// steps, split at rests of a bar, polyphonic tracks dropped.
[[nodiscard]] MelodyExtractionOptions trainingExtraction();

/// A melody and the part of its piece that it comes from; parts are what changes of tempo and meter cut a
/// piece into.
struct PieceMelody
{
    int part = 0;
    Melody melody;
};

struct PieceMelodies
{
    std::vector<PieceMelody> melodies;
    ExtractionCounts discarded; ///< reason -> count, no zeros
};

/// What training takes from a piece: cut at changes of tempo and meter, quantized to sixteenths, extracted. A
/// part that cannot be quantized is counted among the discarded.
[[nodiscard]] PieceMelodies extractPiece(const NoteSequence &sequence,
                                         const MelodyExtractionOptions &options);

/// Reads a MIDI file from memory. Throws FormatError or SequenceError.
[[nodiscard]] NoteSequence readMelodySequence(std::span<const std::uint8_t> bytes);
/// Reads a MIDI file from disk. Throws Error(File), FormatError or SequenceError.
[[nodiscard]] NoteSequence readMelodySequence(const std::filesystem::path &file);

} // namespace solferino::models
