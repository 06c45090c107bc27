// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/icons.h"
#include "widgets/common/paint.h"
#include "widgets/common/style_draw.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyleOption>

namespace solferino::draw {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMenuPadding = 12;
constexpr int kShortcutGap = 24;
constexpr int kTabBar = 2;

/// A menu item's text and its key, which Qt passes as one string with a tabulator between.
struct ItemText
{
    explicit ItemText(const QString &joined)
        : label(joined.section(u'\t', 0, 0))
        , key(joined.section(u'\t', 1))
    {}
    QString label;
    QString key;
};

bool isSeparator(const QStyleOptionMenuItem &option)
{
    return option.menuItemType == QStyleOptionMenuItem::Separator && option.text.isEmpty();
}

} // namespace

QSize menuItemSize(const Theme &theme, const QStyleOptionMenuItem &option)
{
    if (isSeparator(option))
        return {16, 9};
    const ItemText text(option.text);
    const QFontMetrics metrics(option.font);
    const int icon = theme.px(metric::kIcon);
    int width = 2 * kMenuPadding + icon + metric::kGap +
                metrics.size(Qt::TextShowMnemonic | Qt::TextSingleLine, text.label).width() + icon;
    if (!text.key.isEmpty())
        width += kShortcutGap + metrics.horizontalAdvance(text.key);
    return {width, theme.px(metric::kListRow)};
}

void menuItem(QPainter &painter, const Theme &theme, const QStyleOptionMenuItem &option)
{
    const QRect &rect = option.rect;
    if (isSeparator(option)) {
        painter.fillRect(rect.left(), rect.center().y(), rect.width(), 1, theme.color(Role::Line));
        return;
    }
    const bool isEnabled = option.state & QStyle::State_Enabled;
    if (option.state & QStyle::State_Selected)
        drawBox(painter, rect, metric::kCheckCorner, theme.color(Role::Selection), QColor());
    const ItemText text(option.text);
    const int icon = theme.px(metric::kIcon);
    const auto place = [&](const QRect &part) {
        return QStyle::visualRect(option.direction, rect, part);
    };
    const Role role = isEnabled ? Role::Text : Role::TextDisabled;
    const QRect mark(rect.left() + kMenuPadding, rect.center().y() - icon / 2, icon, icon);
    if (option.checkType != QStyleOptionMenuItem::NotCheckable && option.checked)
        drawIcon(painter, theme, u"dialog-ok-apply"_s, place(mark), role, icon);
    else if (!option.icon.isNull())
        option.icon.paint(&painter, place(mark), Qt::AlignCenter,
                          isEnabled ? QIcon::Normal : QIcon::Disabled);
    const bool isHead = option.menuItemType == QStyleOptionMenuItem::Separator;
    const QRect body = rect.adjusted(kMenuPadding + icon + metric::kGap, 0, -kMenuPadding, 0);
    painter.save();
    painter.setFont(isHead ? theme.font(FontRole::Caption) : option.font);
    painter.setPen(theme.color(isHead ? Role::TextSecondary : role));
    const int flags = Qt::AlignVCenter | Qt::TextShowMnemonic | Qt::TextDontClip | Qt::TextSingleLine;
    painter.drawText(place(body), flags | Qt::AlignLeft, text.label);
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu) {
        const QRect arrow(rect.right() - kMenuPadding - icon + 4, mark.top(), icon, icon);
        drawIcon(painter, theme, u"arrow-right"_s, place(arrow), role, icon - 4);
    } else if (!text.key.isEmpty()) {
        painter.setPen(theme.color(isEnabled ? Role::TextSecondary : Role::TextDisabled));
        painter.drawText(place(body), flags | Qt::AlignRight, text.key);
    }
    painter.restore();
}

void menuBarItem(QPainter &painter, const Theme &theme, const QStyleOptionMenuItem &option)
{
    painter.fillRect(option.rect, theme.color(Role::Panel));
    drawHairline(painter, option.rect, Qt::BottomEdge, theme.color(Role::Line));
    const bool isEnabled = option.state & QStyle::State_Enabled;
    if (isEnabled && option.state & (QStyle::State_Selected | QStyle::State_Sunken))
        drawBox(painter, option.rect.adjusted(0, 2, 0, -3), metric::kCorner, theme.color(Role::ButtonHover),
                QColor());
    painter.save();
    painter.setPen(theme.color(isEnabled ? Role::Text : Role::TextDisabled));
    painter.drawText(option.rect, Qt::AlignCenter | Qt::TextHideMnemonic | Qt::TextSingleLine, option.text);
    painter.restore();
}

void tab(QPainter &painter, const Theme &theme, const QStyleOptionTab &option)
{
    drawHairline(painter, option.rect, Qt::BottomEdge, theme.color(Role::Line));
    if (option.state & QStyle::State_Selected)
        painter.fillRect(option.rect.left(), option.rect.bottom() - kTabBar + 1, option.rect.width(), kTabBar,
                         theme.color(Role::Text));
}

void tabLabel(QPainter &painter, const Theme &theme, const QStyleOptionTab &option)
{
    const bool isEnabled = option.state & QStyle::State_Enabled;
    const bool isStrong = option.state & (QStyle::State_Selected | QStyle::State_MouseOver);
    painter.save();
    painter.setPen(theme.color(!isEnabled ? Role::TextDisabled
                               : isStrong ? Role::Text
                                          : Role::TextSecondary));
    painter.drawText(option.rect, Qt::AlignCenter | Qt::TextShowMnemonic, option.text);
    if (option.state & QStyle::State_HasFocus)
        focusRing(painter, theme, option.rect.adjusted(2, 2, -2, -2));
    painter.restore();
}

void headerSection(QPainter &painter, const Theme &theme, const QStyleOptionHeader &option)
{
    const bool isHovered = option.state & QStyle::State_MouseOver && option.state & QStyle::State_Enabled;
    painter.fillRect(option.rect, theme.color(isHovered ? Role::ButtonHover : Role::Panel));
    drawHairline(painter, option.rect, Qt::BottomEdge, theme.color(Role::Line));
}

} // namespace solferino::draw
