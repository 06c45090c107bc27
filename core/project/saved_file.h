// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <optional>
#include <string_view>

namespace solferino {

/// Takes the next piece of a file; false where it could not be written.
using WritePiece = std::function<bool(std::string_view piece)>;

/// Writes a file that appears when it is whole and on the disk: beside `path` and renamed. `write` hands over
/// its pieces; false gives up. Returns the system's reason where that failed, and what was there is
/// unchanged. Any thread.
[[nodiscard]] std::optional<QString> saveFile(const QString &path,
                                              const std::function<bool(const WritePiece &)> &write);

} // namespace solferino
