// SPDX-License-Identifier: GPL-3.0-or-later
// The job queue with the real engine: training and generation are killed, cancelled, retried.
#include "core/jobs/job_queue.h"
#include "tests/support/engine_program.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

using namespace solferino;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr int kPatience = 30'000; // on a machine under load

} // namespace

class EngineJobsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void training_survivesAKill();
    void generation_survivesAKill();
    void cancel_isQuick();
    void badOption_failsWithItsName();
    void warmUp_loadsTheModel();

private:
    [[nodiscard]] JobRequest trainRequest() const;
    [[nodiscard]] JobRequest generateRequest(int count, int steps) const;
    void kill(JobLane lane) const { ::kill(static_cast<pid_t>(m_queue->enginePid(lane)), SIGKILL); }
    [[nodiscard]] QString runFolder() const { return m_folder.filePath(u"run"_s); }

    QTemporaryDir m_folder;
    std::unique_ptr<JobQueue> m_queue;
};

void EngineJobsTest::initTestCase()
{
    test::writeTunes(m_folder.filePath(u"tunes"_s).toStdString(), 12);
    m_queue =
        std::make_unique<JobQueue>(EngineCommand{QStringLiteral(SOLFERINO_ENGINE_PROGRAM), {u"serve"_s}},
                                   m_folder.filePath(u"jobs.sqlite"_s), nullptr);
}

void EngineJobsTest::cleanupTestCase()
{
    m_queue.reset();
}

JobRequest EngineJobsTest::trainRequest() const
{
    return {.model = "melody_rnn",
            .operation = "train",
            .options = {{"config", "basic_rnn"},
                        {"data", m_folder.filePath(u"tunes"_s).toStdString()},
                        {"output", runFolder().toStdString()},
                        {"steps", 1'000'000},
                        {"batch_size", 2},
                        {"max_length", 16},
                        {"validate_every", 5},
                        {"patience", 0},
                        {"sample_every", 0},
                        {"checkpoint_seconds", 1}},
            .inputs = {},
            .weights = {},
            .seed = 3,
            .device = "cpu",
            .threads = 1};
}

JobRequest EngineJobsTest::generateRequest(int count, int steps) const
{
    return {.model = "melody_rnn",
            .operation = "generate",
            .options = {{"count", count}, {"steps", steps}},
            .inputs = {},
            .weights = (runFolder() + u"/best.safetensors"_s).toStdString(),
            .seed = 5,
            .device = "cpu",
            .threads = 1};
}

