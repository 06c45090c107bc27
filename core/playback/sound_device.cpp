// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/sound_device.h"

#include <QCoreApplication>

#include <thread>
#include <utility>

namespace solferino {

Result<SoundDevice> openSoundDevice(const QString &soundFont, const QString &deviceName)
{
    if (soundFont.isEmpty())
        return Error{QCoreApplication::translate(
                         "Playback", "No SoundFont was found. Install the package fluid-soundfont-gm."),
                     {}};
    Result<std::unique_ptr<AudioOutput>> output = AudioOutput::open(deviceName);
    if (!output)
        return output.error();
    Result<std::shared_ptr<Synth>> synth = Synth::open(soundFont, output.value()->sampleRate());
    if (!synth)
        return synth.error();
    return SoundDevice{std::move(synth).value(), std::move(output).value()};
}

std::future<void> closeElsewhere(std::unique_ptr<AudioOutput> output, std::unique_ptr<Transport> transport)
{
    std::packaged_task<void()> close(
        [output = std::move(output), transport = std::move(transport)]() mutable {
            output.reset(); // before the transport
            transport.reset();
        });
    std::future<void> isClosed = close.get_future();
    std::thread([close = std::move(close)]() mutable { close.make_ready_at_thread_exit(); }).detach();
    return isClosed;
}

} // namespace solferino
