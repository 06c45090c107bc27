// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/quick_answers.h"

#include "app/engine/catalog_lookup.h"
#include "app/engine/catalog_report.h"
#include "app/engine/help.h"
#include "app/engine/usage_error.h"

#include <algorithm>

namespace solferino {

namespace {

bool isHelp(const std::string &argument)
{
    return argument == "--help" || argument == "-h";
}

std::string helpFor(const std::vector<std::string> &arguments)
{
    const ModelInfo *model = findModel(arguments.front());
    if (!model)
        return programHelp();
    if (isHelp(arguments[1]))
        return modelHelp(*model);
    return operationHelp(*model, requireOperation(*model, arguments[1]));
}

std::string models(const std::vector<std::string> &arguments)
{
    const bool isJson = takeJsonFlag("models", {arguments.begin() + 1, arguments.end()});
    const nlohmann::json catalog = catalogJson();
    return isJson ? nlohmann::json{{"models", catalog}}.dump() + "\n" : catalogText(catalog);
}

} // namespace

std::optional<std::string> quickAnswer(const std::vector<std::string> &arguments)
{
    if (arguments.empty())
        throw UsageError("a command is missing\n\n" + programHelp());
    if (arguments.front() == "--version")
        return "solferino-engine " SOLFERINO_VERSION "\n";
    if (std::any_of(arguments.begin(), arguments.end(), isHelp))
        return helpFor(arguments);
    if (arguments.front() == "models")
        return models(arguments);
    return std::nullopt;
}

bool takeJsonFlag(const std::string &command, const std::vector<std::string> &arguments)
{
    for (const std::string &argument : arguments)
        if (argument != "--json")
            throw UsageError(
                std::string(command).append(" takes no '").append(argument).append("', only --json"));
    return !arguments.empty();
}

} // namespace solferino
