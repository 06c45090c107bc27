// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/image/picture_crop.h"

#include <QRectF>
#include <QSize>

#include <optional>

namespace solferino {

/// A part of the crop's frame: the side of each direction that it holds, -1 left or top, 1 right or bottom, 0
/// neither; with neither it moves the whole frame.
struct CropHandle
{
    int across = 0;
    int down = 0;

    bool operator==(const CropHandle &) const = default;
};

/// The frame around the part of a picture that stays, in pixels of the picture. It never leaves the picture.
class CropFrame final
{
public:
    static constexpr double kLeast = 16.0; ///< pixels a side, where the picture has as many

    CropFrame() = default;
    CropFrame(QSize picture, const PictureCrop &crop);

    [[nodiscard]] QSize picture() const { return m_picture; }
    [[nodiscard]] const QRectF &rect() const { return m_rect; }
    /// Whole pixels; the whole picture where nothing is cut away.
    [[nodiscard]] PictureCrop crop() const;

    /// Width over height; 0: any.
    [[nodiscard]] double aspect() const { return m_aspect; }
    /// Brings the frame to it, as large as it was as far as there is room.
    void setAspect(double aspect);
    /// From wide to high, or back.
    void turn();
    void showAll();

    /// What lies at a place; nothing outside of the frame. `reach`: pixels around a side that belong to it.
    [[nodiscard]] std::optional<CropHandle> handleAt(QPointF place, double reach) const;
    /// Moves a handle of the frame as it was in `from`.
    void drag(CropHandle handle, const QRectF &from, QPointF way);

private:
    void move(const QRectF &from, QPointF way);
    void resize(CropHandle handle, const QRectF &from, QPointF way);
    void resizeKeepingAspect(CropHandle handle, const QRectF &from, QPointF way);
    [[nodiscard]] QSizeF leastSize() const;

    QSize m_picture;
    QRectF m_rect;
    double m_aspect = 0.0;
};

} // namespace solferino
