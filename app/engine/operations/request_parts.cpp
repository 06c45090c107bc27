// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/operations/request_parts.h"

#include "app/engine/weights.h"

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

std::string takeFileName(int index, const std::string &extension)
{
    std::string number = std::to_string(index + 1);
    number.insert(0, number.size() < 3 ? 3 - number.size() : 0, '0');
    return "take-" + number + "." + extension;
}

} // namespace solferino
