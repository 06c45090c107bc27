// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/song.h"
#include "widgets/common/theme.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace solferino {

class RollState;

/// Stems for the velocities of the notes above. Drag a head, and what is selected goes along; drag over stems
/// to draw their heights freely; with Shift the drag is a straight ramp. With a selection, only that is
/// changed.
class VelocityLane final : public QWidget
{
    Q_OBJECT
public:
    VelocityLane(RollState &state, const Theme &theme, QWidget *parent);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    bool event(QEvent *event) override;

private:
    void paintStems(QPainter &painter, const QRect &clip);
    void paintStem(QPainter &painter, const SongNote &note, bool isSelected);
    void paintTakeStems(QPainter &painter, const QRect &clip);
    void updateTicks(Tick from, Tick to);
    void endDrag(bool finishes);
    void dragHead(QPointF position);
    void dragFree(QPointF position);
    void dragRamp(QPointF position);
    void setVelocityBetween(double x0, double x1, int y0, int y1);
    [[nodiscard]] std::optional<SongNote> headAt(QPointF position) const;
    [[nodiscard]] double stemX(const SongNote &note) const;
    [[nodiscard]] double yOf(int velocity) const;
    [[nodiscard]] int velocityAt(double y) const;

    RollState &m_state;
    const Theme &m_theme;
    bool m_isDragging = false;
    bool m_isRamp = false;
    std::optional<SongNote> m_grabbed;
    QPointF m_press;
    QPointF m_last;
    std::vector<SongNote> m_before; ///< all that the drag may change
    std::vector<SongNote> m_after;
};

} // namespace solferino
