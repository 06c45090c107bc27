// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/image_document.h"

#include <QUndoCommand>

namespace solferino {

/// Puts another photo into the document; mask and crop go with the old one, as one step.
class ChangePhotoCommand final : public QUndoCommand
{
public:
    ChangePhotoCommand(ImageDocument &document, const QString &text, Photo photo);

    void redo() override;
    void undo() override;

private:
    void exchange();

    ImageDocument &m_document;
    Photo m_photo; ///< what the next redo or undo brings
    StyleMask m_mask;
    PictureCrop m_crop;
};

} // namespace solferino
