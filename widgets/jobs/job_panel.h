// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/surface.h"
#include "widgets/jobs/job_delegate.h"

class QAction;
class QListView;

namespace solferino {

class Button;
class DockTitleBar;
class Job;
class JobDetail;
class JobListModel;
class JobQueue;
class TextLabel;

/// Content of the Jobs dock: every job as a row, and the chosen one in detail.
class JobPanel final : public Surface
{
    Q_OBJECT
public:
    JobPanel(const Theme &theme, JobQueue &queue, JobListModel &model, QWidget *parent);

    /// Puts the counts, Pause Queue and Clear Finished into the dock's title bar.
    void furnish(DockTitleBar &bar);
    /// "2 running · 1 waiting · 1 failed"
    [[nodiscard]] QString countText() const;
    [[nodiscard]] QListView *list() const { return m_list; }

    void select(const Job *job);
    /// Of the queue as a whole, for a menu.
    [[nodiscard]] const QList<QAction *> &queueActions() const { return m_queueActions; }

Q_SIGNALS:
    void showResultRequested(solferino::Job *job);
    void countChanged(const QString &text);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void addActions();
    void addQueueActions();
    void perform(const QModelIndex &index, JobButton button);
    void showMenu(const QPoint &position);
    void showCurrent();
    void updateCount();

    JobQueue &m_queue;
    JobListModel &m_model;
    QListView *m_list;
    TextLabel *m_empty;
    JobDetail *m_detail;
    QList<QAction *> m_queueActions;
    QAction *m_pause = nullptr;
    QAction *m_clear = nullptr;
};

} // namespace solferino
