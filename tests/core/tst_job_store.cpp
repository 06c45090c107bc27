// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/job_store.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace solferino;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

JobRecord record(JobStore &store, JobState state = JobState::Waiting)
{
    JobRecord job;
    job.id = job.position = store.takeId();
    job.request = {.model = "melody_rnn",
                   .operation = "generate",
                   .options = {{"temperature", 0.9}},
                   .inputs = {{"primer", "audio/midi", {0, 1, 2, 255}}, {"after", "audio/midi", {}}},
                   .weights = "basic_rnn",
                   .seed = (std::uint64_t{1} << 53) - 1,
                   .device = "cuda:1",
                   .threads = 2};
    job.lane = JobLane::Batch;
    job.title = u"Weiter · 3 Entwürfe"_s;
    job.state = state;
    job.created = QDateTime(QDate(2026, 3, 4), QTime(5, 6, 7, 89), Qt::UTC);
    return job;
}

} // namespace

class JobStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void load_returnsWhatWasSaved();
    void crash_losesNothing();
    void metrics_areReplacedByStep();
    void load_followsPositions();
    void ids_areNeverUsedTwice();
    void finishedJobs_arePruned();
    void secondStore_keepsNothing();
    void damagedFile_isPutAside();
    void newerFile_isLeftAlone();
    void unreadableRequest_isLeftOut();

private:
    QString path() const { return m_folder->filePath(u"deep/jobs.sqlite"_s); }
    /// Runs SQL on the closed database.
    void alter(const QString &sql) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void JobStoreTest::alter(const QString &sql) const
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"alter"_s);
        database.setDatabaseName(path());
        QVERIFY(database.open());
        QVERIFY(QSqlQuery(database).exec(sql));
    }
    QSqlDatabase::removeDatabase(u"alter"_s);
}

void JobStoreTest::load_returnsWhatWasSaved()
{
    JobRecord job;
    {
        JobStore store(path());
        QVERIFY(store.isPersistent());
        job = record(store);
        store.save(job);
        job.state = JobState::Interrupted;
        job.reason = u"The engine ended."_s;
        job.detail = u"line 1\nline 2"_s;
        job.errorKind = u"out_of_memory"_s;
        job.log = QStringList{u"one"_s, u"two"_s};
        job.started = job.created.addSecs(1);
        job.finished = job.created.addSecs(2);
        job.summary = {{"request", {{"seed", 5}}}};
        job.checkpoint = u"/run/last"_s;
        store.save(job);
    }
    JobStore store(path());
    const std::vector<JobRecord> loaded = store.load();
    QCOMPARE(loaded.size(), std::size_t(1));
    JobRecord back = loaded.front();
    QCOMPARE(back.id, job.id);
    QVERIFY(back.request.inputs.at(0).bytes.empty()); // a hundred jobs may hold a hundred photos
    store.loadInputs(job.id, back.request);
    QVERIFY(back.request == job.request);
    QVERIFY(store.hasInputs(back));
    back.request.inputs.at(0).bytes.push_back(1);
    QVERIFY(!store.hasInputs(back));
    QCOMPARE(back.lane, job.lane);
    QCOMPARE(back.title, job.title);
    QCOMPARE(back.state, job.state);
    QCOMPARE(back.reason, job.reason);
    QCOMPARE(back.detail, job.detail);
    QCOMPARE(back.errorKind, job.errorKind);
    QCOMPARE(back.log, job.log);
    QCOMPARE(back.created, job.created);
    QCOMPARE(back.started, job.started);
    QCOMPARE(back.finished, job.finished);
    QVERIFY(back.summary == job.summary);
    QCOMPARE(back.checkpoint, job.checkpoint);
}

