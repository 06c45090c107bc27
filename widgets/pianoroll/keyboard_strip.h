// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"

#include <QWidget>

namespace solferino {

class RollState;

/// The piano keys at the left of the roll: a press sounds a key, a drag glides over the keys. The context
/// menu selects all notes of a pitch. Up and Down walk over the keys, Return sounds one.
class KeyboardStrip final : public QWidget
{
    Q_OBJECT
public:
    KeyboardStrip(RollState &state, const Theme &theme, QWidget *parent);

    [[nodiscard]] QSize sizeHint() const override;
    /// Marks the key that the pointer in the roll belongs to; -1: none.
    void setHoveredPitch(int pitch);
    [[nodiscard]] int soundingPitch() const { return m_soundingPitch; }

Q_SIGNALS:
    void pitchSelectionRequested(int pitch);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void sound(int pitch, int velocity);
    void silence();
    void mark(int pitch, bool on);
    void paintKeys(QPainter &painter, int low, int high);
    void paintLabels(QPainter &painter, int low, int high);
    [[nodiscard]] int blackWidth() const;

    RollState &m_state;
    const Theme &m_theme;
    int m_soundingPitch = -1; ///< held here
    int m_markedPitch = -1;   ///< sounding by any means
    int m_hoveredPitch = -1;
};

} // namespace solferino
