// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QProcess;

namespace solferino {

/// Ends a running process with SIGKILL while it has a file below `folder` open, other than a lock file.
/// False if that moment did not come within two seconds; the process has been ended nonetheless.
[[nodiscard]] bool killInMidWrite(QProcess &process, const QString &folder);

} // namespace solferino
