// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/empty_state.h"
#include "widgets/common/keys_provider.h"
#include "widgets/stylize/mask_brush.h"
#include "widgets/stylize/mip_levels.h"
#include "widgets/stylize/picture_geometry.h"

#include <QBasicTimer>
#include <QWidget>

#include <memory>
#include <optional>

namespace solferino {

/// One side of a comparison.
struct ComparedPicture
{
    QImage image;              ///< of any size: it is stretched over the picture; null: none
    QString chip;              ///< its name: "Before", "Starry Night 80 % · Wheat Field 20 %"
    Role owner = Role::Person; ///< Person or Machine: the square on the chip
};

enum class CompareMode { Split, SideBySide, Before, After };

/// What the left button does on the picture.
enum class CompareTool { Move, PaintMask, EraseMask };

/// Two forms of one picture, with a divider between them or side by side; zoom and pan are shared. Paints
/// the mask of where a style applies. Files that are dropped on it are told by their paths.
class CompareView final : public QWidget, public KeysProvider
{
    Q_OBJECT
public:
    CompareView(const Theme &theme, QWidget *parent);
    ~CompareView() override;

    /// The photo's size, which zoom counts in; images may be smaller. Another size fits the picture into the
    /// view; an empty one shows the empty state.
    void setPictureSize(QSize size);
    [[nodiscard]] QSize pictureSize() const { return m_geometry.picture; }
    void setBefore(const ComparedPicture &picture);
    /// Where there is none, the picture before is shown alone.
    void setAfter(const ComparedPicture &picture);
    [[nodiscard]] bool hasAfter() const { return m_after.levels != nullptr; }
    /// Shows this one alone until endPeek(), at the same place and zoom: another take, for a moment.
    void peek(const ComparedPicture &picture);
    void endPeek();
    /// The card that is shown where there is no picture.
    void setEmptyContent(const EmptyStateContent &content);

    [[nodiscard]] CompareMode mode() const { return m_mode; }
    void setMode(CompareMode mode);
    /// Place of the divider, 0..1 of the part of the picture that is in view.
    [[nodiscard]] double split() const { return m_split; }
    void setSplit(double split);

    /// Device pixels a pixel of the photo: 1 is 100 %.
    [[nodiscard]] double zoom() const { return m_geometry.zoom; }
    /// Zooms around the middle of the view.
    void setZoom(double zoom);
    void zoomBy(double factor);
    /// Shows the whole picture, also when the view's size changes, until the person zooms or pans.
    void fit();
    [[nodiscard]] bool isFitted() const { return m_isFitted; }

    [[nodiscard]] CompareTool tool() const { return m_tool; }
    void setTool(CompareTool tool);
    [[nodiscard]] const MaskBrush &brush() const { return m_brush; }
    /// `erases` goes with the tool.
    void setBrush(const MaskBrush &brush);
    [[nodiscard]] const StyleMask &mask() const { return m_mask; }
    void setMask(const StyleMask &mask);
    /// Tints the places where the photo stays.
    [[nodiscard]] bool showsMask() const { return m_showsMask; }
    void setShowsMask(bool shows);

    /// How a pane shows the picture, and where the pane of a side (Before or After) lies in the view.
    [[nodiscard]] const PictureGeometry &pictureGeometry() const { return m_geometry; }
    [[nodiscard]] QRect paneRect(CompareMode side) const;
    /// The divider's handle; empty without a divider.
    [[nodiscard]] QRectF handleRect() const;
    /// True until the halves of new pictures are made.
    [[nodiscard]] bool isRefining() const { return m_refining > 0; }

