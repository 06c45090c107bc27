// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/add_style_button.h"

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/stylize/style_list_model.h"

#include <QMenu>
#include <QPainter>

namespace solferino {

using namespace Qt::StringLiterals;

AddStyleButton::AddStyleButton(const Theme &theme, StyleListModel &styles, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_styles(styles)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::clicked, this, &AddStyleButton::openMenu);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void AddStyleButton::setMix(const StyleMix &mix)
{
    m_mix = mix;
    const bool isFull = mix.size() >= kMostMixedStyles;
    setText(tr("Add a Style · %1 of %2").arg(mix.size()).arg(kMostMixedStyles));
    setEnabled(!isFull && m_styles.styles().size() > mix.size());
    setToolTip(isFull ? tr("A mix has up to %1 styles.").arg(kMostMixedStyles)
                      : tr("Choose a style to mix in"));
    update();
}

QSize AddStyleButton::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + m_theme.px(metric::kIcon) + 4 * metric::kGap,
            m_theme.px(metric::kControl)};
}

void AddStyleButton::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    const Role role = isEnabled() ? (underMouse() ? Role::Text : Role::TextSecondary) : Role::TextDisabled;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.color(Role::ControlLine), 1.0, Qt::DashLine));
    painter.setBrush(underMouse() && isEnabled() ? m_theme.color(Role::ButtonHover)
                                                 : QColor(Qt::transparent));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metric::kCorner, metric::kCorner);
    const int icon = m_theme.px(metric::kIcon);
    const int words = fontMetrics().horizontalAdvance(text());
    const int left = (width() - words - icon - metric::kGap) / 2;
    drawIcon(painter, m_theme, u"list-add"_s, {left, 0, icon, height()}, role, icon);
    painter.setPen(m_theme.color(role));
    painter.drawText(left + icon + metric::kGap, 0, words + 1, height(), Qt::AlignVCenter, text());
}

void AddStyleButton::openMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const StyleItem &style : m_styles.styles()) {
        if (hasStyle(m_mix, style.name))
            continue;
        QAction *action = menu->addAction(QPixmap::fromImage(m_styles.pictureOf(style.name)), style.title);
        connect(action, &QAction::triggered, this, [this, name = style.name] { Q_EMIT styleChosen(name); });
    }
    menu->popup(mapToGlobal(QPoint(0, height())));
}

} // namespace solferino
