// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace solferino {

/// From here on SIGINT and SIGTERM ask the program to stop instead of ending it; a second one ends it.
/// SIGPIPE and SIGXFSZ are ignored. Call once, before any thread starts.
void catchInterrupts();

/// Whether the program was asked to stop. Any thread.
[[nodiscard]] bool isInterrupted();

/// A descriptor that becomes readable with the first interrupt: for poll().
[[nodiscard]] int interruptDescriptor();

/// Asks the program to stop from within. Any thread.
void interrupt();

} // namespace solferino
