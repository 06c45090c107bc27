// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/workspace_rail.h"

#include "widgets/common/icons.h"
#include "widgets/common/paint.h"
#include "widgets/common/style_draw.h"

#include <QActionGroup>
#include <QHelpEvent>
#include <QLayout>
#include <QPainter>
#include <QToolButton>
#include <QToolTip>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kIconTop = 8;
constexpr int kLabelHeight = 16;

/// One workspace: icon over name, a bar at its left edge while it is on.
class RailButton final : public QToolButton
{
public:
    RailButton(const Theme &theme, QString iconName, QWidget *parent)
        : QToolButton(parent)
        , m_theme(theme)
        , m_iconName(std::move(iconName))
    {
        setFocusPolicy(Qt::TabFocus);
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        return {m_theme.px(metric::kRail) - 1, m_theme.px(metric::kRailButton)};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool event(QEvent *event) override
    {
        if (event->type() != QEvent::ToolTip)
            return QToolButton::event(event);
        const QString keys = defaultAction()->shortcut().toString(QKeySequence::NativeText);
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(),
                           keys.isEmpty() ? text() : u"%1 (%2)"_s.arg(text(), keys), this);
        return true;
    }

    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Role role = isChecked() || underMouse() ? Role::Text : Role::TextSecondary;
        if (isChecked() || underMouse())
            painter.fillRect(rect(), m_theme.color(Role::Button));
        if (isChecked())
            painter.fillRect(0, 0, metric::kRailBar, height(), m_theme.color(Role::Text));
        const int side = m_theme.px(metric::kRailIcon);
        drawIcon(painter, m_theme, m_iconName, QRect(0, kIconTop, width(), side), role, side);
        painter.setFont(m_theme.font(FontRole::Caption));
        painter.setPen(m_theme.color(role));
        const QRect label(0, kIconTop + side + 2, width(), m_theme.px(kLabelHeight));
        painter.drawText(label, Qt::AlignCenter, text());
    }

private:
    const Theme &m_theme;
    QString m_iconName;
};

} // namespace

WorkspaceRail::WorkspaceRail(const Theme &theme, QWidget *parent)
    : QToolBar(parent)
    , m_theme(theme)
    , m_group(new QActionGroup(this))
{
    setObjectName(u"workspaceRail"_s);
    setWindowTitle(tr("Workspaces"));
    setAccessibleName(tr("Workspaces"));
    setOrientation(Qt::Vertical);
    setMovable(false);
    setFloatable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    removeGaps();
    setFixedWidth(theme.px(metric::kRail));
    connect(&theme, &Theme::changed, this, [this] { setFixedWidth(m_theme.px(metric::kRail)); });
}

QAction *WorkspaceRail::addWorkspace(const QString &iconName, const QString &name)
{
    auto *action = new QAction(name, m_group);
    action->setCheckable(true);
    auto *button = new RailButton(m_theme, iconName, this);
    button->setDefaultAction(action);
    button->setAccessibleName(name);
    addWidget(button);
    connect(action, &QAction::toggled, this, [this](bool isOn) {
        if (isOn)
            Q_EMIT currentIndexChanged(currentIndex());
    });
    if (m_group->actions().size() == 1)
        action->setChecked(true);
    return action;
}

int WorkspaceRail::currentIndex() const
{
    return int(m_group->actions().indexOf(m_group->checkedAction()));
}

void WorkspaceRail::changeEvent(QEvent *event)
{
    QToolBar::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        removeGaps(); // the layout has just taken those of the style
}

void WorkspaceRail::removeGaps()
{
    layout()->setContentsMargins(0, 0, 0, 0);
    layout()->setSpacing(0);
}

void WorkspaceRail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Role::Panel));
    drawHairline(painter, rect(), Qt::RightEdge, m_theme.color(Role::Line));
}

} // namespace solferino
