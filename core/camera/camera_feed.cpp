// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/camera/camera_feed.h"

#include <QTimerEvent>

#include <algorithm>
#include <mutex>
#include <thread>
#include <utility>

namespace solferino {

namespace {

using namespace std::chrono_literals;

// How long a thread is waited for that was told to end: some pictures' time.
constexpr auto kFarewell = 2s;

QImage imageOf(const CameraFrame &frame)
{
    const QImage rows(frame.rgb.data(), frame.width, frame.height, qsizetype{3} * frame.width,
                      QImage::Format_RGB888);
    return rows.convertToFormat(QImage::Format_RGB32);
}

} // namespace

/// What the feed and its thread share. The feed may go first.
class CameraFeed::Link final : public std::enable_shared_from_this<CameraFeed::Link>
{
public:
    explicit Link(CameraFeed *feed)
        : m_feed(feed)
    {}

    void cut()
    {
        const std::lock_guard lock(m_mutex);
        m_feed = nullptr;
    }
    /// Leaves a picture for the feed in place of one that it has not taken. False: it wants no more.
    bool offer(QImage picture)
    {
        const std::lock_guard lock(m_mutex);
        const bool isTold = !m_picture.isNull();
        m_picture = std::move(picture);
        if (m_feed && !isTold)
            QMetaObject::invokeMethod(
                m_feed, [link = shared_from_this(), feed = m_feed] { feed->takePicture(link); },
                Qt::QueuedConnection);
        return m_feed != nullptr;
    }
    void fail(const Error &error)
    {
        const std::lock_guard lock(m_mutex);
        if (m_feed)
            QMetaObject::invokeMethod(
                m_feed, [link = shared_from_this(), feed = m_feed, error] { feed->fail(link, error); },
                Qt::QueuedConnection);
    }
    QImage take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_picture, {});
    }

private:
    std::mutex m_mutex;
    CameraFeed *m_feed; ///< null: it has gone on without this thread
    QImage m_picture;
};

CameraFeed::CameraFeed(QObject *parent)
    : QObject(parent)
{}

CameraFeed::~CameraFeed()
{
    stop();
    // A thread that still reads while the program ends would find its libraries gone.
    const auto patience = std::min<std::chrono::milliseconds>(m_patience, kFarewell);
    for (Reader &reader : m_readers) {
        if (reader.isDone.wait_for(patience) == std::future_status::ready)
            reader.thread.join();
        else
            reader.thread.detach();
    }
}

void CameraFeed::start(const CameraOpener &opener, const QString &name)
{
    stop();
    m_name = name;
    m_link = std::make_shared<Link>(this);
    m_watch.start(static_cast<int>(m_patience.count()), this);
    std::erase_if(m_readers, [](Reader &reader) {
        const bool isDone = reader.isDone.wait_for(0s) == std::future_status::ready;
        if (isDone)
            reader.thread.join();
        return isDone;
    });
    std::packaged_task<void()> work([link = m_link, opener, name] { run(link, opener, name); });
    std::future<void> isDone = work.get_future();
    m_readers.push_back({std::thread(std::move(work)), std::move(isDone)});
}

void CameraFeed::stop()
{
    m_watch.stop();
    if (m_link)
        m_link->cut();
    m_link.reset();
}

void CameraFeed::run(const std::shared_ptr<Link> &link, const CameraOpener &opener, const QString &name)
{
    const Result<std::unique_ptr<Camera>> camera = opener();
    if (!camera) {
        link->fail(camera.error());
        return;
    }
    CameraFrame frame;
    while (camera.value()->read(frame)) {
        if (!link->offer(imageOf(frame)))
            return;
    }
    link->fail({tr("“%1” gives no more pictures: it may have been unplugged.").arg(name), {}});
}

void CameraFeed::takePicture(const std::shared_ptr<Link> &from)
{
    if (from != m_link)
        return; // of a camera that was stopped since
    m_watch.start(static_cast<int>(m_patience.count()), this);
    Q_EMIT arrived(from->take());
}

void CameraFeed::fail(const std::shared_ptr<Link> &from, const Error &error)
{
    if (from != m_link)
        return;
    stop();
    Q_EMIT failed(error);
}

void CameraFeed::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_watch.timerId())
        fail(std::shared_ptr<Link>(m_link), {tr("“%1” gives no picture.").arg(m_name), {}});
}

} // namespace solferino
