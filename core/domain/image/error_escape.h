// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <csetjmp>
#include <type_traits>

namespace solferino {

/// Where a C library jumps to from its error handler, which must not return.
struct ErrorEscape
{
    std::jmp_buf place = {};
    std::array<char, 240> message = {}; ///< what the library says, ends in zero
};

/// Runs `step`; false if the library left it through the escape. Everything that has a destructor lives
/// outside of `step`, which holds references alone: a jump does not clean up.
template <class Step>
[[nodiscard]] bool succeeds(ErrorEscape &escape, Step step)
{
    static_assert(std::is_trivially_destructible_v<Step>);
    if (setjmp(escape.place) != 0)
        return false;
    step();
    return true;
}

} // namespace solferino
