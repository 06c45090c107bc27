// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaObject>
#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <memory>
#include <utility>

namespace solferino {

/// Runs `work()` on a pool and then `done(result)` on the thread of `context`, unless that has gone by then.
/// `work` must not touch QObjects; what it throws ends the program, so it returns Result.
template <class Work, class Done>
void runInBackground(QThreadPool &pool, QObject *context, Work work, Done done)
{
    // Only the context's own thread looks at the pointer: the pool merely carries it.
    auto guard = std::make_shared<QPointer<QObject>>(context);
    QThread *thread = context->thread();
    auto *courier = new QObject;
    courier->moveToThread(thread);
    pool.start([courier, guard, work = std::move(work), done = std::move(done)]() mutable {
        auto result = std::make_shared<decltype(work())>(work());
        QMetaObject::invokeMethod(
            courier,
            [courier, guard, result, done = std::move(done)]() mutable {
                if (*guard)
                    done(std::move(*result));
                delete courier;
            },
            Qt::QueuedConnection);
    });
}

/// The same on the I/O pool.
template <class Work, class Done>
void runInBackground(QObject *context, Work work, Done done)
{
    runInBackground(*QThreadPool::globalInstance(), context, std::move(work), std::move(done));
}

} // namespace solferino
