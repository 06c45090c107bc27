// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobs/loss_plot.h"

#include "widgets/jobs/loss_legend.h"

#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QLocale>
#include <QScatterSeries>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr double kBestSize = 9.0;
constexpr double kFaint = 0.35;
constexpr int kTicks = 5;
constexpr double kLeastLoss = 1e-6; // what a logarithmic axis can show
constexpr double kRoom = 1.08;      // above and below the curves

QString tickText(double value, double span)
{
    const int digits = span >= 10.0 ? 0 : span >= 1.0 ? 1 : 2;
    return QLocale().toString(value, 'f', digits);
}

struct Extent
{
    double lastStep = 1.0;
    double least = 1e300;
    double greatest = -1e300;

    void add(const std::vector<QPointF> &points)
    {
        for (const QPointF &point : points) {
            lastStep = std::max(lastStep, point.x());
            least = std::min(least, point.y());
            greatest = std::max(greatest, point.y());
        }
    }
    [[nodiscard]] bool isEmpty() const { return least > greatest; }
};

} // namespace

class LossPlot::Private final
{
public:
    Private(const Theme &theme_, LossPlot *plot);

    void draw();
    void drawAxes(const Extent &extent);
    void applyColors();
    void fill(QLineSeries &series, const std::vector<QPointF> &points) const;
    [[nodiscard]] double shown(double loss) const
    {
        return isLogarithmic ? std::log(std::max(loss, kLeastLoss)) : loss;
    }

    const Theme &theme;
    LossPlot *plot;
    LossLegend *legend;
    QChart *chart;
    QLineSeries *raw;
    QLineSeries *train;
    QLineSeries *validation;
    QLineSeries *reference;
    QScatterSeries *best;
    QCategoryAxis *steps;
    QCategoryAxis *losses;
    LossCurves curves;
    LossCurves older;
    QString olderName;
    bool isLogarithmic = false;
    double smoothing = 0.0;
};

LossPlot::Private::Private(const Theme &theme_, LossPlot *plot_)
    : theme(theme_)
    , plot(plot_)
    , legend(new LossLegend(theme, plot))
    , chart(std::make_unique<QChart>().release())
    , raw(new QLineSeries(plot))
    , train(new QLineSeries(plot))
    , validation(new QLineSeries(plot))
    , reference(new QLineSeries(plot))
    , best(new QScatterSeries(plot))
    , steps(new QCategoryAxis(plot))
    , losses(new QCategoryAxis(plot))
{
    auto *view = new QChartView(chart, plot); // owns the chart from here on
    view->setRenderHint(QPainter::Antialiasing);
    view->setFrameShape(QFrame::NoFrame);
    view->setBackgroundBrush(Qt::NoBrush);
    view->viewport()->setAutoFillBackground(false);
    view->setFocusPolicy(Qt::NoFocus);
    view->setAccessibleName(LossPlot::tr("Loss plot"));
    auto *column = new QVBoxLayout(plot);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(legend);
    column->addWidget(view, 1);

    chart->legend()->hide();
    chart->setBackgroundVisible(false);
    chart->setPlotAreaBackgroundVisible(true);
    chart->setMargins({0, 0, metric::kGap, 0}); // half of the last step's label
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    chart->addAxis(steps, Qt::AlignBottom);
    chart->addAxis(losses, Qt::AlignLeft);
    for (QCategoryAxis *axis : {steps, losses})
        axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    for (QXYSeries *series : std::initializer_list<QXYSeries *>{reference, raw, train, validation, best}) {
        chart->addSeries(series);
        series->attachAxis(steps);
        series->attachAxis(losses);
    }
    best->setMarkerSize(kBestSize);
    applyColors();
    draw();
}

void LossPlot::Private::applyColors()
{
    const auto pen = [&](Role role, double width, Qt::PenStyle style = Qt::SolidLine) {
        return QPen(theme.color(role), width, style, Qt::FlatCap, Qt::RoundJoin);
    };
    train->setPen(pen(Role::Machine, 2.0));
    QPen faint = pen(Role::Machine, 1.0);
    faint.setColor(theme.mixed(Role::Editor, Role::Machine, kFaint));
    raw->setPen(faint);
    QPen dashed = pen(Role::Text, 2.0);
    dashed.setDashPattern({2.5, 1.5});
    validation->setPen(dashed);
    reference->setPen(pen(Role::Mark, 1.5));
    best->setPen(pen(Role::Text, 1.5));
    best->setBrush(theme.color(Role::Editor));
    chart->setPlotAreaBackgroundBrush(theme.color(Role::Editor));
    chart->setPlotAreaBackgroundPen(QPen(theme.color(Role::Line), 1.0));
    for (QCategoryAxis *axis : {steps, losses}) {
        axis->setLabelsFont(theme.font(FontRole::Caption));
        axis->setLabelsColor(theme.color(Role::TextSecondary));
        axis->setGridLinePen(QPen(theme.color(Role::Line), 1.0));
        axis->setLinePen(Qt::NoPen);
    }
}

