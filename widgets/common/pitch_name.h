// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace solferino {

/// Name of a MIDI pitch: "C4" is 60, black keys are sharps or flats.
[[nodiscard]] QString pitchName(int pitch, bool usesFlats = false);
/// The pitch of a name ("c4", "Bb2", "F#3", "60"); -1 for anything else.
[[nodiscard]] int pitchOfName(const QString &name);

} // namespace solferino
