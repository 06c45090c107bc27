// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/style_delegate.h"

#include "widgets/common/paint.h"
#include "widgets/common/style_draw.h"
#include "widgets/common/theme.h"
#include "widgets/stylize/style_list_model.h"
#include "widgets/stylize/style_thumbnail.h"

#include <QPainter>

#include <cmath>

namespace solferino {

namespace {

constexpr int kPictureWidth = 88;
constexpr int kPictureHeight = 66;
constexpr int kGap = 8;
constexpr int kNameGap = 4;
constexpr int kBorder = 2;
constexpr int kBadgeHeight = 16;

} // namespace

StyleDelegate::StyleDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{}

QSize StyleDelegate::sizeHint(const QStyleOptionViewItem & /*option*/, const QModelIndex & /*index*/) const
{
    return {m_theme.px(kPictureWidth) + kGap,
            kGap + m_theme.px(kPictureHeight) + kNameGap + m_theme.lineHeight(FontRole::Caption)};
}

void StyleDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const QSize size(m_theme.px(kPictureWidth), m_theme.px(kPictureHeight));
    const QRect picture(option.rect.topLeft() + QPoint(kGap / 2, kGap), size);
    const QVariant weight = index.data(StyleListModel::WeightRole);
    painter->save();
    paintThumbnail(*painter, m_theme, picture, index.data(StyleListModel::PictureRole).value<QImage>());
    if (weight.isValid()) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(m_theme.color(Role::Machine), kBorder));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(picture, metric::kCheckCorner, metric::kCheckCorner);
        paintBadge(*painter, picture, weight.toDouble());
    }
    const QFont font = m_theme.font(FontRole::Caption);
    const bool isUnderPointer = option.state.testFlag(QStyle::State_MouseOver);
    painter->setFont(font);
    painter->setPen(m_theme.color(weight.isValid() || isUnderPointer ? Role::Text : Role::TextSecondary));
    const QRect name(option.rect.left() + 1, picture.bottom() + 1 + kNameGap, option.rect.width() - 2,
                     m_theme.lineHeight(FontRole::Caption));
    painter->drawText(name, Qt::AlignCenter,
                      QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, name.width()));
    if (option.state.testFlag(QStyle::State_HasFocus))
        draw::focusRing(*painter, m_theme, picture.adjusted(2, 2, -2, -2));
    painter->restore();
}

void StyleDelegate::paintBadge(QPainter &painter, const QRect &picture, double weight) const
{
    //: the share of a style in percent
    const QString text = tr("%1 %").arg(std::lround(100 * weight));
    const QFont font = m_theme.font(FontRole::NoteName);
    const int width = QFontMetrics(font).horizontalAdvance(text) + 8;
    const int height = m_theme.px(kBadgeHeight);
    const QRect badge(picture.right() - width - 3, picture.bottom() - height - 3, width, height);
    drawBox(painter, badge, 2, m_theme.color(Role::Machine), QColor());
    painter.setFont(font);
    painter.setPen(m_theme.color(Role::OnMachine));
    painter.drawText(badge, Qt::AlignCenter, text);
}

} // namespace solferino
