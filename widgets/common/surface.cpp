// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/surface.h"

#include "widgets/common/paint.h"

#include <QPainter>

namespace solferino {

Surface::Surface(const Theme &theme, Role fill, Qt::Edges hairlines, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_fill(fill)
    , m_hairlines(hairlines)
{
    connect(&theme, &Theme::changed, this, [this] {
        if (m_height > 0)
            setFixedHeight(m_theme.px(m_height));
        update();
    });
}

void Surface::setFill(Role fill)
{
    m_fill = fill;
    update();
}

void Surface::setHairlineRole(Role role)
{
    m_hairlineRole = role;
    update();
}

void Surface::setScaledHeight(int height)
{
    m_height = height;
    setFixedHeight(m_theme.px(height));
}

QSize Surface::sizeHint() const
{
    // QDockWidget asks its title bar for the hint alone.
    const QSize hint = QWidget::sizeHint();
    return m_height > 0 ? QSize(hint.width(), m_theme.px(m_height)) : hint;
}

void Surface::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(m_fill));
    for (const Qt::Edge edge : {Qt::TopEdge, Qt::BottomEdge, Qt::LeftEdge, Qt::RightEdge}) {
        if (m_hairlines & edge)
            drawHairline(painter, rect(), edge, m_theme.color(m_hairlineRole));
    }
}

} // namespace solferino
