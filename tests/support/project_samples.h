// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/project_file.h"

namespace solferino {

/// A project with every member of every type set to something else than its default.
[[nodiscard]] Project fullProject();
/// A project with one track of `noteCount` notes, told apart by its title.
[[nodiscard]] Project longProject(int noteCount, const std::string &title);
/// The same with a photo that is always the same and a starred picture that no other number has.
[[nodiscard]] Project illustratedProject(int noteCount, int number);

} // namespace solferino