void EngineJobsTest::training_survivesAKill()
{
    Job *job = m_queue->submit(trainRequest(), u"Train"_s);
    QCOMPARE(job->lane(), JobLane::Batch);
    QTRY_VERIFY_WITH_TIMEOUT(!job->record().checkpoint.isEmpty() || job->isFinished(), kPatience);
    QVERIFY2(job->state() == JobState::Running, qPrintable(job->reason() + job->detail()));
    const auto stepNow = job->metricsHistory().back().at("step").get<qint64>();
    kill(JobLane::Batch);
    QTRY_COMPARE(job->state(), JobState::Interrupted);
    QVERIFY2(job->reason().contains(u"signal 9"_s), qPrintable(job->reason()));
    QVERIFY(stepNow > 1);

    Job *again = m_queue->retry(job->id());
    QCOMPARE(again->request().options.at("resume").get<std::string>(), runFolder().toStdString());
    std::optional<qint64> firstStep;
    connect(again, &Job::progressChanged, this, [&] {
        if (!firstStep && !again->progress().metrics.empty())
            firstStep = again->progress().step;
    });
    QTRY_VERIFY_WITH_TIMEOUT(firstStep || again->isFinished(), kPatience);
    QVERIFY2(again->state() == JobState::Running, qPrintable(again->reason() + again->detail()));
    QVERIFY2(*firstStep > 1, qPrintable(QString::number(*firstStep)));
    QVERIFY(again->metricsHistory().front().at("step").get<qint64>() <= 5); // the old run's curve goes on

    QElapsedTimer timer;
    timer.start();
    m_queue->cancel(again->id());
    QTRY_COMPARE_WITH_TIMEOUT(again->state(), JobState::Cancelled, kPatience);
    QVERIFY2(timer.elapsed() < 2100, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(QFile::exists(runFolder() + u"/best.safetensors"_s));
}

void EngineJobsTest::generation_survivesAKill()
{
    Job *job = m_queue->submit(generateRequest(64, 4096), u"Generate"_s);
    QSignalSpy partials(job, &Job::partialArrived);
    QTRY_VERIFY_WITH_TIMEOUT(!partials.isEmpty() || job->isFinished(), kPatience);
    QVERIFY2(job->state() == JobState::Running, qPrintable(job->reason() + job->detail()));
    kill(JobLane::Interactive);
    QTRY_COMPARE(job->state(), JobState::Interrupted);
    QVERIFY2(job->reason().contains(u"signal 9"_s), qPrintable(job->reason()));

    Job *small = m_queue->submit(generateRequest(3, 16), u"Generate"_s);
    QSignalSpy results(small, &Job::resultArrived);
    QTRY_VERIFY_WITH_TIMEOUT(small->isFinished(), kPatience);
    QVERIFY2(small->state() == JobState::Done, qPrintable(small->reason()));
    QCOMPARE(results.size(), 3);
    for (int take = 0; take < 3; ++take) {
        const auto message = results.at(take).at(0).value<Message>();
        QVERIFY(message.body.at("seed") == 5 + take);
        QCOMPARE(message.attachments.size(), std::size_t(1));
    }
    QVERIFY(small->summary().at("request").at("device") == "cpu");

    Job *again = m_queue->retry(job->id());
    QSignalSpy morePartials(again, &Job::partialArrived);
    QTRY_VERIFY_WITH_TIMEOUT(!morePartials.isEmpty(), kPatience);
    m_queue->cancel(again->id());
    QTRY_COMPARE(again->state(), JobState::Cancelled);
}

void EngineJobsTest::cancel_isQuick()
{
    Job *job = m_queue->submit(generateRequest(64, 4096), u"Generate"_s);
    QSignalSpy partials(job, &Job::partialArrived);
    QTRY_VERIFY_WITH_TIMEOUT(!partials.isEmpty(), kPatience);
    const qint64 pid = m_queue->enginePid(JobLane::Interactive);
    qint64 elapsed = 0;
    QElapsedTimer timer;
    timer.start();
    connect(job, &Job::stateChanged, this, [&] { elapsed = timer.elapsed(); });
    m_queue->cancel(job->id());
    QTRY_COMPARE(job->state(), JobState::Cancelled);
    qInfo("cancelled after %lld ms", static_cast<long long>(elapsed));
    QVERIFY(elapsed < 2000);
    QCOMPARE(m_queue->enginePid(JobLane::Interactive), pid); // it stopped by itself
}

void EngineJobsTest::badOption_failsWithItsName()
{
    Job *job = m_queue->submit(generateRequest(1, 5000), u"Generate"_s);
    QTRY_VERIFY_WITH_TIMEOUT(job->isFinished(), kPatience);
    QCOMPARE(job->state(), JobState::Failed);
    QVERIFY2(job->reason().contains(u"steps"_s), qPrintable(job->reason()));
    QVERIFY(!job->errorKind().isEmpty());
}

void EngineJobsTest::warmUp_loadsTheModel()
{
    m_queue->warmUp(u"melody_rnn"_s, runFolder() + u"/best.safetensors"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_queue->devices().is_array(), kPatience);
    QVERIFY(m_queue->engineCatalog().is_array());
    m_queue->requestMemory(); // both lanes answer, in any order
    QTRY_VERIFY_WITH_TIMEOUT(!m_queue->memory(JobLane::Interactive).is_null(), kPatience);
    QVERIFY(m_queue->memory(JobLane::Interactive).at("resident_bytes") > 1'000'000);
}

QTEST_GUILESS_MAIN(EngineJobsTest)
#include "tst_engine_jobs.moc"
