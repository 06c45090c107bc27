// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/surface.h"

#include <QPointer>

class QPlainTextEdit;

namespace solferino {

class Button;
class Job;
class LossPlot;

/// The side of the Jobs dock: loss plot of a job that trains, log of any job.
class JobDetail final : public Surface
{
    Q_OBJECT
public:
    JobDetail(const Theme &theme, QWidget *parent);

    void setJob(Job *job); ///< null: empty
    [[nodiscard]] bool isLogShown() const;

Q_SIGNALS:
    void showResultRequested(solferino::Job *job);

private:
    void refresh();
    void refreshLog();

    QPointer<Job> m_job;
    LossPlot *m_plot;
    QPlainTextEdit *m_log;
    Button *m_logButton;
    Button *m_result;
    std::size_t m_shownMetrics = 0;
};

} // namespace solferino
