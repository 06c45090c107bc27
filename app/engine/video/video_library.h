// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/image/picture.h"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace solferino {

/// What a video file says about itself.
struct VideoInfo
{
    int width = 0;
    int height = 0;
    double framesPerSecond = 0.0;
    std::int64_t frames = 0; ///< 0: unknown; some files are a frame off
};

/// Reads a video from its first frame to its last. Not thread-safe.
class VideoReader
{
public:
    virtual ~VideoReader() = default;
    [[nodiscard]] virtual VideoInfo info() const = 0;
    /// The next frame, upright; false after the last.
    virtual bool read(Picture &frame) = 0;
};

/// Writes a video frame by frame; the file is whole once the writer has gone. Not thread-safe.
class VideoWriter
{
public:
    virtual ~VideoWriter() = default;
    /// `frame` is as large as the video.
    virtual void write(const Picture &frame) = 0;
};

/// OpenCV, in a library of its own beside the program: loading it takes a quarter of a second, so only
/// videos do.
class VideoLibrary
{
public:
    virtual ~VideoLibrary() = default;
    /// Throws models::Error(BadInput) if the file is no video that can be read.
    [[nodiscard]] virtual std::unique_ptr<VideoReader> open(const std::filesystem::path &file) const = 0;
    /// The extension decides: .mp4, .mkv (H.264, else MPEG-4) or .avi (Motion JPEG). Width and height are
    /// even. Throws models::Error(File).
    [[nodiscard]] virtual std::unique_ptr<VideoWriter> create(const std::filesystem::path &file, int width,
                                                              int height, double framesPerSecond) const = 0;
};

/// Whether this engine has the library. Loads nothing.
[[nodiscard]] bool hasVideoLibrary();

/// Loads it where it is not loaded yet; it stays. Throws OptionError where there is none, models::Error(File)
/// where it cannot be loaded.
[[nodiscard]] const VideoLibrary &videoLibrary();

/// The one function that the library exports.
inline constexpr const char *kVideoLibraryFunction = "solferinoVideoLibrary";
using VideoLibraryFunction = const VideoLibrary *(*)();

} // namespace solferino
