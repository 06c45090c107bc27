// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runtime/checkpoint.h"

#include "models/runtime/error.h"
#include "models/runtime/safetensors.h"

#include <cstring>
#include <map>

namespace solferino::models {

namespace {

constexpr const char *kStateKey = "training_state";

/// Parameters and moments under their names in the file.
std::map<std::string, torch::Tensor> namedTensors(const torch::nn::Module &net, const Adam &adam)
{
    std::map<std::string, torch::Tensor> tensors;
    std::size_t i = 0;
    for (const auto &parameter : net.named_parameters()) {
        tensors["net." + parameter.key()] = parameter.value();
        tensors["adam.mean." + parameter.key()] = adam.means()[i];
        tensors["adam.square." + parameter.key()] = adam.squares()[i];
        ++i;
    }
    return tensors;
}

nlohmann::json stateOf(const std::filesystem::path &path, const SafetensorsHeader &header)
{
    const auto found = header.metadata.find(kStateKey);
    if (found != header.metadata.end()) {
        nlohmann::json state = nlohmann::json::parse(found->second, nullptr, false);
        if (state.is_object())
            return state;
    }
    throw Error(Error::Kind::ModelFileMismatch, path.string() + " is no training checkpoint.");
}

} // namespace

void writeCheckpoint(const std::filesystem::path &path, const torch::nn::Module &net, const Adam &adam,
                     const nlohmann::json &state)
{
    std::vector<TensorToWrite> toWrite;
    std::vector<torch::Tensor> kept; // what the written spans point into
    for (const auto &[name, tensor] : namedTensors(net, adam)) {
        kept.push_back(tensor.detach().to(torch::kCPU, torch::kFloat32).contiguous());
        toWrite.push_back({name,
                           TensorType::Float32,
                           kept.back().sizes().vec(),
                           {static_cast<const std::uint8_t *>(kept.back().data_ptr()),
                            static_cast<std::size_t>(kept.back().nbytes())}});
    }
    writeSafetensors(path, toWrite, {{kStateKey, state.dump()}});
}

nlohmann::json readCheckpointState(const std::filesystem::path &path)
{
    return stateOf(path, readSafetensorsHeader(path));
}

nlohmann::json readCheckpoint(const std::filesystem::path &path, torch::nn::Module &net, Adam &adam)
{
    const SafetensorsFile file = readSafetensors(path);
    nlohmann::json state = stateOf(path, file.header);
    const torch::NoGradGuard noGradient;
    const auto tensors = namedTensors(net, adam);
    for (const auto &[name, tensor] : tensors) {
        const TensorEntry *entry = file.header.find(name);
        if (!entry || entry->type != TensorType::Float32 || entry->shape != tensor.sizes().vec())
            throw Error(Error::Kind::ModelFileMismatch, "The checkpoint does not fit this network: " + name +
                                                            " is missing or has another shape.");
        const torch::Tensor values = torch::empty(entry->shape);
        std::memcpy(values.data_ptr(), file.bytes(*entry).data(), values.nbytes());
        tensor.detach().copy_(values);
    }
    if (file.header.tensors.size() != tensors.size())
        throw Error(Error::Kind::ModelFileMismatch, "The checkpoint is of a larger network.");
    return state;
}

} // namespace solferino::models
