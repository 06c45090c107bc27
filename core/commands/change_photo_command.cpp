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
    setObsolete(m_document.photo() == m_photo && m_document.styling().finish.mask == m_mask);
}

void ChangePhotoCommand::undo()
{
    exchange();
}

void ChangePhotoCommand::exchange()
{
    m_document.exchange(m_photo, m_mask);
}

} // namespace solferino
