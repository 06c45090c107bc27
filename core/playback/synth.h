// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/playback/sound_sink.h"

#include <QString>

#include <atomic>
#include <memory>
#include <vector>

namespace solferino {

/// FluidSynth with one SoundFont, whose samples are read from disk as instruments are loaded.
///
/// Events and render() belong to one thread, the audio callback; load() may run on another at the same time.
/// FluidSynth cannot stand both at once and would lock. So the audio side takes the synth for each block with
/// beginBlock(), which never waits: it fails while a preset is read from disk. load() waits for blocks to
/// end.
///
/// FluidSynth works in blocks of 64 frames: an event sounds at the next multiple of 64 frames after its own.
/// Where it is built with OpenMP, its effects take and give back one small block of memory for each render().
class Synth final : public SoundSink
{
public:
    /// Opens the SoundFont (a fifth of a second for the General MIDI font of 148 MB) on any thread.
    [[nodiscard]] static Result<std::shared_ptr<Synth>> open(const QString &soundFont, int sampleRate);
    ~Synth() override;
    Synth(const Synth &) = delete;
    Synth &operator=(const Synth &) = delete;

    /// Reads the samples of `instruments`, so that setInstrument() can have them. Any thread but the audio
    /// callback, one at a time.
    void load(const std::vector<Instrument> &instruments);

    [[nodiscard]] bool beginBlock() override;
    void endBlock() override;
    void noteOn(int channel, int pitch, int velocity) override;
    void noteOff(int channel, int pitch) override;
    [[nodiscard]] bool setInstrument(int channel, const Instrument &instrument) override;
    void control(int channel, int number, int value) override;
    void pitchBend(int channel, int value) override;
    void bendRange(int channel, int semitones) override;
    void pressure(int channel, int value) override;
    void keyPressure(int channel, int pitch, int value) override;
    void setAudible(int channel, bool isAudible) override;
    void stopSounds() override;
    void render(float *samples, int frames) override;
    /// Voices that sound, release tails included.
    [[nodiscard]] int voices() const;

private:
    struct Preset
    {
        int bank = 0;
        int program = 0;
        bool isLoaded = false; ///< behind m_isInUse
    };
    struct Native;

    explicit Synth(std::unique_ptr<Native> native);
    void listPresets();
    [[nodiscard]] Preset *findPreset(const Instrument &instrument);

    std::unique_ptr<Native> d;
    std::vector<Preset> m_presets;        ///< of the font, sorted by bank and program
    std::atomic_flag m_isInUse;           ///< by a block of sound or by load()
    std::atomic<bool> m_isWanted = false; ///< a loader has waited for long: the next block is its
};

} // namespace solferino
