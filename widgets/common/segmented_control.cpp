// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/segmented_control.h"

#include "widgets/common/icons.h"
#include "widgets/common/paint.h"
#include "widgets/common/style_draw.h"

#include <QAction>
#include <QActionGroup>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace solferino {

namespace {
constexpr int kPadding = 8;
} // namespace

SegmentedControl::SegmentedControl(const Theme &theme, const QString &accessibleName, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_group(new QActionGroup(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(accessibleName);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QAction *SegmentedControl::addSegment(const QString &text)
{
    auto *action = new QAction(text, m_group);
    action->setCheckable(true);
    connect(action, &QAction::toggled, this, [this, action](bool isOn) {
        update();
        if (!isOn)
            return;
        setAccessibleDescription(action->text());
        Q_EMIT currentIndexChanged(currentIndex());
    });
    if (m_group->actions().size() == 1)
        action->setChecked(true);
    updateGeometry();
    return action;
}

int SegmentedControl::currentIndex() const
{
    return int(m_group->actions().indexOf(m_group->checkedAction()));
}

void SegmentedControl::setCurrentIndex(int index)
{
    const QList<QAction *> actions = m_group->actions();
    if (index >= 0 && index < actions.size())
        actions[index]->setChecked(true);
}

void SegmentedControl::setCompact(bool isCompact)
{
    if (isCompact == m_isCompact)
        return;
    m_isCompact = isCompact;
    updateGeometry();
    update();
}

int SegmentedControl::segmentWidth(int index) const
{
    return fontMetrics().horizontalAdvance(m_group->actions().at(index)->text()) + 2 * kPadding;
}

QRect SegmentedControl::segmentRect(int index) const
{
    int x = 0;
    for (int i = 0; i < index; ++i)
        x += segmentWidth(i);
    return {x, 0, segmentWidth(index), m_theme.px(metric::kControl)};
}

QSize SegmentedControl::sizeHint() const
{
    int width = 0;
    for (int i = 0; i < int(m_group->actions().size()); ++i)
        width = m_isCompact ? std::max(width, segmentWidth(i)) : width + segmentWidth(i);
    if (m_isCompact)
        width += m_theme.px(metric::kIcon);
    return {width, m_theme.px(metric::kControl)};
}

void SegmentedControl::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_isCompact) {
        paintCompact(painter);
        return;
    }
    const QList<QAction *> actions = m_group->actions();
    const QRect frame(QPoint(0, 0), sizeHint());
    drawBox(painter, frame, metric::kCorner, m_theme.color(Role::Button), m_theme.color(Role::ControlLine));
    for (int i = 0; i < int(actions.size()); ++i) {
        const QRect segment = segmentRect(i);
        const bool isOn = actions[i]->isChecked();
        if (isOn)
            drawBox(painter, segment, metric::kCorner, m_theme.color(Role::Selection),
                    m_theme.color(Role::Person));
        else if (i + 1 < int(actions.size()) && !actions[i + 1]->isChecked())
            painter.fillRect(segment.right(), 1, 1, segment.height() - 2, m_theme.color(Role::ControlLine));
        const bool isUsable = isEnabled() && actions[i]->isEnabled();
        painter.setPen(m_theme.color(isUsable ? Role::Text : Role::TextDisabled));
        painter.drawText(segment, Qt::AlignCenter, actions[i]->text());
    }
    if (m_showsFocus)
        draw::focusRing(painter, m_theme, frame);
}

void SegmentedControl::paintCompact(QPainter &painter)
{
    const QRect frame(QPoint(0, 0), sizeHint());
    const int size = m_theme.px(metric::kIcon);
    const QRect arrow(frame.right() - size - kPadding / 2, frame.center().y() - size / 2, size, size);
    const Role role = isEnabled() ? Role::Text : Role::TextDisabled;
    drawBox(painter, frame, metric::kCorner, m_theme.color(Role::Button), m_theme.color(Role::ControlLine));
    painter.setPen(m_theme.color(role));
    if (const QAction *action = m_group->checkedAction())
        painter.drawText(frame.adjusted(kPadding, 0, -size, 0), Qt::AlignVCenter | Qt::AlignLeft,
                         action->text());
    drawIcon(painter, m_theme, QStringLiteral("arrow-down"), arrow, role, size);
    if (m_showsFocus)
        draw::focusRing(painter, m_theme, frame);
}

void SegmentedControl::openMenu()
{
    QMenu menu(this);
    menu.addActions(m_group->actions());
    menu.setActiveAction(m_group->checkedAction());
    menu.exec(mapToGlobal(QPoint(0, sizeHint().height())));
}

void SegmentedControl::mousePressEvent(QMouseEvent *event)
{
    if (m_isCompact) {
        openMenu();
        return;
    }
    for (int i = 0; i < int(m_group->actions().size()); ++i) {
        if (segmentRect(i).contains(event->pos()))
            setCurrentIndex(i);
    }
}

void SegmentedControl::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Up)
        setCurrentIndex(currentIndex() - 1);
    else if (event->key() == Qt::Key_Right || event->key() == Qt::Key_Down)
        setCurrentIndex(currentIndex() + 1);
    else if (m_isCompact && event->key() == Qt::Key_Space)
        openMenu();
    else
        QWidget::keyPressEvent(event);
}

void SegmentedControl::focusInEvent(QFocusEvent *event)
{
    m_showsFocus = event->reason() != Qt::MouseFocusReason;
    update();
}

void SegmentedControl::focusOutEvent(QFocusEvent *)
{
    m_showsFocus = false;
    update();
}

} // namespace solferino
