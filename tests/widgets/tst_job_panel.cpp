// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/job_list_model.h"
#include "core/jobs/job_queue.h"
#include "support/scripted_jobs.h"
#include "widgets/common/dock_title_bar.h"
#include "widgets/jobs/device_text.h"
#include "widgets/jobs/job_detail.h"
#include "widgets/jobs/job_line.h"
#include "widgets/jobs/job_panel.h"
#include "widgets/jobs/loss_plot.h"

#include <QAbstractButton>
#include <QAction>
#include <QClipboard>
#include <QDockWidget>
#include <QGuiApplication>
#include <QListView>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace solferino;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

QAbstractButton *buttonNamed(const QWidget &parent, const QString &text)
{
    for (QAbstractButton *button : parent.findChildren<QAbstractButton *>()) {
        if (button->text() == text || button->accessibleName() == text)
            return button;
    }
    return nullptr;
}

} // namespace

class JobPanelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void panel_showsCountsAndClears();
    void buttons_followTheState();
    void keyboard_cancelsRetriesAndShows();
    void keyboard_ordersAndCopies();
    void panel_fitsLowAndNarrowWindows();
    void click_onAButtonActsOnItsRow();
    void detail_plotsTraining();
    void line_tellsWhatRuns();
    void device_isNamed_data();
    void device_isNamed();
    void everyControl_hasAName();

private:
    Theme m_theme;
};

void JobPanelTest::panel_showsCountsAndClears()
{
    JobQueue queue(scriptedEngine(), u":memory:"_s, nullptr);
    JobListModel model(queue, nullptr);
    QDockWidget dock(u"Jobs"_s);
    auto *bar = new DockTitleBar(m_theme, dock);
    JobPanel panel(m_theme, queue, model, nullptr);
    panel.furnish(*bar);
    QVERIFY(panel.list()->isHidden());
    QCOMPARE(panel.countText(), QString());
    Job *failing = queue.submit(scripted("error"), u"Generate"_s);
    QTRY_COMPARE(failing->state(), JobState::Failed);
    Job *running = queue.submit(batch("wait"), u"Evaluate"_s);
    QTRY_COMPARE(running->state(), JobState::Running);
    queue.submit(batch("wait"), u"Evaluate again"_s);
    QCOMPARE(panel.countText(), u"1 running · 1 waiting · 1 failed"_s);
    QVERIFY(!panel.list()->isHidden());
    QAbstractButton *pause = buttonNamed(*bar, u"Pause Queue"_s);
    QVERIFY(pause);
    pause->click();
    QVERIFY(queue.isPaused());
    QCOMPARE(pause->text(), u"Resume Queue"_s);
    buttonNamed(*bar, u"Clear Finished"_s)->click();
    QCOMPARE(panel.countText(), u"1 running · 1 waiting"_s);
    QCOMPARE(model.rowCount(), 2);
}

void JobPanelTest::buttons_followTheState()
{
    JobQueue queue(scriptedEngine(), u":memory:"_s, nullptr);
    JobListModel model(queue, nullptr);
    const auto buttons = [&](const Job *job) {
        return JobDelegate::buttonsOf(model.indexOf(job));
    };
    JobRequest request = scripted("error");
    request.device = "cuda";
    const Job *failing = queue.submit(request, u"Generate"_s);
    QTRY_COMPARE(failing->state(), JobState::Failed);
    QCOMPARE(buttons(failing), std::vector{JobButton::RetryOnCpu});
    const Job *done = queue.submit(scripted("finish"), u"Generate"_s);
    QTRY_COMPARE(done->state(), JobState::Done);
    QCOMPARE(buttons(done), std::vector{JobButton::ShowResult});
    queue.setPaused(true);
    const Job *first = queue.submit(batch("wait"), u"first"_s);
    const Job *second = queue.submit(batch("wait"), u"second"_s);
    QCOMPARE(buttons(first), std::vector{JobButton::Cancel});
    QCOMPARE(buttons(second), (std::vector{JobButton::MoveUp, JobButton::Cancel}));
    queue.cancel(first->id());
    QCOMPARE(buttons(first), std::vector{JobButton::Retry});
}

