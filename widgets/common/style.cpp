// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/style.h"

#include "widgets/common/focus_ring.h"
#include "widgets/common/icons.h"
#include "widgets/common/paint.h"
#include "widgets/common/style_draw.h"

#include <QApplication>
#include <QComboBox>
#include <QPainter>
#include <QStyleOption>
#include <QToolTip>

namespace solferino {

using namespace Qt::StringLiterals;

Style::Style(const Theme &theme)
    : QProxyStyle(u"fusion"_s)
    , m_theme(theme)
    , m_focusRing(new FocusRing(this))
{}

void Style::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (!FocusRing::isFor(widget))
        return;
    static_cast<FocusRing *>(m_focusRing)->watch(widget);
    widget->setAttribute(Qt::WA_Hover);
}

void Style::unpolish(QWidget *widget)
{
    widget->removeEventFilter(m_focusRing);
    QProxyStyle::unpolish(widget);
}

QPalette Style::standardPalette() const
{
    return m_theme.palette();
}

QIcon Style::standardIcon(StandardPixmap standard, const QStyleOption *option, const QWidget *widget) const
{
    switch (standard) {
    case SP_MessageBoxInformation:
    case SP_MessageBoxQuestion:
        return themedIcon(m_theme, u"dialog-information"_s);
    case SP_MessageBoxWarning:
        return themedIcon(m_theme, u"data-warning"_s, Role::Warning);
    case SP_MessageBoxCritical:
        return themedIcon(m_theme, u"data-error"_s, Role::Error);
    case SP_LineEditClearButton:
        return themedIcon(m_theme, u"window-close"_s, Role::TextSecondary);
    default:
        return QProxyStyle::standardIcon(standard, option, widget);
    }
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    const QRect &rect = option->rect;
    const bool isEnabled = option->state & State_Enabled;
    const Role arrowRole = isEnabled ? Role::TextSecondary : Role::TextDisabled;
    switch (element) {
    case PE_PanelButtonTool:
        draw::toolButton(*painter, m_theme, *option);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        draw::checkBox(*painter, m_theme, *option);
        return;
    case PE_IndicatorRadioButton:
        draw::radioButton(*painter, m_theme, *option);
        return;
    case PE_PanelLineEdit:
    case PE_FrameLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            !frame || frame->lineWidth > 0)
            draw::field(*painter, m_theme, rect, isEnabled);
        return;
    case PE_FrameFocusRect:
    case PE_FrameDockWidget:
    case PE_FrameStatusBarItem:
    case PE_FrameTabBarBase:
    case PE_PanelMenuBar:
    case PE_FrameButtonTool:
    case PE_FrameMenu:
        return;
    case PE_Frame:
    case PE_FrameGroupBox:
    case PE_FrameTabWidget:
        drawBox(*painter, rect, 0, QColor(), m_theme.color(Role::Line));
        return;
    case PE_PanelMenu:
        drawBox(*painter, rect, 0, m_theme.color(Role::Panel), m_theme.color(Role::ControlLine));
        return;
    case PE_PanelTipLabel:
        drawBox(*painter, rect, 0, m_theme.color(Role::Panel), m_theme.color(Role::Mark));
        return;
    case PE_PanelStatusBar:
        painter->fillRect(rect, m_theme.color(Role::Panel));
        drawHairline(*painter, rect, Qt::TopEdge, m_theme.color(Role::Line));
        return;
    case PE_IndicatorToolBarSeparator: {
        const bool isHorizontal = option->state & State_Horizontal;
        const int length = m_theme.px(metric::kToggle);
        const QPoint center = rect.center();
        const QRect line = isHorizontal ? QRect(center.x(), center.y() - length / 2, 1, length)
                                        : QRect(center.x() - length / 2, center.y(), length, 1);
        painter->fillRect(line, m_theme.color(Role::Line));
        return;
    }
    case PE_IndicatorDockWidgetResizeHandle:
        painter->fillRect(rect, m_theme.color(Role::Line));
        return;
    case PE_IndicatorArrowDown:
    case PE_IndicatorSpinDown:
        drawIcon(*painter, m_theme, u"arrow-down"_s, rect, arrowRole, m_theme.px(metric::kIcon) - 4);
        return;
    case PE_IndicatorArrowUp:
    case PE_IndicatorSpinUp:
        drawIcon(*painter, m_theme, u"arrow-up"_s, rect, arrowRole, m_theme.px(metric::kIcon) - 4);
        return;
    case PE_IndicatorArrowRight:
        drawIcon(*painter, m_theme, u"arrow-right"_s, rect, arrowRole, m_theme.px(metric::kIcon) - 4);
        return;
    case PE_IndicatorArrowLeft:
        drawIcon(*painter, m_theme, u"arrow-left"_s, rect, arrowRole, m_theme.px(metric::kIcon) - 4);
        return;
    case PE_IndicatorBranch:
        if (option->state & State_Children)
            drawIcon(*painter, m_theme, option->state & State_Open ? u"arrow-down"_s : u"arrow-right"_s, rect,
                     Role::TextSecondary, m_theme.px(metric::kIcon));
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    switch (element) {
    case CE_PushButtonBevel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option))
            draw::pushButton(*painter, m_theme, *button, widget);
        return;
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option))
            draw::pushButtonLabel(*painter, m_theme, *button, widget);
        return;
    case CE_ToolButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
            button && button->toolButtonStyle == Qt::ToolButtonTextBesideIcon) {
            draw::toolButtonLabel(*painter, m_theme, *button);
            return;
        }
        break;
    case CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            draw::menuItem(*painter, m_theme, *item);
        return;
    case CE_MenuBarItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            draw::menuBarItem(*painter, m_theme, *item);
        return;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, m_theme.color(Role::Panel));
        drawHairline(*painter, option->rect, Qt::BottomEdge, m_theme.color(Role::Line));
        return;
    case CE_MenuEmptyArea:
        return;
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            draw::tab(*painter, m_theme, *tab);
        return;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            draw::tabLabel(*painter, m_theme, *tab);
        return;
    case CE_HeaderSection:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option))
            draw::headerSection(*painter, m_theme, *header);
        return;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, m_theme.color(Role::Panel));
        drawHairline(*painter, option->rect, Qt::BottomEdge, m_theme.color(Role::Line));
        return;
    case CE_ProgressBar:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option)) {
            const double span = std::max(1, bar->maximum - bar->minimum);
            QRect groove(0, 0, bar->rect.width(), m_theme.px(metric::kProgress));
            groove.moveCenter(bar->rect.center());
            drawProgress(*painter, m_theme, groove, (bar->progress - bar->minimum) / span, Role::Machine);
        }
        return;
    case CE_ToolBar:
        painter->fillRect(option->rect, m_theme.color(Role::Panel));
        return;
    case CE_Splitter:
        painter->fillRect(option->rect, m_theme.color(Role::Line));
        return;
    case CE_ShapedFrame:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && (frame->frameShape == QFrame::HLine || frame->frameShape == QFrame::VLine)) {
            drawHairline(*painter, option->rect,
                         frame->frameShape == QFrame::HLine ? Qt::TopEdge : Qt::LeftEdge,
                         m_theme.color(Role::Line));
            return;
        }
        break;
    case CE_FocusFrame:
        draw::focusRing(*painter, m_theme, option->rect);
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    const auto part = [&](SubControl subControl) {
        return subControlRect(control, option, subControl, widget);
    };
    switch (control) {
    case CC_ComboBox:
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option))
            draw::comboBox(*painter, m_theme, *combo);
        return;
    case CC_SpinBox:
        if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option))
            draw::spinBox(*painter, m_theme, *spin, part(SC_SpinBoxUp), part(SC_SpinBoxDown));
        return;
    case CC_Slider:
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option))
            draw::slider(*painter, m_theme, *slider, part(SC_SliderHandle));
        return;
    case CC_ScrollBar:
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option))
            draw::scrollBar(*painter, m_theme, *slider, part(SC_ScrollBarSlider));
        return;
    default:
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

void applyTheme(QApplication &application, const Theme &theme)
{
    application.setStyle(std::make_unique<Style>(theme).release());
    const auto refresh = [&application, &theme] {
        application.setFont(theme.font(FontRole::Body));
        application.setPalette(theme.palette());
        QToolTip::setPalette(theme.palette());
        QToolTip::setFont(theme.font(FontRole::Note));
        for (QWidget *widget : QApplication::allWidgets()) {
            QEvent event(QEvent::StyleChange);
            QCoreApplication::sendEvent(widget, &event);
            widget->updateGeometry();
            widget->update();
        }
    };
    refresh();
    QObject::connect(&theme, &Theme::changed, &application, refresh);
}

} // namespace solferino
