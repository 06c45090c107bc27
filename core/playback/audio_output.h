// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

#include <memory>

namespace solferino {

class Transport;

/// A stereo output of PortAudio. One thread at a time; destroying it waits for the callback to end.
class AudioOutput final
{
public:
    /// Opens the output of this name, or the default one for an empty name. Takes some tenths of a second
    /// where the system has many devices.
    [[nodiscard]] static Result<std::unique_ptr<AudioOutput>> open(const QString &deviceName);
    ~AudioOutput();
    AudioOutput(const AudioOutput &) = delete;
    AudioOutput &operator=(const AudioOutput &) = delete;

    [[nodiscard]] int sampleRate() const;
    [[nodiscard]] QString deviceName() const;

    /// Calls `transport.render()` from now on; it must outlive this object.
    [[nodiscard]] Result<> start(Transport &transport);
    /// False once the device has gone, or before the start.
    [[nodiscard]] bool isRunning() const;

private:
    struct Stream;
    explicit AudioOutput(std::unique_ptr<Stream> stream);

    std::unique_ptr<Stream> d;
};

} // namespace solferino