void JobPanelTest::keyboard_cancelsRetriesAndShows()
{
    JobQueue queue(scriptedEngine(), u":memory:"_s, nullptr);
    JobListModel model(queue, nullptr);
    JobPanel panel(m_theme, queue, model, nullptr);
    panel.resize(900, 240);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    Job *job = queue.submit(scripted("wait"), u"Generate"_s);
    QTRY_COMPARE(job->state(), JobState::Running);
    panel.list()->setFocus();
    panel.select(job);
    QTest::keyClick(panel.list(), Qt::Key_Delete);
    QTRY_COMPARE(job->state(), JobState::Cancelled);
    QTest::keyClick(panel.list(), Qt::Key_R);
    QCOMPARE(model.rowCount(), 2);
    qRegisterMetaType<solferino::Job *>();
    QSignalSpy shown(&panel, &JobPanel::showResultRequested);
    Job *done = queue.submit(scripted("finish"), u"Generate"_s);
    queue.cancel(model.jobAt(model.index(0, 0))->id());
    QTRY_COMPARE(done->state(), JobState::Done);
    panel.select(done);
    QTest::keyClick(panel.list(), Qt::Key_Return);
    QCOMPARE(shown.size(), 1);
}

void JobPanelTest::keyboard_ordersAndCopies()
{
    JobQueue queue(scriptedEngine(), u":memory:"_s, nullptr);
    JobListModel model(queue, nullptr);
    JobPanel panel(m_theme, queue, model, nullptr);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    for (QAction *action : panel.queueActions()) {
        if (action->text() == u"Pause Queue"_s)
            action->trigger();
    }
    QVERIFY(queue.isPaused());
    Job *first = queue.submit(batch("wait"), u"first"_s);
    Job *second = queue.submit(batch("wait"), u"second"_s);
    panel.list()->setFocus();
    panel.select(first);
    QTest::keyClick(panel.list(), Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(queue.jobs(), (std::vector<Job *>{second, first}));
    QTest::keyClick(panel.list(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(queue.jobs(), (std::vector<Job *>{first, second}));
    QTest::keyClick(panel.list(), Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"first"_s));
}

void JobPanelTest::panel_fitsLowAndNarrowWindows()
{
    JobQueue queue(scriptedEngine(), u":memory:"_s, nullptr);
    JobListModel model(queue, nullptr);
    JobPanel panel(m_theme, queue, model, nullptr);
    JobRequest request = scripted("train", "train");
    request.options["checkpoint"] = "/nowhere";
    Job *job = queue.submit(request, u"Train"_s);
    panel.select(job);
    panel.resize(300, 100);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    QCOMPARE(panel.size(), QSize(300, 100));
    panel.resize(900, 100); // with the detail
    QTRY_COMPARE(job->metricsHistory().size(), std::size_t(4));
    QCOMPARE(panel.size(), QSize(900, 100));
}

void JobPanelTest::click_onAButtonActsOnItsRow()
{
    JobQueue queue(scriptedEngine(), u":memory:"_s, nullptr);
    JobListModel model(queue, nullptr);
    JobPanel panel(m_theme, queue, model, nullptr);
    panel.resize(900, 240);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    Job *job = queue.submit(scripted("wait"), u"Generate"_s);
    QTRY_COMPARE(job->state(), JobState::Running);
    const QRect row = panel.list()->visualRect(model.indexOf(job));
    QCOMPARE(row.height(), 44);
    QTest::mouseClick(panel.list()->viewport(), Qt::LeftButton, {},
                      QPoint(row.right() - 20, row.center().y()));
    QTRY_COMPARE(job->state(), JobState::Cancelled);
}

void JobPanelTest::detail_plotsTraining()
{
    JobQueue queue(scriptedEngine(), u":memory:"_s, nullptr);
    JobRequest request = scripted("train", "train");
    request.options["checkpoint"] = "/nowhere";
    Job *job = queue.submit(request, u"Train"_s);
    JobDetail detail(m_theme, nullptr);
    detail.setJob(job);
    QVERIFY(detail.isLogShown());
    QTRY_COMPARE(job->metricsHistory().size(), std::size_t(4));
    QVERIFY(!detail.isLogShown());
    QTRY_COMPARE(detail.findChild<LossPlot *>()->curves().train.size(), std::size_t(4));
    buttonNamed(detail, u"Log"_s)->click();
    QVERIFY(detail.isLogShown());
    detail.setJob(nullptr);
    QVERIFY(detail.isLogShown());
}

void JobPanelTest::line_tellsWhatRuns()
{
    JobQueue queue(scriptedEngine(), u":memory:"_s, nullptr);
    JobListModel model(queue, nullptr);
    JobLine line(m_theme, queue, model, nullptr);
    QCOMPARE(line.shownText(), u"No jobs running"_s);
    QCOMPARE(line.deviceText(), u"CPU"_s);
    JobRequest request = scripted("train", "train");
    request.options["checkpoint"] = "/nowhere";
    Job *job = queue.submit(request, u"Training Melody RNN"_s);
    QTRY_COMPARE(job->progress().step, 4);
    QTRY_VERIFY(line.shownText().startsWith(u"Training Melody RNN· "_s));
    QVERIFY(line.shownText().contains(u"loss 1.00"_s));
    buttonNamed(line, u"Cancel this job"_s)->click();
    QTRY_COMPARE(job->state(), JobState::Cancelled);
    QTRY_COMPARE(line.shownText(), u"No jobs running"_s);
    QSignalSpy toggled(&line, &JobLine::panelToggled);
    buttonNamed(line, u"Jobs"_s)->click();
    QCOMPARE(toggled.size(), 1);
    QCOMPARE(toggled[0][0].toBool(), true);
}

void JobPanelTest::device_isNamed_data()
{
    QTest::addColumn<QString>("devices");
    QTest::addColumn<QString>("chosen");
    QTest::addColumn<QString>("text");
    const QString both = u"[{\"id\":\"cpu\",\"name\":\"x\"},{\"id\":\"cuda:0\",\"name\":\"y\","
                         "\"memory_bytes\":8000000000,\"free_bytes\":6100000000}]"_s;
    QTest::newRow("unknown") << u"null"_s << u"auto"_s << u"CPU"_s;
    QTest::newRow("processor alone") << u"[{\"id\":\"cpu\"}]"_s << u"auto"_s << u"CPU"_s;
    QTest::newRow("card") << both << u"auto"_s << u"GPU · 1.9 of 8 GB"_s;
    QTest::newRow("processor chosen") << both << u"cpu"_s << u"CPU"_s;
    QTest::newRow("card that is gone") << both << u"cuda:3"_s << u"CPU"_s;
    QTest::newRow("nonsense") << u"[3, {\"id\": 4}]"_s << u"auto"_s << u"CPU"_s;
}

void JobPanelTest::device_isNamed()
{
    QFETCH(QString, devices);
    QFETCH(QString, chosen);
    QLocale::setDefault(QLocale::c());
    const json list = json::parse(devices.toStdString());
    QTEST(deviceText(list, chosen.toStdString()), "text");
    QVERIFY(!deviceChoices(list).empty());
}

void JobPanelTest::everyControl_hasAName()
{
    JobQueue queue(scriptedEngine(), u":memory:"_s, nullptr);
    JobListModel model(queue, nullptr);
    JobPanel panel(m_theme, queue, model, nullptr);
    JobLine line(m_theme, queue, model, nullptr);
    for (const QWidget *parent : {static_cast<QWidget *>(&panel), static_cast<QWidget *>(&line)}) {
        for (const QWidget *widget : parent->findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || widget->focusProxy())
                continue;
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                     widget->metaObject()->className());
        }
    }
}

QTEST_MAIN(JobPanelTest)
#include "tst_job_panel.moc"
