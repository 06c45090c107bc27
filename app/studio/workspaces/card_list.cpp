// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/workspaces/card_list.h"

#include "widgets/common/theme.h"

#include <QPainter>

namespace solferino {

namespace {

constexpr int kBar = 3;
constexpr int kSquare = 8;

} // namespace

CardDelegate::CardDelegate(const Theme &theme, int height, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_height(height)
{}

QSize CardDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {1, m_theme.px(m_height)}; // as wide as the list
}

void CardDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const QRect row = option.rect;
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->fillRect(row, m_theme.color(isSelected ? Role::Selection : Role::Panel));
    if (isSelected)
        painter->fillRect(QRect(row.left(), row.top(), kBar, row.height()), m_theme.color(Role::Person));
    painter->fillRect(QRect(row.left(), row.bottom(), row.width(), 1), m_theme.color(Role::Line));

    QRect area = row.adjusted(metric::kInset, metric::kGap, -metric::kInset, -metric::kGap);
    const int lineHeight = area.height() / 3;
    const auto line = [&](const QString &left, FontRole leftFont, Role leftColor, const QString &right) {
        const QRect place(area.left(), area.top(), area.width(), lineHeight);
        painter->setFont(m_theme.font(FontRole::Caption));
        painter->setPen(m_theme.color(Role::TextSecondary));
        painter->drawText(place, Qt::AlignRight | Qt::AlignVCenter, right);
        const int taken =
            right.isEmpty() ? 0 : painter->fontMetrics().horizontalAdvance(right) + metric::kGap;
        painter->setFont(m_theme.font(leftFont));
        painter->setPen(m_theme.color(leftColor));
        const QRect leftPlace = place.adjusted(0, 0, -taken, 0);
        painter->drawText(leftPlace, Qt::AlignLeft | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(left, Qt::ElideRight, leftPlace.width()));
        area.setTop(area.top() + lineHeight);
        return place.right() - taken;
    };
    line(index.data().toString(), FontRole::Title, Role::Text, index.data(AsideRole).toString());
    line(index.data(SubtitleRole).toString(), FontRole::Caption, Role::TextSecondary, {});
    const int free =
        line(index.data(LineRole).toString(), FontRole::Note, Role::Text, index.data(ScoreRole).toString());
    if (index.data(ActiveRole).toBool()) {
        const int middle = area.top() - lineHeight / 2;
        painter->fillRect(QRect(free - kSquare, middle - kSquare / 2, kSquare, kSquare),
                          m_theme.color(Role::Machine));
    }
    painter->restore();
}

} // namespace solferino
