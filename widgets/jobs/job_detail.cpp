// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobs/job_detail.h"

#include "core/jobs/job.h"
#include "widgets/common/button.h"
#include "widgets/jobs/job_delegate.h"
#include "widgets/jobs/loss_plot.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QVBoxLayout>

namespace solferino {

JobDetail::JobDetail(const Theme &theme, QWidget *parent)
    : Surface(theme, Role::Panel, Qt::LeftEdge, parent)
    , m_plot(new LossPlot(theme, this))
    , m_log(new QPlainTextEdit(this))
    , m_logButton(new Button(theme, tr("Log"), Emphasis::Plain, this))
    , m_result(new Button(theme, jobButtonText(JobButton::ShowResult), Emphasis::Plain, this))
{
    setAccessibleName(tr("Details of the job"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metric::kInset, metric::kGap, metric::kInset, metric::kGap);
    column->setSpacing(4);
    column->addWidget(m_plot, 1);
    column->addWidget(m_log, 1);
    auto *row = new QHBoxLayout;
    row->addWidget(m_logButton);
    row->addStretch();
    row->addWidget(m_result);
    column->addLayout(row);
    m_log->setReadOnly(true);
    m_log->setMinimumHeight(1); // a low dock shows less of it
    m_log->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_log->setAccessibleName(tr("Log"));
    m_log->setPlaceholderText(tr("Nothing is in the log."));
    m_logButton->setCheckable(true);
    m_logButton->setToolTip(tr("Show what the engine wrote"));
    m_result->setFlat(true);
    connect(m_logButton, &QPushButton::toggled, this, &JobDetail::refresh);
    connect(m_result, &QPushButton::clicked, this, [this] {
        if (m_job)
            Q_EMIT showResultRequested(m_job);
    });
    refresh();
}

void JobDetail::setJob(Job *job)
{
    if (job == m_job)
        return;
    if (m_job)
        m_job->disconnect(this);
    m_job = job;
    m_shownMetrics = 0;
    if (job) {
        connect(job, &Job::stateChanged, this, &JobDetail::refresh);
        connect(job, &Job::progressChanged, this, &JobDetail::refresh);
        connect(job, &Job::logged, this, &JobDetail::refreshLog);
    }
    refreshLog();
    refresh();
}

bool JobDetail::isLogShown() const
{
    return !m_log->isHidden();
}

void JobDetail::refresh()
{
    const bool hasCurves = m_job && !m_job->metricsHistory().empty();
    m_logButton->setVisible(hasCurves);
    m_plot->setVisible(hasCurves && !m_logButton->isChecked());
    m_log->setVisible(m_plot->isHidden());
    m_result->setVisible(m_job && m_job->state() == JobState::Done);
    if (hasCurves && m_job->metricsHistory().size() != m_shownMetrics) {
        m_shownMetrics = m_job->metricsHistory().size();
        m_plot->setCurves(lossCurves(m_job->metricsHistory()));
    }
    if (m_job && m_job->isFinished())
        refreshLog();
}

void JobDetail::refreshLog()
{
    QStringList lines;
    if (m_job) {
        lines = m_job->log();
        if (!m_job->detail().isEmpty())
            lines << m_job->detail();
    }
    const QString text = lines.join(u'\n');
    if (text == m_log->toPlainText())
        return;
    m_log->setPlainText(text);
    m_log->verticalScrollBar()->setValue(m_log->verticalScrollBar()->maximum());
}

} // namespace solferino
