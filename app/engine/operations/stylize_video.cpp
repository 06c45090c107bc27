// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/operations/stylize_video.h"

#include "app/engine/operations/style_model.h"
#include "app/engine/operations/stylize_texts.h"
#include "app/engine/part_progress.h"
#include "app/engine/video/video_library.h"
#include "core/domain/image/picture_mix.h"
#include "core/protocol/fields.h"
#include "models/catalog/image_stylization_options.h"
#include "models/runtime/data_files.h"
#include "models/runtime/error.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <system_error>
#include <unistd.h>

namespace solferino {

namespace fs = std::filesystem;
using models::Error;
using nlohmann::json;

namespace {

using namespace std::string_literals;

/// A file that goes unless it was given its name.
class UnfinishedFile
{
public:
    explicit UnfinishedFile(fs::path target)
        : m_target(std::move(target))
        , m_path(m_target.parent_path() / ("."s + m_target.stem().string() + ".part" +
                                           std::to_string(getpid()) + m_target.extension().string()))
    {}
    ~UnfinishedFile()
    {
        std::error_code ignored;
        fs::remove(m_path, ignored);
    }
    UnfinishedFile(const UnfinishedFile &) = delete;
    UnfinishedFile &operator=(const UnfinishedFile &) = delete;

    [[nodiscard]] const fs::path &path() const { return m_path; }

    void finish() const
    {
        std::error_code failure;
        fs::rename(m_path, m_target, failure);
        if (failure)
            throw Error(Error::Kind::File,
                        "Cannot write " + m_target.string() + ": " + failure.message() + ".");
    }

private:
    fs::path m_target;
    fs::path m_path;
};

fs::path checkedInput(const std::string &video)
{
    if (video.empty())
        throw OptionError("video", "stylize_video needs a video");
    if (!fs::is_regular_file(video))
        throw Error(Error::Kind::File, "There is no video file " + video + ".");
    return video;
}

fs::path checkedOutput(const std::string &output, const fs::path &video)
{
    constexpr std::array kExtensions = {".mp4", ".mkv", ".avi"};
    const fs::path path = output;
    if (std::find(kExtensions.begin(), kExtensions.end(), path.extension().string()) == kExtensions.end())
        throw OptionError("output",
                          "output must be a file that ends in .mp4, .avi or .mkv, not '" + output + "'");
    if (std::error_code failure; fs::equivalent(path, video, failure))
        throw OptionError("output", "output must be another file than the video");
    std::error_code failure;
    if (path.has_parent_path())
        fs::create_directories(path.parent_path(), failure);
    if (failure)
        throw Error(Error::Kind::File,
                    "Cannot create " + path.parent_path().string() + ": " + failure.message() + ".");
    return path;
}

/// Codecs want even sides.
PixelSize evenSize(PixelSize size)
{
    const auto even = [](int side) {
        return std::max(2, side - side % 2);
    };
    return {even(size.width), even(size.height)};
}

double saneRate(double framesPerSecond)
{
    constexpr double kMost = 1000.0;
    constexpr double kUsual = 25.0;
    return framesPerSecond > 0.0 && framesPerSecond <= kMost ? framesPerSecond : kUsual;
}

/// Codecs keep silent when a disk is full.
void requireSpace(const fs::path &file)
{
    constexpr std::uintmax_t kLeast = 16U << 20U;
    std::error_code failure;
    const auto folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    if (const auto space = fs::space(folder, failure); !failure && space.available < kLeast)
        throw Error(Error::Kind::File, "Cannot write the video: there is no space left in " +
                                           fs::absolute(folder).string() + ".");
}

/// A `stylize_video` while it runs.
class VideoStylization
{
public:
    VideoStylization(const JobRequest &request, OperationContext &context)
        : m_options(readOptions<StylizeVideoOptions>(request.options))
        , m_input(checkedInput(m_options.video))
        , m_output(checkedOutput(m_options.output, m_input))
        , m_reader(videoLibrary().open(m_input))
        , m_model(loadedStyleModel(request, context))
        , m_device(request.device)
        , m_progress(context.progress, m_reader->info().frames, "frames")
    {
        m_wanted.mix = models::parseStyles(m_options.styles, m_model->config());
        m_wanted.brush = m_options.brush;
        m_mix = {m_options.strength, styleColours(m_options.colours), {}};
    }

    json run()
    {
        const auto start = std::chrono::steady_clock::now();
        const UnfinishedFile file(m_output);
        const double rate = saneRate(m_reader->info().framesPerSecond);
        const std::int64_t frames = writeFrames(file.path(), rate);
        requireFrames(file.path(), frames);
        file.finish();
        return {{"frames", frames},
                {"width", m_size.width},
                {"height", m_size.height},
                {"frames_per_second", rate},
                {"seconds", std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()},
                {"file", m_output.string()}};
    }

private:
    std::int64_t writeFrames(const fs::path &path, double rate)
    {
        Picture frame;
        if (!m_reader->read(frame))
            throw Error(Error::Kind::BadInput, m_input.filename().string() + " holds no frame.");
        m_size = evenSize(sizeWithin({frame.width, frame.height}, m_options.longestSide));
        requireMemory(*m_model, m_wanted, m_size, m_device);
        requireSpace(path);
        const auto writer = videoLibrary().create(path, m_size.width, m_size.height, rate);
        std::int64_t frames = 0;
        do {
            m_progress.begin("painting");
            writer->write(painted(frame));
            requireSpace(path);
            ++frames;
        } while (m_reader->read(frame));
        m_progress.finish();
        return frames;
    }

    Picture painted(const Picture &frame)
    {
        const Picture photo = frame.width == m_size.width && frame.height == m_size.height
                                  ? frame
                                  : resized(frame, m_size.width, m_size.height);
        const Picture stylized =
            m_model->stylizeFrame(photo, m_wanted, m_options.stability, m_statistics, m_progress);
        return mixed(photo, stylized, m_mix);
    }

    /// A file that was cut off by a full disk does not give its frames back.
    void requireFrames(const fs::path &path, std::int64_t frames) const
    {
        std::int64_t found = 0;
        try {
            const auto written = videoLibrary().open(path);
            for (Picture frame; written->read(frame);)
                ++found;
        } catch (const Error &) {
            found = 0;
        }
        if (found < frames)
            throw Error(Error::Kind::File, "Cannot write the video " + m_output.string() + ": only " +
                                               std::to_string(found) + " of " + std::to_string(frames) +
                                               " frames reached the disk, which may be full.");
    }

    StylizeVideoOptions m_options;
    fs::path m_input;
    fs::path m_output;
    std::unique_ptr<VideoReader> m_reader;
    std::shared_ptr<const models::ImageStylization> m_model;
    std::string m_device;
    PartProgress m_progress;
    models::StylizeRequest m_wanted;
    models::StyleStatistics m_statistics;
    PictureMix m_mix;
    PixelSize m_size;
};

} // namespace

json stylizeVideo(const JobRequest &request, OperationContext &context)
{
    (void)videoLibrary(); // says so where there is none
    json body = VideoStylization(request, context).run();
    std::string text = stylizeVideoText(body);
    context.results.result({.body = std::move(body), .text = std::move(text)});
    return json::object();
}

} // namespace solferino
