// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/background_task.h"

namespace solferino {

namespace {
constexpr int kLookEvery = 50; // milliseconds
} // namespace

BackgroundTask::BackgroundTask(QObject *parent)
    : QObject(parent)
    , m_state(std::make_shared<State>())
{
    connect(&m_timer, &QTimer::timeout, this, &BackgroundTask::look);
    m_timer.start(kLookEvery);
}

BackgroundTask::~BackgroundTask()
{
    cancel();
}

void BackgroundTask::cancel()
{
    m_state->isCancelled = true;
}

BackgroundTask::Progress BackgroundTask::progress() const
{
    return [state = m_state](double fraction) {
        state->fraction = fraction;
        return !state->isCancelled;
    };
}

void BackgroundTask::look()
{
    const double fraction = m_state->fraction;
    if (fraction == m_fraction)
        return;
    m_fraction = fraction;
    Q_EMIT progressChanged(fraction);
}

void BackgroundTask::end()
{
    m_timer.stop();
    look();
    Q_EMIT ended(m_state->isCancelled);
}

} // namespace solferino
