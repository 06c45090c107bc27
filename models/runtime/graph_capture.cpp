// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runtime/graph_capture.h"

#ifdef SOLFERINO_CUDA_GRAPHS
#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDACachingAllocator.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>
#endif

namespace solferino::models {

#ifdef SOLFERINO_CUDA_GRAPHS

namespace {

class CudaGraphWork final : public CapturedWork
{
public:
    CudaGraphWork(c10::DeviceIndex device, at::cuda::MempoolId_t pool, const std::function<void()> &work)
    {
        torch::cuda::synchronize(device);
        c10::cuda::CUDACachingAllocator::emptyCache(); // the graph takes its memory from a pool of its own
        const c10::cuda::CUDAStreamGuard aside(c10::cuda::getStreamFromPool(false, device));
        m_graph.capture_begin(pool);
        try {
            work();
        } catch (...) {
            endFailedCapture();
            throw;
        }
        m_graph.capture_end();
        torch::cuda::synchronize(device);
    }

    void replay() override { m_graph.replay(); }

private:
    void endFailedCapture() noexcept
    {
        try {
            m_graph.capture_end();
        } catch (...) { // it says again that the capture failed
        }
    }

    at::cuda::CUDAGraph m_graph;
};

} // namespace

GraphCapture graphCapture(const torch::Device &device)
{
    if (!device.is_cuda())
        return {};
    const auto index = static_cast<c10::DeviceIndex>(device.has_index() ? device.index() : 0);
    return [index, pool = at::cuda::graph_pool_handle()](const std::function<void()> &work) {
        return std::make_unique<CudaGraphWork>(index, pool, work);
    };
}

#else

GraphCapture graphCapture(const torch::Device & /*device*/)
{
    return {};
}

#endif

} // namespace solferino::models
