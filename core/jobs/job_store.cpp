// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/job_store.h"

#include "core/protocol/fields.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

#include <algorithm>
#include <optional>
#include <utility>

namespace solferino {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

Q_LOGGING_CATEGORY(logStore, "solferino.jobs")

constexpr int kSchemaVersion = 1;
constexpr int kKeptFinishedJobs = 100;

const char *const kSchema[] = {
    "CREATE TABLE jobs (id INTEGER PRIMARY KEY AUTOINCREMENT, position INTEGER NOT NULL, lane INTEGER NOT "
    "NULL,"
    " title TEXT, request TEXT NOT NULL, state INTEGER NOT NULL, reason TEXT, detail TEXT,"
    " error_kind TEXT, log TEXT, created TEXT, started TEXT, finished TEXT, summary TEXT, checkpoint TEXT)",
    "CREATE TABLE inputs (job INTEGER NOT NULL REFERENCES jobs(id) ON DELETE CASCADE, number INTEGER NOT "
    "NULL,"
    " bytes BLOB NOT NULL, PRIMARY KEY (job, number)) WITHOUT ROWID",
    "CREATE TABLE metrics (job INTEGER NOT NULL REFERENCES jobs(id) ON DELETE CASCADE, step INTEGER NOT NULL,"
    " body TEXT NOT NULL, PRIMARY KEY (job, step)) WITHOUT ROWID",
};

QString toText(const json &value)
{
    return QString::fromStdString(value.dump(-1, ' ', false, json::error_handler_t::replace));
}

json fromText(const QString &text)
{
    return json::parse(text.toStdString(), nullptr, false);
}

QString toText(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

QDateTime toTime(const QVariant &text)
{
    return QDateTime::fromString(text.toString(), Qt::ISODateWithMs);
}

/// Prepares, binds and runs; failures go to the log.
template <class... Values>
QSqlQuery run(const QString &connection, const QString &sql, const Values &...values)
{
    QSqlQuery query(QSqlDatabase::database(connection));
    query.setForwardOnly(true);
    bool isOk = query.prepare(sql);
    (query.addBindValue(values), ...);
    isOk = isOk && query.exec();
    if (!isOk)
        qCWarning(logStore).noquote() << sql << query.lastError().text();
    return query;
}

/// One transaction for as long as it lives: one write to the disk instead of many.
class Transaction final
{
public:
    explicit Transaction(const QString &connection)
        : m_database(QSqlDatabase::database(connection))
    {
        m_database.transaction();
    }
    ~Transaction() { m_database.commit(); }
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

private:
    QSqlDatabase m_database;
};

std::optional<JobRecord> readRecord(const QSqlQuery &row)
{
    JobRecord record;
    record.id = row.value(0).toLongLong();
    record.lane = row.value(1).toInt() == int(JobLane::Batch) ? JobLane::Batch : JobLane::Interactive;
    record.title = row.value(2).toString();
    try {
        record.request = requestFromJson(fromText(row.value(3).toString()));
    } catch (const OptionError &error) {
        qCWarning(logStore) << "job" << record.id << "is left out:" << error.what();
        return std::nullopt;
    }
    const int state = row.value(4).toInt();
    record.state = JobState(std::clamp(state, int(JobState::Waiting), int(JobState::Interrupted)));
    record.reason = row.value(5).toString();
    record.detail = row.value(6).toString();
    record.errorKind = row.value(7).toString();
    record.log = row.value(8).toString().split(u'\n', Qt::SkipEmptyParts);
    record.created = toTime(row.value(9));
    record.started = toTime(row.value(10));
    record.finished = toTime(row.value(11));
    if (const json summary = fromText(row.value(12).toString()); !summary.is_discarded())
        record.summary = summary;
    record.checkpoint = row.value(13).toString();
    record.position = row.value(14).toLongLong();
    return record;
}

bool createTables(QSqlQuery &query)
{
    for (const char *statement : kSchema) {
        if (!query.exec(QString::fromLatin1(statement)))
            return false;
    }
    return query.exec(u"PRAGMA user_version=%1"_s.arg(kSchemaVersion));
}

} // namespace

JobStore::JobStore(const QString &path)
    : m_connection(QUuid::createUuid().toString(QUuid::WithoutBraces))
{
    const QString memory = u":memory:"_s;
    m_isPersistent = path != memory && lock(path) && openFile(path);
    if (!m_isPersistent) {
        close();
        (void)open(memory);
    }
}

JobStore::~JobStore()
{
    if (m_isPersistent)
        prune();
    close();
}

bool JobStore::lock(const QString &path)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    m_lock = std::make_unique<QLockFile>(path + u".lock"_s);
    m_lock->setStaleLockTime(0);
    if (m_lock->tryLock(0))
        return true;
    qCWarning(logStore) << path << "is in use or cannot be written; the jobs of this studio are not kept";
    return false;
}

bool JobStore::openFile(const QString &path)
{
    Opened opened = open(path);
    if (opened == Opened::Newer)
        qCWarning(logStore) << path << "is of a newer version; the jobs of this studio are not kept";
    if (opened == Opened::Damaged) {
        close();
        const QString aside = path + u".damaged"_s;
        QFile::remove(aside);
        QFile::rename(path, aside);
        for (const QString &companion : {path + u"-wal"_s, path + u"-shm"_s})
            QFile::remove(companion);
        qCWarning(logStore) << path << "could not be read and is now" << aside;
        opened = open(path);
    }
    return opened == Opened::Yes;
}

