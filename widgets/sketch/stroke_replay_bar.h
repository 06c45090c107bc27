// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/surface.h"

#include <QElapsedTimer>
#include <QTimer>

#include <cstddef>
#include <vector>

class QAction;
class QComboBox;
class QToolButton;

namespace solferino {

class ReplayTrack;
class TextLabel;

/// A stroke of a drawing as its replay sees it.
struct ReplayStroke
{
    int points = 0;
    bool isMachine = false; ///< drawn by a model: on its layer, or a ghost that is not kept yet

    bool operator==(const ReplayStroke &) const = default;
};

/// The bar under a canvas that plays the drawing order: to start, play, one segment a stroke, a playhead to
/// scrub with mouse and keys, and the speed. A position counts the points that are shown. The bar keeps the
/// time; whoever listens paints.
class StrokeReplayBar final : public Surface
{
    Q_OBJECT
public:
    /// Points a second at speed 1.
    static constexpr double kPace = 60.0;

    /// The keys of the actions work while the focus is inside `area`.
    StrokeReplayBar(const Theme &theme, QWidget *area, QWidget *parent);

    /// The strokes in drawing order. A playhead at the end stays at the end, also of a drawing that grows.
    void setStrokes(std::vector<ReplayStroke> strokes);
    /// What is played where it is one of many ("Take 5"); empty: the person's drawing.
    void setSubject(const QString &subject);

    [[nodiscard]] int position() const;
    [[nodiscard]] int length() const; ///< points in all
    [[nodiscard]] bool isAtEnd() const { return position() >= length(); }
    void setPosition(int points); ///< brought into 0..length; says positionChanged if it is another one
    [[nodiscard]] bool isPlaying() const { return m_timer.isActive(); }
    void setPlaying(bool playing); ///< from the start where the playhead is at the end
    [[nodiscard]] double speed() const { return m_speed; }
    void setSpeed(double speed); ///< 0.5, 1, 2 or 4

    /// To start, play: for menus and the palette.
    [[nodiscard]] const QList<QAction *> &replayActions() const { return m_actions; }
    /// "Stroke 16 · 2 yours, 14 new"
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void positionChanged(int points);
    void playingChanged(bool playing);

private:
    void createActions(QWidget *area);
    void buildSpeed();
    void advance();
    void moveTo(double position);
    void updateText();

    const Theme &m_look;
    std::vector<ReplayStroke> m_strokes;
    QString m_subject;
    QList<QAction *> m_actions;
    QAction *m_play = nullptr;
    ReplayTrack *m_track;
    TextLabel *m_place;
    TextLabel *m_counts;
    QComboBox *m_speedBox = nullptr;
    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_position = 0.0; ///< points, with the fraction that the clock has moved on
    double m_speed = 1.0;
};

} // namespace solferino
