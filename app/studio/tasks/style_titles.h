// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/tasks/style_models.h"
#include "widgets/stylize/style_list_model.h"

namespace solferino {

/// A model's style as the strip shows it: short titles and credits for the paintings that came with the
/// program, a file's own title for all others.
[[nodiscard]] StyleItem styleItem(const ModelStyle &style);

} // namespace solferino
