// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

class QFocusFrame;
class QWidget;

namespace solferino {

/// Shows a ring around the watched control that got the focus by the keyboard or by the program.
class FocusRing final : public QObject
{
    Q_OBJECT
public:
    explicit FocusRing(QObject *parent);

    /// True for stock controls that have a box of their own.
    [[nodiscard]] static bool isFor(const QWidget *widget);
    void watch(QWidget *widget);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void show(QWidget *widget);

    QPointer<QFocusFrame> m_frame;
};

} // namespace solferino
