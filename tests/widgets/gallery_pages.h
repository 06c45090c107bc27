// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMainWindow;

namespace solferino {

class Theme;

/// Buttons, fields, icons, lists.
void fillControlsPage(QMainWindow &window, const Theme &theme);
/// A window with rail, docks, strip, model panel, empty state, job line and command palette.
void fillWindowPage(QMainWindow &window, const Theme &theme);
/// The Jobs dock with jobs of every state.
void fillJobsPage(QMainWindow &window, const Theme &theme);

} // namespace solferino
