// SPDX-License-Identifier: GPL-3.0-or-later
// Thousands of damaged files: each is read or refused, and what was read goes through the whole domain.
#include "core/domain/music/melody.h"
#include "core/domain/music/midi_file.h"
#include "core/domain/music/quantized_sequence.h"
#include "core/domain/music/sequence_operations.h"
#include "core/domain/text/format_error.h"
#include "tests/support/damaged_bytes.h"
#include "tests/support/test_files.h"

#include <doctest/doctest.h>

using namespace solferino;

namespace {

using Bytes = std::vector<std::uint8_t>;

std::size_t dataSize(const MidiFile &file)
{
    std::size_t size = 0;
    for (const auto &track : file.tracks) {
        for (const MidiEvent &event : track)
            size += 1 + event.data.size();
    }
    return size;
}

void useAsSequence(const MidiFile &file)
{
    const NoteSequence sequence = applySustain(sequenceFromMidi(file));
    for (const NoteSequence &part : splitOnTimeChanges(sequence)) {
        try {
            const MelodyExtraction extraction = extractMelodies(quantizeRelative(part, 4), {.minBars = 0});
            for (const Melody &melody : extraction.melodies)
                CHECK_FALSE(melody.events.empty());
        } catch (const SequenceError &) {
            // Odd meters and endless melodies are refused.
        }
    }
    static_cast<void>(writeMidi(midiFromSequence(sequence)));
}

/// True if the file could be read.
bool survives(const Bytes &bytes)
{
    try {
        const MidiReadResult result = readMidi(bytes);
        // Every event costs at least two bytes of the file; one end mark per track may be added.
        CHECK(dataSize(result.file) <= bytes.size() + result.file.tracks.size());
        CHECK(result.warnings.size() <= 64);
        CHECK(readMidi(writeMidi(result.file)).file.tracks.size() == result.file.tracks.size());
        const Song song = songFromMidi(result.file);
        const Song again = songFromMidi(readMidi(writeMidi(midiFromSong(song))).file);
        CHECK(again == song);
        useAsSequence(result.file);
        return true;
    } catch (const FormatError &error) {
        CHECK(error.offset() <= bytes.size());
        return false;
    }
}

} // namespace

TEST_CASE("damagedFiles_areReadOrRefused")
{
    test::Random random(20240607);
    int readable = 0;
    int refused = 0;
    for (const char *name : {"noteseq_melody", "noteseq_example", "groove_funk_fill", "made_time_changes",
                             "nottingham_jigs12"}) {
        const Bytes bytes = test::readData(std::string("midi/") + name + ".mid");
        for (int i = 0; i < test::damagedFileCount(); ++i) {
            CAPTURE(name);
            CAPTURE(i);
            (survives(test::damaged(bytes, random)) ? readable : refused) += 1;
        }
    }
    MESSAGE(readable, " read, ", refused, " refused");
    CHECK(readable > refused);
    CHECK(refused > 0);
}

TEST_CASE("cutFiles_areReadOrRefused")
{
    const Bytes bytes = test::readData("midi/groove_funk_fill.mid");
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        CAPTURE(length);
        CHECK(survives(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length))) ==
              (length >= 22));
    }
}
