// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"
#include "widgets/common/keys_provider.h"

#include <QWidget>

namespace solferino {

class Theme;

/// Two drawings with a puck between them: left and right move from the first to the second, up is wilder. The
/// drawing that belongs to the puck's place is shown above the pad.
class InterpolationPad final : public QWidget, public KeysProvider
{
    Q_OBJECT
public:
    enum class End { First, Second };

    InterpolationPad(const Theme &theme, QWidget *parent);

    /// An end without a point asks for a drawing.
    void setEnd(End end, Lines lines);
    /// The drawing at the puck; `isComplete` is false while it streams in.
    void setResult(Lines lines, bool isComplete);
    void clearResult();

    /// 0 is the first drawing, 1 the second.
    [[nodiscard]] double position() const { return m_position; }
    [[nodiscard]] double temperature() const { return m_temperature; }
    /// Moves the puck without a signal.
    void setPlace(double position, double temperature);
    /// Temperatures at the lower and upper edge; 0.01 and 1 at first.
    void setTemperatureRange(double lowest, double highest);

    [[nodiscard]] QRect padRect() const;
    [[nodiscard]] QRect endRect(End end) const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QString keysTitle() const override;
    [[nodiscard]] std::vector<KeyLine> keyLines() const override;

Q_SIGNALS:
    /// While the puck moves, by mouse or keys.
    void moved(double position, double temperature);
    /// The person asks for another drawing at this end.
    void endRequested(solferino::InterpolationPad::End end);
    void keepRequested(); ///< Return: the drawing above the pad
    void closed();        ///< Esc

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] QRect resultRect() const;
    [[nodiscard]] QPointF puckCenter() const;
    void movePuck(const QPointF &position);
    void moveTo(double position, double temperature);
    void paintEnd(QPainter &painter, End end) const;
    void paintPad(QPainter &painter) const;
    void paintResult(QPainter &painter) const;

    const Theme &m_theme;
    Lines m_first;
    Lines m_second;
    Lines m_result;
    bool m_isComplete = true;
    bool m_isDragging = false;
    double m_position = 0.5;
    double m_temperature = 0.25;
    double m_lowest = 0.01;
    double m_highest = 1.0;
};

} // namespace solferino
