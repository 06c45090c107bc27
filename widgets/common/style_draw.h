// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyle>

class QPainter;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionComboBox;
class QStyleOptionHeader;
class QStyleOptionMenuItem;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
class QStyleOptionTab;
class QStyleOptionToolButton;
class QWidget;

namespace solferino {
class Theme;
}

/// The drawing functions behind Style. Each paints one control in its present state.
namespace solferino::draw {

void pushButton(QPainter &painter, const Theme &theme, const QStyleOptionButton &option,
                const QWidget *widget);
void pushButtonLabel(QPainter &painter, const Theme &theme, const QStyleOptionButton &option,
                     const QWidget *widget);
/// Width of the label of a push button: icon, text and key hint.
[[nodiscard]] int pushButtonLabelWidth(const Theme &theme, const QStyleOptionButton &option,
                                       const QWidget *widget);
void toolButton(QPainter &painter, const Theme &theme, const QStyleOption &option);
/// Icon and text side by side.
void toolButtonLabel(QPainter &painter, const Theme &theme, const QStyleOptionToolButton &option);
void checkBox(QPainter &painter, const Theme &theme, const QStyleOption &option);
void radioButton(QPainter &painter, const Theme &theme, const QStyleOption &option);
void field(QPainter &painter, const Theme &theme, const QRect &rect, bool isEnabled);
void focusRing(QPainter &painter, const Theme &theme, const QRect &rect);

void menuItem(QPainter &painter, const Theme &theme, const QStyleOptionMenuItem &option);
[[nodiscard]] QSize menuItemSize(const Theme &theme, const QStyleOptionMenuItem &option);
void menuBarItem(QPainter &painter, const Theme &theme, const QStyleOptionMenuItem &option);
void tab(QPainter &painter, const Theme &theme, const QStyleOptionTab &option);
void tabLabel(QPainter &painter, const Theme &theme, const QStyleOptionTab &option);
void headerSection(QPainter &painter, const Theme &theme, const QStyleOptionHeader &option);

void comboBox(QPainter &painter, const Theme &theme, const QStyleOptionComboBox &option);
void spinBox(QPainter &painter, const Theme &theme, const QStyleOptionSpinBox &option, const QRect &up,
             const QRect &down);
void slider(QPainter &painter, const Theme &theme, const QStyleOptionSlider &option, const QRect &handle);
void scrollBar(QPainter &painter, const Theme &theme, const QStyleOptionSlider &option, const QRect &handle);

} // namespace solferino::draw
