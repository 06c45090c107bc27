// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/paths.h"

#include <QString>

#include <memory>

class QWidget;

namespace solferino {

class MessageStrip;
class StudioApp;

/// A studio on the folders below `folder`: no sound device, no questions, no model loaded beforehand. With an
/// empty `engine` it has no engine program.
[[nodiscard]] std::unique_ptr<StudioApp> makeStudio(const QString &folder, const QString &engine = {});

/// The strip above the song.
[[nodiscard]] MessageStrip *strip(StudioApp &studio);
/// What it says now, empty while it is hidden.
[[nodiscard]] QString stripSentence(StudioApp &studio);
/// The same of a workspace.
[[nodiscard]] QString stripSentence(const QWidget &place);

} // namespace solferino
