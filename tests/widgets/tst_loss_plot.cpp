// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobs/loss_plot.h"

#include <QChartView>
#include <QLineSeries>
#include <QScatterSeries>
#include <QTest>

#include <cmath>

using namespace solferino;
using namespace Qt::StringLiterals;
using nlohmann::json;

class LossPlotTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void curves_areReadFromMetrics();
    void smoothing_keepsItsStart();
    void ticks_areRound();
    void plot_showsTheCurves();
    void plot_takesExtremes();

private:
    Theme m_theme;
};

void LossPlotTest::curves_areReadFromMetrics()
{
    const LossCurves curves = lossCurves({{{"step", 1}, {"loss", 3.0}},
                                          {{"step", 2}, {"loss", nullptr}},
                                          {{"loss", 9.0}},
                                          "nonsense",
                                          {{"step", 3}, {"loss", 2.0}, {"validation_loss", 1.5}},
                                          {{"step", 4}, {"loss", 1.0}, {"validation_loss", 1.8}}});
    QCOMPARE(curves.train, (std::vector<QPointF>{{1, 3}, {3, 2}, {4, 1}}));
    QCOMPARE(curves.validation, (std::vector<QPointF>{{3, 1.5}, {4, 1.8}}));
    QCOMPARE(*curves.best, QPointF(3, 1.5));
    const LossCurves reported = lossCurves(
        {{{"step", 5}, {"validation_loss", 2.0}, {"best_step", 2}, {"best_validation_loss", 1.2}}});
    QCOMPARE(*reported.best, QPointF(2, 1.2));
    QVERIFY(!lossCurves({}).best);
}

void LossPlotTest::smoothing_keepsItsStart()
{
    const std::vector<QPointF> points{{0, 4}, {1, 4}, {2, 0}};
    QCOMPARE(smoothed(points, 0.0), points);
    const std::vector<QPointF> smooth = smoothed(points, 0.5);
    QCOMPARE(smooth[0], QPointF(0, 4));
    QCOMPARE(smooth[1], QPointF(1, 4));
    QVERIFY(qAbs(smooth[2].y() - 12.0 / 7.0) < 1e-9);
}

void LossPlotTest::ticks_areRound()
{
    QCOMPARE(linearTicks(0, 5000, 5), (std::vector<double>{0, 1000, 2000, 3000, 4000, 5000}));
    QCOMPARE(linearTicks(0, 3, 3), (std::vector<double>{0, 1, 2, 3}));
    QCOMPARE(linearTicks(2, 2, 3), (std::vector<double>{2}));
    const std::vector<double> ticks = logarithmicTicks(0.5, 4.0);
    QCOMPARE(ticks.size(), std::size_t(6)); // 0.5 0.7 1 1.5 2 3
    QVERIFY(qAbs(ticks.front() - 0.5) < 1e-9);
    QCOMPARE(logarithmicTicks(0.001, 10.0).size(), std::size_t(5));
}

void LossPlotTest::plot_showsTheCurves()
{
    LossPlot plot(m_theme, nullptr);
    plot.resize(360, 220);
    LossCurves curves;
    for (int step = 1; step <= 100; ++step)
        curves.train.emplace_back(step, 3.0 / step + 0.5);
    curves.validation = {{50, 0.8}, {100, 0.7}};
    curves.best = QPointF(100, 0.7);
    plot.setCurves(curves);
    const QList<QAbstractSeries *> series = plot.findChild<QChartView *>()->chart()->series();
    const auto points = [&](int index) {
        return static_cast<QXYSeries *>(series[index])->points();
    };
    QCOMPARE(points(1).size(), 0); // raw line behind a smoothed one
    QCOMPARE(points(2).size(), 100);
    QCOMPARE(points(2)[0], QPointF(1, 3.5));
    QCOMPARE(points(3).size(), 2);
    QCOMPARE(points(4)[0], QPointF(100, 0.7));
    QVERIFY(plot.accessibleDescription().contains(QLocale().toString(0.7, 'f', 2)));
    plot.setSmoothing(0.9);
    QCOMPARE(points(1).size(), 100);
    QVERIFY(points(2)[99].y() > points(1)[99].y());
    plot.setLogarithmic(true);
    QVERIFY(qAbs(points(3)[0].y() - std::log(0.8)) < 1e-9);
    plot.setReference(u"run 2"_s, curves);
    QCOMPARE(points(0).size(), 2);
    QVERIFY(!plot.grab().isNull());
}

void LossPlotTest::plot_takesExtremes()
{
    LossPlot plot(m_theme, nullptr);
    plot.resize(360, 220);
    QVERIFY(!plot.grab().isNull());
    plot.setLogarithmic(true);
    plot.setCurves({{{1, 0.0}}, {}, {}});
    QVERIFY(!plot.grab().isNull());
    plot.setCurves({{{1, -2.0}, {2, 1e30}}, {{5, -3.0}}, QPointF(5, -3.0)});
    QVERIFY(!plot.grab().isNull());
    plot.setLogarithmic(false);
    QVERIFY(!plot.grab().isNull());
}

QTEST_MAIN(LossPlotTest)
#include "tst_loss_plot.moc"
