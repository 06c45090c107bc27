// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/job_queue.h"
#include "tests/support/scripted_jobs.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

using namespace solferino;
using namespace Qt::StringLiterals;
using nlohmann::json;

class JobQueueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_queue.reset(); }

    void submit_runsToItsEnd();
    void submit_deliversPartialsAndResultsInOrder();
    void progress_isThrottledWithoutLosingTheLast();
    void lanes_runSideBySide();
    void lane_mayBeChosen();
    void batch_keepsItsOrder();
    void moveUp_changesTheOrder();
    void pause_holdsTheBatchLane();
    void cancel_endsAWaitingJobAtOnce();
    void cancel_stopsARunningJob();
    void cancel_endsAnEngineThatHangs();
    void latest_replacesOlderJobs();
    void restart_keepsJobs();
    void close_interruptsRunningJobs();
    void clearFinished_leavesTheOthers();
    void warmUp_loadsTheModelAgainAfterARestart();
    void memory_isAsked();

private:
    void makeQueue(const QString &database = u":memory:"_s)
    {
        m_queue.reset();
        m_queue = std::make_unique<JobQueue>(scriptedEngine(), database, nullptr);
    }

    std::unique_ptr<JobQueue> m_queue;
};

void JobQueueTest::init()
{
    makeQueue();
}

void JobQueueTest::submit_runsToItsEnd()
{
    Job *job = m_queue->submit(scripted("finish"), u"Generate"_s);
    QCOMPARE(job->state(), JobState::Waiting);
    QCOMPARE(m_queue->find(job->id()), job);
    QSignalSpy states(job, &Job::stateChanged);
    QTRY_COMPARE(job->state(), JobState::Done);
    QCOMPARE(states.size(), 2);
    QVERIFY(job->summary().at("request").at("seed") == 7);
    QVERIFY(job->started() <= job->finished());
    QVERIFY(m_queue->devices().at(0).at("id") == "cpu");
    QVERIFY(m_queue->enginePid(JobLane::Interactive) > 0);
    QCOMPARE(m_queue->enginePid(JobLane::Batch), 0);
}

void JobQueueTest::submit_deliversPartialsAndResultsInOrder()
{
    JobRequest request = scripted("results");
    request.inputs.push_back({"primer", "audio/midi", Bytes(100000, 0x5a)});
    Job *job = m_queue->submit(request, u"Generate"_s);
    std::vector<int> events;
    connect(job, &Job::partialArrived, this, [&](const json &body) {
        events.push_back(body.at("take").get<int>() * 10 + body.at("steps_done").get<int>());
    });
    std::vector<Message> results;
    connect(job, &Job::resultArrived, this, [&](const Message &message) {
        events.push_back(message.body.at("take").get<int>() * 10 + 9);
        results.push_back(message);
    });
    QTRY_COMPARE(job->state(), JobState::Done);
    QCOMPARE(events, (std::vector<int>{1, 2, 3, 4, 9, 11, 12, 13, 14, 19, 21, 22, 23, 24, 29}));
    QVERIFY(results.at(2).attachments == request.inputs);

    QVERIFY(job->request().inputs.at(0).bytes.empty()); // they are in the store
    Job *again = m_queue->retry(job->id());
    QVERIFY(again->request() == request);
    QTRY_COMPARE(again->state(), JobState::Done);
}

void JobQueueTest::progress_isThrottledWithoutLosingTheLast()
{
    Job *job = m_queue->submit(scripted("flood"), u"Generate"_s);
    QSignalSpy progress(job, &Job::progressChanged);
    QTRY_COMPARE_WITH_TIMEOUT(job->state(), JobState::Done, 10000);
    const double seconds = double(job->started().msecsTo(job->finished())) / 1000.0;
    QVERIFY2(double(progress.size()) <= 31.0 * seconds + 3.0, qPrintable(QString::number(progress.size())));
    QCOMPARE(job->progress().step, 5000);
    QCOMPARE(*job->progress().fraction, 1.0);
    const auto &history = job->metricsHistory();
    QVERIFY(history.size() > 1000 && history.size() <= 2048);
    QVERIFY(history.back().at("step") == 5000);
    QVERIFY(std::is_sorted(history.begin(), history.end(),
                           [](const json &a, const json &b) { return a.at("step") < b.at("step"); }));
}

