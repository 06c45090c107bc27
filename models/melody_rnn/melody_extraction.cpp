// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/melody_rnn/melody_extraction.h"

#include "core/domain/music/midi_file.h"
#include "core/domain/music/quantized_sequence.h"
#include "models/runtime/error.h"

#include <fstream>
#include <iterator>
#include <string>

namespace solferino::models {

namespace {

/// Why a part of a piece was left out, in the words of Magenta's counters.
const char *discardReason(SequenceFault fault)
{
    switch (fault) {
    case SequenceFault::MultipleTempos:
        return "sequences_discarded_because_multiple_tempos";
    case SequenceFault::MultipleTimeSignatures:
        return "sequences_discarded_because_multiple_time_signatures";
    case SequenceFault::BadTimeSignature:
        return "sequences_discarded_because_bad_time_signature";
    case SequenceFault::NonIntegerStepsPerBar:
        return "non_integer_steps_per_bar";
    case SequenceFault::NegativeTime:
        return "sequences_discarded_because_negative_time";
    default:
        return "sequences_discarded";
    }
}

} // namespace

MelodyExtractionOptions trainingExtraction()
{
    return {.minBars = 7,
            .maxStepsTruncate = 512,
            .maxStepsDiscard = std::nullopt,
            .minUniquePitches = 5,
            .gapBars = 1.0,
            .ignorePolyphonicNotes = false};
}

PieceMelodies extractPiece(const NoteSequence &sequence, const MelodyExtractionOptions &options)
{
    PieceMelodies piece;
    int part = 0;
    for (const NoteSequence &section : splitOnTimeChanges(sequence)) {
        try {
            MelodyExtraction extraction =
                extractMelodies(quantizeRelative(section, kMelodyStepsPerQuarter), options);
            for (Melody &melody : extraction.melodies)
                piece.melodies.push_back({part, std::move(melody)});
            for (const auto &[reason, count] : extraction.counts) {
                if (count > 0)
                    piece.discarded[reason] += count;
            }
        } catch (const SequenceError &error) {
            ++piece.discarded[discardReason(error.fault())];
        }
        ++part;
    }
    return piece;
}

NoteSequence readMelodySequence(std::span<const std::uint8_t> bytes)
{
    return sequenceFromMidi(readMidi(bytes).file);
}

NoteSequence readMelodySequence(const std::filesystem::path &file)
{
    std::ifstream stream(file, std::ios::binary);
    const std::vector<char> bytes{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    if (!stream)
        throw Error(Error::Kind::File, "The file " + file.string() + " cannot be read.");
    return readMelodySequence({reinterpret_cast<const std::uint8_t *>(bytes.data()), bytes.size()});
}

} // namespace solferino::models
