// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/documents/image_document.h"

#include <utility>

namespace solferino {

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

void ImageDocument::exchange(Photo &photo, StyleMask &mask)
{
    std::swap(m_photo, photo);
    const bool hasOtherMask = m_styling.finish.mask != mask;
    std::swap(m_styling.finish.mask, mask);
    Q_EMIT photoChanged();
    if (hasOtherMask)
        Q_EMIT stylingChanged();
}

void ImageDocument::exchange(Styling &styling)
{
    std::swap(m_styling, styling);
    Q_EMIT stylingChanged();
}

} // namespace solferino
