// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runtime/error.h"

#include <c10/util/Exception.h>

#include <new>
#include <string>

namespace solferino::models {

/// Whether memory ran out, of a device or of the machine: allocators and the libraries that use them say so
/// each in its own way.
inline bool isOutOfMemory(const c10::Error &error)
{
    const std::string text = error.what_without_backtrace();
    const auto says = [&text](const char *words) {
        return text.find(words) != std::string::npos;
    };
    return dynamic_cast<const c10::OutOfMemoryError *>(&error) != nullptr || says("out of memory") ||
           says("ALLOC_FAILED") || says("can't allocate memory");
}

/// Runs `action`; what torch or the allocator throws comes out as Error. For the calls of a facade.
template <class Action>
auto withOwnErrors(const Action &action)
{
    try {
        return action();
    } catch (const c10::Error &error) {
        throw Error(isOutOfMemory(error) ? Error::Kind::OutOfMemory : Error::Kind::Internal,
                    error.what_without_backtrace());
    } catch (const std::bad_alloc &) {
        throw Error(Error::Kind::OutOfMemory, "There is not enough memory.");
    }
}

} // namespace solferino::models
