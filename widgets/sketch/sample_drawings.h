// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <cstdint>
#include <optional>
#include <vector>

namespace solferino {

class Theme;

/// Drawings that a model made while it learned.
struct DrawingSample
{
    std::int64_t step = 0;
    std::optional<double> validationLoss;
    std::vector<Lines> drawings;
};

/// A row of cards, one a sample of a training run, the newest at the right with a border in the machine's
/// colour: its drawings are drawn point by point when they arrive.
class SampleDrawings final : public QWidget
{
    Q_OBJECT
public:
    SampleDrawings(const Theme &theme, QWidget *parent);

    /// Appends it, or replaces the sample of the same step. The last 64 are kept.
    void addSample(DrawingSample sample);
    void clear();
    [[nodiscard]] const std::vector<DrawingSample> &samples() const { return m_samples; }
    /// Cards that there is room for.
    [[nodiscard]] int visibleCards() const;
    /// The card at the right end, an index into samples(); the newest at first and after each sample.
    [[nodiscard]] int lastShown() const { return m_last; }
    void showUpTo(int index);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QRect cardRect(int place, int cards) const;
    void paintCard(QPainter &painter, const QRect &card, const DrawingSample &sample, bool isNewest) const;
    [[nodiscard]] int pointsShown() const;

    const Theme &m_theme;
    std::vector<DrawingSample> m_samples;
    int m_last = -1;
    QTimer m_timer;
    QElapsedTimer m_clock; ///< since the newest sample came; not running where nothing moves
    int m_mostPoints = 0;  ///< of a drawing of the newest sample
};

} // namespace solferino
