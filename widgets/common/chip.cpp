// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/chip.h"

#include "widgets/common/icons.h"
#include "widgets/common/paint.h"

#include <QKeyEvent>
#include <QPainter>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {
constexpr int kPadding = 8;
constexpr int kCross = 10;
} // namespace

Chip::Chip(const Theme &theme, const QString &text, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setText(text);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setToolTip(tr("Remove (Del)"));
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize Chip::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(FontRole::Note));
    return {metrics.horizontalAdvance(text()) + 2 * kPadding + m_theme.px(kCross) + 4,
            m_theme.px(metric::kChip)};
}

QRect Chip::crossRect() const
{
    const int side = m_theme.px(kCross);
    return {width() - kPadding - side + 2, (height() - side) / 2, side, side};
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawBox(painter, rect(), metric::kCorner, m_theme.color(Role::Selection), m_theme.color(Role::Person));
    painter.setFont(m_theme.font(FontRole::Note));
    painter.setPen(m_theme.color(Role::Text));
    painter.drawText(rect().adjusted(kPadding, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
    drawIcon(painter, m_theme, u"window-close"_s, crossRect(),
             underMouse() ? Role::Text : Role::TextSecondary, m_theme.px(kCross));
}

void Chip::mouseReleaseEvent(QMouseEvent *event)
{
    const bool isOnCross = crossRect().adjusted(-6, -6, 6, 6).contains(event->pos());
    QAbstractButton::mouseReleaseEvent(event);
    if (isOnCross)
        Q_EMIT removeRequested();
}

void Chip::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
        Q_EMIT removeRequested();
    else
        QAbstractButton::keyPressEvent(event);
}

} // namespace solferino
