// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/job_queue.h"
#include "tests/support/scripted_jobs.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

using namespace solferino;
using namespace Qt::StringLiterals;

class JobFailuresTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { makeQueue(u"plain"_s); }
    void cleanup() { m_queue.reset(); }

    void crash_interruptsTheJobAndTheQueueGoesOn();
    void kill_ofAnIdleEngineHarmsNothing();
    void error_failsTheJob();
    void badStream_interruptsTheJob_data();
    void badStream_interruptsTheJob();
    void badEngine_failsTheJob_data();
    void badEngine_failsTheJob();
    void retry_repeatsTheRequestOnAnotherDevice();
    void retry_resumesTraining();
    void retry_withoutCheckpointBeginsAnew();
    void retry_findsACheckpointThatWasNotAnnounced();

private:
    void makeQueue(const QString &manner)
    {
        m_queue.reset();
        m_queue = std::make_unique<JobQueue>(scriptedEngine(manner), u":memory:"_s, nullptr);
    }

    std::unique_ptr<JobQueue> m_queue;
};

void JobFailuresTest::crash_interruptsTheJobAndTheQueueGoesOn()
{
    Job *job = m_queue->submit(batch("crash"), u"1"_s);
    Job *next = m_queue->submit(batch("finish"), u"2"_s);
    QTRY_COMPARE(job->state(), JobState::Interrupted);
    QVERIFY2(job->reason().contains(u"signal 9"_s), qPrintable(job->reason()));
    QVERIFY(job->detail().contains(u"out of luck"_s));
    QTRY_COMPARE(next->state(), JobState::Done);
}

void JobFailuresTest::kill_ofAnIdleEngineHarmsNothing()
{
    Job *job = m_queue->submit(scripted("finish"), u"1"_s);
    QTRY_COMPARE(job->state(), JobState::Done);
    ::kill(static_cast<pid_t>(m_queue->enginePid(JobLane::Interactive)), SIGKILL);
    Job *next = m_queue->submit(scripted("finish"), u"2"_s);
    QTRY_VERIFY(next->isFinished());
    if (next->state() == JobState::Interrupted) // sent before the end was known
        next = m_queue->retry(next->id());
    QTRY_COMPARE(next->state(), JobState::Done);
}

void JobFailuresTest::error_failsTheJob()
{
    Job *job = m_queue->submit(scripted("error"), u"1"_s);
    QTRY_COMPARE(job->state(), JobState::Failed);
    QCOMPARE(job->reason(), u"no memory left"_s);
    QCOMPARE(job->errorKind(), u"out_of_memory"_s);
}

void JobFailuresTest::badStream_interruptsTheJob_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::newRow("text among frames") << QByteArray("garbage");
    QTest::newRow("oversized frame") << QByteArray("oversized");
    QTest::newRow("member of another type") << QByteArray("nonsense");
}

void JobFailuresTest::badStream_interruptsTheJob()
{
    QFETCH(QByteArray, script);
    Job *job = m_queue->submit(scripted(script.constData()), u"1"_s);
    QTRY_COMPARE(job->state(), JobState::Interrupted);
    QVERIFY(job->reason().contains(u"was ended"_s));
    QVERIFY(!job->detail().isEmpty());
    Job *next = m_queue->submit(scripted("finish"), u"2"_s);
    QTRY_COMPARE(next->state(), JobState::Done);
}

void JobFailuresTest::badEngine_failsTheJob_data()
{
    QTest::addColumn<QString>("manner");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("detail");
    QTest::newRow("other protocol") << u"old"_s << u"same version"_s << u"protocol 0"_s;
    QTest::newRow("no hello") << u"rude"_s << u"same version"_s << u"before its hello"_s;
    QTest::newRow("text before the hello") << u"noisy"_s << u"not a message"_s << u"SLF1"_s;
    QTest::newRow("ends at once") << u"stillborn"_s << u"exit code 127"_s << u"libtorch.so"_s;
}

