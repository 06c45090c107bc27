// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/toggle_box.h"

#include "widgets/common/paint.h"

#include <QPainter>

namespace solferino {

ToggleBox::ToggleBox(const Theme &theme, const QString &letter, Role onRole, QWidget *parent)
    : QToolButton(parent)
    , m_theme(theme)
    , m_onRole(onRole)
{
    setText(letter);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
}

void ToggleBox::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    const bool isWarning = m_onRole == Role::Warning;
    QColor fill = Qt::transparent;
    QColor border = m_theme.color(Role::ControlLine);
    QColor text = m_theme.color(Role::TextSecondary);
    if (isChecked()) {
        fill = m_theme.color(isWarning ? Role::WarningTint : Role::Selection);
        border = text = m_theme.color(m_onRole);
    } else if (underMouse()) {
        fill = m_theme.color(Role::ButtonHover);
    }
    if (hasFocus()) {
        border = m_theme.color(Role::Text);
    }
    drawBox(painter, rect(), metric::kCorner, fill, border);
    painter.setFont(m_theme.font(FontRole::Caption));
    painter.setPen(text);
    painter.drawText(rect(), Qt::AlignCenter, QToolButton::text());
}

TextButton::TextButton(const Theme &theme, QWidget *parent)
    : QToolButton(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::TabFocus);
}

void TextButton::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setFont(m_theme.font(FontRole::Caption));
    painter.setPen(m_theme.color(underMouse() || hasFocus() ? Role::Text : Role::TextSecondary));
    const QString shown = painter.fontMetrics().elidedText(text(), Qt::ElideRight, width());
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, shown);
    if (hasFocus()) {
        painter.fillRect(0, height() - 2, painter.fontMetrics().horizontalAdvance(shown), 1,
                         m_theme.color(Role::Text));
    }
}

} // namespace solferino
