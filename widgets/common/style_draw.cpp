// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/style_draw.h"

#include "widgets/common/accent_slider.h"
#include "widgets/common/button.h"
#include "widgets/common/icons.h"
#include "widgets/common/paint.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyleOption>

namespace solferino::draw {

using namespace Qt::StringLiterals;

namespace {

constexpr double kHoverStrength = 0.12; // how far a filled button moves towards the text colour

struct ButtonColors
{
    QColor fill;
    QColor border;
    Role text = Role::Text;
};

Emphasis emphasisOf(const QWidget *widget)
{
    const auto *button = qobject_cast<const Button *>(widget);
    return button ? button->emphasis() : Emphasis::Plain;
}

QString keyHintOf(const QWidget *widget)
{
    const auto *button = qobject_cast<const Button *>(widget);
    return button ? button->keyHint() : QString();
}

ButtonColors filledColors(const Theme &theme, Emphasis emphasis, QStyle::State state)
{
    const Role fill = emphasis == Emphasis::Machine ? Role::Machine : Role::Person;
    const Role text = emphasis == Emphasis::Machine ? Role::OnMachine : Role::OnPerson;
    const bool isLit = state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    return {isLit ? theme.mixed(fill, Role::Text, kHoverStrength) : theme.color(fill), QColor(), text};
}

ButtonColors buttonColors(const Theme &theme, const QStyleOptionButton &option, const QWidget *widget)
{
    const bool isFlat = option.features & QStyleOptionButton::Flat;
    if (!(option.state & QStyle::State_Enabled))
        return {QColor(), isFlat ? QColor() : theme.color(Role::ControlLine), Role::TextDisabled};
    const Emphasis emphasis = emphasisOf(widget);
    if (emphasis != Emphasis::Plain)
        return filledColors(theme, emphasis, option.state);
    if (option.state & QStyle::State_On)
        return {theme.color(Role::Selection), theme.color(Role::Person)};
    const QColor border = isFlat ? QColor() : theme.color(Role::ControlLine);
    if (option.state & QStyle::State_Sunken)
        return {theme.color(Role::Line), border};
    if (option.state & QStyle::State_MouseOver)
        return {theme.color(Role::ButtonHover), border};
    return {isFlat ? QColor() : theme.color(Role::Button), border};
}

QFont labelFont(const Theme &theme, const QWidget *widget)
{
    if (emphasisOf(widget) != Emphasis::Plain)
        return theme.font(FontRole::Title);
    return widget ? widget->font() : theme.font(FontRole::Body);
}

int labelWidth(const Theme &theme, const QStyleOptionButton &option, const QWidget *widget,
               const QString &hint)
{
    int width = QFontMetrics(labelFont(theme, widget))
                    .size(Qt::TextShowMnemonic | Qt::TextSingleLine, option.text)
                    .width();
    if (!option.icon.isNull())
        width += theme.px(metric::kIcon) + metric::kGap;
    if (!hint.isEmpty())
        width += metric::kGap + QFontMetrics(theme.font(FontRole::Caption)).horizontalAdvance(hint);
    return width;
}

QColor boxBorder(const Theme &theme, bool isEnabled)
{
    return theme.color(isEnabled ? Role::Mark : Role::TextDisabled);
}

} // namespace

void pushButton(QPainter &painter, const Theme &theme, const QStyleOptionButton &option,
                const QWidget *widget)
{
    const ButtonColors colors = buttonColors(theme, option, widget);
    drawBox(painter, option.rect, metric::kCorner, colors.fill, colors.border);
}

int pushButtonLabelWidth(const Theme &theme, const QStyleOptionButton &option, const QWidget *widget)
{
    return labelWidth(theme, option, widget, keyHintOf(widget));
}

void pushButtonLabel(QPainter &painter, const Theme &theme, const QStyleOptionButton &option,
                     const QWidget *widget)
{
    const bool isEnabled = option.state & QStyle::State_Enabled;
    const int iconSize = theme.px(metric::kIcon);
    const QIcon::Mode mode = isEnabled ? QIcon::Normal : QIcon::Disabled;
    if (option.text.isEmpty()) {
        QRect square(0, 0, iconSize, iconSize);
        square.moveCenter(option.rect.center());
        option.icon.paint(&painter, square, Qt::AlignCenter, mode);
        return;
    }
    painter.save();
    painter.setPen(theme.color(buttonColors(theme, option, widget).text));
    // The name of a button matters more than its key: where there is room for one, that is it.
    const int room = option.rect.width() - 8;
    const QString hint = pushButtonLabelWidth(theme, option, widget) <= room ? keyHintOf(widget) : QString();
    const int width = labelWidth(theme, option, widget, hint);
    const bool isRightToLeft = option.direction == Qt::RightToLeft;
    QRect rest(0, option.rect.top(), std::min(width, room), option.rect.height());
    rest.moveLeft(option.rect.left() + (option.rect.width() - rest.width()) / 2);
    const QRect label = rest;
    const auto place = [&](const QRect &part) {
        return QStyle::visualRect(isRightToLeft ? Qt::RightToLeft : Qt::LeftToRight, label, part);
    };
    if (!option.icon.isNull()) {
        QRect square(rest.left(), rest.center().y() - iconSize / 2 + 1, iconSize, iconSize);
        option.icon.paint(&painter, place(square), Qt::AlignCenter, mode);
        rest.setLeft(square.right() + 1 + metric::kGap);
    }
    if (!hint.isEmpty()) {
        const QFont font = theme.font(FontRole::Caption);
        const int hintWidth = QFontMetrics(font).horizontalAdvance(hint);
        painter.setFont(font);
        painter.drawText(place({rest.right() + 1 - hintWidth, rest.top(), hintWidth, rest.height()}),
                         Qt::AlignVCenter | Qt::AlignLeft, hint);
        rest.setRight(rest.right() - hintWidth - metric::kGap);
    }
    const QFont font = labelFont(theme, widget);
    painter.setFont(font);
    const QString text =
        QFontMetrics(font).elidedText(option.text, Qt::ElideRight, rest.width() + 2, Qt::TextShowMnemonic);
    painter.drawText(place(rest), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic | Qt::TextDontClip,
                     text);
    painter.restore();
}

void toolButton(QPainter &painter, const Theme &theme, const QStyleOption &option)
{
    const bool isEnabled = option.state & QStyle::State_Enabled;
    const bool isAutoRaised = option.state & QStyle::State_AutoRaise;
    QColor fill;
    QColor border;
    if (option.state & QStyle::State_On) {
        fill = theme.color(Role::Selection);
        border = theme.color(isEnabled ? Role::Person : Role::ControlLine);
    } else {
        if (!isAutoRaised) {
            fill = theme.color(Role::Button);
            border = theme.color(Role::ControlLine);
        }
        if (isEnabled && option.state & QStyle::State_Sunken)
            fill = theme.color(Role::Line);
        else if (isEnabled && option.state & QStyle::State_MouseOver)
            fill = theme.color(Role::ButtonHover);
    }
    drawBox(painter, option.rect, metric::kCorner, fill, border);
}

void toolButtonLabel(QPainter &painter, const Theme &theme, const QStyleOptionToolButton &option)
{
    const bool isEnabled = option.state & QStyle::State_Enabled;
    const int side = theme.px(metric::kIcon);
    const auto place = [&](const QRect &part) {
        return QStyle::visualRect(option.direction, option.rect, part);
    };
    QRect rest = option.rect.adjusted(metric::kGap, 0, -metric::kGap, 0);
    if (!option.icon.isNull()) {
        const QRect square(rest.left(), rest.center().y() - side / 2 + 1, side, side);
        option.icon.paint(&painter, place(square), Qt::AlignCenter,
                          isEnabled ? QIcon::Normal : QIcon::Disabled);
        rest.setLeft(square.right() + 1 + metric::kGap);
    }
    painter.save();
    painter.setFont(option.font);
    painter.setPen(theme.color(isEnabled ? Role::Text : Role::TextDisabled));
    painter.drawText(place(rest), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextHideMnemonic | Qt::TextDontClip,
                     option.text);
    painter.restore();
}

void checkBox(QPainter &painter, const Theme &theme, const QStyleOption &option)
{
    const bool isEnabled = option.state & QStyle::State_Enabled;
    const bool isOn = option.state & QStyle::State_On;
    const bool isPartial = option.state & QStyle::State_NoChange;
    if (!isOn && !isPartial) {
        drawBox(painter, option.rect, metric::kCheckCorner, theme.color(Role::Field),
                boxBorder(theme, isEnabled));
        return;
    }
    const QColor fill = theme.color(isEnabled ? Role::Person : Role::TextDisabled);
    drawBox(painter, option.rect, metric::kCheckCorner, fill, QColor());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(Role::OnPerson), 2.0, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.translate(option.rect.topLeft());
    const double unit = option.rect.width() / 16.0;
    painter.scale(unit, unit);
    if (isPartial)
        painter.drawLine(QPointF(4.5, 8), QPointF(11.5, 8));
    else
        painter.drawPolyline(QPolygonF({{4.0, 8.3}, {6.8, 11.0}, {12.0, 5.2}}));
    painter.restore();
}

void radioButton(QPainter &painter, const Theme &theme, const QStyleOption &option)
{
    const bool isEnabled = option.state & QStyle::State_Enabled;
    const bool isOn = option.state & QStyle::State_On;
    const qreal radius = option.rect.width() / 2.0;
    const QColor on = theme.color(isEnabled ? Role::Person : Role::TextDisabled);
    drawBox(painter, option.rect, radius, isOn ? on : theme.color(Role::Field),
            isOn ? QColor() : boxBorder(theme, isEnabled));
    if (!isOn)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Role::OnPerson));
    painter.drawEllipse(QRectF(option.rect).center(), radius * 0.38, radius * 0.38);
    painter.restore();
}

