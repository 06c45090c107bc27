// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <functional>
#include <memory>

namespace solferino::models {

/// Work on a GPU that can be started again as a whole, with the tensors it was captured with.
class CapturedWork
{
public:
    virtual ~CapturedWork() = default;
    virtual void replay() = 0;
};

/// Issues `work` once to record it, which does not compute anything yet. Throws what torch throws where
/// `work` does something that cannot be recorded.
using GraphCapture = std::function<std::unique_ptr<CapturedWork>(const std::function<void()> &work)>;

/// Captures CUDA graphs on `device`, which share their memory: none may run beside another, and what one
/// computes outside of its results is gone once another runs. Empty where the device is no GPU or this
/// program was built without the headers of CUDA.
[[nodiscard]] GraphCapture graphCapture(const torch::Device &device);

} // namespace solferino::models
