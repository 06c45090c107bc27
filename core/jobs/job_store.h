// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/job_record.h"

#include <QLockFile>
#include <QString>

#include <memory>
#include <span>
#include <vector>

namespace solferino {

/// The jobs of a queue in an SQLite file. A database that cannot be used is never an obstacle: the store then
/// works in memory and says so in the log. GUI thread.
class JobStore final
{
public:
    /// ":memory:" keeps nothing. A file that another studio uses is left to it; a damaged one is put aside.
    explicit JobStore(const QString &path);
    ~JobStore();
    JobStore(const JobStore &) = delete;
    JobStore &operator=(const JobStore &) = delete;

    [[nodiscard]] bool isPersistent() const { return m_isPersistent; }

    /// All jobs in the order of the queue, as they were stored; of the finished ones the newest hundred.
    /// Their inputs come without bytes.
    [[nodiscard]] std::vector<JobRecord> load();
    /// Puts the bytes of a job's inputs into its request, as far as they are stored.
    void loadInputs(qint64 id, JobRequest &request);
    /// True if the bytes of all inputs are stored.
    [[nodiscard]] bool hasInputs(const JobRecord &record);
    /// An id that no job had before.
    [[nodiscard]] qint64 takeId() { return m_nextId++; }
    /// Stores everything but the metrics. The inputs are written the first time only.
    void save(const JobRecord &record);
    /// Adds entries to a job's metrics, in place of those of the same steps.
    void addMetrics(qint64 id, std::span<const nlohmann::json> metrics);
    void removeMetrics(qint64 id);
    void remove(qint64 id);

private:
    enum class Opened { Yes, Damaged, Newer };

    [[nodiscard]] bool lock(const QString &path);
    [[nodiscard]] bool openFile(const QString &path);
    [[nodiscard]] Opened open(const QString &path);
    void close();
    void prune();

    QString m_connection;
    std::unique_ptr<QLockFile> m_lock;
    qint64 m_nextId = 1;
    bool m_isPersistent = false;
};

} // namespace solferino
