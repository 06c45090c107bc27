// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/song_document.h"
#include "core/documents/timeline.h"

#include <QUndoCommand>

namespace solferino {

/// Changes tempo, meter, key, markers or the loop: `document.song()`'s Timeline becomes `timeline`, whose
/// lists are sorted by time here; of two tempo, meter or key changes at one tick the last one stays.
class ChangeTimelineCommand final : public QUndoCommand
{
public:
    /// Steps of one gesture (SongDocument::beginGesture()) merge, 0 stands alone.
    ChangeTimelineCommand(SongDocument &document, const QString &text, Timeline timeline,
                          GestureId gesture = 0);

    void undo() override;
    void redo() override;
    [[nodiscard]] int id() const override;
    bool mergeWith(const QUndoCommand *other) override;

private:
    SongDocument &m_document;
    GestureId m_gesture;
    Timeline m_timeline; ///< to be set by the next redo or undo
};

} // namespace solferino