void JobQueueTest::lanes_runSideBySide()
{
    Job *slow = m_queue->submit(batch("wait"), u"Evaluate"_s);
    Job *quick = m_queue->submit(scripted("finish"), u"Generate"_s);
    QCOMPARE(slow->lane(), JobLane::Batch);
    QCOMPARE(quick->lane(), JobLane::Interactive);
    QTRY_COMPARE(quick->state(), JobState::Done);
    QTRY_COMPARE(slow->state(), JobState::Running);
    QVERIFY(m_queue->enginePid(JobLane::Batch) != m_queue->enginePid(JobLane::Interactive));
}

void JobQueueTest::lane_mayBeChosen()
{
    Job *job = m_queue->submit(scripted("finish"), u"Render Full Size"_s, JobLane::Batch);
    QCOMPARE(job->lane(), JobLane::Batch);
    QTRY_COMPARE(job->state(), JobState::Done);
    QCOMPARE(m_queue->enginePid(JobLane::Interactive), 0);
    const Job *again = m_queue->retry(job->id());
    QVERIFY(again);
    QCOMPARE(again->lane(), JobLane::Batch);
}

void JobQueueTest::batch_keepsItsOrder()
{
    std::vector<Job *> jobs;
    for (int i = 0; i < 5; ++i)
        jobs.push_back(m_queue->submit(batch("finish"), u"Evaluate"_s));
    std::vector<Job *> started;
    for (Job *job : jobs) {
        connect(job, &Job::stateChanged, this, [&, job] {
            if (job->state() == JobState::Running)
                started.push_back(job);
        });
    }
    QTRY_COMPARE(jobs.back()->state(), JobState::Done);
    QCOMPARE(started, jobs);
}

void JobQueueTest::moveUp_changesTheOrder()
{
    m_queue->setPaused(true);
    Job *first = m_queue->submit(batch("finish"), u"1"_s);
    Job *other = m_queue->submit(scripted("wait"), u"other lane"_s);
    Job *second = m_queue->submit(batch("finish"), u"2"_s);
    QSignalSpy order(m_queue.get(), &JobQueue::orderChanged);
    m_queue->moveUp(second->id());
    QCOMPARE(order.size(), 1);
    QCOMPARE(m_queue->jobs(), (std::vector<Job *>{second, other, first}));
    m_queue->moveUp(second->id());
    QCOMPARE(order.size(), 1);
    m_queue->setPaused(false);
    QTRY_COMPARE(first->state(), JobState::Done);
    QVERIFY(second->finished() <= first->started());
}

void JobQueueTest::pause_holdsTheBatchLane()
{
    Job *running = m_queue->submit(batch("wait"), u"1"_s);
    Job *waiting = m_queue->submit(batch("finish"), u"2"_s);
    QTRY_COMPARE(running->state(), JobState::Running);
    QSignalSpy paused(m_queue.get(), &JobQueue::pausedChanged);
    m_queue->setPaused(true);
    QCOMPARE(paused.size(), 1);
    m_queue->cancel(running->id());
    QTRY_COMPARE(running->state(), JobState::Cancelled);
    Job *interactive = m_queue->submit(scripted("finish"), u"3"_s);
    QTRY_COMPARE(interactive->state(), JobState::Done);
    QCOMPARE(waiting->state(), JobState::Waiting);
    m_queue->setPaused(false);
    QTRY_COMPARE(waiting->state(), JobState::Done);
}

