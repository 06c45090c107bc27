// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/background.h"

#include <QObject>

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
        : QObject(parent)
    {
        runInBackground(
            this, [work = std::move(work), progress = progressOf(this)]() mutable { return work(progress); },
            [this, done = std::move(done)](auto &&result) mutable {
                const bool wasCancelled = m_isCancelled->load();
                if (!wasCancelled)
                    done(std::forward<decltype(result)>(result));
                Q_EMIT ended(wasCancelled);
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
    static Progress progressOf(BackgroundTask *task);
    void setFraction(double fraction);

    std::shared_ptr<std::atomic<bool>> m_isCancelled = std::make_shared<std::atomic<bool>>(false);
    double m_fraction = 0.0;
};

} // namespace solferino
