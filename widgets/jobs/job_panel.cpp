// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobs/job_panel.h"

#include "core/jobs/job_list_model.h"
#include "core/jobs/job_queue.h"
#include "core/jobs/job_text.h"
#include "widgets/common/button.h"
#include "widgets/common/dock_title_bar.h"
#include "widgets/common/text_label.h"
#include "widgets/jobs/job_detail.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QListView>
#include <QMenu>

#include <algorithm>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLeastForDetail = 640; // width of the panel under which the detail gives way
constexpr int kLeastWidth = 240;
constexpr int kLeastRows = 2;

JobButton firstOf(const QModelIndex &index, std::initializer_list<JobButton> wanted)
{
    for (const JobButton button : JobDelegate::choicesOf(index)) {
        if (std::find(wanted.begin(), wanted.end(), button) != wanted.end())
            return button;
    }
    return JobButton::None;
}

} // namespace

JobPanel::JobPanel(const Theme &theme, JobQueue &queue, JobListModel &model, QWidget *parent)
    : Surface(theme, Role::Panel, {}, parent)
    , m_queue(queue)
    , m_model(model)
    , m_list(new QListView(this))
    , m_empty(new TextLabel(theme, FontRole::Body, Role::TextSecondary, this))
    , m_detail(new JobDetail(theme, this))
{
    setAccessibleName(tr("Jobs"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_empty, 1);
    row->addWidget(m_list, 1);
    row->addWidget(m_detail);
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_empty->setMargin(metric::kInset);
    m_empty->setText(tr("Jobs appear here while they run, and stay until they are cleared."));

    auto *delegate = new JobDelegate(theme, m_list);
    m_list->setItemDelegate(delegate);
    m_list->setModel(&model);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    m_list->setDragDropOverwriteMode(false);
    m_list->setAccessibleName(tr("Jobs"));
    m_list->viewport()->setAutoFillBackground(false);
    connect(delegate, &JobDelegate::triggered, this, &JobPanel::perform);
    connect(m_list, &QWidget::customContextMenuRequested, this, &JobPanel::showMenu);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &JobPanel::showCurrent);
    connect(m_detail, &JobDetail::showResultRequested, this, &JobPanel::showResultRequested);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&model, signal, this, &JobPanel::updateCount);
    connect(&model, &QAbstractItemModel::dataChanged, this, &JobPanel::updateCount);
    connect(&model, &QAbstractItemModel::modelReset, this, &JobPanel::updateCount);
    addActions();
    addQueueActions();
    updateCount();
    const auto fit = [this] {
        setMinimumSize(this->theme().px(kLeastWidth), kLeastRows * this->theme().px(metric::kJobRow));
    };
    connect(&theme, &Theme::changed, this, fit);
    fit();
}

void JobPanel::furnish(DockTitleBar &bar)
{
    for (QAction *action : {m_pause, m_clear}) {
        auto *button = new Button(theme(), action->text(), Emphasis::Plain, &bar);
        button->setFlat(true);
        button->setToolTip(action->statusTip());
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, button, [button, action] { button->setText(action->text()); });
        bar.addActionWidget(button);
    }
    bar.setCount(countText());
    connect(this, &JobPanel::countChanged, &bar, &DockTitleBar::setCount);
}

void JobPanel::addQueueActions()
{
    const auto add = [this](const QString &text, const QString &tip, auto slot) {
        auto *action = new QAction(text, this);
        action->setStatusTip(tip);
        connect(action, &QAction::triggered, this, slot);
        m_queueActions << action;
        return action;
    };
    m_pause = add(tr("Pause Queue"), tr("Running jobs go on, waiting ones wait"),
                  [this] { m_queue.setPaused(!m_queue.isPaused()); });
    connect(&m_queue, &JobQueue::pausedChanged, m_pause,
            [this](bool isPaused) { m_pause->setText(isPaused ? tr("Resume Queue") : tr("Pause Queue")); });
    add(tr("Cancel Waiting Jobs"), tr("Running jobs go on, waiting ones end"),
        [this] { m_queue.cancelWaiting(); });
    m_clear = add(tr("Clear Finished"), tr("Take the jobs that have ended off the list"),
                  [this] { m_queue.clearFinished(); });
}

