// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/render_task.h"

#include <QPromise>
#include <QThreadPool>

#include <cmath>
#include <memory>

namespace solferino {

namespace {

constexpr int kProgressSteps = 1000;

using RenderPromise = QPromise<Result<RenderReport>>;

void run(RenderPromise &promise, const Song &song, const QString &path, const RenderOptions &options)
{
    promise.start();
    promise.setProgressRange(0, kProgressSteps);
    promise.addResult(renderSong(song, path, options, [&promise](double fraction) {
        promise.setProgressValue(static_cast<int>(std::lround(fraction * kProgressSteps)));
        return !promise.isCanceled();
    }));
    promise.finish();
}

} // namespace

RenderTask::RenderTask(const Song &song, const QString &path, const RenderOptions &options, QObject *parent)
    : QObject(parent)
    , m_path(path)
{
    connect(&m_watcher, &QFutureWatcherBase::progressValueChanged, this, [this](int value) {
        m_fraction = static_cast<double>(value) / kProgressSteps;
        Q_EMIT progressChanged(m_fraction);
    });
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &RenderTask::end);
    auto promise = std::make_shared<RenderPromise>();
    m_watcher.setFuture(promise->future());
    QThreadPool::globalInstance()->start(
        [promise, song, path, options] { run(*promise, song, path, options); });
}

RenderTask::~RenderTask()
{
    cancel();
}

void RenderTask::cancel()
{
    m_watcher.cancel();
}

void RenderTask::end()
{
    // A render that was cancelled after its last block has its file and its report.
    const QFuture<Result<RenderReport>> future = m_watcher.future();
    if (future.resultCount() == 0 || (future.result() && future.result().value().wasCancelled))
        Q_EMIT cancelled();
    else if (future.result())
        Q_EMIT finished(future.result().value());
    else
        Q_EMIT failed(future.result().error());
}

} // namespace solferino
