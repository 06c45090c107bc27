// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/workspaces/training_view.h"

#include "widgets/common/button.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/text_label.h"
#include "widgets/common/theme.h"
#include "widgets/jobs/loss_plot.h"
#include "widgets/sketch/sample_drawings.h"
#include "widgets/stylize/sample_pictures.h"

#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLocale>
#include <QProgressBar>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>

namespace solferino {

namespace {

constexpr int kMargin = 16;
constexpr std::size_t kShownSamples = 4;
constexpr int kWide = 480;   ///< from here on the buttons stand beside the title
constexpr int kColumn = 100; ///< least width of a figure
constexpr int kSampleWidth = 144;
constexpr int kPlotHeight = 120; ///< least
constexpr int kProgressSteps = 1000;

QString numberText(const nlohmann::json &metrics, const char *name, int decimals)
{
    const auto found = metrics.find(name);
    return found != metrics.end() && found->is_number()
               ? QLocale().toString(found->get<double>(), 'f', decimals)
               : QStringLiteral("–");
}

QString keepText(const std::string &model)
{
    if (model == "sketch_rnn")
        return TrainingView::tr("Use Best in Sketch");
    return model == "image_stylization" ? TrainingView::tr("Use Best in Stylize")
                                        : TrainingView::tr("Use Best in Compose");
}

QString timeText(double seconds)
{
    if (seconds < 90)
        return TrainingView::tr("%1 s").arg(qRound(seconds));
    if (seconds < 90 * 60)
        return TrainingView::tr("%1 min").arg(qRound(seconds / 60));
    return TrainingView::tr("%1 h").arg(seconds / 3600, 0, 'f', 1);
}

} // namespace

TrainingView::TrainingView(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new TextLabel(theme, FontRole::Title, Role::Text, this))
    , m_pause(new Button(theme, tr("Pause"), Emphasis::Plain, this))
    , m_keep(new Button(theme, tr("Use Best in Compose"), Emphasis::Person, this))
    , m_reason(new TextLabel(theme, FontRole::Body, Role::Error, this))
    , m_progress(new QProgressBar(this))
    , m_plot(new LossPlot(theme, this))
    , m_samplePlace(new QWidget(this))
    , m_samples(new QHBoxLayout(m_samplePlace))
    , m_drawings(new SampleDrawings(theme, this))
    , m_pictures(new SamplePictures(theme, this))
    , m_report(new TextLabel(theme, FontRole::Body, Role::Text, this))
    , m_discarded(new TextLabel(theme, FontRole::Note, Role::TextSecondary, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->setSpacing(metric::kInset);
    buildHeader(*layout);
    m_reason->setWordWrap(true);
    layout->addWidget(m_reason);
    layout->addWidget(m_progress);
    buildFigures(*layout);
    buildPlot(*layout);
    m_samples->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_samplePlace);
    layout->addWidget(m_drawings);
    layout->addWidget(m_pictures);
    m_drawings->hide(); // until there is a run that has some: their height would count for the window
    m_pictures->hide();
    m_discarded->setWordWrap(true);
    layout->addWidget(m_report);
    layout->addWidget(m_discarded);
    m_progress->setRange(0, kProgressSteps);
    m_progress->setTextVisible(false);
    connect(m_pause, &Button::clicked, this, [this] {
        const Job *job = m_run ? m_run->job() : nullptr;
        if (job && job->isFinished())
            Q_EMIT resumeRequested();
        else
            Q_EMIT pauseRequested();
    });
    connect(m_keep, &Button::clicked, this, &TrainingView::keepRequested);
    connect(&theme, &Theme::changed, this, &TrainingView::arrange);
    arrange();
}

void TrainingView::buildHeader(QVBoxLayout &layout)
{
    m_header = new QBoxLayout(QBoxLayout::LeftToRight);
    m_header->setSpacing(metric::kGap);
    m_title->setElideMode(Qt::ElideRight);
    m_header->addWidget(m_title, 1);
    m_header->addWidget(m_pause);
    m_header->addWidget(m_keep);
    m_keep->setToolTip(tr("Copy the best model of this run to your models"));
    layout.addLayout(m_header);
}

void TrainingView::buildFigures(QVBoxLayout &layout)
{
    const QString names[FigureCount] = {tr("Step"),      tr("Epoch"),      tr("Speed"),
                                        tr("Time left"), tr("Train loss"), tr("Validation")};
    m_grid = new QGridLayout;
    m_grid->setVerticalSpacing(0);
    for (int i = 0; i < FigureCount; ++i) {
        m_captions[i] = new TextLabel(m_theme, FontRole::Caption, Role::TextSecondary, this);
        m_captions[i]->setText(names[i]);
        m_figures[i] = new NumberLabel(m_theme, FontRole::Headline, Role::Text, this);
        m_figures[i]->setAccessibleName(names[i]);
        m_figures[i]->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    }
    layout.addLayout(m_grid);
}

void TrainingView::buildPlot(QVBoxLayout &layout)
{
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    auto *smoothingLabel = new TextLabel(m_theme, FontRole::Note, Role::TextSecondary, this);
    smoothingLabel->setText(tr("Smoothing"));
    smoothingLabel->setElideMode(Qt::ElideRight);
    auto *smoothing = new QSlider(Qt::Horizontal, this);
    smoothing->setRange(0, 99);
    smoothing->setFixedWidth(m_theme.px(72));
    smoothing->setAccessibleName(tr("Smoothing of the training curve"));
    smoothing->setToolTip(smoothing->accessibleName());
    connect(smoothing, &QSlider::valueChanged, m_plot,
            [this](int value) { m_plot->setSmoothing(value / 100.0); });
    smoothing->setValue(90);
    auto *axis = new SegmentedControl(m_theme, tr("Loss axis"), this);
    axis->addSegment(tr("Log"));
    axis->addSegment(tr("Linear"));
    connect(axis, &SegmentedControl::currentIndexChanged, m_plot,
            [this](int index) { m_plot->setLogarithmic(index == 0); });
    m_plot->setLogarithmic(true);
    row->addWidget(smoothingLabel);
    row->addWidget(smoothing);
    row->addWidget(axis);
    layout.addLayout(row);
    layout.addWidget(m_plot, 1);
}

void TrainingView::arrange()
{
    const bool isWide = width() >= m_theme.px(kWide);
    m_header->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    // Whole lines of figures: six, three, two, or one beside another.
    int columns = std::clamp(width() / m_theme.px(kColumn), 1, int(FigureCount));
    while (FigureCount % columns != 0)
        --columns;
    for (int i = 0; i < FigureCount; ++i) {
        m_grid->addWidget(m_captions[i], 2 * (i / columns), i % columns);
        m_grid->addWidget(m_figures[i], 2 * (i / columns) + 1, i % columns);
        m_grid->setColumnStretch(i, i < columns ? 1 : 0);
    }
    const int places = std::max(1, width() / m_theme.px(kSampleWidth));
    const int samples = m_samples->count() - 1; // the last item is the stretch
    for (int i = 0; i < samples; ++i)
        m_samples->itemAt(i)->widget()->setVisible(i >= samples - places);
    m_plot->setMinimumHeight(m_theme.px(kPlotHeight));
}

void TrainingView::resizeEvent(QResizeEvent * /*event*/)
{
    arrange();
}

void TrainingView::setRun(TrainingRun *run)
{
    if (m_run)
        disconnect(m_run, nullptr, this, nullptr);
    m_run = run;
    for (const Figure figure : {Speed, TimeLeft})
        m_figures[figure]->setText(QStringLiteral("–"));
    if (run) {
        connect(run, &TrainingRun::changed, this, &TrainingView::refresh);
        connect(run, &TrainingRun::samplesChanged, this, &TrainingView::refreshSamples);
        connect(run, &TrainingRun::reportChanged, this, &TrainingView::refreshReport);
    }
    m_pictures->clear();
    refresh();
    refreshSamples();
    refreshReport();
}

void TrainingView::setReference(const QString &name, const LossCurves &curves)
{
    m_plot->setReference(name, curves);
}

void TrainingView::refresh()
{
    const Job *job = m_run ? m_run->job() : nullptr;
    if (!job)
        return;
    const QLocale locale;
    const JobProgress &progress = job->progress();
    const LossCurves curves = m_run->curves();
    m_plot->setCurves(curves);
    m_title->setText(job->title());
    m_reason->setText(job->reason());
    m_reason->setVisible(!job->reason().isEmpty());
    const bool isOver = job->isFinished();
    m_pause->setText(isOver ? tr("Resume") : tr("Pause"));
    m_pause->setToolTip(isOver ? tr("Go on at the last checkpoint")
                               : tr("Stop at a checkpoint; Resume goes on there"));
    m_pause->setEnabled(job->state() != JobState::Done);
    m_keep->setText(keepText(m_run->model()));
    m_keep->setEnabled(QFileInfo::exists(m_run->bestFile()));
    m_progress->setValue(job->state() == JobState::Done
                             ? kProgressSteps
                             : qRound(progress.fraction.value_or(0.0) * kProgressSteps));
    // Within a step and behind the last there is news without figures: those of the step before stay.
    const nlohmann::json figures =
        job->metricsHistory().empty() ? progress.metrics : job->metricsHistory().back();
    const qint64 step = figures.value("step", progress.step);
    const qint64 total = job->request().options.value("steps", progress.total);
    m_figures[Step]->setText(total > 0 ? tr("%1 of %2").arg(locale.toString(step), locale.toString(total))
                                       : locale.toString(step));
    m_figures[Epoch]->setText(numberText(figures, "epoch", 0));
    const auto loss = figures.find("loss");
    m_figures[TrainLoss]->setText(loss != figures.end() && loss->is_number() ? lossText(loss->get<double>())
                                                                             : QStringLiteral("–"));
    if (progress.rate > 0 || isOver)
        m_figures[Speed]->setText(progress.rate > 0 ? tr("%1 steps/s").arg(progress.rate, 0, 'f', 1)
                                                    : QStringLiteral("–"));
    if (progress.secondsLeft || isOver)
        m_figures[TimeLeft]->setText(isOver ? QStringLiteral("–") : timeText(*progress.secondsLeft));
    m_figures[Validation]->setText(curves.best ? lossText(curves.best->y()) : QStringLiteral("–"));
}

void TrainingView::refreshSamples()
{
    const std::vector<TrainingSample> none;
    const std::vector<TrainingSample> &samples = m_run ? m_run->samples() : none;
    refreshMelodies(samples);
    refreshPictures(samples);
    // The drawings of a run are only added to: those that are there already stay as they are.
    const bool isContinued =
        m_drawings->samples().size() <= samples.size() &&
        (m_drawings->samples().empty() || m_drawings->samples().front().drawings == samples.front().drawings);
    if (!isContinued)
        m_drawings->clear();
    for (std::size_t i = m_drawings->samples().size(); i < samples.size(); ++i) {
        if (!samples[i].drawings.empty())
            m_drawings->addSample({samples[i].step, samples[i].validationLoss, samples[i].drawings});
    }
    m_drawings->setVisible(!m_drawings->samples().empty());
}

void TrainingView::refreshPictures(const std::vector<TrainingSample> &samples)
{
    for (std::size_t i = m_pictures->samples().size(); i < samples.size(); ++i) {
        if (!samples[i].pictures.isNull())
            m_pictures->addSample({samples[i].step, samples[i].validationLoss, samples[i].pictures});
    }
    m_pictures->setVisible(m_run && m_run->model() == "image_stylization");
}

void TrainingView::refreshMelodies(const std::vector<TrainingSample> &samples)
{
    while (QLayoutItem *item = m_samples->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const bool hasMelodies =
        !samples.empty() && samples.front().drawings.empty() && samples.front().pictures.isNull();
    m_samplePlace->setVisible(hasMelodies);
    if (!hasMelodies)
        return;
    const std::size_t first = samples.size() > kShownSamples ? samples.size() - kShownSamples : 0;
    for (std::size_t i = first; i < samples.size(); ++i) {
        const TrainingSample &sample = samples[i];
        QString text = tr("Step %1").arg(QLocale().toString(sample.step));
        if (sample.validationLoss)
            text += QStringLiteral(" · ") + QLocale().toString(*sample.validationLoss, 'f', 2);
        auto *play = new Button(m_theme, text, Emphasis::Plain, this);
        play->setIconName(QStringLiteral("media-playback-start"));
        play->setToolTip(tr("Hear the melody that the model wrote at this step"));
        connect(play, &Button::clicked, this,
                [this, notes = sample.notes] { Q_EMIT sampleRequested(notes); });
        m_samples->addWidget(play);
    }
    m_samples->addStretch(1);
    arrange();
}

void TrainingView::refreshReport()
{
    const DataReport *report = m_run ? m_run->report() : nullptr;
    m_report->setVisible(report);
    m_discarded->setVisible(report);
    if (!report)
        return;
    const QLocale locale;
    QString files = tr("%n file(s)", nullptr, report->files);
    QString examples = tr("%1 melodies").arg(locale.toString(report->examples));
    if (m_run->model() == "sketch_rnn") {
        examples = tr("%1 drawings").arg(locale.toString(report->examples));
    } else if (m_run->model() == "image_stylization") {
        files = tr("%n painting(s)", nullptr, report->examples);
        examples = tr("%n photo(s)", nullptr, report->files);
    }
    //: %1 and %2 are numbers of things
    m_report->setText(
        tr("Data set: %1, %2, %3 to train on and %4 to validate with")
            .arg(files, examples, locale.toString(report->training), locale.toString(report->validation)));
    QStringList reasons;
    for (const auto &[reason, count] : report->discarded)
        reasons << QStringLiteral("%1 %2").arg(locale.toString(count), reason);
    if (!report->unreadable.isEmpty())
        reasons << tr("%1 unreadable").arg(report->unreadable.size());
    m_discarded->setText(reasons.join(QStringLiteral(" · ")));
    m_discarded->setToolTip(report->unreadable.mid(0, 20).join(QLatin1Char('\n')));
}

} // namespace solferino
