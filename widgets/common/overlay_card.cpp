// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/overlay_card.h"

#include "widgets/common/paint.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace solferino {

namespace {
constexpr int kWidth = 600;
constexpr int kTop = 96;
constexpr int kLeastMargin = 16;
} // namespace

OverlayCard::OverlayCard(const Theme &theme, QWidget *window)
    : QWidget(window)
    , m_theme(theme)
{
    hide();
    window->installEventFilter(this);
    connect(&theme, &Theme::changed, this, [this] {
        if (isVisible())
            place();
    });
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (isVisible() && now && now != this && !isAncestorOf(now))
            closeCard();
    });
}

void OverlayCard::open()
{
    if (!isVisible())
        m_focusBefore = window()->focusWidget();
    QWidget *input = prepare();
    place();
    raise();
    show();
    input->setFocus(Qt::PopupFocusReason);
}

void OverlayCard::closeCard()
{
    if (isHidden())
        return;
    const bool hadFocus = isAncestorOf(window()->focusWidget());
    hide();
    if (hadFocus && m_focusBefore)
        m_focusBefore->setFocus(Qt::PopupFocusReason);
}

int OverlayCard::greatestHeight() const
{
    return std::max(200, parentWidget()->height() - kTop - kLeastMargin);
}

void OverlayCard::place()
{
    const int width = std::min(m_theme.px(kWidth), parentWidget()->width() - 2 * kLeastMargin);
    setFixedWidth(width);
    const int height = std::min(sizeHint().height(), greatestHeight());
    setGeometry((parentWidget()->width() - width) / 2, kTop, width, height);
}

bool OverlayCard::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && isVisible()) {
        if (event->type() == QEvent::Resize)
            place();
        else if (event->type() == QEvent::MouseButtonPress)
            closeCard();
    }
    return QWidget::eventFilter(watched, event);
}

void OverlayCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawBox(painter, rect(), metric::kCorner, m_theme.color(Role::Panel), m_theme.color(Role::Mark));
}

void OverlayCard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        closeCard();
    else
        QWidget::keyPressEvent(event);
}

} // namespace solferino
