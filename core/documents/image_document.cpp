// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/documents/image_document.h"

#include <utility>

namespace solferino {

QSize croppedSize(const Photo &photo, const Styling &styling)
{
    return styling.crop.isWhole() ? QSize(photo.width, photo.height)
                                  : QSize(styling.crop.width, styling.crop.height);
}

Styling withCrop(Styling styling, const Photo &photo, const PictureCrop &crop)
{
    styling.finish.mask = maskFor(styling.finish.mask, styling.crop, crop, photo.width, photo.height);
    styling.crop = crop;
    return styling;
}

ImageDocument::ImageDocument(QObject *parent)
    : QObject(parent)
    , m_undoStack(this)
{}

void ImageDocument::reset(Photo photo, Styling styling)
{
    m_undoStack.clear();
    m_photo = std::move(photo);
    m_styling = std::move(styling);
    Q_EMIT photoChanged();
    Q_EMIT stylingChanged();
}

GestureId ImageDocument::beginGesture()
{
    return ++m_lastGesture;
}

void ImageDocument::exchange(Photo &photo, StyleMask &mask, PictureCrop &crop)
{
    std::swap(m_photo, photo);
    const bool hasOtherStyling = m_styling.finish.mask != mask || m_styling.crop != crop;
    std::swap(m_styling.finish.mask, mask);
    std::swap(m_styling.crop, crop);
    Q_EMIT photoChanged();
    if (hasOtherStyling)
        Q_EMIT stylingChanged();
}

void ImageDocument::exchange(Styling &styling)
{
    std::swap(m_styling, styling);
    Q_EMIT stylingChanged();
}

} // namespace solferino