    [[nodiscard]] QSize sizeHint() const override { return {640, 480}; }
    [[nodiscard]] QString keysTitle() const override;
    [[nodiscard]] std::vector<KeyLine> keyLines() const override;

Q_SIGNALS:
    /// Zoom, place, mode or divider.
    void viewChanged();
    /// Tool, brush, mask, or whether the mask is shown.
    void toolChanged();
    void keepRequested();                        ///< Return: what is shown is liked
    void closeRequested();                       ///< Esc: no take is to be shown any more
    void formerRequested();                      ///< X goes down: a look at what was shown before
    void formerReleased();                       ///< and up again
    void openRequested();                        ///< the empty state's action
    void exampleRequested();                     ///< the empty state's example
    void cameraRequested();                      ///< the empty state's third action
    void filesDropped(const QStringList &paths); ///< files and folders of this machine
    void pictureDropped(const QImage &picture);  ///< from a program that gives no file
    /// While a stroke is under way, once a frame.
    void maskPainted(const solferino::StyleMask &mask);
    /// A whole stroke: one step of undo.
    void maskStroked(const solferino::StyleMask &mask);

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
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    struct Side
    {
        std::shared_ptr<const MipLevels> levels; ///< null: no picture
        QString chip;
        Role owner = Role::Person;
        quint64 generation = 0; ///< tells whether halves that come late are still wanted
    };
    enum class Drag { None, Divider, Pan, Stroke };

    void setSide(Side &side, const ComparedPicture &picture);
    void refine(Side &side, const QImage &image);
    void updateEmptyState();
    void placePicture(PictureGeometry geometry);
    void relayout();
    void updateAccessibleText();
    void updateCursor();
    [[nodiscard]] CompareMode shownMode() const;
    [[nodiscard]] const Side &shownSide(CompareMode side) const;
    [[nodiscard]] QRect paneAt(QPointF position) const;
    [[nodiscard]] QRect visiblePicture(const QRect &pane) const;
    [[nodiscard]] int dividerX() const;
    [[nodiscard]] bool isOnDivider(QPointF position) const;
    [[nodiscard]] QPointF toPicture(QPointF position) const;

    void paintSide(QPainter &painter, const Side &side, const QRect &pane, const QRect &clip) const;
    void paintOverlays(QPainter &painter) const;
    void paintChips(QPainter &painter) const;
    void paintBrushRing(QPainter &painter) const;

    void beginStroke(QPointF place, bool erases);
    void strokeTo(QPointF place);
    [[nodiscard]] std::optional<QPointF> brushCenter() const;
    [[nodiscard]] double brushRadius() const;
    [[nodiscard]] QRect brushRect() const;
    void updateTint(const QRect &changed);
    void endStroke(bool keeps);
    void dropBrush();
    void holdFormer(bool isHeld);
    bool handleMoveKey(const QKeyEvent &event);
    bool handleToolKey(const QKeyEvent &event);
    void moveKeyBrush(QPointF way);
    void moveDividerTo(double x);
    void updateMaskImage(const StyleMask &mask, QRect changed);

    const Theme &m_theme;
    EmptyState *m_empty = nullptr;
    PictureGeometry m_geometry; ///< of a pane; both sides have the same
    bool m_isFitted = true;
    CompareMode m_mode = CompareMode::Split;
    double m_split = 0.5;
    Side m_before;
    Side m_after;
    Side m_peeked;
    bool m_isPeekingBefore = false;
    bool m_isFormerHeld = false;
    quint64 m_lastGeneration = 0;
    int m_refining = 0;

    CompareTool m_tool = CompareTool::Move;
    MaskBrush m_brush;
    StyleMask m_mask;
    bool m_showsMask = false;
    QImage m_maskImage; ///< the tint; null where nothing is tinted
    std::optional<MaskStroke> m_stroke;
    QBasicTimer m_strokeTimer; ///< runs while a change of the stroke is not told yet

    Drag m_drag = Drag::None;
    Qt::MouseButton m_dragButton = Qt::NoButton;
    QPointF m_dragFrom;
    bool m_isSpaceDown = false;
    std::optional<QPointF> m_pointer;  ///< view pixels, while it is over the view
    std::optional<QPointF> m_keyBrush; ///< picture pixels: the brush that the keyboard moves
    bool m_showsFocus = false;
    bool m_isDropTarget = false;
};

} // namespace solferino
