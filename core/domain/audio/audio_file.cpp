// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/audio/audio_file.h"

#include "core/domain/audio/wav_comment.h"
#include "core/domain/text/format_error.h"

#include <algorithm>
#include <filesystem>
#include <sndfile.h>
#include <stdexcept>
#include <system_error>

namespace solferino {

namespace {

constexpr std::size_t kReadBlockSamples = 65536;

struct CloseSndFile
{
    void operator()(SNDFILE *file) const { sf_close(file); }
};
using SndFile = std::unique_ptr<SNDFILE, CloseSndFile>;

int sndFileFormat(AudioFormat format)
{
    switch (format) {
    case AudioFormat::Wav16:
        return SF_FORMAT_WAV | SF_FORMAT_PCM_16;
    case AudioFormat::Wav24:
        return SF_FORMAT_WAV | SF_FORMAT_PCM_24;
    case AudioFormat::WavFloat:
        return SF_FORMAT_WAV | SF_FORMAT_FLOAT;
    case AudioFormat::Flac16:
        return SF_FORMAT_FLAC | SF_FORMAT_PCM_16;
    case AudioFormat::Flac24:
        return SF_FORMAT_FLAC | SF_FORMAT_PCM_24;
    }
    return 0;
}

[[noreturn]] void throwCannotWrite(const std::string &path, const std::string &reason)
{
    throw std::runtime_error("Cannot write " + path + ": " + reason);
}

} // namespace

struct AudioFileWriter::Private
{
    std::string path;
    std::string partialPath;
    int channels = 0;
    SndFile file;
    std::string wavComment;

    [[noreturn]] void fail(const std::string &reason) const
    {
        std::error_code ignored;
        std::filesystem::remove(partialPath, ignored);
        throwCannotWrite(path, reason);
    }
};

AudioFileWriter::AudioFileWriter(const std::string &path, AudioFormat format, int sampleRate, int channels,
                                 const std::string &comment)
    : d(std::make_unique<Private>())
{
    d->path = path;
    d->partialPath = path + ".part";
    d->channels = channels;
    SF_INFO info{};
    info.samplerate = sampleRate;
    info.channels = channels;
    info.format = sndFileFormat(format);
    d->file.reset(sf_open(d->partialPath.c_str(), SFM_WRITE, &info));
    if (!d->file)
        throwCannotWrite(path, sf_strerror(nullptr));
    sf_command(d->file.get(), SFC_SET_CLIPPING, nullptr, SF_TRUE);
    // The peak chunk holds the time of day: equal sounds would give different files.
    sf_command(d->file.get(), SFC_SET_ADD_PEAK_CHUNK, nullptr, SF_FALSE);
    if ((info.format & SF_FORMAT_TYPEMASK) == SF_FORMAT_WAV)
        d->wavComment = comment;
    else if (!comment.empty())
        sf_set_string(d->file.get(), SF_STR_COMMENT, comment.c_str());
}

AudioFileWriter::~AudioFileWriter()
{
    if (!d->file)
        return;
    d->file.reset();
    std::error_code ignored;
    std::filesystem::remove(d->partialPath, ignored);
}

void AudioFileWriter::write(std::span<const float> interleaved)
{
    const auto frames = static_cast<sf_count_t>(interleaved.size() / static_cast<std::size_t>(d->channels));
    if (sf_writef_float(d->file.get(), interleaved.data(), frames) != frames)
        throwCannotWrite(d->path, sf_strerror(d->file.get()));
}

void AudioFileWriter::finish()
{
    if (const int error = sf_close(d->file.release()); error != 0)
        d->fail(sf_error_number(error));
    if (!d->wavComment.empty() && !appendWavComment(d->partialPath, d->wavComment))
        d->fail("the disk is full or was taken away.");
    std::error_code error;
    std::filesystem::rename(d->partialPath, d->path, error);
    if (error)
        d->fail(error.message());
}

AudioBuffer readAudioFile(const std::string &path, std::string *comment)
{
    SF_INFO info{};
    const SndFile file(sf_open(path.c_str(), SFM_READ, &info));
    if (!file)
        throw FormatError("Cannot read " + path + ": " + sf_strerror(nullptr));
    if (info.channels < 1 || info.samplerate < 1)
        throw FormatError("Cannot read " + path + ": it states no channels or no sample rate.");
    AudioBuffer buffer{.sampleRate = info.samplerate, .channels = info.channels, .samples = {}};
    // The length that the header states is not trusted.
    const auto channels = static_cast<std::size_t>(info.channels);
    std::vector<float> block(std::max<std::size_t>(kReadBlockSamples / channels, 1) * channels);
    const auto blockFrames = static_cast<sf_count_t>(block.size() / channels);
    while (const sf_count_t frames = sf_readf_float(file.get(), block.data(), blockFrames)) {
        if (frames < 0)
            break;
        buffer.samples.insert(buffer.samples.end(), block.begin(),
                              block.begin() + static_cast<std::ptrdiff_t>(frames) * info.channels);
    }
    if (comment) {
        const char *text = sf_get_string(file.get(), SF_STR_COMMENT);
        *comment = text ? text : readWavComment(path);
    }
    return buffer;
}

} // namespace solferino
