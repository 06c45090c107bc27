// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"
#include "widgets/pianoroll/grid_painter.h"

#include <QWidget>

#include <optional>

namespace solferino {

class RollState;

/// Bars, playhead and loop above the roll. The upper edge belongs to the loop brace: drag to make, move or
/// resize it, double-click to remove it. Below it a click sets the playhead, a drag selects a time range, a
/// drag with Shift the notes in it; the playhead's head is dragged itself.
class TimeRuler final : public QWidget
{
    Q_OBJECT
public:
    TimeRuler(RollState &state, const Theme &theme, QWidget *parent);

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void seekRequested(solferino::Tick tick);
    /// Notes that start in the range are to be selected.
    void notesRequested(solferino::LoopRange range);
    /// The loop after a drag, once, at its end.
    void loopRequested(std::optional<solferino::LoopRange> loop);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    bool event(QEvent *event) override;

private:
    enum class Drag { None, Playhead, Range, LoopStart, LoopEnd, LoopMove };

    void paintLines(QPainter &painter);
    void paintLoop(QPainter &painter);
    void paintBar(QPainter &painter, const std::optional<LoopRange> &range, const QColor &color,
                  bool isDashed);
    void paintHead(QPainter &painter);
    void updatePlayhead(Tick before);
    void dragTo(QMouseEvent *event);
    void endDrag();
    void cancelDrag();
    [[nodiscard]] Drag dragAt(QPointF position) const;
    [[nodiscard]] Tick snapped(double x, Qt::KeyboardModifiers modifiers) const;
    [[nodiscard]] std::optional<LoopRange> shownLoop() const;

    RollState &m_state;
    const Theme &m_theme;
    std::vector<TimeLine> m_lines;
    Drag m_drag = Drag::None;
    bool m_isDragged = false;
    QPointF m_press;
    Tick m_anchor = 0;
    std::optional<LoopRange> m_loopBefore;
    std::optional<LoopRange> m_draggedLoop;
    std::optional<LoopRange> m_rangeBefore;
};

} // namespace solferino
