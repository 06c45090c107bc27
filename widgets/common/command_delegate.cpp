// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/command_delegate.h"

#include "widgets/common/command_list.h"
#include "widgets/common/paint.h"
#include "widgets/common/theme.h"

#include <QIcon>
#include <QPainter>

namespace solferino {

namespace {
constexpr int kRowHeight = 36;
constexpr int kHeadHeight = 24;
constexpr int kSide = 15;
constexpr int kTextLeft = 43;
} // namespace

CommandDelegate::CommandDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{}

int CommandDelegate::rowHeight(const Theme &theme, bool isHead)
{
    return theme.px(isHead ? kHeadHeight : kRowHeight);
}

QSize CommandDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {1, rowHeight(m_theme, index.data(CommandList::IsHeadRole).toBool())};
}

void CommandDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    painter->save();
    if (index.data(CommandList::IsHeadRole).toBool()) {
        paintHead(*painter, option, index);
        painter->restore();
        return;
    }
    const QRect &rect = option.rect;
    if (option.state & QStyle::State_Selected)
        painter->fillRect(rect, m_theme.color(Role::Selection));
    const int side = m_theme.px(metric::kIcon);
    index.data(Qt::DecorationRole)
        .value<QIcon>()
        .paint(painter, QRect(rect.left() + kSide, rect.center().y() - side / 2 + 1, side, side));
    const int textRight =
        drawMatchedText(*painter, m_theme, rect.adjusted(kTextLeft, 0, -kSide, 0), index.data().toString(),
                        index.data(CommandList::PositionsRole).value<QList<int>>());

    painter->setFont(m_theme.font(FontRole::Note));
    painter->setPen(m_theme.color(Role::TextSecondary));
    painter->drawText(QRect(textRight + metric::kInset, rect.top(), rect.width(), rect.height()),
                      Qt::AlignVCenter, index.data(CommandList::PlaceRole).toString());

    int right = rect.right() - kSide + 1;
    const QStringList keys = index.data(CommandList::KeysRole).toStringList();
    for (auto key = keys.crbegin(); key != keys.crend(); ++key)
        right = drawKeyCap(*painter, m_theme, *key, right, rect.center().y()) - 4;
    if (const QString value = index.data(CommandList::ValueRole).toString(); !value.isEmpty()) {
        painter->setFont(m_theme.font(FontRole::Body));
        painter->setPen(m_theme.color(Role::TextSecondary));
        painter->drawText(QRect(rect.left(), rect.top(), right - rect.left() - metric::kGap, rect.height()),
                          Qt::AlignVCenter | Qt::AlignRight, value);
    }
    painter->restore();
}

void CommandDelegate::paintHead(QPainter &painter, const QStyleOptionViewItem &option,
                                const QModelIndex &index) const
{
    const QRect &rect = option.rect;
    if (index.row() > 0)
        painter.fillRect(rect.left(), rect.top(), rect.width(), 1, m_theme.color(Role::Line));
    painter.setFont(m_theme.font(FontRole::Caption));
    painter.setPen(m_theme.color(Role::TextSecondary));
    painter.drawText(rect.adjusted(kSide, 0, 0, 0), Qt::AlignVCenter, index.data().toString());
}

} // namespace solferino
