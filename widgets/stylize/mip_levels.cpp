// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/mip_levels.h"

#include <QPaintDevice>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace solferino {

namespace {

constexpr int kLeastSide = 200; // smaller pictures are quick to draw as they are

/// The mean of four pixels, two channels at a time.
quint32 meanOf(quint32 a, quint32 b, quint32 c, quint32 d)
{
    constexpr quint32 kEven = 0x00ff00ffU;
    constexpr quint32 kHalf = 0x00020002U;
    const quint32 even = ((a & kEven) + (b & kEven) + (c & kEven) + (d & kEven) + kHalf) >> 2 & kEven;
    const quint32 odd =
        ((a >> 8 & kEven) + (b >> 8 & kEven) + (c >> 8 & kEven) + (d >> 8 & kEven) + kHalf) << 6 & ~kEven;
    return even | odd;
}

QImage halved(const QImage &picture)
{
    const int width = (picture.width() + 1) / 2;
    const int height = (picture.height() + 1) / 2;
    QImage half(width, height, picture.format());
    const int pairs = picture.width() / 2;
    for (int y = 0; y < height; ++y) {
        const auto *upper = reinterpret_cast<const quint32 *>(picture.constScanLine(2 * y));
        const auto *lower = reinterpret_cast<const quint32 *>(
            picture.constScanLine(std::min(2 * y + 1, picture.height() - 1)));
        auto *to = reinterpret_cast<quint32 *>(half.scanLine(y));
        for (int x = 0; x < pairs; ++x)
            to[x] = meanOf(upper[2 * x], upper[2 * x + 1], lower[2 * x], lower[2 * x + 1]);
        if (pairs < width)
            to[pairs] = meanOf(upper[2 * pairs], upper[2 * pairs], lower[2 * pairs], lower[2 * pairs]);
    }
    return half;
}

} // namespace

std::shared_ptr<const MipLevels> MipLevels::rough(const QImage &picture)
{
    std::shared_ptr<MipLevels> levels(new MipLevels);
    const auto format =
        picture.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32;
    levels->m_levels.push_back(picture.convertToFormat(format));
    levels->m_levels.front().setDevicePixelRatio(1.0);
    return levels;
}

std::shared_ptr<const MipLevels> MipLevels::make(const QImage &picture)
{
    const auto levels = std::const_pointer_cast<MipLevels>(rough(picture));
    while (std::min(levels->m_levels.back().width(), levels->m_levels.back().height()) > kLeastSide)
        levels->m_levels.push_back(halved(levels->m_levels.back()));
    return levels;
}

void MipLevels::draw(QPainter &painter, const QRectF &target, const QRect &clip) const
{
    const double ratio = painter.device()->devicePixelRatioF();
    const double zoom = target.width() * ratio / size().width();
    const int wanted = zoom < 1.0 ? static_cast<int>(std::floor(std::log2(1.0 / zoom))) : 0;
    const int level = std::clamp(wanted, 0, levels() - 1);
    const QImage &image = m_levels[static_cast<std::size_t>(level)];
    const double step = std::ldexp(1.0, level);
    const double across = step * target.width() / size().width();
    const double down = step * target.height() / size().height();
    painter.save();
    painter.setClipRect(clip & target.toAlignedRect(), Qt::IntersectClip);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, across * ratio != 1.0 || down * ratio != 1.0);
    painter.drawImage(QRectF(target.topLeft(), QSizeF(image.width() * across, image.height() * down)), image);
    painter.restore();
}

} // namespace solferino
