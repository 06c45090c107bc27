// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/job_list_model.h"
#include "core/jobs/job_queue.h"
#include "core/jobs/job_text.h"
#include "tests/support/scripted_jobs.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace solferino;
using namespace Qt::StringLiterals;

class JobListModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rows_followTheQueue();
    void rows_canBeMoved();
    void report_holdsTheLog();
    void data_tellsWhatAJobDoes();
    void duration_isRounded_data();
    void duration_isRounded();
};

void JobListModelTest::rows_followTheQueue()
{
    JobQueue queue(scriptedEngine(), u":memory:"_s, nullptr);
    Job *early = queue.submit(scripted("finish"), u"early"_s);
    QTRY_COMPARE(early->state(), JobState::Done);
    JobListModel model(queue, nullptr);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto titles = [&] {
        QStringList list;
        for (int row = 0; row < model.rowCount(); ++row)
            list.append(model.index(row).data().toString());
        return list;
    };

    queue.setPaused(true);
    Job *first = queue.submit(batch("wait"), u"first"_s);
    Job *second = queue.submit(batch("wait"), u"second"_s);
    QCOMPARE(titles(), (QStringList{u"first"_s, u"second"_s, u"early"_s}));
    QVERIFY(!model.indexOf(first).data(JobListModel::CanMoveUpRole).toBool());
    QVERIFY(model.indexOf(second).data(JobListModel::CanMoveUpRole).toBool());

    queue.moveUp(second->id());
    QCOMPARE(titles(), (QStringList{u"second"_s, u"first"_s, u"early"_s}));
    Job *quick = queue.submit(scripted("finish"), u"quick"_s);
    QTRY_COMPARE(quick->state(), JobState::Done);
    QCOMPARE(titles(), (QStringList{u"second"_s, u"first"_s, u"quick"_s, u"early"_s}));
    queue.setPaused(false);
    QTRY_COMPARE(second->state(), JobState::Running);
    queue.cancel(first->id());
    QCOMPARE(titles(), (QStringList{u"second"_s, u"first"_s, u"quick"_s, u"early"_s}));
    queue.clearFinished();
    QCOMPARE(titles(), QStringList{u"second"_s});
    QCOMPARE(model.jobAt(model.index(0)), second);
    QVERIFY(!model.jobAt({}));
}

void JobListModelTest::rows_canBeMoved()
{
    JobQueue queue(scriptedEngine(), u":memory:"_s, nullptr);
    queue.setPaused(true);
    for (const char *title : {"a", "b", "c"})
        queue.submit(batch("wait"), QString::fromLatin1(title));
    JobListModel model(queue, nullptr);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto order = [&queue] {
        QString text;
        for (const Job *job : queue.jobs())
            text += job->title();
        return text;
    };
    QVERIFY(model.flags(model.index(0)) & Qt::ItemIsDragEnabled);
    QVERIFY(!model.index(2).data(JobListModel::CanMoveDownRole).toBool());
    QVERIFY(model.moveRow({}, 2, {}, 0));
    QCOMPARE(order(), u"cab"_s);
    QCOMPARE(model.index(0).data().toString(), u"c"_s);
    QVERIFY(model.moveRow({}, 0, {}, 3));
    QCOMPARE(order(), u"abc"_s);
    QVERIFY(!model.moveRow({}, 1, {}, 1));
    queue.moveDown(model.jobAt(model.index(0))->id());
    QCOMPARE(order(), u"bac"_s);

    queue.cancelWaiting();
    QVERIFY(std::ranges::all_of(queue.jobs(),
                                [](const Job *job) { return job->state() == JobState::Cancelled; }));
    QVERIFY(!(model.flags(model.index(0)) & Qt::ItemIsDragEnabled));
    QVERIFY(!model.moveRow({}, 2, {}, 0));
}

void JobListModelTest::report_holdsTheLog()
{
    JobQueue queue(scriptedEngine(), u":memory:"_s, nullptr);
    const Job *job = queue.submit(scripted("error"), u"Generate"_s);
    QTRY_COMPARE(job->state(), JobState::Failed);
    const QString report = jobReport(*job);
    for (const QString &part : {u"Generate"_s, u"no memory left"_s, u"\"script\":\"error\""_s})
        QVERIFY2(report.contains(part), qPrintable(report));
}

void JobListModelTest::data_tellsWhatAJobDoes()
{
    JobQueue queue(scriptedEngine(), u":memory:"_s, nullptr);
    JobListModel model(queue, nullptr);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    JobRequest request = scripted("train", "train");
    request.options["checkpoint"] = "/nowhere";
    request.device = "cuda:1";
    Job *job = queue.submit(request, u"Train"_s);
    const auto value = [&](int role) {
        return model.index(0).data(role);
    };
    QCOMPARE(value(JobListModel::SubtitleRole).toString(), u"Melody RNN · attention_rnn"_s);
    QCOMPARE(value(JobListModel::DeviceRole).toString(), u"GPU 1"_s);
    QCOMPARE(value(JobListModel::StateTextRole).toString(), u"Waiting"_s);
    QCOMPARE(value(JobListModel::FractionRole).toDouble(), -1.0);
    QVERIFY(value(JobListModel::CanCancelRole).toBool());
    QTRY_COMPARE(value(JobListModel::FractionRole).toDouble(), 0.4);
    QCOMPARE(value(JobListModel::ProgressTextRole).toString(), u"4 of 10 steps · loss 1.00"_s);
    QVERIFY(changed.size() >= 2);
    queue.cancel(job->id());
    QCOMPARE(value(JobListModel::StateTextRole).toString(), u"Stopping"_s);
    QTRY_COMPARE(value(JobListModel::StateTextRole).toString(), u"Cancelled"_s);
    QVERIFY(value(JobListModel::CanRetryRole).toBool());

    Job *failing = queue.submit(scripted("error"), u"Generate"_s);
    QTRY_COMPARE(failing->state(), JobState::Failed);
    const QModelIndex row = model.indexOf(failing);
    QCOMPARE(row.data(JobListModel::ProgressTextRole).toString(), u"no memory left"_s);
    QCOMPARE(row.data(JobListModel::ErrorKindRole).toString(), u"out_of_memory"_s);
}

void JobListModelTest::duration_isRounded_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("part of a second") << 0.34 << u"0.3 s"_s;
    QTest::newRow("seconds") << 26.4 << u"26 s"_s;
    QTest::newRow("minutes") << 170.0 << u"3 min"_s;
    QTest::newRow("hours") << 7505.0 << u"2 h 05 min"_s;
    QTest::newRow("unknown") << -1.0 << QString();
}

void JobListModelTest::duration_isRounded()
{
    QFETCH(double, seconds);
    QTEST(durationText(seconds), "text");
}

QTEST_GUILESS_MAIN(JobListModelTest)
#include "tst_job_list_model.moc"
