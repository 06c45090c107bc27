// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/video/video_library.h"
#include "models/runtime/error.h"

#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/videoio.hpp>

#include <array>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

namespace solferino {

namespace fs = std::filesystem;
using models::Error;

namespace {

constexpr std::uint32_t kEightBits = 257; // what an 8-bit step is in 16 bits

[[noreturn]] void refuseVideo(const fs::path &file)
{
    throw Error(Error::Kind::BadInput,
                file.filename().string() +
                    " is no video that can be read: MP4, QuickTime, Matroska, WebM, AVI and MPEG are.");
}

[[noreturn]] void refuseToWrite(const fs::path &file, const std::string &reason)
{
    throw Error(Error::Kind::File, "Cannot write the video " + file.string() + ": " + reason + ".");
}

class OpenCvReader final : public VideoReader
{
public:
    explicit OpenCvReader(const fs::path &file)
        : m_file(file)
    {
        for (const int backend : {cv::CAP_FFMPEG, cv::CAP_OPENCV_MJPEG})
            if (m_capture.open(file.string(), backend))
                return;
        refuseVideo(file);
    }

    [[nodiscard]] VideoInfo info() const override
    {
        constexpr double kMostFrames = 1e9;
        const double frames = m_capture.get(cv::CAP_PROP_FRAME_COUNT);
        return {static_cast<int>(m_capture.get(cv::CAP_PROP_FRAME_WIDTH)),
                static_cast<int>(m_capture.get(cv::CAP_PROP_FRAME_HEIGHT)), m_capture.get(cv::CAP_PROP_FPS),
                frames > 0.0 && frames < kMostFrames ? static_cast<std::int64_t>(frames) : 0};
    }

    bool read(Picture &frame) override
    {
        if (!m_capture.read(m_frame) || m_frame.empty())
            return false;
        if (m_frame.type() != CV_8UC3)
            refuseVideo(m_file);
        frame = Picture();
        frame.width = m_frame.cols;
        frame.height = m_frame.rows;
        frame.rgb.resize(frame.pixels() * 3);
        std::uint16_t *to = frame.rgb.data();
        for (int y = 0; y < m_frame.rows; ++y) {
            const std::uint8_t *from = m_frame.ptr(y);
            for (int x = 0; x < m_frame.cols; ++x, from += 3, to += 3)
                for (int channel = 0; channel < 3; ++channel)
                    to[channel] = static_cast<std::uint16_t>(from[2 - channel] * kEightBits);
        }
        return true;
    }

private:
    fs::path m_file;
    cv::VideoCapture m_capture;
    cv::Mat m_frame;
};

/// A codec of a kind of file and the part of OpenCV that has it.
struct Codec
{
    int backend;
    int code;
};

std::vector<Codec> codecsFor(const fs::path &file)
{
    if (file.extension() == ".avi")
        return {{cv::CAP_FFMPEG, cv::VideoWriter::fourcc('M', 'J', 'P', 'G')},
                {cv::CAP_OPENCV_MJPEG, cv::VideoWriter::fourcc('M', 'J', 'P', 'G')}}; // rounds the rate
    return {{cv::CAP_FFMPEG, cv::VideoWriter::fourcc('a', 'v', 'c', '1')},
            {cv::CAP_FFMPEG, cv::VideoWriter::fourcc('m', 'p', '4', 'v')}};
}

class OpenCvWriter final : public VideoWriter
{
public:
    OpenCvWriter(const fs::path &file, int width, int height, double framesPerSecond)
        : m_file(file)
        , m_frame(height, width, CV_8UC3)
    {
        constexpr int kQuality = 95;
        for (const Codec &codec : codecsFor(file)) {
            if (!m_writer.open(file.string(), codec.backend, codec.code, framesPerSecond, {width, height}))
                continue;
            m_writer.set(cv::VIDEOWRITER_PROP_QUALITY, kQuality);
            return;
        }
        refuseToWrite(file, "the folder cannot be written, or OpenCV has no codec for such files");
    }

    void write(const Picture &frame) override
    {
        const std::uint16_t *from = frame.rgb.data();
        for (int y = 0; y < m_frame.rows; ++y) {
            std::uint8_t *to = m_frame.ptr(y);
            for (int x = 0; x < m_frame.cols; ++x, from += 3, to += 3)
                for (int channel = 0; channel < 3; ++channel)
                    to[2 - channel] =
                        static_cast<std::uint8_t>((from[channel] + kEightBits / 2) / kEightBits);
        }
        m_writer.write(m_frame);
    }

private:
    fs::path m_file;
    cv::VideoWriter m_writer;
    cv::Mat m_frame;
};

class OpenCvLibrary final : public VideoLibrary
{
public:
    OpenCvLibrary()
    {
        cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
        // Files alone, and those that hold video: no playlists, addresses, pictures or texts.
        setenv("OPENCV_FFMPEG_CAPTURE_OPTIONS",
               "protocol_whitelist;file|format_whitelist;avi,mov,matroska,mpeg,mpegts,mpegvideo,m4v,flv,ogg,"
               "asf,gif",
               1);
        setenv("OPENCV_FFMPEG_LOGLEVEL", "-8", 1);
    }

    [[nodiscard]] std::unique_ptr<VideoReader> open(const fs::path &file) const override
    {
        try {
            return std::make_unique<OpenCvReader>(file);
        } catch (const cv::Exception &) {
            refuseVideo(file);
        }
    }

    [[nodiscard]] std::unique_ptr<VideoWriter> create(const fs::path &file, int width, int height,
                                                      double framesPerSecond) const override
    {
        try {
            return std::make_unique<OpenCvWriter>(file, width, height, framesPerSecond);
        } catch (const cv::Exception &error) {
            refuseToWrite(file, error.err);
        }
    }
};

} // namespace

} // namespace solferino

extern "C" __attribute__((visibility("default"))) const solferino::VideoLibrary *solferinoVideoLibrary()
{
    static const solferino::OpenCvLibrary library;
    return &library;
}
