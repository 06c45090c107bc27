// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/training_run.h"
#include "app/studio/workspaces/training_view.h"
#include "core/jobs/job.h"
#include "widgets/common/text_label.h"
#include "widgets/common/theme.h"

#include <QTest>

using namespace solferino;
using namespace Qt::StringLiterals;

namespace {

JobRecord trainingRecord()
{
    JobRecord record;
    record.request.model = "sketch_rnn";
    record.request.operation = "train";
    record.request.options = {{"steps", 40}};
    record.metrics = {{{"step", 39}, {"loss", 1.75}, {"epoch", 2}},
                      {{"step", 40}, {"loss", 1.5}, {"epoch", 3}}};
    return record;
}

} // namespace

class TrainingViewTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void figures_stayBehindTheLastStep();
    void report_countsOneFile();

private:
    [[nodiscard]] static QString figure(const TrainingView &view, const QString &name);

    Theme m_theme;
};

QString TrainingViewTest::figure(const TrainingView &view, const QString &name)
{
    for (const NumberLabel *label : view.findChildren<NumberLabel *>()) {
        if (label->accessibleName() == name)
            return label->text();
    }
    return {};
}

void TrainingViewTest::figures_stayBehindTheLastStep()
{
    Job job(trainingRecord(), nullptr); // its last news was without figures, as while the best is scored
    TrainingRun run(job, nullptr);
    TrainingView view(m_theme, nullptr);
    view.setRun(&run);
    QCOMPARE(figure(view, u"Step"_s), u"40 of 40"_s);
    QCOMPARE(figure(view, u"Epoch"_s), u"3"_s);
    QVERIFY(figure(view, u"Train loss"_s).startsWith(u"1.5"_s));
}

void TrainingViewTest::report_countsOneFile()
{
    Job job(trainingRecord(), nullptr);
    TrainingRun run(job, nullptr);
    TrainingView view(m_theme, nullptr);
    view.setRun(&run);
    Q_EMIT job.partialArrived({{"kind", "data"},
                               {"files", 1},
                               {"drawings", 48},
                               {"training_drawings", 38},
                               {"validation_drawings", 10}});
    const QList<QLabel *> labels = view.findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(),
                        [](const QLabel *label) { return label->text().contains(u"48 drawings"_s); }));
    QVERIFY(std::none_of(labels.begin(), labels.end(),
                         [](const QLabel *label) { return label->text().contains(u"1 files"_s); }));
}

QTEST_MAIN(TrainingViewTest)
#include "tst_training_view.moc"
