// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/background.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>
#include <utility>

namespace solferino {

/// Work on the I/O pool that tells its progress and can be cancelled. GUI thread; destroying it cancels, and
/// nothing of the work is heard of any more.
class BackgroundTask final : public QObject
{
    Q_OBJECT
public:
    /// Called by the work with the share that is done, 0..1; false: it was cancelled and should return.
    using Progress = std::function<bool(double)>;

    /// Starts at once: `work(progress)` on the pool, then, unless it was cancelled, `done(result)` here.
    template <class Work, class Done>
    BackgroundTask(Work work, Done done, QObject *parent)
        : BackgroundTask(parent)
    {
        runInBackground(
            this, [work = std::move(work), progress = progress()]() mutable { return work(progress); },
            [this, done = std::move(done)](auto &&result) mutable {
                if (!m_state->isCancelled)
                    done(std::forward<decltype(result)>(result));
                end();
            });
    }
    ~BackgroundTask() override;

    [[nodiscard]] double fraction() const { return m_fraction; } ///< 0..1
    /// Takes effect at the work's next report; ended() follows.
    void cancel();

Q_SIGNALS:
    void progressChanged(double fraction);
    /// After `done`, or without it where it was cancelled.
    void ended(bool wasCancelled);

private:
    /// What both threads see.
    struct State
    {
        std::atomic<bool> isCancelled = false;
        std::atomic<double> fraction = 0.0;
    };

    explicit BackgroundTask(QObject *parent);
    [[nodiscard]] Progress progress() const;
    void look();
    void end();

    std::shared_ptr<State> m_state;
    QTimer m_timer;
    double m_fraction = 0.0;
};

} // namespace solferino
