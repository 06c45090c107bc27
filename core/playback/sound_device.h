// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/playback/audio_output.h"
#include "core/playback/synth.h"
#include "core/playback/transport.h"

#include <QString>

#include <future>
#include <memory>

namespace solferino {

/// What makes sound: a synthesizer for the sample rate of a device.
struct SoundDevice
{
    std::shared_ptr<Synth> synth;
    std::unique_ptr<AudioOutput> output;
};

/// Opens both, on the I/O pool: each takes some tenths of a second. `soundFont` may be empty, which is an
/// error.
[[nodiscard]] Result<SoundDevice> openSoundDevice(const QString &soundFont, const QString &deviceName);

/// Closes a device that has gone, which can take minutes: a thread of its own waits. `transport` is what the
/// device's callback uses. The result is ready once the thread has ended; who ends the program waits for it a
/// while, for a thread that still runs then finds its libraries gone.
[[nodiscard]] std::future<void> closeElsewhere(std::unique_ptr<AudioOutput> output,
                                               std::unique_ptr<Transport> transport);

} // namespace solferino
