// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/keys_provider.h"
#include "widgets/common/theme.h"
#include "widgets/stylize/crop_frame.h"
#include "widgets/stylize/picture_geometry.h"

#include <QImage>
#include <QWidget>

#include <memory>

namespace solferino {

class MipLevels;

/// A whole photo with the frame of what stays on it, which mouse and keys move.
class CropArea final : public QWidget, public KeysProvider
{
    Q_OBJECT
public:
    CropArea(const Theme &theme, QWidget *parent);

    /// `picture` may be smaller than `size`, the photo's: it is stretched.
    void setPhoto(const QImage &picture, QSize size, const PictureCrop &crop);
    [[nodiscard]] const CropFrame &frame() const { return m_frame; }
    void setAspect(double aspect);
    void turn();
    void showAll();

    [[nodiscard]] const PictureGeometry &pictureGeometry() const { return m_geometry; }
    [[nodiscard]] QString keysTitle() const override { return tr("Crop"); }
    [[nodiscard]] std::vector<KeyLine> keyLines() const override;

Q_SIGNALS:
    void frameChanged();
    void applied();
    void cancelled();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Drag { None, Frame, Pan };

    void fit();
    void change(const CropFrame &frame);
    void updateCursor(QPointF position);
    void paintFrame(QPainter &painter, const QRectF &frame) const;
    [[nodiscard]] QRectF frameOnView() const;
    [[nodiscard]] bool handleKey(const QKeyEvent &event);

    const Theme &m_theme;
    PictureGeometry m_geometry;
    bool m_isFitted = true;
    std::shared_ptr<const MipLevels> m_levels;
    qint64 m_picture = 0; ///< key of the one that the levels are, or will be, of
    CropFrame m_frame;
    Drag m_drag = Drag::None;
    CropHandle m_handle;
    QRectF m_dragFrame; ///< the frame when the drag began
    QPointF m_dragFrom; ///< view pixels
};

} // namespace solferino
