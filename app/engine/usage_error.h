// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>

namespace solferino {

/// A command line that means nothing. `what()` is one English sentence.
class UsageError final : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

} // namespace solferino
