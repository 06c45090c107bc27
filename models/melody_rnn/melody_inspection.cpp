// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/melody_rnn/melody_inspection.h"

#include "core/domain/music/quantized_sequence.h"
#include "models/codecs/melody_codec.h"
#include "models/melody_rnn/melody_extraction.h"

namespace solferino::models {

namespace {

using nlohmann::json;

/// Magenta's name of what went wrong.
const char *faultName(SequenceFault fault)
{
    switch (fault) {
    case SequenceFault::NegativeTime:
        return "NegativeTimeError";
    case SequenceFault::MultipleTempos:
        return "MultipleTempoError";
    case SequenceFault::MultipleTimeSignatures:
        return "MultipleTimeSignatureError";
    case SequenceFault::BadTimeSignature:
        return "BadTimeSignatureError";
    case SequenceFault::NonIntegerStepsPerBar:
        return "NonIntegerStepsPerBarError";
    default:
        return "SequenceError";
    }
}

json temposOf(const NoteSequence &sequence)
{
    json tempos = json::array();
    for (const Tempo &tempo : sequence.tempos)
        tempos.push_back({tempo.time, tempo.quartersPerMinute});
    return tempos;
}

json timeSignaturesOf(const NoteSequence &sequence)
{
    json signatures = json::array();
    for (const TimeSignature &signature : sequence.timeSignatures)
        signatures.push_back({signature.time, signature.numerator, signature.denominator});
    return signatures;
}

json describeSequence(const NoteSequence &sequence)
{
    json notes = json::array();
    for (const Note &note : sequence.notes)
        notes.push_back(
            {note.pitch, note.velocity, note.startTime, note.endTime, note.program, note.isDrum ? 1 : 0});
    json keys = json::array();
    for (const KeySignature &key : sequence.keySignatures)
        keys.push_back({key.time, key.key, static_cast<int>(key.mode)});
    return {{"ticks_per_quarter", sequence.ticksPerQuarter},
            {"total_time", sequence.totalTime},
            {"notes", std::move(notes)},
            {"tempos", temposOf(sequence)},
            {"time_signatures", timeSignaturesOf(sequence)},
            {"key_signatures", std::move(keys)}};
}

json describeQuantized(const NoteSequence &sequence)
{
    try {
        const NoteSequence quantized = quantizeRelative(sequence, kMelodyStepsPerQuarter);
        json notes = json::array();
        for (const Note &note : quantized.notes)
            notes.push_back({note.pitch, note.velocity, note.quantizedStartStep, note.quantizedEndStep,
                             note.program, note.isDrum ? 1 : 0});
        return {{"notes", std::move(notes)},
                {"total_quantized_steps", quantized.totalQuantizedSteps},
                {"steps_per_bar", stepsPerBar(quantized)},
                {"steps_per_quarter", quantized.stepsPerQuarter},
                {"tempos", temposOf(quantized)},
                {"time_signatures", timeSignaturesOf(quantized)}};
    } catch (const SequenceError &error) {
        return {{"error", faultName(error.fault())}, {"message", error.what()}};
    }
}

json describeMelody(const PieceMelody &piece, const MelodyCodec &codec)
{
    Melody melody = piece.melody;
    const int transposedBy = squashMelody(melody, codec.minPitch(), codec.maxPitch(), codec.targetKey());
    EncodedMelody encoded = encodeMelody(codec, melody.events);
    return {{"part", piece.part},
            {"start_step", piece.melody.startStep},
            {"events", piece.melody.events},
            {"transposed_by", transposedBy},
            {"inputs", std::move(encoded.inputs)},
            {"labels", std::move(encoded.labels)}};
}

} // namespace

json inspectMelodyFile(std::span<const std::uint8_t> bytes, const MelodyInspectOptions &options)
{
    const auto codec = makeMelodyCodec(options.config);
    MelodyExtractionOptions extraction = trainingExtraction();
    extraction.minBars = options.minBars;
    extraction.minUniquePitches = options.minUniquePitches;
    extraction.gapBars = options.gapBars;
    extraction.ignorePolyphonicNotes = options.ignorePolyphony;
    extraction.maxStepsTruncate = options.maxSteps > 0 ? std::optional(options.maxSteps) : std::nullopt;

    const NoteSequence sequence = readMelodySequence(bytes);
    const PieceMelodies piece = extractPiece(sequence, extraction);
    json extracted = json::array();
    for (const PieceMelody &melody : piece.melodies)
        extracted.push_back(describeMelody(melody, *codec));
    return {{"sequence", describeSequence(sequence)},
            {"quantized", describeQuantized(sequence)},
            {"extracted", std::move(extracted)},
            {"discarded", piece.discarded}};
}

} // namespace solferino::models
