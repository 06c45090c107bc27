// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/job_list_model.h"

#include "core/jobs/job_queue.h"
#include "core/jobs/job_text.h"

#include <algorithm>
#include <tuple>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

/// Running, waiting, finished; finished ones count backwards.
std::tuple<int, qint64> sortKey(const Job *job)
{
    switch (job->state()) {
    case JobState::Running:
        return {0, job->record().position};
    case JobState::Waiting:
        return {1, job->record().position};
    default:
        return {2, -job->finished().toMSecsSinceEpoch()};
    }
}

} // namespace

JobListModel::JobListModel(JobQueue &queue, QObject *parent)
    : QAbstractListModel(parent)
    , m_queue(queue)
    , m_rows(queue.jobs())
{
    std::stable_sort(m_rows.begin(), m_rows.end(),
                     [](const Job *a, const Job *b) { return sortKey(a) < sortKey(b); });
    for (Job *job : m_rows)
        watch(job);
    connect(&queue, &JobQueue::jobAdded, this, &JobListModel::add);
    connect(&queue, &JobQueue::jobRemoved, this, &JobListModel::remove);
    connect(&queue, &JobQueue::orderChanged, this, &JobListModel::sortRows);
}

void JobListModel::watch(Job *job)
{
    connect(job, &Job::stateChanged, this, [this, job] {
        sortRows();
        const QModelIndex row = indexOf(job);
        Q_EMIT dataChanged(row, row);
    });
    connect(job, &Job::progressChanged, this, [this, job] {
        const QModelIndex row = indexOf(job);
        Q_EMIT dataChanged(row, row, {FractionRole, ProgressTextRole, TimeTextRole});
    });
}

void JobListModel::add(Job *job)
{
    const auto place = std::upper_bound(m_rows.begin(), m_rows.end(), job,
                                        [](const Job *a, const Job *b) { return sortKey(a) < sortKey(b); });
    const int row = static_cast<int>(place - m_rows.begin());
    beginInsertRows({}, row, row);
    m_rows.insert(place, job);
    endInsertRows();
    watch(job);
}

void JobListModel::remove(qint64 id)
{
    const auto place = std::find_if(m_rows.begin(), m_rows.end(), [id](Job *job) { return job->id() == id; });
    if (place == m_rows.end())
        return;
    const int row = static_cast<int>(place - m_rows.begin());
    beginRemoveRows({}, row, row);
    (*place)->disconnect(this);
    m_rows.erase(place);
    endRemoveRows();
}

void JobListModel::sortRows()
{
    // Few jobs change places at once: an insertion sort moves just those.
    for (int row = 1; row < static_cast<int>(m_rows.size()); ++row) {
        const auto end = m_rows.begin() + row;
        const auto place = std::upper_bound(
            m_rows.begin(), end, *end, [](const Job *a, const Job *b) { return sortKey(a) < sortKey(b); });
        if (place == end)
            continue;
        beginMoveRows({}, row, row, {}, static_cast<int>(place - m_rows.begin()));
        std::rotate(place, end, end + 1);
        endMoveRows();
    }
}

Job *JobListModel::jobAt(const QModelIndex &index) const
{
    return index.isValid() ? m_rows[static_cast<std::size_t>(index.row())] : nullptr;
}

QModelIndex JobListModel::indexOf(const Job *job) const
{
    const auto place = std::find(m_rows.begin(), m_rows.end(), job);
    return place == m_rows.end() ? QModelIndex() : index(static_cast<int>(place - m_rows.begin()));
}

int JobListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant JobListModel::data(const QModelIndex &index, int role) const
{
    const Job *job = jobAt(index);
    if (!job)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return job->title();
    case IdRole:
        return job->id();
    case StateRole:
        return static_cast<int>(job->state());
    case StateTextRole:
        return jobStateText(*job);
    case SubtitleRole:
        return jobSubtitle(*job);
    case FractionRole:
        return job->progress().fraction.value_or(-1.0);
    case ProgressTextRole:
        return jobProgressText(*job);
    case TimeTextRole:
        return jobTimeText(*job);
    case DeviceRole:
        return jobDeviceText(*job);
    case ReasonRole:
        return job->reason();
    case ErrorKindRole:
        return job->errorKind();
    case CanCancelRole:
        return !job->isFinished() && !job->isStopping();
    case CanRetryRole:
        return job->isFinished();
    case CanMoveUpRole:
        return waitingBeside(*job, 0, index.row()) > 0;
    case CanMoveDownRole:
        return waitingBeside(*job, index.row(), rowCount()) > 0;
    default:
        return {};
    }
}

int JobListModel::waitingBeside(const Job &job, int first, int last) const
{
    if (job.state() != JobState::Waiting)
        return 0;
    return static_cast<int>(
        std::count_if(m_rows.begin() + first, m_rows.begin() + last, [&job](const Job *other) {
            return other != &job && other->state() == JobState::Waiting && other->lane() == job.lane();
        }));
}

Qt::ItemFlags JobListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled; // between rows
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    return jobAt(index)->state() == JobState::Waiting ? flags | Qt::ItemIsDragEnabled : flags;
}

bool JobListModel::moveRows(const QModelIndex & /*sourceParent*/, int sourceRow, int count,
                            const QModelIndex & /*destinationParent*/, int destinationRow)
{
    const Job *job = count == 1 ? jobAt(index(sourceRow)) : nullptr;
    if (!job || destinationRow < 0 || destinationRow > rowCount())
        return false;
    const int ups = destinationRow < sourceRow ? waitingBeside(*job, destinationRow, sourceRow) : 0;
    const int downs = destinationRow > sourceRow ? waitingBeside(*job, sourceRow, destinationRow) : 0;
    for (int i = 0; i < ups; ++i)
        m_queue.moveUp(job->id()); // its orderChanged() moves the rows
    for (int i = 0; i < downs; ++i)
        m_queue.moveDown(job->id());
    return ups + downs > 0;
}

QHash<int, QByteArray> JobListModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names.insert({{IdRole, "jobId"},
                  {StateRole, "state"},
                  {StateTextRole, "stateText"},
                  {SubtitleRole, "subtitle"},
                  {FractionRole, "fraction"},
                  {ProgressTextRole, "progressText"},
                  {TimeTextRole, "timeText"},
                  {DeviceRole, "device"},
                  {ReasonRole, "reason"},
                  {ErrorKindRole, "errorKind"},
                  {CanCancelRole, "canCancel"},
                  {CanRetryRole, "canRetry"},
                  {CanMoveUpRole, "canMoveUp"},
                  {CanMoveDownRole, "canMoveDown"}});
    return names;
}

} // namespace solferino
