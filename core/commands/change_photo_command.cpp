// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/commands/change_photo_command.h"

#include <utility>

namespace solferino {

ChangePhotoCommand::ChangePhotoCommand(ImageDocument &document, const QString &text, Photo photo)
    : QUndoCommand(text)
    , m_document(document)
    , m_photo(std::move(photo))
{}

void ChangePhotoCommand::redo()
{
    exchange();
    const Styling &styling = m_document.styling();
    setObsolete(m_document.photo() == m_photo && styling.finish.mask == m_mask && styling.crop == m_crop);
}

void ChangePhotoCommand::undo()
{
    exchange();
}

void ChangePhotoCommand::exchange()
{
    m_document.exchange(m_photo, m_mask, m_crop);
}

} // namespace solferino
