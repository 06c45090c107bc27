// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/job_request.h"

#include "core/protocol/base64.h"
#include "core/protocol/fields.h"

#include <algorithm>
#include <string_view>

namespace solferino {

using nlohmann::json;

namespace {

constexpr std::uint64_t kSeedLimit = std::uint64_t{1} << 53;
constexpr int kMaxThreads = 1024;

std::string textMember(const json &object, const char *name, const std::string &fallback)
{
    const auto found = object.find(name);
    if (found == object.end())
        return fallback;
    if (!found->is_string())
        throw OptionError(name, std::string(name) + " must be text");
    return *found;
}

std::optional<std::uint64_t> readSeed(const json &object)
{
    const auto found = object.find("seed");
    if (found == object.end() || found->is_null())
        return std::nullopt;
    if (!found->is_number_unsigned() || found->get<std::uint64_t>() >= kSeedLimit)
        throw OptionError("seed", "seed must be a whole number from 0 to " + std::to_string(kSeedLimit - 1) +
                                      ", not " + found->dump());
    return found->get<std::uint64_t>();
}

int readThreads(const json &object)
{
    const auto found = object.find("threads");
    if (found == object.end())
        return 0;
    if (!found->is_number_integer() || *found < 0 || *found > kMaxThreads)
        throw OptionError("threads", "threads must be between 0 and " + std::to_string(kMaxThreads) +
                                         ", not " + found->dump());
    return *found;
}

bool isDevice(std::string_view device)
{
    constexpr std::string_view kCuda = "cuda:";
    if (device == "auto" || device == "cpu" || device == "cuda")
        return true;
    const std::string_view number = device.substr(std::min(device.size(), kCuda.size()));
    return device.starts_with(kCuda) && !number.empty() && number.size() < 4 &&
           number.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string readDevice(const json &object)
{
    std::string device = textMember(object, "device", "auto");
    if (!isDevice(device))
        throw OptionError("device", "device must be auto, cpu, cuda or cuda:N, not '" + device + "'");
    return device;
}

Attachment readInput(const json &object)
{
    if (!object.is_object())
        throw OptionError("inputs", "each input must be an object");
    Attachment input{textMember(object, "name", ""), textMember(object, "media_type", ""), {}};
    const std::string encoded = textMember(object, "base64", "");
    auto bytes = fromBase64(encoded);
    if (!bytes)
        throw OptionError("inputs", "the bytes of input '" + input.name + "' are not base64");
    input.bytes = std::move(*bytes);
    return input;
}

} // namespace

json toJson(const JobRequest &request, InputBytes inputBytes)
{
    json object = {{"model", request.model},     {"operation", request.operation},
                   {"options", request.options}, {"weights", request.weights},
                   {"device", request.device},   {"threads", request.threads}};
    if (request.seed)
        object["seed"] = *request.seed;
    json &inputs = object["inputs"] = json::array();
    for (const Attachment &input : request.inputs) {
        inputs.push_back({{"name", input.name}, {"media_type", input.mediaType}});
        if (inputBytes == InputBytes::Base64)
            inputs.back()["base64"] = toBase64(input.bytes);
    }
    return object;
}

JobRequest requestFromJson(const json &object)
{
    if (!object.is_object())
        throw OptionError("", "a request must be a JSON object");
    JobRequest request;
    request.model = textMember(object, "model", "");
    request.operation = textMember(object, "operation", "");
    if (request.model.empty() || request.operation.empty())
        throw OptionError("model", "a request must name its model and its operation");
    request.options = object.value("options", json::object());
    if (!request.options.is_object())
        throw OptionError("options", "the options of a request must be a JSON object");
    request.weights = textMember(object, "weights", "");
    request.device = readDevice(object);
    request.seed = readSeed(object);
    request.threads = readThreads(object);
    const json inputs = object.value("inputs", json::array());
    if (!inputs.is_array())
        throw OptionError("inputs", "the inputs of a request must be a list");
    for (const json &input : inputs)
        request.inputs.push_back(readInput(input));
    return request;
}

} // namespace solferino
