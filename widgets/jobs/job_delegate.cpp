// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobs/job_delegate.h"

#include "core/jobs/job.h"
#include "core/jobs/job_list_model.h"
#include "widgets/common/icons.h"
#include "widgets/common/paint.h"
#include "widgets/common/text_label.h"
#include "widgets/jobs/job_bar.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kIconCenter = 20;
constexpr int kTextLeft = 40;
constexpr int kSelectionBar = 3;
constexpr int kSide = 8;
constexpr int kButtonPadding = 8;
constexpr double kBarLeft = 0.36; // of the row's width
constexpr double kBarWidth = 0.315;
constexpr int kTimeWidth = 92;
constexpr int kDeviceGap = 12;

struct StateLook
{
    QString icon;
    Role role; ///< of icon and bar
    Role text; ///< of the words under the bar
};

StateLook lookOf(JobState state)
{
    switch (state) {
    case JobState::Waiting:
        return {u"chronometer"_s, Role::Mark, Role::TextSecondary};
    case JobState::Running:
        return {u"media-playback-start"_s, Role::Machine, Role::TextSecondary};
    case JobState::Done:
        return {u"dialog-ok-apply"_s, Role::Mark, Role::TextSecondary};
    case JobState::Failed:
        return {u"data-error"_s, Role::Error, Role::Error};
    case JobState::Cancelled:
        return {u"dialog-cancel"_s, Role::Mark, Role::TextSecondary};
    case JobState::Interrupted:
        return {u"data-warning"_s, Role::Warning, Role::Warning};
    }
    return {u"chronometer"_s, Role::Mark, Role::TextSecondary};
}

JobState stateOf(const QModelIndex &index)
{
    return static_cast<JobState>(index.data(JobListModel::StateRole).toInt());
}

QString iconOf(JobButton button)
{
    if (button == JobButton::Cancel)
        return u"dialog-cancel"_s;
    return button == JobButton::MoveUp ? u"arrow-up"_s : QString();
}

} // namespace

QString jobButtonText(JobButton button)
{
    switch (button) {
    case JobButton::Cancel:
        return JobDelegate::tr("Cancel");
    case JobButton::MoveUp:
        return JobDelegate::tr("Move Up");
    case JobButton::MoveDown:
        return JobDelegate::tr("Move Down");
    case JobButton::Retry:
        return JobDelegate::tr("Retry");
    case JobButton::RetryOnCpu:
        return JobDelegate::tr("Retry on CPU");
    case JobButton::ShowResult:
        return JobDelegate::tr("Show Result");
    case JobButton::CopyLog:
        return JobDelegate::tr("Copy Log");
    case JobButton::None:
        break;
    }
    return {};
}

JobDelegate::JobDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{}

std::vector<JobButton> JobDelegate::buttonsOf(const QModelIndex &index)
{
    std::vector<JobButton> buttons;
    if (index.data(JobListModel::CanMoveUpRole).toBool())
        buttons.push_back(JobButton::MoveUp);
    if (index.data(JobListModel::CanCancelRole).toBool())
        buttons.push_back(JobButton::Cancel);
    const JobState state = stateOf(index);
    if (state == JobState::Done)
        buttons.push_back(JobButton::ShowResult);
    else if (index.data(JobListModel::CanRetryRole).toBool())
        buttons.push_back(index.data(JobListModel::ErrorKindRole).toString() == u"out_of_memory" &&
                                  index.data(JobListModel::DeviceRole).toString() != u"CPU"
                              ? JobButton::RetryOnCpu
                              : JobButton::Retry);
    return buttons;
}

std::vector<JobButton> JobDelegate::choicesOf(const QModelIndex &index)
{
    std::vector<JobButton> choices = buttonsOf(index);
    if (index.data(JobListModel::CanMoveDownRole).toBool())
        choices.push_back(JobButton::MoveDown);
    if (index.isValid())
        choices.push_back(JobButton::CopyLog);
    return choices;
}

QSize JobDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {1, m_theme.px(metric::kJobRow)};
}

std::vector<JobDelegate::Place> JobDelegate::places(const QRect &row, const QModelIndex &index) const
{
    const QFontMetrics metrics(m_theme.font(FontRole::Body));
    const int side = m_theme.px(metric::kControl);
    std::vector<JobButton> buttons = buttonsOf(index);
    std::vector<Place> result;
    int right = row.right() - kSide + 1;
    for (auto button = buttons.rbegin(); button != buttons.rend(); ++button) {
        const int width = iconOf(*button).isEmpty()
                              ? metrics.horizontalAdvance(jobButtonText(*button)) + 2 * kButtonPadding
                              : side;
        result.push_back({*button, QRect(right - width, row.center().y() - side / 2, width, side)});
        right -= width;
    }
    return result;
}

JobButton JobDelegate::buttonAt(const QPoint &position, const QRect &row, const QModelIndex &index) const
{
    for (const Place &place : places(row, index)) {
        if (place.rect.contains(position))
            return place.button;
    }
    return JobButton::None;
}

void JobDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRect &row = option.rect;
    const StateLook look = lookOf(stateOf(index));
    painter->save();
    if (option.state & QStyle::State_Selected) {
        painter->fillRect(row, m_theme.color(Role::Selection));
        painter->fillRect(row.left(), row.top(), kSelectionBar, row.height(), m_theme.color(Role::Person));
    }
    drawHairline(*painter, row, Qt::BottomEdge, m_theme.color(Role::Line));
    const int icon = m_theme.px(metric::kIcon);
    drawIcon(*painter, m_theme, look.icon,
             QRect(row.left() + kIconCenter - icon / 2, row.top(), icon, row.height()), look.role, icon);

    const int lineHeight = m_theme.lineHeight(FontRole::Body);
    const int top = row.top() + (row.height() - 2 * lineHeight) / 2;
    const int textWidth = int(row.width() * kBarLeft) - kTextLeft - metric::kGap;
    const auto line = [&](int y, FontRole font, Role color, const QString &text) {
        painter->setFont(m_theme.font(font));
        painter->setPen(m_theme.color(color));
        painter->drawText(QRect(row.left() + kTextLeft, y, textWidth, lineHeight), Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(text, Qt::ElideRight, textWidth));
    };
    line(top, FontRole::Title, Role::Text, index.data().toString());
    line(top + lineHeight, FontRole::Caption, Role::TextSecondary,
         index.data(JobListModel::SubtitleRole).toString());
    paintProgress(*painter, row, index);
    paintButtons(*painter, row, index);
    painter->restore();
}

void JobDelegate::paintProgress(QPainter &painter, const QRect &row, const QModelIndex &index) const
{
    const JobState state = stateOf(index);
    const StateLook look = lookOf(state);
    const int barLeft = row.left() + int(row.width() * kBarLeft);
    const int barWidth = int(row.width() * kBarWidth);
    const int barHeight = m_theme.px(metric::kProgress);
    const int lineHeight = m_theme.lineHeight(FontRole::Note);
    const int top = row.top() + (row.height() - barHeight - lineHeight - 2) / 2;
    const QRectF bar(barLeft, top, barWidth, barHeight);
    const double fraction = index.data(JobListModel::FractionRole).toDouble();
    const double shown = state == JobState::Done      ? 1.0
                         : state == JobState::Running ? fraction
                                                      : std::max(0.0, fraction);
    drawJobProgress(painter, m_theme, bar, shown, look.role);
    painter.setFont(m_theme.font(FontRole::Note));
    const QRect words(barLeft, top + barHeight + 3, barWidth, lineHeight);
    painter.setPen(m_theme.color(look.text));
    const QString said = index.data(JobListModel::ProgressTextRole).toString();
    if (tabularWidth(painter.fontMetrics(), said) <= words.width())
        drawTabularText(painter, words, Qt::AlignLeft, said);
    else
        painter.drawText(words, Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(said, Qt::ElideRight, words.width()));
    painter.setPen(m_theme.color(Role::TextSecondary));
    // Where the buttons leave too little room, the device gives way, then the time.
    const std::vector<Place> buttons = places(row, index);
    const int end = (buttons.empty() ? row.right() : buttons.back().rect.left()) - kSide;
    QRect time(barLeft + barWidth, row.top(), kTimeWidth, row.height());
    const QString device = index.data(JobListModel::DeviceRole).toString();
    const QRect place(time.right() + kDeviceGap, row.top(),
                      painter.fontMetrics().horizontalAdvance(device) + 1, row.height());
    if (place.right() <= end)
        painter.drawText(place, Qt::AlignVCenter, device);
    else
        time.setRight(std::min(time.right(), end));
    const QString timeText = index.data(JobListModel::TimeTextRole).toString();
    if (tabularWidth(painter.fontMetrics(), timeText) <= time.width())
        drawTabularText(painter, time, Qt::AlignRight, timeText);
}

void JobDelegate::paintButtons(QPainter &painter, const QRect &row, const QModelIndex &index) const
{
    for (const Place &place : places(row, index)) {
        const bool isHovered = m_hoveredRow == index && m_hovered == place.button;
        const bool isFramed = place.button == JobButton::Retry || place.button == JobButton::RetryOnCpu;
        const QColor fill = isHovered  ? m_theme.color(Role::ButtonHover)
                            : isFramed ? m_theme.color(Role::Button)
                                       : QColor();
        drawBox(painter, place.rect, metric::kCorner, fill,
                isFramed ? m_theme.color(Role::ControlLine) : QColor());
        if (const QString icon = iconOf(place.button); !icon.isEmpty()) {
            drawIcon(painter, m_theme, icon, place.rect, Role::Text, m_theme.px(metric::kIcon));
            continue;
        }
        painter.setFont(m_theme.font(FontRole::Body));
        painter.setPen(m_theme.color(Role::Text));
        painter.drawText(place.rect, Qt::AlignCenter, jobButtonText(place.button));
    }
}

bool JobDelegate::editorEvent(QEvent *event, QAbstractItemModel *, const QStyleOptionViewItem &option,
                              const QModelIndex &index)
{
    if (event->type() != QEvent::MouseButtonRelease && event->type() != QEvent::MouseButtonPress &&
        event->type() != QEvent::MouseMove)
        return false;
    const auto *mouse = static_cast<QMouseEvent *>(event);
    const JobButton button = buttonAt(mouse->pos(), option.rect, index);
    if (event->type() == QEvent::MouseMove) {
        m_hoveredRow = index;
        m_hovered = button;
        return false;
    }
    if (button == JobButton::None || mouse->button() != Qt::LeftButton)
        return false;
    if (event->type() == QEvent::MouseButtonRelease)
        Q_EMIT triggered(index, button);
    return true;
}

bool JobDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                            const QModelIndex &index)
{
    const JobButton button = buttonAt(event->pos(), option.rect, index);
    const QString text = button != JobButton::None ? jobButtonText(button)
                                                   : index.data(JobListModel::ProgressTextRole).toString();
    QToolTip::showText(event->globalPos(), text, view);
    return true;
}

} // namespace solferino
