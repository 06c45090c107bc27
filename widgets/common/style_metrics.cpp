// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/button.h"
#include "widgets/common/style.h"
#include "widgets/common/style_draw.h"

#include <QStyleOption>
#include <QToolButton>

#include <algorithm>

namespace solferino {

namespace {
constexpr int kFieldPadding = 8;
constexpr int kButtonPadding = 12;
constexpr int kToolPadding = 6;
constexpr int kSpinColumn = 18;
constexpr int kComboArrow = 28;
constexpr int kFocusMargin = 3; // 1 px gap and 2 px ring
constexpr int kToolTipPadding = 5;
constexpr int kShortestHandle = 24;
constexpr int kSliderLength = 96;
} // namespace

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_SmallIconSize:
    case PM_ToolBarIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
    case PM_ListViewIconSize:
        return m_theme.px(metric::kIcon);
    case PM_MessageBoxIconSize:
        return m_theme.px(metric::kRailIcon);
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return m_theme.px(metric::kCheckBox);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return metric::kGap;
    case PM_SliderLength:
    case PM_SliderControlThickness:
        return m_theme.px(metric::kSliderKnob);
    case PM_SliderThickness:
        return m_theme.px(metric::kControl);
    case PM_ScrollBarExtent:
        return m_theme.px(metric::kScrollBar);
    case PM_ScrollBarSliderMin:
        return kShortestHandle;
    case PM_SplitterWidth:
    case PM_DockWidgetSeparatorExtent:
    case PM_DefaultFrameWidth:
    case PM_MenuPanelWidth:
        return 1;
    case PM_ToolTipLabelFrameWidth:
        return kToolTipPadding;
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ScrollView_ScrollBarOverlap:
    case PM_ToolBarFrameWidth:
    case PM_DockWidgetFrameWidth:
    case PM_DockWidgetTitleMargin:
    case PM_MenuBarPanelWidth:
    case PM_MenuBarVMargin:
    case PM_MenuBarItemSpacing:
    case PM_TabBarBaseOverlap:
    case PM_TabBarTabOverlap:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_MenuHMargin:
    case PM_MenuVMargin:
    case PM_MenuBarHMargin:
    case PM_ToolBarItemSpacing:
        return 4;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return metric::kGap;
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return metric::kInset;
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin:
        return kFocusMargin;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_Widget_Animation_Duration:
        return m_theme.duration(120);
    case SH_Slider_AbsoluteSetButtons:
        return Qt::LeftButton;
    case SH_FocusFrame_AboveWidget:
    case SH_Menu_MouseTracking:
    case SH_MenuBar_MouseTracking:
        return 1;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ComboBox_Popup:
    case SH_ScrollBar_Transient:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_FocusFrame_Mask:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    const int control = m_theme.px(metric::kControl);
    switch (type) {
    case CT_PushButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            if (button->text.isEmpty())
                return {control, control};
            return {draw::pushButtonLabelWidth(m_theme, *button, widget) + 2 * kButtonPadding, control};
        }
        break;
    case CT_ToolButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
            button && button->toolButtonStyle == Qt::ToolButtonTextUnderIcon)
            break;
        else if (button && button->toolButtonStyle == Qt::ToolButtonTextBesideIcon)
            return {size.width() + 2 * metric::kGap + 6, control};
        return {std::max(control, size.width() + 2 * kToolPadding), control};
    case CT_LineEdit:
        return {size.width(), control};
    case CT_SpinBox:
        return {size.width() + 2 * kFieldPadding + m_theme.px(kSpinColumn) + 2, control};
    case CT_ComboBox:
        return {size.width() + kFieldPadding + 4 + m_theme.px(kComboArrow), control};
    case CT_CheckBox:
    case CT_RadioButton:
        return {QProxyStyle::sizeFromContents(type, option, size, widget).width(), control};
    case CT_Slider:
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option))
            return slider->orientation == Qt::Horizontal ? QSize(kSliderLength, control)
                                                         : QSize(control, kSliderLength);
        break;
    case CT_ProgressBar:
        return {size.width(), m_theme.px(metric::kProgress)};
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            return draw::menuItemSize(m_theme, *item);
        break;
    case CT_MenuBarItem:
        return {size.width() + 16, m_theme.px(metric::kMenuBar)};
    case CT_MenuBar:
        return {size.width(), m_theme.px(metric::kMenuBar)};
    case CT_TabBarTab:
        return {size.width(), m_theme.px(metric::kDockTitle)};
    case CT_HeaderSection:
    case CT_ItemViewItem:
        return {QProxyStyle::sizeFromContents(type, option, size, widget).width(),
                std::max(size.height(), m_theme.px(metric::kListRow))};
    default:
        break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    if (element == SE_LineEditContents) {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        const int inset = frame && frame->lineWidth > 0 ? kFieldPadding - 2 : 0;
        return option->rect.adjusted(inset, 0, -inset, 0);
    }
    if (element == SE_ProgressBarGroove || element == SE_ProgressBarContents)
        return option->rect;
    return QProxyStyle::subElementRect(element, option, widget);
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl subControl,
                            const QWidget *widget) const
{
    const QRect &rect = option->rect;
    QRect part;
    if (control == CC_SpinBox) {
        const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
        const bool hasButtons = spin && spin->buttonSymbols != QAbstractSpinBox::NoButtons;
        const int column = hasButtons ? m_theme.px(kSpinColumn) : 0;
        const int x = rect.right() - column;
        const int half = rect.height() / 2;
        switch (subControl) {
        case SC_SpinBoxUp:
            part = QRect(x, rect.top() + 1, column, half - 1);
            break;
        case SC_SpinBoxDown:
            part = QRect(x, rect.top() + half, column, rect.height() - half - 1);
            break;
        case SC_SpinBoxEditField:
            part = rect.adjusted(kFieldPadding - 2, 1, -column - 3, -1);
            break;
        default:
            part = rect;
        }
        return visualRect(option->direction, rect, part);
    }
    if (control == CC_ComboBox && subControl != SC_ComboBoxListBoxPopup) {
        const int arrow = m_theme.px(kComboArrow);
        if (subControl == SC_ComboBoxArrow)
            part = QRect(rect.right() - arrow + 1, rect.top(), arrow, rect.height());
        else if (subControl == SC_ComboBoxEditField)
            part = rect.adjusted(kFieldPadding, 1, -arrow, -1);
        else
            part = rect;
        return visualRect(option->direction, rect, part);
    }
    if (control == CC_ScrollBar) {
        const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        const bool isHorizontal = bar->orientation == Qt::Horizontal;
        const int length = isHorizontal ? rect.width() : rect.height();
        const qint64 range = qint64(bar->maximum) - bar->minimum;
        const int handle = range == 0
                               ? length
                               : std::clamp(int(qint64(bar->pageStep) * length / (range + bar->pageStep)),
                                            std::min(kShortestHandle, length), length);
        const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition,
                                                  length - handle, bar->upsideDown);
        const auto along = [&](int from, int to) {
            return isHorizontal ? QRect(rect.left() + from, rect.top(), to - from, rect.height())
                                : QRect(rect.left(), rect.top() + from, rect.width(), to - from);
        };
        switch (subControl) {
        case SC_ScrollBarSlider:
            return along(start, start + handle);
        case SC_ScrollBarSubPage:
            return along(0, start);
        case SC_ScrollBarAddPage:
            return along(start + handle, length);
        case SC_ScrollBarGroove:
            return rect;
        default:
            return {};
        }
    }
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

} // namespace solferino