void JobQueueTest::cancel_endsAWaitingJobAtOnce()
{
    Job *job = m_queue->submit(scripted("finish"), u"Generate"_s);
    m_queue->cancel(job->id());
    QCOMPARE(job->state(), JobState::Cancelled);
    QVERIFY(job->reason().isEmpty());
}

void JobQueueTest::cancel_stopsARunningJob()
{
    Job *job = m_queue->submit(scripted("wait"), u"Generate"_s);
    QSignalSpy greeted(m_queue.get(), &JobQueue::engineChanged);
    QTRY_VERIFY(job->state() == JobState::Running && greeted.size() >= 2);
    const qint64 pid = m_queue->enginePid(JobLane::Interactive);
    m_queue->cancel(job->id());
    QVERIFY(job->isStopping());
    QTRY_COMPARE(job->state(), JobState::Cancelled);
    QVERIFY(!job->isStopping());
    QCOMPARE(m_queue->enginePid(JobLane::Interactive), pid);
}

void JobQueueTest::cancel_endsAnEngineThatHangs()
{
    m_queue->warmUp(u"melody_rnn"_s, {});
    Job *job = m_queue->submit(scripted("hang"), u"Generate"_s);
    QSignalSpy changes(m_queue.get(), &JobQueue::engineChanged);
    QTRY_VERIFY(job->state() == JobState::Running && changes.size() >= 2);
    const qint64 pid = m_queue->enginePid(JobLane::Interactive);
    qint64 elapsed = 0;
    QElapsedTimer timer;
    timer.start();
    connect(job, &Job::stateChanged, this, [&] { elapsed = timer.elapsed(); });
    m_queue->cancel(job->id());
    QTRY_COMPARE(job->state(), JobState::Cancelled);
    QVERIFY2(elapsed < 2000, qPrintable(QString::number(elapsed)));
    QCOMPARE(job->log().size(), 1);
    Job *next = m_queue->submit(scripted("finish"), u"Generate"_s);
    QTRY_COMPARE(next->state(), JobState::Done);
    QVERIFY(m_queue->enginePid(JobLane::Interactive) != pid);
    QTRY_VERIFY(::kill(static_cast<pid_t>(pid), 0) != 0);
}

void JobQueueTest::latest_replacesOlderJobs()
{
    QSignalSpy removed(m_queue.get(), &JobQueue::jobRemoved);
    Job *kept = m_queue->submit(batch("wait"), u"unrelated"_s);
    const qint64 first = m_queue->submitLatest(u"preview"_s, scripted("wait"), u"1"_s)->id();
    QTRY_COMPARE(m_queue->find(first)->state(), JobState::Running);
    const qint64 second = m_queue->submitLatest(u"preview"_s, scripted("finish"), u"2"_s)->id();
    Job *other = m_queue->submitLatest(u"ghost"_s, scripted("finish"), u"other purpose"_s);
    Job *third = m_queue->submitLatest(u"preview"_s, scripted("finish"), u"3"_s);
    QTRY_COMPARE(third->state(), JobState::Done);
    QTRY_COMPARE(other->state(), JobState::Done);
    QTRY_COMPARE(removed.size(), 2);
    QVERIFY(!m_queue->find(first) && !m_queue->find(second));
    QCOMPARE(kept->state(), JobState::Running);
    m_queue->submitLatest(u"preview"_s, scripted("finish"), u"4"_s);
    QCOMPARE(third->state(), JobState::Done); // a finished one stays
    QVERIFY(m_queue->find(third->id()));
}

