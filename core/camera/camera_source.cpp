// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/camera/camera_source.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLibrary>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

struct CameraSource
{
    Q_DECLARE_TR_FUNCTIONS(CameraSource)
};

QString firstLine(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readLine()).trimmed() : QString();
}

} // namespace

QString cameraLibraryFile()
{
    return QDir(QCoreApplication::applicationDirPath()).filePath(u"solferino-camera.so"_s);
}

std::vector<CameraDevice> connectedCameras(const QString &systemFolder)
{
    std::vector<CameraDevice> cameras;
    const QDir folder(systemFolder);
    for (const QString &device : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        // A camera has further devices for what is no picture; its first one is numbered 0.
        if (firstLine(folder.filePath(device + u"/index"_s)) != u"0")
            continue;
        const QString name = firstLine(folder.filePath(device + u"/name"_s));
        cameras.push_back({name.isEmpty() ? device : name, u"/dev/"_s + device});
    }
    const QStringList named = qEnvironmentVariable("SOLFERINO_CAMERAS").split(u';', Qt::SkipEmptyParts);
    for (const QString &source : named)
        cameras.push_back({QFileInfo(source).fileName(), source});
    return cameras;
}

CameraOpener openerOf(const QString &libraryFile, const CameraDevice &camera)
{
    return [libraryFile, camera]() -> Result<std::unique_ptr<Camera>> {
        QLibrary library(libraryFile); // which stays loaded
        const auto function =
            reinterpret_cast<CameraLibraryFunction>(library.resolve(kCameraLibraryFunction));
        if (!function)
            return Error{CameraSource::tr("Cameras need OpenCV, which could not be loaded."),
                         library.errorString()};
        std::unique_ptr<Camera> opened = function()->open(camera.source.toStdString());
        if (!opened)
            return Error{
                CameraSource::tr("“%1” cannot be opened: another program may be using it.").arg(camera.name),
                camera.source};
        return opened;
    };
}

} // namespace solferino
