// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/audio/audio_file.h"
#include "core/domain/text/format_error.h"
#include "tests/support/test_files.h"

#include <cmath>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>

using namespace solferino;

namespace {

/// A stereo sweep that reaches both ends of the range.
std::vector<float> sweep(std::size_t frames)
{
    std::vector<float> samples;
    for (std::size_t i = 0; i < frames; ++i) {
        const auto value = static_cast<float>(std::sin(1e-5 * static_cast<double>(i * i)));
        samples.push_back(value);
        samples.push_back(-value);
    }
    return samples;
}

std::vector<char> bytesOf(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void writeSweep(const std::string &path, AudioFormat format, const std::string &comment = {})
{
    const std::vector<float> samples = sweep(50000);
    AudioFileWriter writer(path, format, 48000, 2, comment);
    const std::span<const float> all(samples);
    writer.write(all.first(12346));
    writer.write(all.subspan(12346));
    writer.finish();
}

} // namespace

TEST_CASE("everyFormat_comesBack")
{
    const test::TemporaryFolder folder;
    struct Row
    {
        AudioFormat format;
        const char *name;
        double tolerance;
    };
    const std::vector<float> samples = sweep(50000);
    for (const Row &row :
         {Row{AudioFormat::Wav16, "a.wav", 1.0 / 32767}, Row{AudioFormat::Wav24, "b.wav", 1.0 / 8388607},
          Row{AudioFormat::WavFloat, "c.wav", 0.0}, Row{AudioFormat::Flac16, "d.flac", 1.0 / 32767},
          Row{AudioFormat::Flac24, "e.flac", 1.0 / 8388607}}) {
        CAPTURE(row.name);
        const std::string path = folder.file(row.name);
        writeSweep(path, row.format, R"({"model":"melody_rnn"})");
        std::string comment;
        const AudioBuffer buffer = readAudioFile(path, &comment);
        CHECK(buffer.sampleRate == 48000);
        CHECK(buffer.channels == 2);
        REQUIRE(buffer.frames() == 50000);
        double worst = 0.0;
        for (std::size_t i = 0; i < samples.size(); ++i)
            worst = std::max(worst, std::abs(static_cast<double>(buffer.samples[i]) - samples[i]));
        CHECK(worst <= row.tolerance);
        CHECK(comment == R"({"model":"melody_rnn"})");
    }
}

TEST_CASE("comment_mayBeLong")
{
    const test::TemporaryFolder folder;
    for (const std::size_t length : {1, 2, 2048, 12001, 150000}) {
        const std::string request(length, 'x');
        for (const auto &[format, name] :
             {std::pair(AudioFormat::Wav24, "a.wav"), std::pair(AudioFormat::Flac16, "b.flac")}) {
            CAPTURE(name);
            const std::string path = folder.file(name);
            writeSweep(path, format, request);
            std::string comment;
            CHECK(readAudioFile(path, &comment).frames() == 50000);
            const bool isSame = comment == request;
            CHECK_MESSAGE(isSame, length);
        }
    }
}

TEST_CASE("loudSamples_areClipped")
{
    const test::TemporaryFolder folder;
    const std::string path = folder.file("loud.wav");
    AudioFileWriter writer(path, AudioFormat::Wav16, 44100, 1);
    const std::vector<float> samples{2.0F, -3.0F, 0.5F};
    writer.write(samples);
    writer.finish();
    const AudioBuffer buffer = readAudioFile(path);
    CHECK(buffer.samples.at(0) > 0.999F);
    CHECK(buffer.samples.at(1) == -1.0F);
}

TEST_CASE("equalSounds_giveEqualFiles")
{
    const test::TemporaryFolder folder;
    for (const AudioFormat format : {AudioFormat::WavFloat, AudioFormat::Flac24}) {
        writeSweep(folder.file("a"), format, "same");
        writeSweep(folder.file("b"), format, "same");
        CHECK(bytesOf(folder.file("a")) == bytesOf(folder.file("b")));
    }
}

TEST_CASE("file_appearsOnlyWhenItIsWhole")
{
    const test::TemporaryFolder folder;
    const std::string path = folder.file("a.wav");
    {
        AudioFileWriter writer(path, AudioFormat::Wav16, 44100, 2);
        writer.write(sweep(100));
        CHECK_FALSE(std::filesystem::exists(path));
    }
    CHECK(folder.fileCount() == 0);
    writeSweep(path, AudioFormat::Wav16);
    CHECK(folder.fileCount() == 1);
}

TEST_CASE("refusals_sayWhy")
{
    const test::TemporaryFolder folder;
    CHECK_THROWS_AS(AudioFileWriter(folder.file("no/such/folder.wav"), AudioFormat::Wav16, 44100, 2),
                    std::runtime_error);
    CHECK_THROWS_AS(static_cast<void>(readAudioFile(folder.file("missing.wav"))), FormatError);
    std::ofstream(folder.file("text.wav")) << "this is no sound";
    CHECK_THROWS_AS(static_cast<void>(readAudioFile(folder.file("text.wav"))), FormatError);
}
