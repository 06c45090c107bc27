// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/style_models.h"

#include <algorithm>
#include <cctype>

namespace solferino {

namespace {

constexpr double kQuickShare = 0.6; ///< of the width of a net: a quicker one has at most this

/// A member of what a model file says of its network; null where there is none. Copies nothing: the styles
/// hold pictures.
const nlohmann::json *networkMember(const ModelChoice &choice, const char *name)
{
    const auto network = choice.card.find("hyper_parameters");
    if (network == choice.card.end() || !network->is_object())
        return nullptr;
    const auto member = network->find(name);
    return member != network->end() ? &*member : nullptr;
}

const nlohmann::json &styleList(const ModelChoice &choice)
{
    static const nlohmann::json none = nlohmann::json::array();
    const nlohmann::json *styles = networkMember(choice, "styles");
    return styles && styles->is_array() ? *styles : none;
}

double alphaOf(const ModelChoice &choice)
{
    const nlohmann::json *alpha = networkMember(choice, "alpha");
    return alpha && alpha->is_number() ? alpha->get<double>() : 1.0;
}

std::string textOf(const nlohmann::json &style, const char *member)
{
    if (!style.is_object())
        return {};
    const auto found = style.find(member);
    return found != style.end() && found->is_string() ? found->get<std::string>() : std::string();
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
    std::erase_if(choices, [](const ModelChoice &choice) { return styleNames(choice).empty(); });
    m_choices = std::move(choices);
}

const ModelChoice *StyleModels::find(const std::string &weights) const
{
    const auto found = std::ranges::find_if(m_choices, [&weights](const ModelChoice &choice) {
        return weights.empty() || choice.weights == weights;
    });
    return found != m_choices.end() ? &*found : nullptr;
}

std::string StyleModels::nameOf(const std::string &weights) const
{
    return !m_choices.empty() && m_choices.front().weights == weights ? std::string() : weights;
}

const ModelChoice *StyleModels::quickOne(const ModelChoice &full, const std::vector<MixedStyle> &mix) const
{
    const double widest = alphaOf(full) * kQuickShare;
    const auto found = std::ranges::find_if(m_choices, [&](const ModelChoice &choice) {
        return alphaOf(choice) <= widest && hasStyles(choice, mix);
    });
    return found != m_choices.end() ? &*found : nullptr;
}

std::vector<std::string> styleNames(const ModelChoice &choice)
{
    std::vector<std::string> names;
    for (const nlohmann::json &style : styleList(choice))
        names.push_back(textOf(style, "name"));
    return names;
}

std::vector<ModelStyle> stylesOf(const ModelChoice &choice)
{
    std::vector<ModelStyle> styles;
    for (const nlohmann::json &each : styleList(choice)) {
        styles.push_back({textOf(each, "name"), QString::fromStdString(textOf(each, "title")),
                          QByteArray::fromBase64(QByteArray::fromStdString(textOf(each, "thumbnail")))});
    }
    return styles;
}

bool hasStyles(const ModelChoice &choice, const std::vector<MixedStyle> &mix)
{
    const std::vector<std::string> names = styleNames(choice);
    return std::ranges::all_of(mix, [&names](const MixedStyle &style) {
        return std::ranges::find(names, style.style) != names.end();
    });
}

std::string stylesOption(const ModelChoice &choice, const std::vector<MixedStyle> &mix)
{
    const std::vector<std::string> names = styleNames(choice);
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
