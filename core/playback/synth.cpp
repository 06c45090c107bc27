// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/synth.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <fluidsynth.h>
#include <mutex>
#include <thread>
#include <tuple>

namespace solferino {

namespace {

constexpr int kDrumBank = 128;
constexpr double kGain = 0.7;                 // solo tunes peak at 0.2, a band below 0.8
constexpr float kSilentAttenuation = 1440.0F; // centibels, the most that a SoundFont knows
constexpr double kReverbTailSeconds = 4.0;
constexpr int kPoliteTries = 1000;

thread_local bool isLoading = false;
thread_local QString lastComplaint;

/// FluidSynth prints to standard error by itself, from the audio callback too. Only its last words while it
/// loads a font are of use.
void silenceFluidSynth()
{
    static std::once_flag once;
    std::call_once(once, [] {
        for (const int level : {FLUID_WARN, FLUID_INFO, FLUID_DBG})
            fluid_set_log_function(level, nullptr, nullptr);
        const auto keep = [](int, const char *text, void *) {
            if (isLoading)
                lastComplaint = QString::fromUtf8(text);
        };
        for (const int level : {FLUID_PANIC, FLUID_ERR})
            fluid_set_log_function(level, keep, nullptr);
    });
}

struct DeleteSettings
{
    void operator()(fluid_settings_t *settings) const { delete_fluid_settings(settings); }
};
struct DeleteSynth
{
    void operator()(fluid_synth_t *synth) const { delete_fluid_synth(synth); }
};

std::unique_ptr<fluid_settings_t, DeleteSettings> makeSettings(int sampleRate)
{
    std::unique_ptr<fluid_settings_t, DeleteSettings> settings(new_fluid_settings());
    fluid_settings_setnum(settings.get(), "synth.sample-rate", sampleRate);
    fluid_settings_setnum(settings.get(), "synth.gain", kGain);
    fluid_settings_setint(settings.get(), "synth.midi-channels", SoundSink::kChannels);
    fluid_settings_setint(settings.get(), "synth.threadsafe-api", 0); // beginBlock() keeps calls apart
    fluid_settings_setint(settings.get(), "synth.dynamic-sample-loading", 1);
    return settings;
}

} // namespace

struct Synth::Native
{
    std::unique_ptr<fluid_settings_t, DeleteSettings> settings; // outlives the synth
    std::unique_ptr<fluid_synth_t, DeleteSynth> synth;
    int font = FLUID_FAILED;
    std::int64_t idleFrames = 0;
    std::int64_t maxIdleFrames = 0;

