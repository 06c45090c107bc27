// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobs/job_line.h"

#include "core/jobs/job_list_model.h"
#include "core/jobs/job_queue.h"
#include "widgets/common/disclosure_line.h"
#include "widgets/common/icons.h"
#include "widgets/common/text_label.h"
#include "widgets/jobs/device_text.h"
#include "widgets/jobs/job_bar.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QStatusBar>
#include <QTimer>
#include <QToolButton>

namespace solferino {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto kMemoryInterval = 5s;
}

JobLine::JobLine(const Theme &theme, JobQueue &queue, JobListModel &model, QWidget *parent)
    : Surface(theme, Role::Panel, {}, parent)
    , m_queue(queue)
    , m_model(model)
    , m_disclosure(new DisclosureLine(theme, Role::Text, this))
    , m_bar(new JobBar(theme, this))
    , m_title(new TextLabel(theme, FontRole::Body, Role::Text, this))
    , m_text(new TextLabel(theme, FontRole::Body, Role::TextSecondary, this))
    , m_cancel(new QToolButton(this))
    , m_waiting(new TextLabel(theme, FontRole::Body, Role::TextSecondary, this))
    , m_notice(new TextLabel(theme, FontRole::Body, Role::TextSecondary, this))
    , m_deviceButton(new QToolButton(this))
{
    setAccessibleName(tr("Job line"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metric::kGap - 2, 0, metric::kGap - 2, 0);
    row->addWidget(m_disclosure);
    row->addSpacing(metric::kGap);
    row->addWidget(m_bar);
    auto *words = new QHBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_title);
    words->addWidget(m_text);
    row->addLayout(words);
    row->addWidget(m_cancel);
    row->addWidget(m_waiting);
    row->addStretch();
    row->addWidget(m_notice);
    row->addWidget(m_deviceButton);

    m_disclosure->setText(tr("Jobs"));
    m_disclosure->setToolTip(tr("Show or hide the jobs (Ctrl+J)"));
    m_title->setElideMode(Qt::ElideRight);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_text->setElideMode(Qt::ElideRight);
    m_text->setTabular(true);
    m_text->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_cancel->setAutoRaise(true);
    m_cancel->setIcon(themedIcon(theme, u"dialog-cancel"_s));
    m_cancel->setToolTip(tr("Cancel this job"));
    m_cancel->setAccessibleName(tr("Cancel this job"));
    m_notice->hide();
    m_deviceButton->setAutoRaise(true);
    m_deviceButton->setIcon(themedIcon(theme, u"arrow-down"_s));
    m_deviceButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_deviceButton->setLayoutDirection(layoutDirection() == Qt::LeftToRight ? Qt::RightToLeft
                                                                            : Qt::LeftToRight);

    connect(m_disclosure, &QAbstractButton::clicked, this, &JobLine::panelToggled);
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        if (const Job *job = shownJob())
            m_queue.cancel(job->id());
    });
    connect(m_deviceButton, &QToolButton::clicked, this, &JobLine::fillDeviceMenu);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &JobLine::refresh);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &JobLine::refresh);
    connect(&model, &QAbstractItemModel::rowsMoved, this, &JobLine::refresh);
    connect(&model, &QAbstractItemModel::dataChanged, this, &JobLine::refresh);
    connect(&queue, &JobQueue::engineChanged, this, &JobLine::refreshDevice);
    connect(&queue, &JobQueue::memoryChanged, this, &JobLine::refreshDevice);
    auto *clock = new QTimer(this);
    connect(clock, &QTimer::timeout, this, [this] {
        if (isVisible())
            m_queue.requestMemory();
    });
    clock->start(kMemoryInterval);
    refresh();
    refreshDevice();
}

void JobLine::placeIn(QStatusBar &bar)
{
    bar.setSizeGripEnabled(false);
    bar.addPermanentWidget(this, 1);
    const auto fit = [this, &bar] {
        bar.setFixedHeight(theme().px(metric::kJobLine));
    };
    fit();
    connect(&theme(), &Theme::changed, &bar, fit);
}

void JobLine::setPanelOpen(bool isOpen)
{
    m_disclosure->setChecked(isOpen);
}

void JobLine::setDevice(const QString &id)
{
    m_device = id;
    refreshDevice();
}

void JobLine::setNotice(const QString &text)
{
    m_notice->setText(text);
    m_notice->setVisible(!text.isEmpty());
}

QString JobLine::shownText() const
{
    return m_title->text() + m_text->text();
}

QString JobLine::deviceText() const
{
    return m_deviceButton->text();
}

Job *JobLine::shownJob() const
{
    Job *first = m_model.jobAt(m_model.index(0, 0));
    return first && first->state() == JobState::Running ? first : nullptr;
}

void JobLine::refresh()
{
    const QModelIndex index = m_model.index(0, 0);
    const Job *job = shownJob();
    m_bar->setVisible(job);
    m_cancel->setVisible(job);
    if (job) {
        QString words;
        for (const int role : {JobListModel::ProgressTextRole, JobListModel::TimeTextRole}) {
            if (const QString part = index.data(role).toString(); !part.isEmpty())
                words += u" · "_s + part;
        }
        m_title->setText(job->title());
        m_title->setColorRole(Role::Text);
        m_text->setText(words.trimmed());
        m_bar->setFraction(index.data(JobListModel::FractionRole).toDouble());
        m_cancel->setEnabled(index.data(JobListModel::CanCancelRole).toBool());
    } else {
        m_title->setText(tr("No jobs running"));
        m_title->setColorRole(Role::TextSecondary);
        m_text->setText({});
    }
    int waiting = 0;
    for (const Job *other : m_queue.jobs())
        waiting += other->state() == JobState::Waiting;
    m_waiting->setText(tr("%n waiting", nullptr, waiting));
    m_waiting->setVisible(waiting > 0);
}

void JobLine::refreshDevice()
{
    const nlohmann::json &memory = m_queue.memory(JobLane::Interactive);
    const bool hasMemory = memory.is_object() && memory.contains("devices");
    const QString text =
        solferino::deviceText(hasMemory ? memory["devices"] : m_queue.devices(), m_device.toStdString());
    m_deviceButton->setText(text);
    m_deviceButton->setAccessibleName(tr("Device: %1").arg(text));
    double resident = 0;
    for (const JobLane lane : {JobLane::Interactive, JobLane::Batch}) {
        const nlohmann::json &answer = m_queue.memory(lane);
        resident += answer.is_object() ? answer.value("resident_bytes", 0.0) : 0.0;
    }
    const QString tip = tr("Where new jobs run");
    m_deviceButton->setToolTip(resident > 0
                                   ? tr("%1; the engines hold %2 of memory")
                                         .arg(tip, QLocale().formattedDataSize(static_cast<qint64>(resident)))
                                   : tip);
}

void JobLine::fillDeviceMenu()
{
    QMenu menu;
    const auto add = [&](const QString &id, const QString &text) {
        QAction *action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(id == m_device);
        connect(action, &QAction::triggered, this, [this, id] {
            setDevice(id);
            Q_EMIT deviceChosen(id);
        });
    };
    add(u"auto"_s, tr("Automatic"));
    for (const auto &[id, name] : deviceChoices(m_queue.devices()))
        add(QString::fromStdString(id), name);
    menu.exec(m_deviceButton->mapToGlobal(QPoint(0, -menu.sizeHint().height())));
}

} // namespace solferino
