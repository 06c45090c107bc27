// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace solferino {

/// One picture of a running camera: red, green and blue of 8 bits, top row first, no padding.
struct CameraFrame
{
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb; ///< width * height * 3
};

/// A camera that is open; it is let go with this object. One thread at a time.
class Camera
{
public:
    virtual ~Camera() = default;
    /// Waits for the next picture. False where none comes any more: the camera was pulled out.
    virtual bool read(CameraFrame &frame) = 0;
};

/// OpenCV's cameras, in a library of its own beside the program: loading it takes a quarter of a second, so
/// it is loaded only when a person asks for a camera.
class CameraLibrary
{
public:
    virtual ~CameraLibrary() = default;
    /// `source`: a device ("/dev/video0"), the number of one ("0"), or the path of a video file, which
    /// plays in a loop at its own pace. Null where it cannot be opened. Any thread.
    [[nodiscard]] virtual std::unique_ptr<Camera> open(const std::string &source) const = 0;
};

/// The one function that the library exports.
inline constexpr const char *kCameraLibraryFunction = "solferinoCameraLibrary";
using CameraLibraryFunction = const CameraLibrary *(*)();

} // namespace solferino
