// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/take.h"

#include <QString>

#include <functional>

namespace solferino {

class Settings;
class TakePanel;

/// How the takes of a workspace leave it.
struct TakeOutlets
{
    /// Writes a take into a folder; returns the file's path, empty where it could not be written.
    std::function<QString(TakeId id, const QString &folder)> write;
    /// The command that makes the same take.
    std::function<QString(TakeId id)> commandLine;
};

/// Joins them to the list of takes: Export Take asks for a folder, a take that is dragged out becomes a file
/// in the folder `cache`, Copy Command Line fills the clipboard.
void connectOutlets(TakePanel &panel, Settings &settings, const QString &cache, const TakeOutlets &outlets);

} // namespace solferino
