// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"

#include <QWidget>

class QAction;
class QActionGroup;

namespace solferino {

/// Exclusive choices side by side in one frame ("Log | Linear"); arrow keys move the choice. Where there is
/// no room for all, the chosen one with a menu of the others.
class SegmentedControl final : public QWidget
{
    Q_OBJECT
public:
    SegmentedControl(const Theme &theme, const QString &accessibleName, QWidget *parent);

    /// The first segment is on from the start.
    QAction *addSegment(const QString &text);
    [[nodiscard]] int currentIndex() const;
    void setCurrentIndex(int index);
    /// Shows the chosen segment alone; a click or Space opens the menu.
    void setCompact(bool isCompact);
    [[nodiscard]] bool isCompact() const { return m_isCompact; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void currentIndexChanged(int index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] QRect segmentRect(int index) const;
    [[nodiscard]] int segmentWidth(int index) const;
    void paintCompact(QPainter &painter);
    void openMenu();

    const Theme &m_theme;
    QActionGroup *m_group;
    bool m_showsFocus = false;
    bool m_isCompact = false;
};

} // namespace solferino
