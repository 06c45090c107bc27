// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/keys_provider.h"
#include "widgets/pianoroll/note_painter.h"
#include "widgets/pianoroll/piano_roll_tools.h"
#include "widgets/pianoroll/roll_state.h"

#include <QBasicTimer>
#include <QWidget>

#include <memory>

namespace solferino {

/// The piano roll: paints the notes of RollState and turns mouse and wheel into gestures, zoom and pan. Keys
/// are the QActions of PianoRollActions; Tab walks through the notes and leaves the view after the last one.
class PianoRollView final : public QWidget, public KeysProvider
{
    Q_OBJECT
public:
    PianoRollView(RollState &state, const Theme &theme, QWidget *parent);
    ~PianoRollView() override;

    [[nodiscard]] QSize sizeHint() const override { return {640, 400}; }
    /// Notes drawn by the last paint event.
    [[nodiscard]] int paintedCount() const { return m_notes.paintedCount(); }
    [[nodiscard]] bool hasGesture() const { return m_gesture != nullptr; }

    [[nodiscard]] QString keysTitle() const override;
    [[nodiscard]] std::vector<KeyLine> keyLines() const override;

    /// Shows all notes of the active track.
    void fit();
    void zoomToSelection();
    /// Scrolls to the song's start and the pitches of the active track.
    void showStart();
    /// The person has scrolled: where the playhead is out of view now, following waits until it comes back.
    void pauseFollowing();
    /// Follows the playhead again, wherever it is.
    void resumeFollowing();
    /// Scrolls as little as is needed to show a note or the cursor.
    void reveal(Tick start, Tick end, int pitch);

Q_SIGNALS:
    /// Space was pressed and let go without a drag.
    void playToggled();
    /// The pointer is over another pitch; -1: over none.
    void pitchHovered(int pitch);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    enum class SpaceKey { Up, Down, Dragged };

    void connectState();
    void updateTicks(Tick from, Tick to);
    void updatePlayhead(Tick before);
    [[nodiscard]] bool showsPlayhead() const;
    void updateCursorShape(QPointF position);
    void updateAccessibleText();
    void paintCursor(QPainter &painter) const;
    void moveGesture(QPointF position, Qt::KeyboardModifiers modifiers);
    void endGesture(bool finishes);
    void pan(QPointF position);
    void scrollBy(double x, double y);

    RollState &m_state;
    const Theme &m_theme;
    NotePainter m_notes;
    std::unique_ptr<RollGesture> m_gesture;
    Qt::MouseButton m_gestureButton = Qt::NoButton;
    Qt::KeyboardModifiers m_modifiers;
    QPointF m_pointer;
    QBasicTimer m_autoScroll;
    std::optional<QPointF> m_panFrom;
    SpaceKey m_space = SpaceKey::Up;
    int m_hoveredPitch = -1;
    bool m_isPlaced = false;
    bool m_isFollowingPaused = false;
};

} // namespace solferino
