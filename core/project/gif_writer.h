// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>
#include <QRect>
#include <QString>

#include <memory>
#include <vector>

class QIODevice;

namespace solferino {

/// Writes an animated GIF frame by frame; each frame changes a part of the one before it.
class GifWriter final
{
public:
    static constexpr int kMostColours = 256;

    /// `colours` are the only ones that the pictures have; others become the nearest of them.
    GifWriter(QIODevice &device, const QSize &size, std::vector<QColor> colours, bool isLooped);
    ~GifWriter();
    GifWriter(const GifWriter &) = delete;
    GifWriter &operator=(const GifWriter &) = delete;

    /// Writes the part `area` of an RGB32 picture, which then stands for `centiseconds`.
    void addFrame(const QImage &picture, const QRect &area, int centiseconds);
    /// Ends the file. False if anything of it could not be written; errorText() says why.
    [[nodiscard]] bool finish();
    [[nodiscard]] QString errorText() const;
    [[nodiscard]] bool hasFailed() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace solferino