    [[nodiscard]] fluid_synth_t *get() const { return synth.get(); }
};

Synth::Synth(std::unique_ptr<Native> native)
    : d(std::move(native))
{
    listPresets();
}

Synth::~Synth() = default;

Result<std::shared_ptr<Synth>> Synth::open(const QString &soundFont, int sampleRate)
{
    silenceFluidSynth();
    auto native = std::make_unique<Native>();
    native->settings = makeSettings(sampleRate);
    native->synth.reset(new_fluid_synth(native->settings.get()));
    native->maxIdleFrames = static_cast<std::int64_t>(kReverbTailSeconds * sampleRate);
    native->idleFrames = native->maxIdleFrames;
    isLoading = true;
    lastComplaint.clear();
    if (native->synth)
        native->font = fluid_synth_sfload(native->get(), QFile::encodeName(soundFont).constData(), 0);
    isLoading = false;
    if (native->font == FLUID_FAILED)
        return Error{
            QCoreApplication::translate("Playback", "The SoundFont %1 could not be opened.").arg(soundFont),
            lastComplaint};
    return std::shared_ptr<Synth>(new Synth(std::move(native)));
}

void Synth::listPresets()
{
    fluid_sfont_t *font = fluid_synth_get_sfont_by_id(d->get(), d->font);
    fluid_sfont_iteration_start(font);
    while (fluid_preset_t *preset = fluid_sfont_iteration_next(font))
        m_presets.push_back({fluid_preset_get_banknum(preset), fluid_preset_get_num(preset)});
    std::ranges::sort(m_presets, {},
                      [](const Preset &preset) { return std::tuple(preset.bank, preset.program); });
}

Synth::Preset *Synth::findPreset(const Instrument &instrument)
{
    const auto find = [this](int bank, int program) -> Preset * {
        const auto key = [](const Preset &preset) {
            return std::tuple(preset.bank, preset.program);
        };
        const auto found = std::ranges::lower_bound(m_presets, std::tuple(bank, program), {}, key);
        const bool isThere = found != m_presets.end() && found->bank == bank && found->program == program;
        return isThere ? &*found : nullptr;
    };
    Preset *preset = nullptr;
    if (instrument.isDrum) {
        preset = find(kDrumBank, instrument.program);
        return preset != nullptr ? preset : find(kDrumBank, 0);
    }
    // General MIDI fonts number their variations by the MSB, some by the LSB; the plain sound stands in.
    for (const int bank : {instrument.bank / 128, instrument.bank % 128, 0}) {
        preset = find(bank, instrument.program);
        if (preset != nullptr)
            return preset;
    }
    return m_presets.empty() ? nullptr : &m_presets.front();
}

void Synth::load(const std::vector<Instrument> &instruments)
{
    for (const Instrument &instrument : instruments) {
        Preset *preset = findPreset(instrument);
        if (preset == nullptr)
            continue;
        for (int tries = 0; m_isInUse.test_and_set(std::memory_order_acquire); ++tries) {
            m_isWanted = tries >= kPoliteTries; // whoever renders without a pause would never leave a gap
            std::this_thread::yield();          // the audio side is done in some milliseconds
        }
        m_isWanted = false;
        if (!preset->isLoaded)
            fluid_synth_pin_preset(d->get(), d->font, preset->bank, preset->program);
        preset->isLoaded = true;
        endBlock();
    }
}

bool Synth::beginBlock()
{
    return !m_isWanted && !m_isInUse.test_and_set(std::memory_order_acquire);
}

void Synth::endBlock()
{
    m_isInUse.clear(std::memory_order_release);
}

bool Synth::setInstrument(int channel, const Instrument &instrument)
{
    const Preset *preset = findPreset(instrument);
    if (preset == nullptr)
        return true; // nothing to wait for
    // Selecting a loaded preset only counts its samples' uses; another would be read from disk here and now.
    if (preset->isLoaded)
        fluid_synth_program_select(d->get(), channel, d->font, preset->bank, preset->program);
    return preset->isLoaded;
}

void Synth::noteOn(int channel, int pitch, int velocity)
{
    d->idleFrames = 0;
    fluid_synth_noteon(d->get(), channel, pitch, velocity);
}

void Synth::noteOff(int channel, int pitch)
{
    fluid_synth_noteoff(d->get(), channel, pitch);
}

void Synth::control(int channel, int number, int value)
{
    fluid_synth_cc(d->get(), channel, number, value);
}

void Synth::pitchBend(int channel, int value)
{
    fluid_synth_pitch_bend(d->get(), channel, value);
}

void Synth::bendRange(int channel, int semitones)
{
    fluid_synth_pitch_wheel_sens(d->get(), channel, semitones);
}

void Synth::pressure(int channel, int value)
{
    fluid_synth_channel_pressure(d->get(), channel, value);
}

void Synth::keyPressure(int channel, int pitch, int value)
{
    fluid_synth_key_pressure(d->get(), channel, pitch, value);
}

void Synth::setAudible(int channel, bool isAudible)
{
    fluid_synth_set_gen(d->get(), channel, GEN_ATTENUATION, isAudible ? 0.0F : kSilentAttenuation);
}

void Synth::stopSounds()
{
    fluid_synth_all_sounds_off(d->get(), -1);
}

void Synth::render(float *samples, int frames)
{
    if (d->idleFrames >= d->maxIdleFrames) {
        std::fill_n(samples, 2 * std::ptrdiff_t{frames}, 0.0F);
        return;
    }
    fluid_synth_write_float(d->get(), frames, samples, 0, 2, samples, 1, 2);
    d->idleFrames = voices() > 0 ? 0 : d->idleFrames + frames;
}

int Synth::voices() const
{
    return fluid_synth_get_active_voice_count(d->get());
}

} // namespace solferino
