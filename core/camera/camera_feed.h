// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/camera/camera_source.h"

#include <QBasicTimer>
#include <QImage>
#include <QObject>

#include <chrono>
#include <future>
#include <memory>
#include <thread>
#include <vector>

namespace solferino {

/// The running pictures of a camera, read on a thread of its own; those that the GUI thread has no time for
/// are dropped. A camera that hangs holds nothing up but its own thread, which is left behind; the others end
/// before the feed does. GUI thread.
class CameraFeed final : public QObject
{
    Q_OBJECT
public:
    explicit CameraFeed(QObject *parent);
    ~CameraFeed() override;

    /// Stops what runs and begins; `name` is for sentences.
    void start(const CameraOpener &opener, const QString &name);
    void stop();
    [[nodiscard]] bool isRunning() const { return m_link != nullptr; }
    /// How long a camera may take to open or to give its next picture.
    void setPatience(std::chrono::milliseconds patience) { m_patience = patience; }

Q_SIGNALS:
    void arrived(const QImage &picture); ///< RGB32
    /// In one sentence; it has stopped by then.
    void failed(const solferino::Error &error);

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    class Link;
    struct Reader
    {
        std::thread thread;
        std::future<void> isDone;
    };

    static void run(const std::shared_ptr<Link> &link, const CameraOpener &opener, const QString &name);
    void takePicture(const std::shared_ptr<Link> &from);
    void fail(const std::shared_ptr<Link> &from, const Error &error);

    std::shared_ptr<Link> m_link; ///< to the thread that runs; null: none does
    std::vector<Reader> m_readers;
    QString m_name;
    std::chrono::milliseconds m_patience{8000};
    QBasicTimer m_watch;
};

} // namespace solferino