void JobFailuresTest::badEngine_failsTheJob()
{
    QFETCH(QString, manner);
    QFETCH(QString, reason);
    QFETCH(QString, detail);
    makeQueue(manner);
    QSignalSpy failed(m_queue.get(), &JobQueue::engineFailed);
    Job *job = m_queue->submit(scripted("finish"), u"1"_s);
    QTRY_COMPARE(job->state(), JobState::Failed);
    QVERIFY2(job->reason().contains(reason), qPrintable(job->reason()));
    QVERIFY2(job->detail().contains(detail), qPrintable(job->detail()));
    QCOMPARE(failed.size(), 1);
}

void JobFailuresTest::retry_repeatsTheRequestOnAnotherDevice()
{
    Job *job = m_queue->submit(scripted("error"), u"1"_s);
    QVERIFY(!m_queue->retry(job->id()));
    QTRY_COMPARE(job->state(), JobState::Failed);
    Job *again = m_queue->retry(job->id(), u"cpu"_s);
    QVERIFY(again && again != job);
    QCOMPARE(again->request().device, std::string("cpu"));
    QVERIFY(again->request().options == job->request().options);
    QCOMPARE(again->title(), u"1"_s);
}

void JobFailuresTest::retry_resumesTraining()
{
    QTemporaryDir folder;
    QFile checkpoint(folder.filePath(u"last.safetensors"_s));
    QVERIFY(checkpoint.open(QIODevice::WriteOnly));
    JobRequest request = scripted("train", "train");
    request.options["output"] = folder.path().toStdString();
    request.options["checkpoint"] = checkpoint.fileName().toStdString();
    Job *job = m_queue->submit(request, u"Train"_s);
    QTRY_COMPARE(job->record().checkpoint, checkpoint.fileName());
    ::kill(static_cast<pid_t>(m_queue->enginePid(JobLane::Batch)), SIGKILL);
    QTRY_COMPARE(job->state(), JobState::Interrupted);
    QCOMPARE(job->metricsHistory().size(), std::size_t(4));

    Job *again = m_queue->retry(job->id());
    QVERIFY(again->request().options.at("resume") == folder.path().toStdString());
    QCOMPARE(again->metricsHistory().size(), std::size_t(4));
    QTRY_COMPARE(again->metricsHistory().size(), std::size_t(6)); // 1 and 2 of the old run, 3 to 6 of the new
    QVERIFY(again->metricsHistory().at(1).at("loss") == 1.0);
    QVERIFY(again->metricsHistory().at(2).at("loss") == 0.5);
}

void JobFailuresTest::retry_withoutCheckpointBeginsAnew()
{
    JobRequest request = scripted("train", "train");
    request.options["checkpoint"] = "/nowhere/last.safetensors";
    Job *job = m_queue->submit(request, u"Train"_s);
    QTRY_VERIFY(!job->record().checkpoint.isEmpty());
    m_queue->cancel(job->id());
    QTRY_COMPARE(job->state(), JobState::Cancelled);
    Job *again = m_queue->retry(job->id());
    QVERIFY(!again->request().options.contains("resume"));
    QVERIFY(again->metricsHistory().empty());
}

void JobFailuresTest::retry_findsACheckpointThatWasNotAnnounced()
{
    const QTemporaryDir folder;
    JobRequest request = scripted("wait", "train");
    request.options["output"] = folder.path().toStdString();
    Job *job = m_queue->submit(request, u"Train"_s);
    QTRY_VERIFY(job->state() == JobState::Running && m_queue->devices().is_array());
    QFile checkpoint(folder.filePath(u"last.safetensors"_s));
    QVERIFY(checkpoint.open(QIODevice::WriteOnly));
    m_queue->cancel(job->id());
    QTRY_COMPARE(job->state(), JobState::Cancelled);
    QVERIFY(m_queue->retry(job->id())->request().options.contains("resume"));
    // One that lay there before the job began is another run's.
    QVERIFY(checkpoint.setFileTime(job->started().addSecs(-1), QFileDevice::FileModificationTime));
    QVERIFY(!m_queue->retry(job->id())->request().options.contains("resume"));
}

QTEST_GUILESS_MAIN(JobFailuresTest)
#include "tst_job_failures.moc"
