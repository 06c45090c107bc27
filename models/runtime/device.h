// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runtime/progress.h"

#include <cstdint>
#include <string>
#include <vector>

namespace solferino::models {

/// Something that torch can compute on.
struct DeviceInfo
{
    std::string id; ///< "cpu", "cuda:0"
    std::string name;
    std::uint64_t memoryBytes = 0; ///< 0: unknown
    std::uint64_t freeBytes = 0;   ///< 0: unknown
};

/// The processor first, then every GPU that this LibTorch can use.
[[nodiscard]] std::vector<DeviceInfo> listDevices();

/// The id of the device for a job that wants "auto", "cpu", "cuda" or "cuda:N". Where the wish cannot be met
/// the processor is taken and `progress` is told why. "cpu:0" is the processor in the operations of GPUs, to
/// check them. Throws Error(BadOption) for any other wish.
[[nodiscard]] std::string chooseDevice(const std::string &wish, Progress &progress);

/// Whether the arithmetic of a GPU may be rounded: "auto", "float32", "tf32" or "bf16" of the training
/// options. Without effect on a processor, which `progress` is told if more than "auto" was asked for.
class PrecisionScope final
{
public:
    PrecisionScope(const std::string &precision, const std::string &device, Progress &progress);
    ~PrecisionScope();
    PrecisionScope(const PrecisionScope &) = delete;
    PrecisionScope &operator=(const PrecisionScope &) = delete;

private:
    bool m_isChanged = false;
};

} // namespace solferino::models
