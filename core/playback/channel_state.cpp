// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/channel_state.h"

#include <algorithm>
#include <cmath>

namespace solferino {

namespace {

enum Control {
    kBankMsb = 0,
    kModulation = 1,
    kDataEntryMsb = 6,
    kVolume = 7,
    kPan = 10,
    kExpression = 11,
    kBankLsb = 32,
    kDataEntryLsb = 38,
    kSustain = 64,
    kSostenuto = 66,
    kSoft = 67,
    kSoundFirst = 70,
    kSoundLast = 79,
    kDataIncrement = 96,
    kNrpnLsb = 98,
    kNrpnMsb = 99,
    kRpnLsb = 100,
    kRpnMsb = 101,
    kFirstMode = 120,
    kResetAll = 121,
};

constexpr int kNoParameter = 127;

/// Registered parameters are a dialogue of several controllers, so their values say nothing one by one.
bool isParameterDialogue(int number)
{
    return number == kDataEntryMsb || number == kDataEntryLsb ||
           (number >= kDataIncrement && number <= kRpnMsb);
}

/// Controllers that stand for themselves: not bank (sent with the program), parameters or channel modes.
bool isPlainControl(int number)
{
    return number < kFirstMode && number != kBankMsb && number != kBankLsb && !isParameterDialogue(number);
}

} // namespace

SynthChannelState::SynthChannelState()
{
    controls.fill(0);
    controls[kVolume] = 100;
    controls[kPan] = 64;
    controls[kExpression] = 127;
    std::fill(controls.begin() + kSoundFirst, controls.begin() + kSoundLast + 1, std::uint8_t{64});
    std::fill(controls.begin() + kNrpnLsb, controls.begin() + kRpnMsb + 1, std::uint8_t{kNoParameter});
}

void SynthChannelState::resetControls()
{
    pitchBend = 8192;
    pressure = 0;
    controls[kModulation] = 0;
    controls[kExpression] = 127;
    std::fill(controls.begin() + kSustain, controls.begin() + kSoft + 1, std::uint8_t{0});
    std::fill(controls.begin() + kNrpnLsb, controls.begin() + kRpnMsb + 1, std::uint8_t{kNoParameter});
}

void SynthChannelState::applyControl(int number, int value)
{
    if (number == kResetAll)
        resetControls();
    if (number >= kFirstMode)
        return;
    controls[static_cast<std::size_t>(number)] = static_cast<std::uint8_t>(value);
    if (number == kNrpnLsb || number == kNrpnMsb)
        controls[kRpnLsb] = controls[kRpnMsb] = kNoParameter;
    if (number == kDataEntryMsb && controls[kRpnMsb] == 0 && controls[kRpnLsb] == 0)
        bendRange = value;
}

void SynthChannelState::apply(const ChannelEvent &event)
{
    const int data1 = event.data1 & 0x7F;
    const int data2 = event.data2 & 0x7F;
    switch (event.status & 0xF0) {
    case 0xB0:
        applyControl(data1, data2);
        break;
    case 0xC0:
        instrument.bank = controls[kBankMsb] * 128 + controls[kBankLsb];
        instrument.program = data1;
        break;
    case 0xD0:
        pressure = data1;
        break;
    case 0xE0:
        pitchBend = data2 * 128 + data1;
        break;
    default:
        break;
    }
}

SynthChannelState startStateOf(const Track &track)
{
    SynthChannelState state;
    state.instrument = {.bank = track.bank, .program = track.program, .isDrum = track.isDrum};
    state.controls[kBankMsb] = static_cast<std::uint8_t>(track.bank / 128 & 0x7F);
    state.controls[kBankLsb] = static_cast<std::uint8_t>(track.bank & 0x7F);
    const double volume = std::clamp(track.volume, 0.0, 1.0);
    state.controls[kVolume] = static_cast<std::uint8_t>(std::lround(volume * 127.0));
    const double pan = std::clamp(track.pan, -1.0, 1.0);
    state.controls[kPan] = static_cast<std::uint8_t>(std::lround(64.0 + pan * (pan < 0.0 ? 64.0 : 63.0)));
    return state;
}

void bringTo(const SynthChannelState &target, SynthChannelState &current, int channel, SoundSink &sink)
{
    if (target == current)
        return;
    if (target.instrument != current.instrument && sink.setInstrument(channel, target.instrument))
        current.instrument = target.instrument;
    if (target.isAudible != current.isAudible)
        sink.setAudible(channel, target.isAudible);
    for (std::size_t number = 0; number < target.controls.size(); ++number) {
        const int value = target.controls[number];
        if (value != current.controls[number] && isPlainControl(static_cast<int>(number)))
            sink.control(channel, static_cast<int>(number), value);
    }
    if (target.bendRange != current.bendRange)
        sink.bendRange(channel, target.bendRange);
    if (target.pitchBend != current.pitchBend)
        sink.pitchBend(channel, target.pitchBend);
    if (target.pressure != current.pressure)
        sink.pressure(channel, target.pressure);
    const Instrument taken = current.instrument;
    current = target;
    current.instrument = taken;
}

void playEvent(const ChannelEvent &event, SynthChannelState &current, int channel, SoundSink &sink)
{
    const int kind = event.status & 0xF0;
    if (kind == 0xA0) {
        sink.keyPressure(channel, event.data1 & 0x7F, event.data2 & 0x7F);
        return;
    }
    if (kind == 0xB0 && isParameterDialogue(event.data1))
        sink.control(channel, event.data1, event.data2 & 0x7F);
    SynthChannelState target = current;
    target.apply(event);
    bringTo(target, current, channel, sink);
}

} // namespace solferino
