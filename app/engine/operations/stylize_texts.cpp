// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/operations/stylize_texts.h"

#include <array>
#include <cstdio>

namespace solferino {

using nlohmann::json;

namespace {

std::string format(const char *pattern, double number)
{
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), pattern, number);
    return text.data();
}

std::string sizeText(const json &result)
{
    return result.at("width").dump() + " x " + result.at("height").dump();
}

std::string evaluationRow(const json &losses, const std::string &name)
{
    return format("%12.4f", losses.value("content", 0.0)) + format("  %12.4f", losses.value("style", 0.0)) +
           format("  %12.4f  ", losses.value("loss", 0.0)) + name + "\n";
}

} // namespace

std::string stylizeText(const json &result)
{
    std::string text;
    for (const json &style : result.at("styles")) {
        text += (text.empty() ? "" : " + ") + style.at("name").get<std::string>();
        if (style.at("weight") != 1.0)
            text += format(" %g", style.at("weight"));
    }
    return text + ", " + sizeText(result) + format(", %.1f s", result.at("seconds"));
}

std::string stylizeVideoText(const json &result)
{
    return result.at("file").get<std::string>() + "  " + result.at("frames").dump() + " frames, " +
           sizeText(result) + format(", %.1f s", result.at("seconds"));
}

std::string styleEvaluationText(const json &result)
{
    std::string text = "     content         style          loss  style\n";
    for (const json &style : result.at("styles"))
        text += evaluationRow(style, style.at("name").get<std::string>());
    return text + evaluationRow(result.at("total"), "all, " + result.at("photos").dump() + " photos");
}

} // namespace solferino