void JobStoreTest::crash_losesNothing()
{
    JobStore store(path());
    JobRecord job = record(store);
    store.save(job);
    job.state = JobState::Running;
    store.save(job);
    store.addMetrics(job.id, std::vector<json>{{{"step", 1}, {"loss", 2.0}}});
    // What a process that is killed now would leave on the disk.
    const QString left = m_folder->filePath(u"left.sqlite"_s);
    QVERIFY(QFile::copy(path(), left));
    QVERIFY(QFile::copy(path() + u"-wal"_s, left + u"-wal"_s));
    const std::vector<JobRecord> loaded = JobStore(left).load();
    QCOMPARE(loaded.size(), std::size_t(1));
    QCOMPARE(loaded.front().state, JobState::Running);
    QCOMPARE(loaded.front().metrics.size(), std::size_t(1));
}

void JobStoreTest::metrics_areReplacedByStep()
{
    JobStore store(path());
    const JobRecord job = record(store);
    store.save(job);
    store.addMetrics(job.id, std::vector<json>{{{"step", 10}, {"loss", 1.0}}, {{"step", 9}, {"loss", 2.0}}});
    store.addMetrics(job.id, std::vector<json>{{{"step", 10}, {"loss", 0.5}}});
    const std::vector<json> expected{{{"step", 9}, {"loss", 2.0}}, {{"step", 10}, {"loss", 0.5}}};
    QVERIFY(store.load().front().metrics == expected);
    store.removeMetrics(job.id);
    QVERIFY(store.load().front().metrics.empty());
}

void JobStoreTest::load_followsPositions()
{
    JobStore store(path());
    JobRecord first = record(store);
    JobRecord second = record(store);
    std::swap(first.position, second.position);
    store.save(first);
    store.save(second);
    QCOMPARE(store.load().front().id, second.id);
}

void JobStoreTest::ids_areNeverUsedTwice()
{
    qint64 id = 0;
    {
        JobStore store(path());
        const JobRecord job = record(store);
        id = job.id;
        store.save(job);
        store.remove(id);
        QVERIFY(store.load().empty());
    }
    QVERIFY(JobStore(path()).takeId() > id);
}

void JobStoreTest::finishedJobs_arePruned()
{
    qint64 oldWaiting = 0;
    {
        JobStore store(path());
        const JobRecord waiting = record(store);
        oldWaiting = waiting.id;
        store.save(waiting);
        for (int i = 0; i < 120; ++i)
            store.save(record(store, JobState::Done));
    }
    JobStore store(path());
    const std::vector<JobRecord> loaded = store.load();
    QCOMPARE(loaded.size(), std::size_t(101));
    QCOMPARE(loaded.front().id, oldWaiting);
}

void JobStoreTest::secondStore_keepsNothing()
{
    JobStore first(path());
    first.save(record(first));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"is in use"_s));
    JobStore second(path());
    QVERIFY(!second.isPersistent());
    second.save(record(second));
    QCOMPARE(first.load().size(), std::size_t(1));
    QCOMPARE(second.load().size(), std::size_t(1));
}

void JobStoreTest::damagedFile_isPutAside()
{
    {
        JobStore store(path());
    }
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(5000, 'x'));
    file.close();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"could not be read"_s));
    JobStore store(path());
    QVERIFY(store.isPersistent());
    QVERIFY(store.load().empty());
    QCOMPARE(QFile(path() + u".damaged"_s).size(), 5000);
}

void JobStoreTest::newerFile_isLeftAlone()
{
    {
        JobStore store(path());
        store.save(record(store));
    }
    alter(u"PRAGMA user_version=99"_s);
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"newer version"_s));
        JobStore store(path());
        QVERIFY(!store.isPersistent());
        QVERIFY(store.load().empty());
    }
    alter(u"PRAGMA user_version=1"_s);
    JobStore store(path());
    QCOMPARE(store.load().size(), std::size_t(1));
}

void JobStoreTest::unreadableRequest_isLeftOut()
{
    {
        JobStore store(path());
        store.save(record(store));
        store.save(record(store));
    }
    alter(u"UPDATE jobs SET request='{' WHERE id=1"_s);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"left out"_s));
    QCOMPARE(JobStore(path()).load().size(), std::size_t(1));
}

QTEST_GUILESS_MAIN(JobStoreTest)
#include "tst_job_store.moc"
