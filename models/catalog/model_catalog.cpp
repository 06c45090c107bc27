// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/model_catalog.h"

#include "models/catalog/model_entries.h"

#include <algorithm>
#include <array>

namespace solferino {

namespace {

nlohmann::json toJson(const OperationInfo &operation)
{
    nlohmann::json fields = nlohmann::json::array();
    for (const FieldInfo &field : operation.fields)
        fields.push_back(toJson(field));
    nlohmann::json inputs = nlohmann::json::array();
    for (const InputInfo &input : operation.inputs)
        inputs.push_back({{"name", input.name},
                          {"media_type", input.mediaType},
                          {"required", input.isRequired},
                          {"help", input.help}});
    return {{"id", operation.id},          {"title", operation.title},
            {"help", operation.help},      {"fields", std::move(fields)},
            {"inputs", std::move(inputs)}, {"output_extension", operation.outputExtension},
            {"batch", operation.isBatch},  {"has_count", operation.hasCount}};
}

} // namespace

const OperationInfo *ModelInfo::findOperation(std::string_view operationId) const
{
    const auto found = std::find_if(operations.begin(), operations.end(),
                                    [&](const OperationInfo &each) { return each.id == operationId; });
    return found == operations.end() ? nullptr : &*found;
}

const FieldInfo *OperationInfo::dataField() const
{
    constexpr std::array<std::string_view, 3> kNames = {"data", "photos", "video"};
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const FieldInfo &field) {
        return std::find(kNames.begin(), kNames.end(), field.name) != kNames.end();
    });
    return found == fields.end() ? nullptr : &*found;
}

const std::vector<ModelInfo> &modelCatalog()
{
    static const std::vector<ModelInfo> catalog = {melodyRnnEntry(), sketchRnnEntry(),
                                                   imageStylizationEntry()};
    return catalog;
}

const ModelInfo *findModel(std::string_view id)
{
    const auto &catalog = modelCatalog();
    const auto found =
        std::find_if(catalog.begin(), catalog.end(), [&](const ModelInfo &each) { return each.id == id; });
    return found == catalog.end() ? nullptr : &*found;
}

const FieldInfo &seedField()
{
    static const FieldInfo field = {.name = "seed",
                                    .type = FieldType::Integer,
                                    .defaultValue = nullptr,
                                    .range = {0, 9007199254740991},
                                    .help = "repeats the same choices; chosen and reported if absent"};
    return field;
}

const FieldInfo &threadsField()
{
    static const FieldInfo field = {.name = "threads",
                                    .type = FieldType::Integer,
                                    .defaultValue = 0,
                                    .range = {0, 1024},
                                    .help = "CPU threads, 0 lets the engine decide"};
    return field;
}

nlohmann::json toJson(const ModelInfo &model)
{
    nlohmann::json operations = nlohmann::json::array();
    for (const OperationInfo &operation : model.operations)
        operations.push_back(toJson(operation));
    return {{"id", model.id},           {"title", model.title},
            {"help", model.help},       {"operations", std::move(operations)},
            {"configs", model.configs}, {"bundled_weights", model.bundledWeights}};
}

} // namespace solferino
