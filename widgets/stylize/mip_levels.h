// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRectF>

#include <memory>
#include <vector>

class QPainter;

namespace solferino {

/// A picture and its halves, so that it is drawn smoothly and quickly at any size. Never changed once made.
class MipLevels final
{
public:
    /// Halves the picture down to some hundred pixels: a third of its memory more. Any thread.
    [[nodiscard]] static std::shared_ptr<const MipLevels> make(const QImage &picture);
    /// The picture alone, at once: rough where it is drawn much smaller.
    [[nodiscard]] static std::shared_ptr<const MipLevels> rough(const QImage &picture);

    [[nodiscard]] QSize size() const { return m_levels.front().size(); }
    [[nodiscard]] const QImage &picture() const { return m_levels.front(); }
    [[nodiscard]] bool hasAlpha() const { return m_levels.front().hasAlphaChannel(); }
    [[nodiscard]] int levels() const { return static_cast<int>(m_levels.size()); }
    /// Draws the whole picture over `target` (view pixels), as far as `clip` goes.
    void draw(QPainter &painter, const QRectF &target, const QRect &clip) const;

private:
    MipLevels() = default;

    std::vector<QImage> m_levels; ///< RGB32 or ARGB32_Premultiplied; each half of the one before
};

} // namespace solferino
