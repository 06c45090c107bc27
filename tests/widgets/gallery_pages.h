// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMainWindow;

namespace solferino {

class Theme;

/// Buttons, fields, icons, lists.
void fillControlsPage(QMainWindow &window, const Theme &theme);
/// A window with rail, docks, strip, model panel and empty state; Ctrl+Shift+P and F1 work.
void fillWindowPage(QMainWindow &window, const Theme &theme);
/// The same window with the command palette open.
void fillPalettePage(QMainWindow &window, const Theme &theme);
/// The Jobs dock with jobs of every state.
void fillJobsPage(QMainWindow &window, const Theme &theme);

/// The editor and the mix panel of Stylize with an example picture.
void fillStylizePage(QMainWindow &window, const Theme &theme);

} // namespace solferino
