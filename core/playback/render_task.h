// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/playback/song_renderer.h"

#include <QFutureWatcher>
#include <QObject>

namespace solferino {

/// Renders a song into a file on the I/O pool. GUI thread; destroying it cancels.
class RenderTask final : public QObject
{
    Q_OBJECT
public:
    /// Starts at once.
    RenderTask(const Song &song, const QString &path, const RenderOptions &options, QObject *parent);
    ~RenderTask() override;

    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] double fraction() const { return m_fraction; } ///< 0..1
    /// Takes effect within a block; cancelled() follows.
    void cancel();

Q_SIGNALS:
    void progressChanged(double fraction);
    // One of these ends the task.
    void finished(const solferino::RenderReport &report);
    void failed(const solferino::Error &error);
    void cancelled();

private:
    void end();

    QString m_path;
    double m_fraction = 0.0;
    QFutureWatcher<Result<RenderReport>> m_watcher;
};

} // namespace solferino
