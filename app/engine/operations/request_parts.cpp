// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/operations/request_parts.h"

#include "app/engine/weights.h"

#include <cctype>

namespace solferino {

const Bytes *findInput(const JobRequest &request, const std::string &name)
{
    for (const Attachment &input : request.inputs)
        if (input.name == name)
            return &input.bytes;
    return nullptr;
}

std::filesystem::path weightsFile(const JobRequest &request)
{
    return findWeights(*findModel(request.model), request.weights);
}

std::string safeFileName(const std::string &name)
{
    constexpr std::size_t kLongest = 100;
    std::string safe;
    for (const char c : name)
        safe += std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' ? c : '_';
    return safe.substr(0, kLongest);
}

std::string takeFileName(int index, const std::string &extension)
{
    std::string number = std::to_string(index + 1);
    number.insert(0, number.size() < 3 ? 3 - number.size() : 0, '0');
    return "take-" + number + "." + extension;
}

} // namespace solferino
