// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/operations/sketch_texts.h"

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

std::string evaluationRow(const json &score, const std::string &name)
{
    return format("%8.0f", score.value("drawings", 0.0)) +
           format("  %14.4f", score.value("nats_per_point", 0.0)) +
           format("  %8.4f", score.value("reconstruction_loss", 0.0)) +
           format("  %8.4f  ", score.value("kl_loss", 0.0)) + name + "\n";
}

} // namespace

std::string sketchTakeText(const json &take)
{
    std::string text = "seed " + take.at("seed").dump();
    if (take.contains("position"))
        text += format(", at %.2f", take["position"]);
    text += ", " + take.at("points").dump() + (take.at("points") == 1 ? " point" : " points");
    text += format(", %.2f nats per point", -take.value("log_likelihood_per_point", 0.0));
    return text + (take.value("ended", true) ? "" : ", not ended");
}

std::string sketchImportText(const json &imported)
{
    return imported.at("weights").get<std::string>() + "  " + imported.at("parameters").dump() +
           " parameters, from " + imported.at("file").get<std::string>();
}

std::string sketchEvaluationText(const json &result)
{
    std::string text = "drawings  nats per point       L_R      L_KL  file\n";
    for (const json &file : result.value("files", json::array()))
        text += evaluationRow(file, file.value("file", ""));
    text += evaluationRow(result.at("total"), "total");
    text += "L_R is averaged over " + result.at("total").at("max_length").dump() + " rows a drawing.";
    return text;
}

} // namespace solferino
