// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/image/camera.h"

#include <QString>

#include <functional>
#include <memory>
#include <vector>

namespace solferino {

/// A camera of this machine.
struct CameraDevice
{
    QString name;   ///< as people know it: "HD Webcam"
    QString source; ///< see CameraLibrary::open()

    bool operator==(const CameraDevice &) const = default;
};

/// The file of the library beside the program. Where there is none, this installation knows no cameras.
[[nodiscard]] QString cameraLibraryFile();

/// The cameras that are plugged in now, asked of the system without opening them, and those that
/// $SOLFERINO_CAMERAS names (sources separated by semicolons). `systemFolder` is where the system lists its
/// video devices.
[[nodiscard]] std::vector<CameraDevice>
connectedCameras(const QString &systemFolder = QStringLiteral("/sys/class/video4linux"));

/// Opens a camera. It may take seconds: not for the GUI thread.
using CameraOpener = std::function<Result<std::unique_ptr<Camera>>()>;

/// Loads the library where it is not loaded yet, and opens a camera with it.
[[nodiscard]] CameraOpener openerOf(const QString &libraryFile, const CameraDevice &camera);

} // namespace solferino
