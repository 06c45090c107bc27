// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/mini_slider.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace solferino {

namespace {
constexpr double kInset = 4.0; // half a knob
} // namespace

MiniSlider::MiniSlider(const Theme &theme, Kind kind, QWidget *parent)
    : QAbstractSlider(parent)
    , m_theme(theme)
    , m_kind(kind)
{
    setOrientation(Qt::Horizontal);
    setFocusPolicy(Qt::TabFocus);
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

double MiniSlider::knobX() const
{
    const double share =
        static_cast<double>(sliderPosition() - minimum()) / std::max(1, maximum() - minimum());
    return kInset + share * (width() - 2 * kInset);
}

void MiniSlider::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    const int middle = height() / 2;
    const double knob = knobX();
    const QColor groove = m_theme.mixed(Role::Groove, Role::Mark, 0.25);
    const QColor handle = m_theme.color(isEnabled() ? Role::Text : Role::TextDisabled);
    painter.fillRect(0, middle - 1, width(), 2, groove);
    if (m_kind == Kind::Level) {
        painter.fillRect(QRectF(0, middle - 1, knob, 2), m_theme.color(Role::Mark));
        painter.setRenderHint(QPainter::Antialiasing, true);
        painter.setPen(Qt::NoPen);
        painter.setBrush(handle);
        painter.drawEllipse(QPointF(knob, middle), 4.5, 4.5);
    } else {
        const int centre = width() / 2;
        painter.fillRect(centre - 1, middle - 4, 2, 8, groove);
        painter.fillRect(static_cast<int>(std::lround(knob)) - 1, middle - 5, 3, 10, handle);
    }
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(m_theme.color(Role::Text));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void MiniSlider::moveTo(double x)
{
    const double share = std::clamp((x - kInset) / std::max(1.0, width() - 2 * kInset), 0.0, 1.0);
    int position = minimum() + static_cast<int>(std::lround(share * (maximum() - minimum())));
    const bool snapsToCentre = m_kind == Kind::Balance && std::abs(x - width() / 2.0) < 3.0;
    if (snapsToCentre) {
        position = (minimum() + maximum()) / 2;
    }
    setSliderPosition(position);
    update();
}

void MiniSlider::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) {
        setSliderDown(true);
        moveTo(event->position().x());
    }
}

void MiniSlider::mouseMoveEvent(QMouseEvent *event)
{
    if (isSliderDown()) {
        moveTo(event->position().x());
    }
}

void MiniSlider::mouseReleaseEvent(QMouseEvent * /*event*/)
{
    setSliderDown(false);
}

void MiniSlider::mouseDoubleClickEvent(QMouseEvent * /*event*/)
{
    setValue(m_defaultValue);
}

} // namespace solferino
