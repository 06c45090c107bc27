// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/style_models.h"

#include <algorithm>
#include <cctype>

namespace solferino {

namespace {

constexpr double kQuickShare = 0.6; ///< of the width of a net: a quicker one has at most this

nlohmann::json networkOf(const ModelChoice &choice)
{
    return choice.card.value("hyper_parameters", nlohmann::json::object());
}

double alphaOf(const ModelChoice &choice)
{
    const nlohmann::json network = networkOf(choice);
    const auto alpha = network.find("alpha");
    return alpha != network.end() && alpha->is_number() ? alpha->get<double>() : 1.0;
}

std::string textOf(const nlohmann::json &style, const char *member)
{
    const auto found = style.find(member);
    return found != style.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<std::string> namesOf(const ModelChoice &choice)
{
    const nlohmann::json network = networkOf(choice);
    const auto styles = network.find("styles");
    std::vector<std::string> names;
    if (styles == network.end() || !styles->is_array())
        return names;
    for (const nlohmann::json &style : *styles)
        names.push_back(style.is_object() ? textOf(style, "name") : std::string());
    return names;
}

/// Not for a number, a list or a weight.
bool isPlain(const std::string &name)
{
    const auto is = [](auto test) {
        return [test](unsigned char c) {
            return test(c) != 0;
        };
    };
    const auto isWord = [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '_' || c == '-';
    };
    return std::ranges::all_of(name, isWord) && std::ranges::any_of(name, is(&isalpha));
}

} // namespace

void StyleModels::setChoices(std::vector<ModelChoice> choices)
{
    std::erase_if(choices, [](const ModelChoice &choice) { return namesOf(choice).empty(); });
    m_choices = std::move(choices);
}

const ModelChoice *StyleModels::find(const std::string &weights) const
{
    const auto found = std::ranges::find_if(m_choices, [&weights](const ModelChoice &choice) {
        return weights.empty() || choice.weights == weights;
    });
    return found != m_choices.end() ? &*found : nullptr;
}

const ModelChoice *StyleModels::quickOne(const ModelChoice &full, const std::vector<MixedStyle> &mix) const
{
    const double widest = alphaOf(full) * kQuickShare;
    const auto found = std::ranges::find_if(m_choices, [&](const ModelChoice &choice) {
        return alphaOf(choice) <= widest && hasStyles(choice, mix);
    });
    return found != m_choices.end() ? &*found : nullptr;
}

std::vector<ModelStyle> stylesOf(const ModelChoice &choice)
{
    const nlohmann::json network = networkOf(choice);
    const auto found = network.find("styles");
    std::vector<ModelStyle> styles;
    if (found == network.end() || !found->is_array())
        return styles;
    for (const nlohmann::json &each : *found) {
        if (!each.is_object())
            continue;
        styles.push_back({textOf(each, "name"), QString::fromStdString(textOf(each, "title")),
                          QByteArray::fromBase64(QByteArray::fromStdString(textOf(each, "thumbnail")))});
    }
    return styles;
}

bool hasStyles(const ModelChoice &choice, const std::vector<MixedStyle> &mix)
{
    const std::vector<std::string> names = namesOf(choice);
    return std::ranges::all_of(mix, [&names](const MixedStyle &style) {
        return std::ranges::find(names, style.style) != names.end();
    });
}

std::string stylesOption(const ModelChoice &choice, const std::vector<MixedStyle> &mix)
{
    const std::vector<std::string> names = namesOf(choice);
    double total = 0.0;
    for (const MixedStyle &style : mix)
        total += style.weight;
    QStringList parts;
    for (const MixedStyle &style : mix) {
        const auto place = std::ranges::find(names, style.style);
        if (place == names.end() || style.weight <= 0.0)
            continue;
        const QString name = isPlain(style.style) ? QString::fromStdString(style.style)
                                                  : QString::number(place - names.begin());
        const double weight = style.weight / total;
        parts << (weight == 1.0 ? name : QStringLiteral("%1:%2").arg(name, QString::number(weight, 'g', 4)));
    }
    return parts.join(QLatin1Char(',')).toStdString();
}

} // namespace solferino
