// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/camera/camera_source.h"
#include "core/documents/image_document.h"

#include <QElapsedTimer>
#include <QImage>
#include <QObject>
#include <QPointer>

#include <optional>

namespace solferino {

class CameraDialog;
class CameraFeed;
class Job;
class JobQueue;
struct Message;
class Settings;
class StyleModels;
class Theme;

/// Takes a picture with a camera: the dialog, the camera while it runs, and its picture in a style, painted
/// one after the other by the quickest model. Nothing of a camera is touched before it is asked for. GUI
/// thread.
class StylizeCamera final : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        const Theme &theme;
        const StyleModels &models;
        JobQueue &queue;
        Settings &settings;
    };
    StylizeCamera(const Parts &parts, QWidget *window);

    /// Whether this installation has the library for cameras.
    [[nodiscard]] bool isInstalled() const;
    /// Another library, and other cameras than those that are plugged in.
    void setSource(const QString &libraryFile, std::optional<std::vector<CameraDevice>> cameras);

    /// Shows the dialog. `styling` and `styleName` are for a running picture in a style; no name: none.
    void open(const Styling &styling, const QString &styleName);
    [[nodiscard]] CameraDialog *dialog() const; ///< null: it is not open

Q_SIGNALS:
    void taken(const QImage &picture);
    void failed(const solferino::Error &error);

private:
    void makeDialog();
    void startCamera(int index);
    void showPicture(const QImage &picture);
    void paint(const QImage &picture);
    void submit(Bytes file);
    void showPainted(const Message &message);
    void endPainting();

    Parts m_parts;
    QWidget *m_window;
    CameraFeed *m_feed;
    QPointer<CameraDialog> m_dialog;
    QString m_library;
    std::optional<std::vector<CameraDevice>> m_given;
    std::vector<CameraDevice> m_cameras;
    Styling m_styling;
    QPointer<Job> m_job;
    bool m_isPainting = false; ///< a picture is on its way through the model
    QElapsedTimer m_sincePainted;
    double m_interval = 0.0; ///< seconds from one painted picture to the next, smoothed; 0: none yet
};

} // namespace solferino
