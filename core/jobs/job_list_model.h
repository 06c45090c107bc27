// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

#include <vector>

namespace solferino {

class Job;
class JobQueue;

/// The jobs of a queue as rows of a view: running ones first, then waiting ones in the order in which they
/// will run, then finished ones, newest first. GUI thread.
class JobListModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole, ///< qint64
        StateRole,             ///< int(JobState)
        StateTextRole,         ///< translated word: "Running", "Waiting", "Stopping" ...
        SubtitleRole,          ///< what runs it: "Melody RNN · attention_rnn"
        FractionRole,          ///< double 0..1; below 0 while unknown
        ProgressTextRole,      ///< "4,120 of 20,000 steps · 88 steps/s · loss 0.71", or why it ended
        TimeTextRole,          ///< "3 min left" while it runs, "took 26 s" when it has ended, or empty
        DeviceRole,            ///< "CPU", "GPU", empty while unknown
        ReasonRole,            ///< why it failed or was interrupted, empty else
        ErrorKindRole,         ///< the engine's kind of error: "out_of_memory" ..., empty else
        CanCancelRole,
        CanRetryRole,
        CanMoveUpRole,
        CanMoveDownRole,
    };

    /// DisplayRole is the job's title.
    JobListModel(JobQueue &queue, QObject *parent);

    [[nodiscard]] Job *jobAt(const QModelIndex &index) const; ///< null for an invalid index
    [[nodiscard]] QModelIndex indexOf(const Job *job) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    /// Waiting jobs can be dragged.
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    /// Moves one waiting job before or behind others of its lane; false where it may not move.
    bool moveRows(const QModelIndex &sourceParent, int sourceRow, int count,
                  const QModelIndex &destinationParent, int destinationRow) override;

private:
    void add(Job *job);
    void remove(qint64 id);
    void sortRows();
    void watch(Job *job);
    /// Waiting jobs of its lane in the rows from `first` up to `last`, itself not counted.
    [[nodiscard]] int waitingBeside(const Job &job, int first, int last) const;

    JobQueue &m_queue;
    std::vector<Job *> m_rows;
};

} // namespace solferino
