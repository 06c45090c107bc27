// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace solferino {

/// Sends all Qt messages to `folder`/solferino.log, warnings and worse to standard error too, until the
/// program ends. At one MiB the file becomes solferino.1.log and so on; three old ones are kept. Messages may
/// come from any thread; call it once, before threads start.
void installLogging(const QString &folder);

/// The file that is being written, for "Show Log"; empty before installLogging().
[[nodiscard]] QString logFilePath();

} // namespace solferino
