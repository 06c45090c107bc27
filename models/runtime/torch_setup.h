// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace solferino::models {

/// Sets how many threads torch computes with on the calling thread's behalf; 0 takes one for each core.
/// Called before the first operation, and again by an operation that asks for another number.
void configureTorch(int threads);

} // namespace solferino::models
