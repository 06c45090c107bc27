// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/catalog_lookup.h"

namespace solferino {

namespace {

[[noreturn]] void refuse(const std::string &sentence, const std::string &name,
                         const std::vector<std::string> &names)
{
    const std::string nearest = nearestName(name, names);
    throw OptionError(name, sentence + (nearest.empty() ? "" : "; did you mean '" + nearest + "'?"));
}

} // namespace

const ModelInfo &requireModel(const std::string &model)
{
    if (const ModelInfo *info = findModel(model))
        return *info;
    std::vector<std::string> names;
    for (const ModelInfo &each : modelCatalog())
        names.push_back(each.id);
    refuse("there is no model '" + model + "'", model, names);
}

const OperationInfo &requireOperation(const ModelInfo &model, const std::string &operation)
{
    if (const OperationInfo *info = model.findOperation(operation))
        return *info;
    std::vector<std::string> names;
    for (const OperationInfo &each : model.operations)
        names.push_back(each.id);
    refuse(model.id + " has no operation '" + operation + "'", operation, names);
}

} // namespace solferino
