// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/focus_ring.h"

#include "widgets/common/segmented_control.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QFocusEvent>
#include <QFocusFrame>
#include <QLabel>
#include <QLineEdit>
#include <QSlider>

namespace solferino {

FocusRing::FocusRing(QObject *parent)
    : QObject(parent)
{}

bool FocusRing::isFor(const QWidget *widget)
{
    if (qobject_cast<const QLineEdit *>(widget))
        return !qobject_cast<const QAbstractSpinBox *>(widget->parentWidget()) &&
               !qobject_cast<const QComboBox *>(widget->parentWidget()) &&
               static_cast<const QLineEdit *>(widget)->hasFrame();
    return qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QAbstractSpinBox *>(widget) ||
           qobject_cast<const QComboBox *>(widget) || qobject_cast<const QSlider *>(widget) ||
           qobject_cast<const QLabel *>(widget) || qobject_cast<const QAbstractItemView *>(widget) ||
           qobject_cast<const SegmentedControl *>(widget);
}

void FocusRing::watch(QWidget *widget)
{
    widget->installEventFilter(this);
}

bool FocusRing::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn) {
        const auto reason = static_cast<QFocusEvent *>(event)->reason();
        show(reason == Qt::MouseFocusReason || reason == Qt::PopupFocusReason
                 ? nullptr
                 : static_cast<QWidget *>(watched));
    } else if (event->type() == QEvent::FocusOut) {
        show(nullptr);
    }
    return QObject::eventFilter(watched, event);
}

void FocusRing::show(QWidget *widget)
{
    if (!widget) {
        if (m_frame)
            m_frame->setWidget(nullptr);
        return;
    }
    // The frame lives in the window of its control and dies with it.
    if (m_frame && m_frame->window() != widget->window())
        delete m_frame;
    if (!m_frame)
        m_frame = new QFocusFrame(widget->window());
    m_frame->setWidget(widget);
}

} // namespace solferino
