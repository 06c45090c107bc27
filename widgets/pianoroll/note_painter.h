// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/song.h"
#include "widgets/common/theme.h"

#include <QBrush>
#include <QPixmap>
#include <QRect>

#include <array>
#include <vector>

class QPainter;

namespace solferino {

class RollState;

/// Names of pitches, each drawn once for a colour and a scale.
class NameCache final
{
public:
    NameCache(const Theme &theme, Role color);

    void clear();
    /// Draws the name at the left of a note that is wide enough for it, over `plate` if there is one.
    void paint(QPainter &painter, const QRect &note, int pitch, const QBrush &plate = Qt::NoBrush);

private:
    [[nodiscard]] QPixmap draw(int pitch) const;

    const Theme &m_theme;
    Role m_color;
    double m_ratio = 1.0; ///< device pixels of a pixel
    std::array<QPixmap, 128> m_names;
};

/// Draws notes in batches of one colour. Its lists keep their memory from frame to frame, so a note allocates
/// nothing. Where thousands are on show they lose their round corners.
class NotePainter final
{
public:
    NotePainter(const RollState &state, const Theme &theme);

    void paint(QPainter &painter, const QRect &clip);
    /// Notes drawn by the last `paint`, for tests and the benchmark.
    [[nodiscard]] int paintedCount() const { return m_paintedCount; }
    /// Colours and names change with the theme.
    void updateTheme();

private:
    struct Named
    {
        QRect rect;
        int pitch;
    };
    struct Solid
    {
        QRect rect;
        int velocity;
        bool isSelected;
    };

    void paintOtherTracks(QPainter &painter, const QRect &clip);
    void collectOwn(const QRect &clip);
    void addOwn(const SongNote &note, const QRect &rect, bool isSelected);
    void paintRound(QPainter &painter);
    void paintPlain(QPainter &painter);
    void paintNames(QPainter &painter);
    /// Brushes for hatched notes; made once a frame.
    struct Hatching
    {
        QBrush line;
        QBrush fill;
        QBrush hatch;
    };
    [[nodiscard]] Hatching hatching(const QPainter &painter, Role line, Role fill) const;
    void paintHatched(QPainter &painter, const QRect &rect, int pitch, const Hatching &brushes);
    void paintTake(QPainter &painter, const QRect &clip);
    void paintRefusedPlace(QPainter &painter, const QRect &clip);
    [[nodiscard]] bool isNamed(const QRect &rect) const;
    [[nodiscard]] bool usesRoundCorners() const;

    const RollState &m_state;
    const Theme &m_theme;
    std::array<QBrush, 128> m_fills; ///< by velocity; a brush made for each note would allocate
    NameCache m_ownNames;
    NameCache m_ghostNames;
    int m_paintedCount = 0;
    bool m_isRound = true;

    std::vector<Solid> m_solids;
    std::vector<Named> m_named;
    std::vector<Named> m_refused;
    std::vector<QRect> m_outlines;
    std::vector<QRect> m_selectedOutlines;
    std::array<std::vector<QRect>, 128> m_plain; ///< by velocity
    std::vector<QRect> m_faint;
};

} // namespace solferino