QString JobPanel::countText() const
{
    int running = 0;
    int waiting = 0;
    int failed = 0;
    for (const Job *job : m_queue.jobs()) {
        running += job->state() == JobState::Running;
        waiting += job->state() == JobState::Waiting;
        failed += job->state() == JobState::Failed || job->state() == JobState::Interrupted;
    }
    QStringList parts;
    if (running > 0)
        parts << tr("%n running", nullptr, running);
    if (waiting > 0)
        parts << tr("%n waiting", nullptr, waiting);
    if (failed > 0)
        parts << tr("%n failed", nullptr, failed);
    return parts.join(u" · "_s);
}

void JobPanel::select(const Job *job)
{
    m_list->setCurrentIndex(m_model.indexOf(job));
}

void JobPanel::addActions()
{
    const auto add = [this](const QString &text, const QKeySequence &key,
                            std::initializer_list<JobButton> wanted) {
        auto *action = new QAction(text, m_list);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, [this, wanted = std::vector(wanted)] {
            const QModelIndex index = m_list->currentIndex();
            for (const JobButton button : wanted) {
                if (firstOf(index, {button}) != JobButton::None) {
                    perform(index, button);
                    return;
                }
            }
        });
        m_list->addAction(action);
    };
    add(tr("Cancel Job"), QKeySequence::Delete, {JobButton::Cancel});
    add(tr("Retry Job"), Qt::Key_R, {JobButton::Retry, JobButton::RetryOnCpu});
    add(tr("Move Job Up"), Qt::ALT | Qt::Key_Up, {JobButton::MoveUp});
    add(tr("Move Job Down"), Qt::ALT | Qt::Key_Down, {JobButton::MoveDown});
    add(tr("Copy Log of Job"), QKeySequence::Copy, {JobButton::CopyLog});
    add(tr("Show Result of Job"), Qt::Key_Return, {JobButton::ShowResult});
}

void JobPanel::perform(const QModelIndex &index, JobButton button)
{
    Job *job = m_model.jobAt(index);
    if (!job)
        return;
    switch (button) {
    case JobButton::Cancel:
        m_queue.cancel(job->id());
        break;
    case JobButton::MoveUp:
        m_queue.moveUp(job->id());
        break;
    case JobButton::MoveDown:
        m_queue.moveDown(job->id());
        break;
    case JobButton::CopyLog:
        QGuiApplication::clipboard()->setText(jobReport(*job));
        break;
    case JobButton::Retry:
        select(m_queue.retry(job->id()));
        break;
    case JobButton::RetryOnCpu:
        select(m_queue.retry(job->id(), u"cpu"_s));
        break;
    case JobButton::ShowResult:
        Q_EMIT showResultRequested(job);
        break;
    case JobButton::None:
        break;
    }
}

void JobPanel::showMenu(const QPoint &position)
{
    const QModelIndex index = m_list->indexAt(position);
    if (!index.isValid())
        return;
    QMenu menu;
    for (const JobButton button : JobDelegate::choicesOf(index)) {
        connect(menu.addAction(jobButtonText(button)), &QAction::triggered, this,
                [this, index, button] { perform(index, button); });
    }
    menu.exec(m_list->viewport()->mapToGlobal(position));
}

void JobPanel::showCurrent()
{
    m_detail->setJob(m_model.jobAt(m_list->currentIndex()));
}

void JobPanel::updateCount()
{
    const bool isEmpty = m_model.rowCount() == 0;
    m_empty->setVisible(isEmpty);
    m_list->setVisible(!isEmpty);
    if (!isEmpty && !m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_model.index(0, 0));
    Q_EMIT countChanged(countText());
}

void JobPanel::resizeEvent(QResizeEvent *)
{
    m_detail->setFixedWidth(theme().px(metric::kJobDetail));
    m_detail->setVisible(width() >= theme().px(kLeastForDetail));
}

} // namespace solferino
