// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/dock_title_bar.h"

#include "widgets/common/icons.h"
#include "widgets/common/text_label.h"

#include <QDockWidget>
#include <QHBoxLayout>
#include <QToolButton>

namespace solferino {

using namespace Qt::StringLiterals;

DockTitleBar::DockTitleBar(const Theme &theme, QDockWidget &dock)
    : Surface(theme, Role::Panel, Qt::BottomEdge, &dock)
    , m_count(new TextLabel(theme, FontRole::Body, Role::TextSecondary, this))
    , m_actions(new QHBoxLayout)
{
    setScaledHeight(metric::kDockTitle);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metric::kInset, 0, 4, 1);
    row->setSpacing(4);
    auto *title = new TextLabel(theme, FontRole::Title, Role::Text, this);
    title->setText(dock.windowTitle());
    row->addWidget(title);
    m_count->setElideMode(Qt::ElideRight);
    row->addWidget(m_count);
    row->addStretch();
    m_actions->setSpacing(4);
    row->addLayout(m_actions);

    const auto addButton = [&](const QString &iconName, const QString &name, bool isPossible) {
        auto *button = new QToolButton(this);
        button->setAutoRaise(true);
        button->setIcon(themedIcon(theme, iconName));
        button->setToolTip(name);
        button->setAccessibleName(tr("%1: %2").arg(dock.windowTitle(), name));
        button->setVisible(isPossible);
        row->addWidget(button);
        return button;
    };
    auto *floatButton =
        addButton(u"detach"_s, tr("Float or Dock"), dock.features() & QDockWidget::DockWidgetFloatable);
    connect(floatButton, &QToolButton::clicked, &dock, [&dock] { dock.setFloating(!dock.isFloating()); });
    auto *closeButton =
        addButton(u"window-close"_s, tr("Close"), dock.features() & QDockWidget::DockWidgetClosable);
    connect(closeButton, &QToolButton::clicked, &dock, &QDockWidget::close);
    connect(&dock, &QDockWidget::windowTitleChanged, title, &QLabel::setText);
    dock.setTitleBarWidget(this);
    const auto fill = [this, &dock] {
        QPalette colors;
        colors.setColor(QPalette::Window, this->theme().color(Role::Panel));
        dock.setPalette(colors);
    };
    dock.setAutoFillBackground(true);
    fill();
    connect(&theme, &Theme::changed, this, fill);
}

void DockTitleBar::setCount(const QString &text)
{
    m_count->setText(text);
}

void DockTitleBar::addActionWidget(QWidget *widget)
{
    m_actions->addWidget(widget);
}

} // namespace solferino
