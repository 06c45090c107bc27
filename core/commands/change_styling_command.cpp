// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/commands/change_styling_command.h"

#include "core/commands/command_id.h"

#include <utility>

namespace solferino {

ChangeStylingCommand::ChangeStylingCommand(ImageDocument &document, const QString &text, Styling styling,
                                           GestureId gesture)
    : QUndoCommand(text)
    , m_document(document)
    , m_styling(std::move(styling))
    , m_gesture(gesture)
{}

auto ChangeStylingCommand::packed(const StyleMask &mask) -> PackedMask
{
    constexpr int kQuickest = 1;
    return {mask.width, mask.height,
            qCompress(mask.values.data(), static_cast<qsizetype>(mask.values.size()), kQuickest)};
}

StyleMask ChangeStylingCommand::unpacked(const PackedMask &mask)
{
    const QByteArray values = qUncompress(mask.values);
    return {mask.width, mask.height, {values.begin(), values.end()}};
}

void ChangeStylingCommand::redo()
{
    exchange();
    setObsolete(changesNothing());
}

void ChangeStylingCommand::undo()
{
    exchange();
}

void ChangeStylingCommand::exchange()
{
    const StyleMask &present = m_document.styling().finish.mask;
    bool hasOtherMask = m_mask.has_value();
    if (m_isNew)
        hasOtherMask = m_styling.finish.mask != present;
    else
        m_styling.finish.mask = m_mask ? unpacked(*m_mask) : present;
    m_isNew = false;
    m_document.exchange(m_styling);
    const StyleMask before = std::exchange(m_styling.finish.mask, {});
    if (hasOtherMask)
        m_mask = packed(before);
}

bool ChangeStylingCommand::changesNothing() const
{
    Styling now = m_document.styling();
    const StyleMask mask = std::exchange(now.finish.mask, {});
    return now == m_styling && (!m_mask || unpacked(*m_mask) == mask);
}

int ChangeStylingCommand::id() const
{
    return static_cast<int>(CommandId::ChangeStyling);
}

bool ChangeStylingCommand::mergeWith(const QUndoCommand *other)
{
    const auto &next = static_cast<const ChangeStylingCommand &>(*other);
    if (m_gesture == 0 || next.m_gesture != m_gesture || &next.m_document != &m_document)
        return false;
    // The document has the next command's styling already; this one holds that from before the gesture.
    if (!m_mask)
        m_mask = next.m_mask;
    setObsolete(changesNothing());
    return true;
}

} // namespace solferino