void field(QPainter &painter, const Theme &theme, const QRect &rect, bool isEnabled)
{
    drawBox(painter, rect, metric::kCorner, isEnabled ? theme.color(Role::Field) : QColor(),
            theme.color(Role::ControlLine));
}

void focusRing(QPainter &painter, const Theme &theme, const QRect &rect)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(Role::Text), 2.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), metric::kCorner + 2, metric::kCorner + 2);
    painter.restore();
}

void comboBox(QPainter &painter, const Theme &theme, const QStyleOptionComboBox &option)
{
    const bool isEnabled = option.state & QStyle::State_Enabled;
    QColor fill = theme.color(option.editable ? Role::Field : Role::Button);
    if (!isEnabled)
        fill = QColor();
    else if (!option.editable && option.state & QStyle::State_Sunken)
        fill = theme.color(Role::Line);
    else if (!option.editable && option.state & QStyle::State_MouseOver)
        fill = theme.color(Role::ButtonHover);
    drawBox(painter, option.rect, metric::kCorner, fill, theme.color(Role::ControlLine));
    const int side = theme.px(metric::kControl);
    const QRect arrow = QStyle::visualRect(
        option.direction, option.rect,
        QRect(option.rect.right() - side + 1, option.rect.top(), side, option.rect.height()));
    drawIcon(painter, theme, u"arrow-down"_s, arrow, isEnabled ? Role::TextSecondary : Role::TextDisabled,
             theme.px(metric::kIcon));
}

