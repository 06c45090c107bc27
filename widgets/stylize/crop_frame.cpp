// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/crop_frame.h"

#include <algorithm>
#include <cmath>

namespace solferino {

namespace {

/// How far a frame can reach from what stays in its place, along one side of the picture.
double room(int hold, double start, double end, double length)
{
    if (hold > 0)
        return length - start;
    if (hold < 0)
        return end;
    return std::min(start + end, 2 * length - start - end); // grows to both sides
}

/// Where the frame begins with another length along one side.
double startOf(int hold, double start, double end, double length)
{
    if (hold > 0)
        return start;
    return hold < 0 ? end - length : (start + end - length) / 2;
}

} // namespace

CropFrame::CropFrame(QSize picture, const PictureCrop &crop)
    : m_picture(picture)
    , m_rect(crop.isWhole() ? QRectF(QPointF(), QSizeF(picture))
                            : QRectF(crop.left, crop.top, crop.width, crop.height))
{}

PictureCrop CropFrame::crop() const
{
    const auto whole = [](double start, double length, int most) {
        const int from = std::clamp(static_cast<int>(std::lround(start)), 0, std::max(0, most - 1));
        return std::pair(from, std::clamp(static_cast<int>(std::lround(start + length)), from + 1,
                                          std::max(from + 1, most)));
    };
    const auto [left, right] = whole(m_rect.left(), m_rect.width(), m_picture.width());
    const auto [top, bottom] = whole(m_rect.top(), m_rect.height(), m_picture.height());
    const PictureCrop crop{left, top, right - left, bottom - top};
    return crop.width == m_picture.width() && crop.height == m_picture.height() ? PictureCrop() : crop;
}

QSizeF CropFrame::leastSize() const
{
    const double width = std::min(kLeast, double(m_picture.width()));
    const double height = std::min(kLeast, double(m_picture.height()));
    if (m_aspect <= 0.0)
        return {width, height};
    const double kept = std::max(width, height * m_aspect);
    return {kept, kept / m_aspect};
}

void CropFrame::setAspect(double aspect)
{
    m_aspect = aspect;
    if (aspect <= 0.0 || m_picture.isEmpty())
        return;
    const double area = m_rect.width() * m_rect.height();
    const double most = std::min(double(m_picture.width()), m_picture.height() * aspect);
    const double width = std::min(std::sqrt(area * aspect), most);
    const QSizeF size(width, width / aspect);
    const QPointF center = m_rect.center();
    m_rect = QRectF(center - QPointF(size.width(), size.height()) / 2, size);
    move(m_rect, {});
}

void CropFrame::turn()
{
    const double aspect = m_aspect > 0.0 ? 1.0 / m_aspect : 0.0;
    setAspect(m_rect.height() / m_rect.width());
    m_aspect = aspect;
}

void CropFrame::showAll()
{
    m_aspect = 0.0;
    m_rect = QRectF(QPointF(), QSizeF(m_picture));
}

std::optional<CropHandle> CropFrame::handleAt(QPointF place, double reach) const
{
    if (!m_rect.adjusted(-reach, -reach, reach, reach).contains(place))
        return std::nullopt;
    // In a small frame the sides leave the middle for moving it.
    const auto side = [reach](double at, double start, double end) {
        const double near = std::min(reach, (end - start) / 4);
        if (at < start + near)
            return -1;
        return at > end - near ? 1 : 0;
    };
    return CropHandle{side(place.x(), m_rect.left(), m_rect.right()),
                      side(place.y(), m_rect.top(), m_rect.bottom())};
}

void CropFrame::drag(CropHandle handle, const QRectF &from, QPointF way)
{
    if (handle == CropHandle())
        move(from, way);
    else if (m_aspect > 0.0)
        resizeKeepingAspect(handle, from, way);
    else
        resize(handle, from, way);
}

void CropFrame::move(const QRectF &from, QPointF way)
{
    m_rect = from;
    m_rect.moveTo(std::clamp(from.left() + way.x(), 0.0, std::max(0.0, m_picture.width() - from.width())),
                  std::clamp(from.top() + way.y(), 0.0, std::max(0.0, m_picture.height() - from.height())));
}

void CropFrame::resize(CropHandle handle, const QRectF &from, QPointF way)
{
    const QSizeF least = leastSize();
    m_rect = from;
    if (handle.across < 0)
        m_rect.setLeft(std::clamp(from.left() + way.x(), 0.0, from.right() - least.width()));
    else if (handle.across > 0)
        m_rect.setRight(
            std::clamp(from.right() + way.x(), from.left() + least.width(), double(m_picture.width())));
    if (handle.down < 0)
        m_rect.setTop(std::clamp(from.top() + way.y(), 0.0, from.bottom() - least.height()));
    else if (handle.down > 0)
        m_rect.setBottom(
            std::clamp(from.bottom() + way.y(), from.top() + least.height(), double(m_picture.height())));
}

void CropFrame::resizeKeepingAspect(CropHandle handle, const QRectF &from, QPointF way)
{
    const double wanted = from.width() + handle.across * way.x();
    const double wantedByHeight = (from.height() + handle.down * way.y()) * m_aspect;
    double width = handle.across == 0 ? wantedByHeight : wanted;
    if (handle.across != 0 && handle.down != 0)
        width = std::max(wanted, wantedByHeight);
    const double most = std::min(room(handle.across, from.left(), from.right(), m_picture.width()),
                                 room(handle.down, from.top(), from.bottom(), m_picture.height()) * m_aspect);
    width = std::min(std::max(width, leastSize().width()), most);
    const double height = width / m_aspect;
    m_rect = {startOf(handle.across, from.left(), from.right(), width),
              startOf(handle.down, from.top(), from.bottom(), height), width, height};
}

} // namespace solferino
