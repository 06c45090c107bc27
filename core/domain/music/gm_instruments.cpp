// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/gm_instruments.h"

#include <algorithm>
#include <cstddef>

namespace solferino {

namespace {

constexpr std::array<std::string_view, 128> kInstruments{
    "Grand Piano",
    "Bright Piano",
    "Electric Grand",
    "Honky-Tonk Piano",
    "Electric Piano 1",
    "Electric Piano 2",
    "Harpsichord",
    "Clavinet",
    "Celesta",
    "Glockenspiel",
    "Music Box",
    "Vibraphone",
    "Marimba",
    "Xylophone",
    "Tubular Bells",
    "Dulcimer",
    "Drawbar Organ",
    "Percussive Organ",
    "Rock Organ",
    "Church Organ",
    "Reed Organ",
    "Accordion",
    "Harmonica",
    "Tango Accordion",
    "Nylon Guitar",
    "Steel Guitar",
    "Jazz Guitar",
    "Clean Guitar",
    "Muted Guitar",
    "Overdriven Guitar",
    "Distortion Guitar",
    "Guitar Harmonics",
    "Acoustic Bass",
    "Fingered Bass",
    "Picked Bass",
    "Fretless Bass",
    "Slap Bass 1",
    "Slap Bass 2",
    "Synth Bass 1",
    "Synth Bass 2",
    "Violin",
    "Viola",
    "Cello",
    "Contrabass",
    "Tremolo Strings",
    "Pizzicato Strings",
    "Harp",
    "Timpani",
    "String Ensemble",
    "Slow Strings",
    "Synth Strings 1",
    "Synth Strings 2",
    "Choir Aahs",
    "Voice Oohs",
    "Synth Voice",
    "Orchestra Hit",
    "Trumpet",
    "Trombone",
    "Tuba",
    "Muted Trumpet",
    "French Horn",
    "Brass Section",
    "Synth Brass 1",
    "Synth Brass 2",
    "Soprano Sax",
    "Alto Sax",
    "Tenor Sax",
    "Baritone Sax",
    "Oboe",
    "English Horn",
    "Bassoon",
    "Clarinet",
    "Piccolo",
    "Flute",
    "Recorder",
    "Pan Flute",
    "Blown Bottle",
    "Shakuhachi",
    "Whistle",
    "Ocarina",
    "Square Lead",
    "Saw Lead",
    "Calliope Lead",
    "Chiff Lead",
    "Charang Lead",
    "Voice Lead",
    "Fifths Lead",
    "Bass and Lead",
    "New Age Pad",
    "Warm Pad",
    "Polysynth Pad",
    "Choir Pad",
    "Bowed Pad",
    "Metallic Pad",
    "Halo Pad",
    "Sweep Pad",
    "Rain",
    "Soundtrack",
    "Crystal",
    "Atmosphere",
    "Brightness",
    "Goblins",
    "Echoes",
    "Science Fiction",
    "Sitar",
    "Banjo",
    "Shamisen",
    "Koto",
    "Kalimba",
    "Bagpipe",
    "Fiddle",
    "Shanai",
    "Tinkle Bell",
    "Agogo",
    "Steel Drums",
    "Woodblock",
    "Taiko Drum",
    "Melodic Tom",
    "Synth Drum",
    "Reverse Cymbal",
    "Fret Noise",
    "Breath Noise",
    "Seashore",
    "Bird Tweet",
    "Telephone Ring",
    "Helicopter",
    "Applause",
    "Gunshot",
};

constexpr int kFirstDrum = 35;
constexpr std::array<std::string_view, 47> kDrums{
    "Acoustic Bass Drum",
    "Bass Drum",
    "Side Stick",
    "Snare",
    "Hand Clap",
    "Electric Snare",
    "Low Floor Tom",
    "Closed Hi-Hat",
    "High Floor Tom",
    "Pedal Hi-Hat",
    "Low Tom",
    "Open Hi-Hat",
    "Low-Mid Tom",
    "Hi-Mid Tom",
    "Crash 1",
    "High Tom",
    "Ride 1",
    "China Cymbal",
    "Ride Bell",
    "Tambourine",
    "Splash",
    "Cowbell",
    "Crash 2",
    "Vibraslap",
    "Ride 2",
    "High Bongo",
    "Low Bongo",
    "Mute Hi Conga",
    "Open Hi Conga",
    "Low Conga",
    "High Timbale",
    "Low Timbale",
    "High Agogo",
    "Low Agogo",
    "Cabasa",
    "Maracas",
    "Short Whistle",
    "Long Whistle",
    "Short Guiro",
    "Long Guiro",
    "Claves",
    "High Woodblock",
    "Low Woodblock",
    "Mute Cuica",
    "Open Cuica",
    "Mute Triangle",
    "Open Triangle",
};

} // namespace

const std::array<GmFamily, 16> &gmFamilies()
{
    static constexpr std::array<GmFamily, 16> kFamilies{{
        {"Piano", 0},
        {"Chromatic Percussion", 8},
        {"Organ", 16},
        {"Guitar", 24},
        {"Bass", 32},
        {"Strings", 40},
        {"Ensemble", 48},
        {"Brass", 56},
        {"Reed", 64},
        {"Pipe", 72},
        {"Synth Lead", 80},
        {"Synth Pad", 88},
        {"Synth Effects", 96},
        {"Ethnic", 104},
        {"Percussive", 112},
        {"Sound Effects", 120},
    }};
    return kFamilies;
}

std::string_view gmInstrumentName(int program)
{
    return kInstruments[static_cast<std::size_t>(std::clamp(program, 0, 127))];
}

const std::array<GmDrumKit, 9> &gmDrumKits()
{
    static constexpr std::array<GmDrumKit, 9> kKits{{
        {"Standard Kit", 0},
        {"Room Kit", 8},
        {"Power Kit", 16},
        {"Electronic Kit", 24},
        {"Analog Kit", 25},
        {"Jazz Kit", 32},
        {"Brush Kit", 40},
        {"Orchestra Kit", 48},
        {"Effects Kit", 56},
    }};
    return kKits;
}

std::string_view gmDrumKitName(int program)
{
    const auto &kits = gmDrumKits();
    const auto found = std::ranges::find(kits, program, &GmDrumKit::program);
    return found == kits.end() ? kits.front().name : found->name;
}

std::string_view gmDrumName(int pitch)
{
    const int index = pitch - kFirstDrum;
    const bool isNamed = index >= 0 && index < std::ssize(kDrums);
    return isNamed ? kDrums[static_cast<std::size_t>(index)] : std::string_view();
}

} // namespace solferino
