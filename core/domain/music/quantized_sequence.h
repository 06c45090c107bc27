// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/note_sequence.h"

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace solferino {

/// Why a sequence cannot be quantized or events cannot be extracted from it.
enum class SequenceFault {
    NegativeTime,
    MultipleTempos,
    MultipleTimeSignatures,
    BadTimeSignature,
    NonIntegerStepsPerBar,
    QuantizationStatus, ///< quantized where seconds are needed, or the reverse
    PolyphonicMelody,
    TooLong,  ///< more steps than a sequence of events may have
    BadRange, ///< times that lie outside the sequence, or in the wrong order
};

class SequenceError final : public std::runtime_error
{
public:
    SequenceError(SequenceFault fault, const std::string &reason)
        : std::runtime_error(reason)
        , m_fault(fault)
    {}
    [[nodiscard]] SequenceFault fault() const { return m_fault; }

private:
    SequenceFault m_fault;
};

inline constexpr double kDefaultQuantizeCutoff = 0.5;

/// int(seconds * stepsPerSecond + (1 - cutoff)), truncated towards zero (sheet, section 3).
[[nodiscard]] std::int64_t quantizeToStep(double seconds, double stepsPerSecond,
                                          double cutoff = kDefaultQuantizeCutoff);

/// A copy with steps on every note, control change and annotation. Meter and tempo must be constant.
/// Throws SequenceError.
[[nodiscard]] NoteSequence quantizeRelative(const NoteSequence &sequence, int stepsPerQuarter);

/// A copy with steps of a fixed length in seconds; tempos and meters stay as they are. Throws SequenceError.
[[nodiscard]] NoteSequence quantizeAbsolute(const NoteSequence &sequence, double stepsPerSecond);

/// Steps in a bar of the first time signature; may be fractional (3/8 at one step per quarter: 1.5).
[[nodiscard]] double stepsPerBar(const NoteSequence &quantized);

/// [start, end) in seconds, shifted to zero, with the state events in force at `start` (sheet, section 5).
/// Throws SequenceError.
[[nodiscard]] NoteSequence extractSubsequence(const NoteSequence &sequence, double start, double end);

/// Cut at every real change of tempo or meter (sheet, section 4).
[[nodiscard]] std::vector<NoteSequence> splitOnTimeChanges(const NoteSequence &sequence);

} // namespace solferino
