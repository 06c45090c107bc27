// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/disclosure_line.h"

#include "widgets/common/icons.h"

#include <QPainter>
#include <QStyle>

namespace solferino {

using namespace Qt::StringLiterals;

DisclosureLine::DisclosureLine(const Theme &theme, Role textRole, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_textRole(textRole)
{
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize DisclosureLine::sizeHint() const
{
    return {m_theme.px(metric::kIcon) + metric::kGap + fontMetrics().horizontalAdvance(text()) + 2,
            m_theme.px(metric::kControl)};
}

QSize DisclosureLine::minimumSizeHint() const
{
    return {m_theme.px(metric::kIcon), sizeHint().height()};
}

void DisclosureLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const int side = m_theme.px(metric::kIcon);
    const QRect arrow(0, (height() - side) / 2, side, side);
    const QRect label = rect().adjusted(side + metric::kGap, 0, 0, 0);
    drawIcon(painter, m_theme, isChecked() ? u"arrow-down"_s : u"arrow-right"_s,
             QStyle::visualRect(layoutDirection(), rect(), arrow), m_textRole, side);
    painter.setPen(m_theme.color(underMouse() ? Role::Text : m_textRole));
    const QRect area = QStyle::visualRect(layoutDirection(), rect(), label);
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft,
                     fontMetrics().elidedText(text(), Qt::ElideRight, area.width()));
}

} // namespace solferino
