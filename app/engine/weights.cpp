// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/weights.h"

#include "models/runtime/error.h"
#include "models/runtime/model_file.h"

#include <algorithm>
#include <cstdlib>

namespace solferino {

namespace fs = std::filesystem;
using models::Error;

namespace {

constexpr const char *kExtension = ".safetensors";

std::string listOf(const std::vector<std::string> &names)
{
    std::string text;
    for (const std::string &name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// What a model file says about itself, or why it cannot be read.
nlohmann::json cardOf(const fs::path &file)
{
    nlohmann::json card = {{"path", file.string()}};
    try {
        const models::ModelFileInfo info = models::readModelInfo(file);
        card.update({{"config", info.config},
                     {"description", info.description},
                     {"licence", info.licence},
                     {"data", info.data},
                     {"scores", info.scores},
                     {"parameters", info.parameterCount},
                     {"bytes", info.bytes}});
    } catch (const Error &error) {
        card["unreadable"] = error.what();
    }
    return card;
}

} // namespace

std::vector<fs::path> modelFolders()
{
    if (const char *chosen = std::getenv("SOLFERINO_MODELS"); chosen && *chosen)
        return {chosen};
    std::vector<fs::path> folders;
    std::error_code failure;
    const fs::path program = fs::read_symlink("/proc/self/exe", failure);
    if (!failure)
        folders.push_back(program.parent_path().parent_path() / "share/solferino/models");
#ifdef SOLFERINO_SOURCE_MODELS
    folders.emplace_back(SOLFERINO_SOURCE_MODELS);
#endif
    return folders;
}

std::optional<fs::path> bundledFile(const std::string &name)
{
    for (const fs::path &folder : modelFolders())
        if (fs::path file = folder / (name + kExtension); fs::is_regular_file(file))
            return file;
    return std::nullopt;
}

fs::path findWeights(const ModelInfo &model, const std::string &weights)
{
    const std::string name = weights.empty() ? model.bundledWeights.front() : weights;
    const auto &bundled = model.bundledWeights;
    const bool isBundled = std::find(bundled.begin(), bundled.end(), name) != bundled.end();
    if (isBundled) {
        if (auto file = bundledFile(name))
            return *file;
        throw Error(Error::Kind::File, "The bundled model '" + name + "' is not installed: there is no " +
                                           (modelFolders().front() / (name + kExtension)).string() + ".");
    }
    if (fs::is_regular_file(name))
        return fs::absolute(name);
    throw Error(Error::Kind::File, "There is no model file '" + name + "', and the bundled models of " +
                                       model.id + " are " + listOf(bundled) + ".");
}

nlohmann::json bundledWeightsJson(const ModelInfo &model)
{
    nlohmann::json list = nlohmann::json::array();
    for (const std::string &name : model.bundledWeights) {
        const auto file = bundledFile(name);
        list.push_back({{"name", name}, {"installed", file.has_value()}});
        if (file)
            list.back().update(cardOf(*file));
    }
    return list;
}

} // namespace solferino
