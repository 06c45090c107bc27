// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/drawing_delegate.h"

#include "core/library/data_set_model.h"
#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include "widgets/sketch/sketch_thumbnail.h"

#include <QPainter>

namespace solferino {

namespace {

constexpr int kSide = 104;
constexpr int kGap = 8;
constexpr int kInset = 8;
constexpr int kFoot = 20;
constexpr qreal kPenWidth = 1.5;

} // namespace

DrawingDelegate::DrawingDelegate(const Theme &theme, const DataSetModel &model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_model(model)
{}

QSize DrawingDelegate::sizeHint(const QStyleOptionViewItem & /*option*/, const QModelIndex & /*index*/) const
{
    return {m_theme.px(kSide) + kGap, m_theme.px(kSide + kFoot) + kGap};
}

void DrawingDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const SketchExample *example = m_model.find(index.data(DataSetModel::IdRole).toULongLong());
    if (!example)
        return;
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QRect card = option.rect.adjusted(0, 0, -kGap, -kGap);
    painter->save();
    drawBox(*painter, card, metric::kCorner, m_theme.color(isSelected ? Role::Selection : Role::Editor),
            m_theme.color(isSelected ? Role::Person : Role::Line));
    const int foot = m_theme.px(kFoot);
    paintLines(*painter, example->lines, QRectF(card.adjusted(kInset, kInset, -kInset, -foot)),
               {m_theme.color(Role::Text), kPenWidth, false});

    painter->setFont(m_theme.font(FontRole::Caption));
    painter->setPen(m_theme.color(Role::TextSecondary));
    QRect text(card.left() + kInset, card.bottom() - foot, card.width() - 2 * kInset, foot);
    if (example->split != DataSplit::Train) {
        //: a drawing is not for training but for validation or test
        const QString part = example->split == DataSplit::Valid ? tr("valid") : tr("test");
        painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter, part);
        text.setRight(text.right() - painter->fontMetrics().horizontalAdvance(part) - kInset);
    }
    painter->drawText(
        text, Qt::AlignLeft | Qt::AlignVCenter,
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, text.width()));
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(m_theme.color(Role::Text));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(card.adjusted(2, 2, -3, -3));
    }
    painter->restore();
}

} // namespace solferino
