// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/song_document.h"

#include <QCoreApplication>

namespace solferino {

/// Changes what holds at a place of the song, each as one undo step. The change goes to where the present
/// value begins, or to the song's start where there is none yet.
class TimelineEdits final
{
    Q_DECLARE_TR_FUNCTIONS(TimelineEdits)
public:
    explicit TimelineEdits(SongDocument &document);

    void setTempo(Tick place, double quartersPerMinute, GestureId gesture = 0);
    void setMeter(Tick place, int numerator, int denominator);
    /// Without a key the one in force there goes.
    void setKey(Tick place, std::optional<KeyChange> key);

private:
    void push(const QString &text, Timeline timeline, GestureId gesture);

    SongDocument &m_document;
};

/// "C major", "F♯ minor".
[[nodiscard]] QString keyName(const KeyChange &key);

} // namespace solferino
