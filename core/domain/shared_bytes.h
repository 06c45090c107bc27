// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace solferino {

/// The bytes of a picture's file, shared by documents, undo steps, takes and jobs and never changed; may be
/// null.
using SharedBytes = std::shared_ptr<const std::vector<std::uint8_t>>;

/// By content: files that were read twice are the same.
[[nodiscard]] inline bool areSame(const SharedBytes &one, const SharedBytes &other)
{
    return one == other || (one && other && *one == *other);
}

} // namespace solferino
