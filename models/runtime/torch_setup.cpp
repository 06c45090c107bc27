// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runtime/torch_setup.h"

#include <ATen/Parallel.h>
#include <torch/torch.h>

#include <mutex>
#include <thread>

namespace solferino::models {

void configureTorch(int threads)
{
    static std::once_flag once;
    std::call_once(once, [] {
        at::set_num_interop_threads(1);
        at::globalContext().setFlushDenormal(true);
    });
    const int cores = static_cast<int>(std::thread::hardware_concurrency());
    at::set_num_threads(threads > 0 ? threads : std::max(1, cores));
}

} // namespace solferino::models
