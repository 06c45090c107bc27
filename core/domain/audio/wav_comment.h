// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace solferino {

// The comment of a WAV file: ICMT in a LIST INFO chunk. Of any length, where libsndfile reads only 2 KB and
// writes only 60 KB.

/// Appends the chunk to a complete file. False if the disk refuses.
[[nodiscard]] bool appendWavComment(const std::string &path, const std::string &comment);

/// Empty if there is none, or no WAV file.
[[nodiscard]] std::string readWavComment(const std::string &path);

} // namespace solferino