void JobQueueTest::restart_keepsJobs()
{
    QTemporaryDir folder;
    const QString database = folder.filePath(u"jobs.sqlite"_s);
    makeQueue(database);
    Job *done = m_queue->submit(scripted("results"), u"Generate"_s);
    QTRY_COMPARE(done->state(), JobState::Done);
    m_queue->setPaused(true);
    JobRequest request = batch("results");
    request.inputs.push_back({"midi", "audio/midi", {1, 0, 255}});
    const qint64 first = m_queue->submit(request, u"Evaluate ä"_s)->id();
    const qint64 second = m_queue->submit(batch("finish"), u"2"_s)->id();
    m_queue->moveUp(second);
    const json summary = done->summary();
    const qint64 doneId = done->id();

    makeQueue(database);
    QCOMPARE(m_queue->jobs().size(), std::size_t(3));
    QCOMPARE(m_queue->jobs().at(1)->id(), second);
    QCOMPARE(m_queue->find(doneId)->state(), JobState::Done);
    QVERIFY(m_queue->find(doneId)->summary() == summary);
    Job *restored = m_queue->find(first);
    QCOMPARE(restored->state(), JobState::Waiting);
    QCOMPARE(restored->title(), u"Evaluate ä"_s);
    QVERIFY(restored->request() == request);
    QSignalSpy results(restored, &Job::resultArrived);
    QTRY_COMPARE(restored->state(), JobState::Done);
    QVERIFY(results.at(0).at(0).value<Message>().attachments == request.inputs);
    QVERIFY(m_queue->submit(scripted("finish"), {})->id() > second);
    m_queue.reset();
}

void JobQueueTest::close_interruptsRunningJobs()
{
    QTemporaryDir folder;
    const QString database = folder.filePath(u"jobs.sqlite"_s);
    makeQueue(database);
    JobRequest request = scripted("train", "train");
    request.options["checkpoint"] = "/nowhere/last.safetensors";
    const qint64 running = m_queue->submit(request, u"Train"_s)->id();
    const qint64 waiting = m_queue->submit(scripted("wait"), u"Generate"_s)->id();
    QTRY_VERIFY(!m_queue->find(running)->record().checkpoint.isEmpty());

    makeQueue(database);
    Job *job = m_queue->find(running);
    QCOMPARE(job->state(), JobState::Interrupted);
    QVERIFY(!job->reason().isEmpty());
    QCOMPARE(job->metricsHistory().size(), std::size_t(4));
    QVERIFY(!job->record().checkpoint.isEmpty());
    QCOMPARE(m_queue->find(waiting)->state(), JobState::Interrupted);
    m_queue.reset();
}

void JobQueueTest::clearFinished_leavesTheOthers()
{
    Job *done = m_queue->submit(scripted("finish"), u"1"_s);
    QTRY_COMPARE(done->state(), JobState::Done);
    Job *running = m_queue->submit(scripted("wait"), u"2"_s);
    m_queue->clearFinished();
    QCOMPARE(m_queue->jobs(), std::vector<Job *>{running});
}

void JobQueueTest::warmUp_loadsTheModelAgainAfterARestart()
{
    m_queue->warmUp(u"melody_rnn"_s, u"attention_rnn"_s);
    QTRY_VERIFY(m_queue->memory(JobLane::Interactive).is_object());
    QVERIFY(m_queue->memory(JobLane::Interactive).at("loaded") == "melody_rnn");
    QVERIFY(m_queue->jobs().empty());
    ::kill(static_cast<pid_t>(m_queue->enginePid(JobLane::Interactive)), SIGKILL);
    QTRY_VERIFY(m_queue->memory(JobLane::Interactive).is_null());
    m_queue->warmUp(u"melody_rnn"_s, u"attention_rnn"_s);
    QTRY_VERIFY(m_queue->memory(JobLane::Interactive).is_object());
}

void JobQueueTest::memory_isAsked()
{
    m_queue->requestMemory();
    QVERIFY(m_queue->memory(JobLane::Batch).is_null());
    Job *job = m_queue->submit(batch("finish"), u"1"_s);
    QTRY_COMPARE(job->state(), JobState::Done);
    QSignalSpy changed(m_queue.get(), &JobQueue::memoryChanged);
    m_queue->requestMemory();
    QVERIFY(changed.wait());
    QVERIFY(m_queue->memory(JobLane::Batch).at("resident_bytes") == 1234);
}

QTEST_GUILESS_MAIN(JobQueueTest)
#include "tst_job_queue.moc"
