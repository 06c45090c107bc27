// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/job_request.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <vector>

namespace solferino {

enum class JobState { Waiting, Running, Done, Failed, Cancelled, Interrupted };
enum class JobLane { Interactive, Batch };

/// What is kept of a job from one start of the studio to the next.
struct JobRecord
{
    qint64 id = 0;
    qint64 position = 0; ///< place in the queue: smaller runs earlier
    JobRequest request = {};
    JobLane lane = JobLane::Interactive;
    QString title = {};
    JobState state = JobState::Waiting;
    QString reason = {};
    QString detail = {};
    QString errorKind = {};
    QStringList log = {};
    QDateTime created = {};
    QDateTime started = {};
    QDateTime finished = {};
    nlohmann::json summary = {};
    QString checkpoint = {};                  ///< of a training run: the file that it can go on from
    std::vector<nlohmann::json> metrics = {}; ///< objects with `step`, in order
};

} // namespace solferino
