// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runtime/device.h"

#include "models/runtime/error.h"
#include "models/runtime/memory.h"

#include <ATen/autocast_mode.h>
#include <torch/torch.h>

#include <charconv>
#include <fstream>

#if defined(__unix__) || defined(__APPLE__)
#include <dlfcn.h>
#include <unistd.h>
#endif

namespace solferino::models {

namespace {

std::string processorName()
{
    std::ifstream stream("/proc/cpuinfo");
    for (std::string line; std::getline(stream, line);) {
        const auto colon = line.find(':');
        if (line.starts_with("model name") && colon != std::string::npos && colon + 2 <= line.size())
            return line.substr(colon + 2);
    }
    return "Processor";
}

DeviceInfo processor()
{
    DeviceInfo info{"cpu", processorName()};
    info.freeBytes = availableMemory();
#if defined(_SC_PHYS_PAGES)
    const auto page = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    info.memoryBytes = page * static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES));
#endif
    return info;
}

int gpuCount()
{
    return torch::cuda::is_available() ? static_cast<int>(torch::cuda::device_count()) : 0;
}

/// The CUDA runtime comes loaded with a CUDA LibTorch; found by name, it needs no CUDA headers to build.
DeviceInfo gpu(int index)
{
    DeviceInfo info{"cuda:" + std::to_string(index), "GPU " + std::to_string(index)};
#if defined(__unix__) || defined(__APPLE__)
    using SetDevice = int (*)(int);
    using MemoryInfo = int (*)(std::size_t *, std::size_t *);
    const auto setDevice = reinterpret_cast<SetDevice>(dlsym(RTLD_DEFAULT, "cudaSetDevice"));
    const auto memoryInfo = reinterpret_cast<MemoryInfo>(dlsym(RTLD_DEFAULT, "cudaMemGetInfo"));
    std::size_t free = 0, total = 0;
    if (setDevice && memoryInfo && setDevice(index) == 0 && memoryInfo(&free, &total) == 0) {
        info.freeBytes = free;
        info.memoryBytes = total;
        setDevice(0);
    }
#endif
    return info;
}

} // namespace

std::vector<DeviceInfo> listDevices()
{
    std::vector<DeviceInfo> devices{processor()};
    for (int i = 0; i < gpuCount(); ++i)
        devices.push_back(gpu(i));
    return devices;
}

std::string chooseDevice(const std::string &wish, Progress &progress)
{
    const int available = gpuCount();
    if (wish == "cpu" || wish == "cpu:0")
        return wish;
    if (wish == "auto")
        return available > 0 ? "cuda:0" : "cpu";
    int index = 0;
    bool isGpu = wish == "cuda";
    if (wish.starts_with("cuda:")) {
        const char *begin = wish.data() + 5, *end = wish.data() + wish.size();
        const auto parsed = std::from_chars(begin, end, index);
        isGpu = parsed.ec == std::errc() && parsed.ptr == end && index >= 0;
    }
    if (!isGpu)
        throw Error(Error::Kind::BadOption,
                    "The device \"" + wish + "\" is none of auto, cpu, cuda and cuda:N.");
    if (index < available)
        return "cuda:" + std::to_string(index);
    progress.note(available == 0 ? "There is no GPU that this LibTorch can use; computing on the processor."
                                 : "There is no " + wish + "; computing on the processor.");
    return "cpu";
}

PrecisionScope::PrecisionScope(const std::string &precision, const std::string &device, Progress &progress)
{
    if (device.starts_with("cpu")) {
        if (precision == "tf32" || precision == "bf16")
            progress.note("The processor computes in float32; " + precision + " is for GPUs.");
        return;
    }
    m_isChanged = true;
    at::globalContext().setAllowTF32CuBLAS(precision != "float32");
    at::autocast::set_autocast_enabled(at::kCUDA, precision == "bf16");
    if (precision == "bf16") {
        at::autocast::set_autocast_dtype(at::kCUDA, at::kBFloat16);
        at::autocast::set_autocast_cache_enabled(false);
    }
}

PrecisionScope::~PrecisionScope()
{
    if (!m_isChanged)
        return;
    at::globalContext().setAllowTF32CuBLAS(false);
    at::autocast::set_autocast_enabled(at::kCUDA, false);
}

} // namespace solferino::models
