// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/keys_provider.h"
#include "widgets/sketch/canvas_gesture.h"
#include "widgets/sketch/ghost_animation.h"
#include "widgets/sketch/ink_layer.h"
#include "widgets/sketch/selection_picture.h"
#include "widgets/sketch/sketch_state.h"

#include <QBasicTimer>
#include <QWidget>

#include <memory>

class QNativeGestureEvent;
class QTabletEvent;
class QTouchEvent;

namespace solferino {

/// The canvas: paints the drawing of SketchState and what the machine offers, and turns pen, mouse, touch and
/// wheel into gestures, zoom and pan. Keys are the QActions of SketchActions.
class SketchCanvas final : public QWidget, public KeysProvider
{
    Q_OBJECT
public:
    SketchCanvas(SketchState &state, const Theme &theme, QWidget *parent);
    ~SketchCanvas() override;

    [[nodiscard]] QSize sizeHint() const override { return {640, 480}; }
    [[nodiscard]] bool hasGesture() const { return m_gesture != nullptr; }
    /// True until all that is in view is painted at the present zoom: a large drawing takes several frames.
    [[nodiscard]] bool isPainting() const { return m_ink.isPending(); }

    [[nodiscard]] QString keysTitle() const override;
    [[nodiscard]] std::vector<KeyLine> keyLines() const override;

    /// Shows the whole drawing, at 100 % or less.
    void fit();
    void zoomToSelection();
    /// Sets the zoom around the middle of the view.
    void setZoom(double zoom);
    /// The sentence on an empty canvas, and what is below it.
    void setEmptyText(const QString &headline, const QString &note);

    /// Puts the pen of the keyboard down at its place, or lifts it: the tool draws along as it moves.
    void toggleKeyPen();
    /// Moves the pen of the keyboard by canvas pixels.
    void moveKeyPen(double dx, double dy);
    /// Where the keyboard's pen is.
    [[nodiscard]] Point keyPen() const { return m_keyPen; }

Q_SIGNALS:
    /// The pen goes down or an edit begins: what a model is drawing is out of date.
    void penTouched();
    /// Nothing was drawn or edited for 400 ms.
    void penRested();
    /// Tab (+1) or Shift+Tab (-1) while ghosts are shown.
    void nextGhostRequested(int step);
    void keepGhostRequested();  ///< Return while ghosts are shown
    void closeGhostRequested(); ///< Esc while ghosts are shown
    /// A click on a component of the mixture, at this place of the canvas.
    void componentClicked(double x, double y);
    /// Space was pressed and let go without a drag.
    void replayToggled();
    /// The ghosts are drawn as far as they are known.
    void ghostsDrawn();

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void tabletEvent(QTabletEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    enum class SpaceKey { Up, Down, Dragged };

    void connectState();
    void updateStrokes(const std::vector<StrokeId> &ids);
    void updateDrawing();
    void updateProperties();
    void updateGhosts();
    void updatePreview();
    /// Where the view shows the selection and nothing else, what it shows is the picture.
    void takeSelectionPicture(bool isCopy);
    void updateAccessibleText();
    void updateCursorShape(QPointF position);
    void loadBackground();
    void showStart();

    [[nodiscard]] CanvasPointer pointerAt(QPointF position, Qt::KeyboardModifiers modifiers,
                                          double pressure = 1.0) const;
    void beginGesture(const CanvasPointer &pointer, bool erases);
    void moveGesture(const CanvasPointer &pointer);
    void endGesture(bool finishes);
    void beginEdit();
    void restSoon();
    void paintNewInk();
    void showInk();
    void touchEvent(QTouchEvent *event);
    void pinch(QPointF first, QPointF second);
    void pinchEvent(QNativeGestureEvent *event);
    void scrollBy(QPointF way);
    void zoomBy(double factor, QPointF anchor);
    void placeKeyPen();

    void paintOverlays(QPainter &painter);
    void paintTails(QPainter &painter) const;
    void paintKeyPen(QPainter &painter) const;

    SketchState &m_state;
    const Theme &m_theme;
    InkLayer m_ink;
    SelectionPicture m_selectionPicture;
    QTransform m_shownPreview; ///< where the picture was last
    GhostAnimation m_ghosts;
    SharedBytes m_backgroundFile;   ///< of the picture that is shown or being read
    DrawingProperties m_properties; ///< that are shown
    bool m_isEmpty = true;
    bool m_isPlaced = false;

    std::unique_ptr<CanvasGesture> m_gesture;
    Qt::MouseButton m_gestureButton = Qt::NoButton;
    QPointF m_pointer;
    QRect m_tails; ///< view pixels of the ink between smoothed line and pen
    QBasicTimer m_holdTimer;
    QPointF m_holdPlace;
    QBasicTimer m_restTimer;
    bool m_isTouched = false; ///< a gesture that edits is under way

    std::optional<Point> m_panFrom; ///< the place that the pointer holds
    SpaceKey m_space = SpaceKey::Up;
    bool m_isPenNear = false;
    bool m_hasSeenPen = false;
    bool m_isTouchDrawing = false;
    bool m_isPinching = false;
    QPointF m_pinchCentre;
    double m_pinchSpan = 0.0;

    Point m_keyPen;
    bool m_isKeyPenDown = false;
    bool m_showsKeyPen = false;

    QString m_emptyHeadline;
    QString m_emptyNote;
};

} // namespace solferino