void spinBox(QPainter &painter, const Theme &theme, const QStyleOptionSpinBox &option, const QRect &up,
             const QRect &down)
{
    const bool isEnabled = option.state & QStyle::State_Enabled;
    if (option.frame)
        field(painter, theme, option.rect, isEnabled);
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    drawHairline(painter, up.united(down), option.direction == Qt::RightToLeft ? Qt::RightEdge : Qt::LeftEdge,
                 theme.color(Role::ControlLine));
    const auto arrow = [&](const QRect &rect, const QString &name, QStyle::SubControl part,
                           QAbstractSpinBox::StepEnabledFlag step) {
        const bool canStep = isEnabled && option.stepEnabled & step;
        const bool isHovered = option.state & QStyle::State_MouseOver && option.activeSubControls == part;
        const Role role = !canStep ? Role::TextDisabled : isHovered ? Role::Text : Role::TextSecondary;
        drawIcon(painter, theme, name, rect.adjusted(1, 0, 0, 0), role, theme.px(metric::kIcon) - 5);
    };
    arrow(up, u"arrow-up"_s, QStyle::SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled);
    arrow(down, u"arrow-down"_s, QStyle::SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled);
}

void slider(QPainter &painter, const Theme &theme, const QStyleOptionSlider &option, const QRect &handle)
{
    const bool isEnabled = option.state & QStyle::State_Enabled;
    const bool isHorizontal = option.orientation == Qt::Horizontal;
    const double thickness = theme.px(metric::kSliderGroove);
    const double knob = theme.px(metric::kSliderKnob);
    const QRectF rect = option.rect;
    const QPointF center = QRectF(handle).center();
    QRectF groove;
    QRectF filled;
    if (isHorizontal) {
        groove = {rect.left(), rect.center().y() - thickness / 2, rect.width(), thickness};
        filled = groove;
        option.upsideDown ? filled.setLeft(center.x()) : filled.setRight(center.x());
    } else {
        groove = {rect.center().x() - thickness / 2, rect.top(), thickness, rect.height()};
        filled = groove;
        option.upsideDown ? filled.setTop(center.y()) : filled.setBottom(center.y());
    }
    drawBox(painter, groove, thickness / 2, theme.color(Role::Groove), QColor());
    const auto *accent = qobject_cast<const AccentSlider *>(option.styleObject);
    const Role fill = accent ? accent->fill() : Role::Mark;
    drawBox(painter, filled, thickness / 2, theme.color(isEnabled ? fill : Role::ControlLine), QColor());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(theme.color(option.state & QStyle::State_Sunken ? Role::ButtonHover : Role::Panel));
    painter.setPen(QPen(theme.color(isEnabled ? Role::Text : Role::TextDisabled), 2.0));
    const QPointF knobCenter =
        isHorizontal ? QPointF(center.x(), groove.center().y()) : QPointF(groove.center().x(), center.y());
    painter.drawEllipse(knobCenter, knob / 2 - 1, knob / 2 - 1);
    painter.restore();
}

void scrollBar(QPainter &painter, const Theme &theme, const QStyleOptionSlider &option, const QRect &handle)
{
    const bool isActive = option.activeSubControls & QStyle::SC_ScrollBarSlider &&
                          option.state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    const int thickness = theme.px(metric::kScrollHandle);
    QRectF rect = handle;
    if (option.orientation == Qt::Horizontal)
        rect = {rect.left() + 1, rect.center().y() - thickness / 2.0, rect.width() - 2.0, double(thickness)};
    else
        rect = {rect.center().x() - thickness / 2.0, rect.top() + 1, double(thickness), rect.height() - 2.0};
    drawBox(painter, rect, thickness / 2.0, theme.color(isActive ? Role::Mark : Role::ControlLine), QColor());
}

} // namespace solferino::draw
