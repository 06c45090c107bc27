// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/sketch/canvas_overlays.h"

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QObject>

namespace solferino {

/// Lets ghosts appear point by point, 60 a second, however unevenly they arrive.
class GhostAnimation final : public QObject
{
    Q_OBJECT
public:
    static constexpr double kPointsPerSecond = 60.0;

    explicit GhostAnimation(QObject *parent);

    /// Goes on where the new ghosts begin like those before, else starts anew. With `atOnce` all is shown.
    void setGhosts(const GhostLines &ghosts, bool atOnce);
    /// Points of the lines that are shown, counted through all lines.
    [[nodiscard]] std::size_t shown() const { return m_shown; }
    [[nodiscard]] bool isDrawing() const { return m_shown < m_total; }
    void finish(); ///< shows all that is known

Q_SIGNALS:
    void advanced(std::size_t before);
    void finished(); ///< all that will come is shown

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void advanceTo(std::size_t shown);

    GhostLines m_ghosts;
    std::size_t m_total = 0;
    std::size_t m_shown = 0;
    std::size_t m_shownAtStart = 0;
    QBasicTimer m_timer;
    QElapsedTimer m_clock;
};

/// The first points of lines, in their order.
[[nodiscard]] Lines firstPoints(const Lines &lines, std::size_t count);

} // namespace solferino
