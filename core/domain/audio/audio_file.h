// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/audio/audio_buffer.h"

#include <memory>
#include <span>
#include <string>

namespace solferino {

enum class AudioFormat { Wav16, Wav24, WavFloat, Flac16, Flac24 };

/// Writes audio block by block, so that a render of any length needs little memory. The file appears under
/// its name only after `finish()`; a writer destroyed before leaves nothing behind. `comment` goes into the
/// file's metadata. Throws std::runtime_error with one sentence when the disk refuses.
class AudioFileWriter final
{
public:
    AudioFileWriter(const std::string &path, AudioFormat format, int sampleRate, int channels,
                    const std::string &comment = {});
    ~AudioFileWriter();
    AudioFileWriter(const AudioFileWriter &) = delete;
    AudioFileWriter &operator=(const AudioFileWriter &) = delete;

    void write(std::span<const float> interleaved);
    void finish();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// Reads a whole file of any format that libsndfile knows. Throws FormatError.
[[nodiscard]] AudioBuffer readAudioFile(const std::string &path, std::string *comment = nullptr);

} // namespace solferino