JobStore::Opened JobStore::open(const QString &path)
{
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    database.setDatabaseName(path);
    if (!database.open())
        return Opened::Damaged;
    QSqlQuery query(database);
    if (!query.exec(u"PRAGMA journal_mode=WAL"_s) || !query.exec(u"PRAGMA synchronous=NORMAL"_s) ||
        !query.exec(u"PRAGMA foreign_keys=ON"_s) || !query.exec(u"PRAGMA user_version"_s) || !query.next())
        return Opened::Damaged;
    const int version = query.value(0).toInt();
    if (version > kSchemaVersion)
        return Opened::Newer;
    query.finish();
    if (version == 0 && !createTables(query))
        return Opened::Damaged;
    if (query.exec(u"SELECT seq FROM sqlite_sequence WHERE name='jobs'"_s) && query.next())
        m_nextId = query.value(0).toLongLong() + 1;
    return Opened::Yes;
}

void JobStore::close()
{
    QSqlDatabase::database(m_connection, false).close();
    QSqlDatabase::removeDatabase(m_connection);
}

std::vector<JobRecord> JobStore::load()
{
    std::vector<JobRecord> records;
    QSqlQuery rows = run(
        m_connection, u"SELECT id, lane, title, request, state, reason, detail, error_kind, log, created,"
                      " started, finished, summary, checkpoint, position FROM jobs ORDER BY position, id"_s);
    while (rows.next()) {
        if (std::optional<JobRecord> record = readRecord(rows))
            records.push_back(std::move(*record));
    }
    for (JobRecord &record : records) {
        QSqlQuery metrics =
            run(m_connection, u"SELECT body FROM metrics WHERE job=? ORDER BY step"_s, record.id);
        while (metrics.next()) {
            if (json body = fromText(metrics.value(0).toString()); body.is_object())
                record.metrics.push_back(std::move(body));
        }
    }
    return records;
}

void JobStore::loadInputs(qint64 id, JobRequest &request)
{
    QSqlQuery inputs = run(m_connection, u"SELECT number, bytes FROM inputs WHERE job=?"_s, id);
    while (inputs.next()) {
        const QByteArray bytes = inputs.value(1).toByteArray();
        if (const auto number = inputs.value(0).toULongLong(); number < request.inputs.size())
            request.inputs[number].bytes.assign(bytes.begin(), bytes.end());
    }
}

bool JobStore::hasInputs(const JobRecord &record)
{
    QSqlQuery stored = run(m_connection, u"SELECT TOTAL(LENGTH(bytes)) FROM inputs WHERE job=?"_s, record.id);
    std::size_t size = 0;
    for (const Attachment &input : record.request.inputs)
        size += input.bytes.size();
    return stored.next() && stored.value(0).toDouble() == static_cast<double>(size);
}

void JobStore::save(const JobRecord &record)
{
    const Transaction transaction(m_connection);
    run(m_connection,
        u"INSERT INTO jobs (id, position, lane, title, request, state, reason, detail, error_kind, log, "
        u"created,"
        " started, finished, summary, checkpoint) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET position=excluded.position, state=excluded.state,"
        " reason=excluded.reason, detail=excluded.detail, error_kind=excluded.error_kind, log=excluded.log,"
        " started=excluded.started, finished=excluded.finished, summary=excluded.summary,"
        " checkpoint=excluded.checkpoint"_s,
        record.id, record.position, int(record.lane), record.title,
        toText(toJson(record.request, InputBytes::Apart)), int(record.state), record.reason, record.detail,
        record.errorKind, record.log.join(u'\n'), toText(record.created), toText(record.started),
        toText(record.finished), toText(record.summary), record.checkpoint);
    for (std::size_t i = 0; i < record.request.inputs.size() && record.state == JobState::Waiting; ++i) {
        const Bytes &bytes = record.request.inputs[i].bytes;
        run(m_connection, u"INSERT OR IGNORE INTO inputs (job, number, bytes) VALUES (?, ?, ?)"_s, record.id,
            qulonglong(i),
            QByteArray(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())));
    }
}

void JobStore::addMetrics(qint64 id, std::span<const json> metrics)
{
    const Transaction transaction(m_connection);
    for (const json &entry : metrics) {
        run(m_connection, u"INSERT OR REPLACE INTO metrics (job, step, body) VALUES (?, ?, ?)"_s, id,
            qlonglong(entry.value("step", std::int64_t{0})), toText(entry));
    }
}

void JobStore::removeMetrics(qint64 id)
{
    run(m_connection, u"DELETE FROM metrics WHERE job=?"_s, id);
}

void JobStore::remove(qint64 id)
{
    run(m_connection, u"DELETE FROM jobs WHERE id=?"_s, id);
}

void JobStore::prune()
{
    run(m_connection,
        u"DELETE FROM jobs WHERE state>=? AND id NOT IN"
        " (SELECT id FROM jobs WHERE state>=? ORDER BY id DESC LIMIT ?)"_s,
        int(JobState::Done), int(JobState::Done), kKeptFinishedJobs);
}

} // namespace solferino
