// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/gif_writer.h"

#include <QHash>
#include <QIODevice>

#include <algorithm>
#include <array>
#include <gif_lib.h>
#include <limits>

namespace solferino {

namespace {

constexpr int kMostDelay = 65535;

int writeBytes(GifFileType *gif, const GifByteType *bytes, int count)
{
    auto *device = static_cast<QIODevice *>(gif->UserData);
    return static_cast<int>(device->write(reinterpret_cast<const char *>(bytes), count));
}

} // namespace

struct GifWriter::Private
{
    GifFileType *gif = nullptr;
    std::vector<QRgb> colours;
    QHash<QRgb, GifByteType> nearest; ///< of colours that have been asked for
    std::vector<GifByteType> row;
    int error = 0;

    void check(int result)
    {
        if (result == GIF_ERROR && error == 0)
            error = gif ? gif->Error : E_GIF_ERR_WRITE_FAILED;
    }

    [[nodiscard]] GifByteType indexOf(QRgb colour)
    {
        if (const auto known = nearest.constFind(colour); known != nearest.constEnd())
            return *known;
        const auto distance = [&](QRgb other) {
            const int red = qRed(colour) - qRed(other);
            const int green = qGreen(colour) - qGreen(other);
            const int blue = qBlue(colour) - qBlue(other);
            return red * red + green * green + blue * blue;
        };
        const auto best = std::min_element(colours.begin(), colours.end(),
                                           [&](QRgb a, QRgb b) { return distance(a) < distance(b); });
        const auto index = static_cast<GifByteType>(best - colours.begin());
        nearest.insert(colour, index);
        return index;
    }

    void putHeader(const QSize &size)
    {
        std::array<GifColorType, kMostColours> entries{};
        for (std::size_t i = 0; i < colours.size(); ++i)
            entries[i] = {static_cast<GifByteType>(qRed(colours[i])),
                          static_cast<GifByteType>(qGreen(colours[i])),
                          static_cast<GifByteType>(qBlue(colours[i]))};
        ColorMapObject *map = GifMakeMapObject(kMostColours, entries.data());
        EGifSetGifVersion(gif, true);
        check(EGifPutScreenDesc(gif, size.width(), size.height(), 8, 0, map));
        GifFreeMapObject(map);
    }

    void putLoop()
    {
        constexpr std::array<GifByteType, 3> kForEver{1, 0, 0};
        check(EGifPutExtensionLeader(gif, APPLICATION_EXT_FUNC_CODE));
        check(EGifPutExtensionBlock(gif, 11, "NETSCAPE2.0"));
        check(EGifPutExtensionBlock(gif, static_cast<int>(kForEver.size()), kForEver.data()));
        check(EGifPutExtensionTrailer(gif));
    }

    void putDelay(int centiseconds)
    {
        GraphicsControlBlock control{};
        control.DisposalMode = DISPOSE_DO_NOT;
        control.DelayTime = std::clamp(centiseconds, 0, kMostDelay);
        control.TransparentColor = NO_TRANSPARENT_COLOR;
        std::array<GifByteType, 4> bytes{};
        EGifGCBToExtension(&control, bytes.data());
        check(EGifPutExtension(gif, GRAPHICS_EXT_FUNC_CODE, static_cast<int>(bytes.size()), bytes.data()));
    }
};

GifWriter::GifWriter(QIODevice &device, const QSize &size, std::vector<QColor> colours, bool isLooped)
    : d(std::make_unique<Private>())
{
    colours.resize(std::min<std::size_t>(colours.size(), kMostColours));
    for (const QColor &colour : colours)
        d->colours.push_back(colour.rgb());
    d->gif = EGifOpen(&device, writeBytes, &d->error);
    if (!d->gif)
        return;
    d->putHeader(size);
    if (isLooped)
        d->putLoop();
}

GifWriter::~GifWriter()
{
    if (d->gif)
        EGifCloseFile(d->gif, nullptr);
}

void GifWriter::addFrame(const QImage &picture, const QRect &area, int centiseconds)
{
    if (d->error != 0)
        return;
    d->putDelay(centiseconds);
    d->check(EGifPutImageDesc(d->gif, area.left(), area.top(), area.width(), area.height(), false, nullptr));
    d->row.resize(static_cast<std::size_t>(area.width()));
    for (int y = area.top(); y <= area.bottom() && d->error == 0; ++y) {
        const auto *pixels = reinterpret_cast<const QRgb *>(picture.constScanLine(y)) + area.left();
        std::transform(pixels, pixels + area.width(), d->row.begin(),
                       [&](QRgb pixel) { return d->indexOf(pixel | 0xFF000000U); });
        d->check(EGifPutLine(d->gif, d->row.data(), area.width()));
    }
}

bool GifWriter::finish()
{
    if (d->gif) {
        int error = 0;
        if (EGifCloseFile(d->gif, &error) == GIF_ERROR && d->error == 0)
            d->error = error;
        d->gif = nullptr;
    }
    return d->error == 0;
}

bool GifWriter::hasFailed() const
{
    return d->error != 0;
}

QString GifWriter::errorText() const
{
    return d->error == 0 ? QString() : QString::fromUtf8(GifErrorString(d->error));
}

} // namespace solferino
