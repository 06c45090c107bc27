// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace solferino {

/// What a channel sounds with: a General MIDI program of a 14-bit bank (MSB * 128 + LSB), or a drum kit.
struct Instrument
{
    int bank = 0;
    int program = 0;
    bool isDrum = false;

    bool operator==(const Instrument &) const = default;
};

/// Takes what a Sequencer plays and makes sound of it: the synthesizer, nothing at all, or a test's notebook.
/// All calls come from one thread, in an audio callback as a rule: they neither lock nor allocate.
class SoundSink
{
public:
    static constexpr int kChannels = 256;

    virtual ~SoundSink() = default;

    /// Takes the sink for a block of sound. False while something else has it: nothing else may be called
    /// then.
    [[nodiscard]] virtual bool beginBlock() { return true; }
    /// Gives it back after each begun block.
    virtual void endBlock() {}
    virtual void noteOn(int channel, int pitch, int velocity) = 0;
    virtual void noteOff(int channel, int pitch) = 0;
    /// False if the instrument cannot be had just now (its samples are being loaded): ask again later.
    [[nodiscard]] virtual bool setInstrument(int channel, const Instrument &instrument) = 0;
    virtual void control(int channel, int number, int value) = 0;
    virtual void pitchBend(int channel, int value) = 0;     ///< 0..16383, 8192 is none
    virtual void bendRange(int channel, int semitones) = 0; ///< of the full pitch bend
    virtual void pressure(int channel, int value) = 0;      ///< of the channel
    virtual void keyPressure(int channel, int pitch, int value) = 0;
    virtual void setAudible(int channel, bool isAudible) = 0; ///< mutes a channel at once, sounding notes too
    virtual void stopSounds() = 0;                            ///< everything, tails included
    /// Writes the next `frames` stereo frames, interleaved.
    virtual void render(float *samples, int frames) = 0;
};

} // namespace solferino
