// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/record_function.h>
#include <torch/torch.h>

#include <mutex>
#include <set>
#include <string>

namespace solferino::test {

/// Sees every operation of torch, on all threads, as long as it lives: how many would be launched on a GPU,
/// and which of them could not be part of a captured graph.
class OperationWatch final
{
public:
    OperationWatch()
    {
        s_launches = 0;
        s_obstacles.clear();
        m_handle = at::addGlobalCallback(
            at::RecordFunctionCallback(begin, end).needsInputs(true).scopes({at::RecordScope::FUNCTION}));
    }
    ~OperationWatch() { at::removeCallback(m_handle); }
    OperationWatch(const OperationWatch &) = delete;
    OperationWatch &operator=(const OperationWatch &) = delete;

    /// Operations that call no others and are neither views nor allocations.
    [[nodiscard]] std::int64_t launches() const { return s_launches; }
    /// Names of operations that wait for the device, draw random numbers or mix devices.
    [[nodiscard]] const std::set<std::string> &obstacles() const { return s_obstacles; }

private:
    struct Call final : at::ObserverContext
    {
        Call *outer = nullptr;
        bool hasInner = false;
    };

    static std::unique_ptr<at::ObserverContext> begin(const at::RecordFunction &function)
    {
        auto call = std::make_unique<Call>();
        const std::string name = function.name();
        if (isObstacle(name) || mixesDevices(function)) {
            const std::lock_guard lock(s_mutex);
            s_obstacles.insert(name);
        }
        call->outer = s_current;
        if (s_current && !isFree(name))
            s_current->hasInner = true;
        s_current = call.get();
        return call;
    }

    static void end(const at::RecordFunction &function, at::ObserverContext *context)
    {
        auto *call = static_cast<Call *>(context);
        s_current = call->outer;
        if (!call->hasInner && std::string(function.name()).starts_with("aten::") &&
            !isFree(function.name())) {
            const std::lock_guard lock(s_mutex);
            ++s_launches;
        }
    }

    static bool isFree(const std::string &name)
    {
        static const std::set<std::string> free{"alias",
                                                "as_strided",
                                                "chunk",
                                                "contiguous",
                                                "detach",
                                                "empty",
                                                "empty_like",
                                                "empty_strided",
                                                "expand",
                                                "expand_as",
                                                "flatten",
                                                "narrow",
                                                "new_empty",
                                                "new_empty_strided",
                                                "permute",
                                                "reshape",
                                                "resize_",
                                                "resolve_conj",
                                                "resolve_neg",
                                                "result_type",
                                                "select",
                                                "set_",
                                                "slice",
                                                "split",
                                                "split_with_sizes",
                                                "squeeze",
                                                "t",
                                                "to",
                                                "transpose",
                                                "unbind",
                                                "unflatten",
                                                "unsafe_split",
                                                "unsafe_chunk",
                                                "unsqueeze",
                                                "view",
                                                "view_as",
                                                "_unsafe_view",
                                                "_reshape_alias",
                                                "lift_fresh",
                                                "detach_",
                                                "matrix_H",
                                                "mT",
                                                "numpy_T",
                                                "is_same_size"};
        return !name.starts_with("aten::") || free.contains(name.substr(6));
    }

    static bool isObstacle(const std::string &name)
    {
        for (const char *part : {"_local_scalar_dense", "aten::item", "nonzero", "masked_select", "unique",
                                 "bernoulli", "rand", "normal_", "uniform", "multinomial", "dropout",
                                 "lift_fresh", "is_nonzero", "aten::equal", "repeat_interleave"}) {
            if (name.find(part) != std::string::npos && name != "aten::expand_as")
                return true;
        }
        return false;
    }

    static bool mixesDevices(const at::RecordFunction &function)
    {
        std::set<c10::DeviceType> devices;
        for (const c10::IValue &input : function.inputs()) {
            if (input.isTensor() && input.toTensor().defined() && input.toTensor().dim() > 0)
                devices.insert(input.toTensor().device().type());
            if (input.isTensorList()) {
                for (const at::Tensor &tensor : input.toTensorVector())
                    devices.insert(tensor.device().type());
            }
        }
        return devices.size() > 1;
    }

    static inline thread_local Call *s_current = nullptr;
    static inline std::mutex s_mutex;
    static inline std::int64_t s_launches = 0;
    static inline std::set<std::string> s_obstacles;
    at::CallbackHandle m_handle{};
};

} // namespace solferino::test
