// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/catalog_report.h"

#include "app/engine/video/video_library.h"
#include "app/engine/weights.h"
#include "models/catalog/model_catalog.h"

namespace solferino {

using nlohmann::json;

json catalogJson()
{
    json list = json::array();
    for (ModelInfo model : modelCatalog()) {
        if (!hasVideoLibrary())
            std::erase_if(model.operations, [](const OperationInfo &each) { return each.needsVideo; });
        list.push_back(toJson(model));
        list.back()["weights"] = bundledWeightsJson(model);
    }
    return list;
}

std::string catalogText(const json &catalog)
{
    std::string text;
    for (const json &model : catalog) {
        text += model["id"].get<std::string>() + "  " + model["help"].get<std::string>() + "\n  operations:";
        for (const json &operation : model["operations"])
            text.append(" ").append(operation["id"].get<std::string>());
        text += "\n";
        for (const json &weights : model["weights"])
            text += "  " + weights["name"].get<std::string>() + "  " +
                    weights.value("path", std::string("not installed")) + "\n";
    }
    return text;
}

} // namespace solferino