void LossPlot::Private::fill(QLineSeries &series, const std::vector<QPointF> &points) const
{
    QList<QPointF> list;
    list.reserve(qsizetype(points.size()));
    for (const QPointF &point : points)
        list.emplace_back(point.x(), shown(point.y()));
    series.replace(list);
}

void LossPlot::Private::drawAxes(const Extent &extent)
{
    for (QCategoryAxis *axis : {steps, losses}) {
        for (const QString &label : axis->categoriesLabels())
            axis->remove(label);
    }
    steps->setRange(0.0, extent.lastStep);
    for (const double tick : linearTicks(0.0, extent.lastStep, kTicks))
        steps->append(QLocale().toString(qint64(std::llround(tick))), tick);

    const bool isEmpty = extent.isEmpty();
    double least = isEmpty ? 0.5 : extent.least;
    double greatest = isEmpty ? 4.0 : extent.greatest;
    if (isLogarithmic) {
        least = std::max(least, kLeastLoss) / kRoom;
        greatest = std::max(greatest, least) * kRoom;
        for (const double tick : logarithmicTicks(least, greatest))
            losses->append(QLocale().toString(tick, 'g', 3), std::log(tick));
    } else {
        least = std::min(0.0, least);
        greatest = std::max(greatest, least + 1e-3) * kRoom;
        for (const double tick : linearTicks(least, greatest, kTicks - 1))
            losses->append(tickText(tick, greatest - least), tick);
    }
    losses->setRange(shown(least), shown(greatest));
}

void LossPlot::Private::draw()
{
    Extent extent;
    extent.add(curves.train);
    extent.add(curves.validation);
    extent.add(older.validation);
    drawAxes(extent);

    const bool isSmooth = smoothing > 0.0;
    const std::vector<QPointF> line = isSmooth ? smoothed(curves.train, smoothing) : curves.train;
    fill(*raw, isSmooth ? curves.train : std::vector<QPointF>());
    fill(*train, line);
    fill(*validation, curves.validation);
    fill(*reference, older.validation);
    best->clear();
    if (curves.best)
        best->append(curves.best->x(), shown(curves.best->y()));

    const auto last = [](const std::vector<QPointF> &points) {
        return points.empty() ? QString() : u" "_s + QLocale().toString(points.back().y(), 'f', 2);
    };
    std::vector<LossLegend::Entry> entries{
        {LossLegend::Mark::Train, LossPlot::tr("train") + last(line)},
        {LossLegend::Mark::Validation, LossPlot::tr("validation") + last(curves.validation)}};
    if (curves.best)
        entries.push_back({LossLegend::Mark::Best,
                           LossPlot::tr("best %1").arg(QLocale().toString(curves.best->y(), 'f', 2))});
    if (!older.validation.empty())
        entries.push_back({LossLegend::Mark::Reference, olderName});
    plot->setAccessibleDescription(LossLegend::spoken(entries));
    legend->setEntries(std::move(entries));
}

LossPlot::LossPlot(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(theme, this))
{
    setAccessibleName(tr("Loss"));
    connect(&theme, &Theme::changed, this, [this] { d->applyColors(); });
}

LossPlot::~LossPlot() = default;

void LossPlot::setCurves(const LossCurves &curves)
{
    d->curves = curves;
    d->draw();
}

const LossCurves &LossPlot::curves() const
{
    return d->curves;
}

void LossPlot::setReference(const QString &name, const LossCurves &reference)
{
    d->olderName = name;
    d->older = reference;
    d->draw();
}

void LossPlot::setLogarithmic(bool isLogarithmic)
{
    d->isLogarithmic = isLogarithmic;
    d->draw();
}

bool LossPlot::isLogarithmic() const
{
    return d->isLogarithmic;
}

void LossPlot::setSmoothing(double strength)
{
    d->smoothing = std::clamp(strength, 0.0, 0.99);
    d->draw();
}

double LossPlot::smoothing() const
{
    return d->smoothing;
}

QSize LossPlot::sizeHint() const
{
    return {330, 190};
}

} // namespace solferino
