// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runtime/error.h"

#include <c10/util/Exception.h>

#include <new>

namespace solferino::models {

/// Runs `action`; what torch or the allocator throws comes out as Error. For the calls of a facade.
template <class Action>
auto withOwnErrors(const Action &action)
{
    try {
        return action();
    } catch (const c10::OutOfMemoryError &error) {
        throw Error(Error::Kind::OutOfMemory, error.what_without_backtrace());
    } catch (const c10::Error &error) {
        throw Error(Error::Kind::Internal, error.what_without_backtrace());
    } catch (const std::bad_alloc &) {
        throw Error(Error::Kind::OutOfMemory, "There is not enough memory.");
    }
}

} // namespace solferino::models
