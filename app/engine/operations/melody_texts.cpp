// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/operations/melody_texts.h"

#include <array>
#include <cstdio>

namespace solferino {

using nlohmann::json;

namespace {

std::string evaluationRow(const json &score, const std::string &name)
{
    std::array<char, 64> numbers{};
    std::snprintf(numbers.data(), numbers.size(), "%8lld  %14.4f  %8.2f %%  ",
                  static_cast<long long>(score.at("events").get<std::int64_t>()),
                  score.value("nats_per_event", 0.0), 100.0 * score.value("accuracy", 0.0));
    return numbers.data() + name + "\n";
}

std::string format(const char *pattern, double number)
{
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), pattern, number);
    return text.data();
}

} // namespace

std::string takeText(const json &take)
{
    return "seed " + take.at("seed").dump() +
           format(", %.2f nats per event", -take.value("log_likelihood_per_event", 0.0));
}

std::string trainingText(const json &result)
{
    std::string text = result.at("weights").get<std::string>() + "  best at step " +
                       result.at("best_step").dump() + " of " + result.at("step").dump();
    const json loss = result.value("best_validation_loss", json());
    if (loss.is_number())
        text += format(", validation loss %.4f", loss);
    if (result.value("stopped", "") == "no_progress")
        text += "; stopped without progress since";
    return text;
}

std::string evaluationText(const json &result)
{
    std::string text = "  events  nats per event    accuracy  file\n";
    for (const json &file : result.at("files"))
        text += evaluationRow(file, file.at("file").get<std::string>());
    text += evaluationRow(result.at("total"), "total");
    text.pop_back();
    return text;
}

} // namespace solferino
