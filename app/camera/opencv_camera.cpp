// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/camera.h"

#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/videoio.hpp>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <filesystem>
#include <thread>

namespace solferino {

namespace {

// What is asked for; a camera takes what it has that comes next.
constexpr int kWantedWidth = 1920;
constexpr int kWantedHeight = 1080;

bool isFile(const std::string &source)
{
    std::error_code failure;
    return std::filesystem::is_regular_file(source, failure);
}

/// Opens a device by its number or path, a file or an address. Each way in is named: left to choose, OpenCV
/// tries GStreamer, which can crash on files that are no video.
bool openSource(cv::VideoCapture &capture, const std::string &source)
{
    const bool isNumber = !source.empty() && std::all_of(source.begin(), source.end(), [](unsigned char c) {
        return std::isdigit(c) != 0;
    });
    if (isNumber)
        return capture.open(std::stoi(source), cv::CAP_V4L2);
    if (source.starts_with("/dev/"))
        return capture.open(source, cv::CAP_V4L2);
    return capture.open(source, cv::CAP_FFMPEG) ||
           (isFile(source) &&
            (capture.open(source, cv::CAP_OPENCV_MJPEG) || capture.open(source, cv::CAP_IMAGES)));
}

/// Blue, green and red of a matrix, grey too, as a frame.
bool convert(const cv::Mat &image, CameraFrame &frame)
{
    const int channels = image.channels();
    if (image.empty() || image.depth() != CV_8U || (channels != 1 && channels != 3))
        return false;
    frame.width = image.cols;
    frame.height = image.rows;
    frame.rgb.resize(static_cast<std::size_t>(image.cols) * static_cast<std::size_t>(image.rows) * 3);
    std::uint8_t *to = frame.rgb.data();
    for (int y = 0; y < image.rows; ++y) {
        const std::uint8_t *from = image.ptr(y);
        for (int x = 0; x < image.cols; ++x, from += channels, to += 3) {
            to[0] = from[channels - 1];
            to[1] = from[channels / 2];
            to[2] = from[0];
        }
    }
    return true;
}

class DeviceCamera final : public Camera
{
public:
    explicit DeviceCamera(cv::VideoCapture capture)
        : m_capture(std::move(capture))
    {
        // Many give large pictures quickly only as Motion JPEG.
        m_capture.set(cv::CAP_PROP_FOURCC, cv::VideoWriter::fourcc('M', 'J', 'P', 'G'));
        m_capture.set(cv::CAP_PROP_FRAME_WIDTH, kWantedWidth);
        m_capture.set(cv::CAP_PROP_FRAME_HEIGHT, kWantedHeight);
    }

    bool read(CameraFrame &frame) override
    try {
        return m_capture.read(m_image) && convert(m_image, frame);
    } catch (const cv::Exception &) {
        return false;
    }

private:
    cv::VideoCapture m_capture;
    cv::Mat m_image;
};

class FileCamera final : public Camera
{
public:
    FileCamera(cv::VideoCapture capture, std::string file)
        : m_capture(std::move(capture))
        , m_file(std::move(file))
        , m_next(Clock::now())
    {
        constexpr double kUsual = 25.0;
        const double rate = m_capture.get(cv::CAP_PROP_FPS);
        m_pause = std::chrono::duration<double>(1.0 / (rate >= 1.0 && rate <= 240.0 ? rate : kUsual));
    }

    bool read(CameraFrame &frame) override
    try {
        m_next = std::max(m_next, Clock::now() - std::chrono::seconds(1));
        std::this_thread::sleep_until(m_next);
        m_next += std::chrono::duration_cast<Clock::duration>(m_pause);
        if (!m_capture.read(m_image)) {
            if (!openSource(m_capture, m_file) || !m_capture.read(m_image))
                return false;
        }
        return convert(m_image, frame);
    } catch (const cv::Exception &) {
        return false;
    }

private:
    using Clock = std::chrono::steady_clock;

    cv::VideoCapture m_capture;
    std::string m_file;
    std::chrono::duration<double> m_pause{};
    Clock::time_point m_next;
    cv::Mat m_image;
};

class OpenCvCameras final : public CameraLibrary
{
public:
    OpenCvCameras()
    {
        cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
        cv::setNumThreads(1); // its threads spin while they wait, at the cost of the models
    }

    [[nodiscard]] std::unique_ptr<Camera> open(const std::string &source) const override
    try {
        cv::VideoCapture capture;
        if (!openSource(capture, source))
            return nullptr;
        if (isFile(source))
            return std::make_unique<FileCamera>(std::move(capture), source);
        return std::make_unique<DeviceCamera>(std::move(capture));
    } catch (const std::exception &) {
        return nullptr;
    }
};

} // namespace

} // namespace solferino

extern "C" __attribute__((visibility("default"))) const solferino::CameraLibrary *solferinoCameraLibrary()
{
    static const solferino::OpenCvCameras library;
    return &library;
}
