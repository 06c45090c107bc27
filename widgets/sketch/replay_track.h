// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"

#include <QAbstractSlider>

#include <cstddef>
#include <vector>

namespace solferino {

struct ReplayStroke;

/// A slider over the points of a drawing: one segment a stroke, coloured by whose it is, pale until it is
/// shown whole. Arrows move by points, Page Up and Page Down by strokes.
class ReplayTrack final : public QAbstractSlider
{
    Q_OBJECT
public:
    ReplayTrack(const Theme &theme, QWidget *parent);

    void setStrokes(const std::vector<ReplayStroke> &strokes);
    /// The stroke that the playhead is in, the last one that has a point shown; -1 before the first point.
    [[nodiscard]] int strokeAt(int points) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void sliderChange(SliderChange change) override;

private:
    struct Segment
    {
        int first = 0; ///< points before it
        int end = 0;
        bool isMachine = false;
    };

    [[nodiscard]] double gap() const;
    /// Left edge and width of a segment.
    [[nodiscard]] QPointF spanOf(std::size_t segment) const;
    [[nodiscard]] double xOf(int points) const;
    [[nodiscard]] int pointsAt(double x) const;

    const Theme &m_theme;
    std::vector<Segment> m_segments;
};

} // namespace solferino
