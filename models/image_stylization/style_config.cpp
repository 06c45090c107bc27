// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/style_config.h"

#include "core/domain/text/number_text.h"
#include "core/protocol/base64.h"
#include "models/runtime/error.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace solferino::models {

namespace {

constexpr double kLeastAlpha = 0.0625;
constexpr double kMostAlpha = 2.0;
constexpr std::size_t kMostStyles = 10'000;
constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLargestThumbnail = 1U << 18U;
/// Channels of the perceptual network's blocks.
constexpr std::array<std::int64_t, 4> kGramChannels{64, 128, 256, 512};
constexpr int kLeastGramLayers = 3;
/// Styles that an error names.
constexpr std::size_t kNamedStyles = 20;

Error refusal(const char *what)
{
    return {Error::Kind::ModelFileMismatch,
            "The model file names " + std::string(what) + " that this program does not know."};
}

std::string textOf(const nlohmann::json &style, const char *name, std::size_t longest)
{
    const auto found = style.find(name);
    if (found == style.end() || !found->is_string() || found->get_ref<const std::string &>().size() > longest)
        throw refusal("styles");
    return found->get<std::string>();
}

StyleInfo styleFromJson(const nlohmann::json &json)
{
    if (!json.is_object())
        throw refusal("styles");
    StyleInfo style;
    style.name = textOf(json, "name", kLongestName);
    style.title = textOf(json, "title", kLongestName);
    const auto thumbnail = fromBase64(textOf(json, "thumbnail", kLargestThumbnail));
    if (style.name.empty() || !thumbnail)
        throw refusal("styles");
    style.thumbnail = *thumbnail;
    return style;
}

/// What names are compared by: letters and digits in lower case, and all beyond ASCII.
std::string comparable(const std::string &text)
{
    std::string result;
    for (const char c : text) {
        if (c >= 'A' && c <= 'Z')
            result += static_cast<char>(c - 'A' + 'a');
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80)
            result += c;
    }
    return result;
}

std::string knownStyles(const StyleConfig &config)
{
    std::string list;
    for (std::size_t i = 0; i < std::min(config.styles.size(), kNamedStyles); ++i)
        list += (i > 0 ? ", " : "") + std::to_string(i) + " " + config.styles[i].name;
    if (config.styles.size() > kNamedStyles)
        list += " and others up to " + std::to_string(config.styles.size() - 1);
    return list;
}

/// Styles whose name or title is `text`, or else those that have it as a part.
std::vector<int> stylesLike(const std::string &text, const StyleConfig &config)
{
    const std::string wanted = comparable(text);
    std::vector<int> same;
    std::vector<int> similar;
    for (std::size_t i = 0; i < config.styles.size() && !wanted.empty(); ++i) {
        const std::string name = comparable(config.styles[i].name);
        const std::string title = comparable(config.styles[i].title);
        if (name == wanted || title == wanted)
            same.push_back(static_cast<int>(i));
        if (name.find(wanted) != std::string::npos || title.find(wanted) != std::string::npos)
            similar.push_back(static_cast<int>(i));
    }
    return same.empty() ? similar : same;
}

int styleCalled(const std::string &text, const StyleConfig &config)
{
    if (const auto number = integerFromText(text)) {
        if (*number < 0 || *number >= static_cast<std::int64_t>(config.styles.size()))
            throw Error(Error::Kind::BadOption, "There is no style " + std::to_string(*number) +
                                                    "; the model has " + knownStyles(config) + ".");
        return static_cast<int>(*number);
    }
    const std::vector<int> found = stylesLike(text, config);
    if (found.size() == 1)
        return found.front();
    const std::string problem = found.empty() ? "No style is called \"" : "More than one style is called \"";
    throw Error(Error::Kind::BadOption, problem + text + "\"; the model has " + knownStyles(config) + ".");
}

StyleWeight weightFrom(const std::string &text, const StyleConfig &config)
{
    const std::size_t colon = text.rfind(':');
    StyleWeight result;
    if (colon != std::string::npos) {
        const auto weight = numberFromText(text.substr(colon + 1));
        if (!weight || std::abs(*weight) > 100.0)
            throw Error(Error::Kind::BadOption,
                        "\"" + text + "\" has no weight between -100 and 100 after its colon.");
        result.weight = *weight;
    }
    result.style = styleCalled(text.substr(0, colon), config);
    return result;
}

std::vector<float> mixedRow(const FloatTensor &table, const std::vector<StyleWeight> &mix)
{
    const auto outputs = static_cast<std::size_t>(table.shape.at(1));
    std::vector<double> sum(outputs, 0.0);
    for (const StyleWeight &part : mix) {
        const std::span<const float> row(&table.values.at(static_cast<std::size_t>(part.style) * outputs),
                                         outputs);
        for (std::size_t channel = 0; channel < outputs; ++channel)
            sum[channel] += part.weight * static_cast<double>(row[channel]);
    }
    return {sum.begin(), sum.end()};
}

} // namespace

std::vector<StyleLayer> styleLayers(double alpha)
{
    const auto width = [alpha](int channels) {
        return static_cast<std::int64_t>(alpha * channels);
    };
    std::vector<StyleLayer> layers{
        {.name = "contract.conv1", .inputs = 3, .outputs = width(32), .kernel = 9},
        {.name = "contract.conv2", .inputs = width(32), .outputs = width(64), .stride = 2},
        {.name = "contract.conv3", .inputs = width(64), .outputs = width(128), .stride = 2}};
    for (int block = 1; block <= 5; ++block) {
        for (const char *part : {".conv1", ".conv2"})
            layers.push_back({.name = "residual" + std::to_string(block) + part,
                              .inputs = width(128),
                              .outputs = width(128)});
    }
    layers.push_back({.name = "expand.conv1", .inputs = width(128), .outputs = width(64), .upsampling = 2});
    layers.push_back({.name = "expand.conv2", .inputs = width(64), .outputs = width(32), .upsampling = 2});
    layers.push_back({.name = "expand.conv3", .inputs = width(32), .outputs = 3, .kernel = 9});
    return layers;
}

nlohmann::json toJson(const StyleConfig &config)
{
    nlohmann::json styles = nlohmann::json::array();
    for (const StyleInfo &style : config.styles)
        styles.push_back(
            {{"name", style.name}, {"title", style.title}, {"thumbnail", toBase64(style.thumbnail)}});
    return {{"alpha", config.alpha}, {"gram_layers", config.gramLayers}, {"styles", styles}};
}

StyleConfig styleConfigFromJson(const nlohmann::json &json)
{
    StyleConfig config;
    const auto alpha = json.find("alpha");
    const auto styles = json.find("styles");
    if (alpha == json.end() || !alpha->is_number() || !(alpha->get<double>() >= kLeastAlpha) ||
        alpha->get<double>() > kMostAlpha)
        throw refusal("a width of the net");
    if (styles == json.end() || !styles->is_array() || styles->empty() || styles->size() > kMostStyles)
        throw refusal("styles");
    config.alpha = alpha->get<double>();
    const auto gramLayers = json.value("gram_layers", nlohmann::json(kLeastGramLayers));
    if (gramLayers != kLeastGramLayers && gramLayers != kGramChannels.size())
        throw refusal("a perceptual network");
    config.gramLayers = gramLayers.get<int>();
    for (const nlohmann::json &style : *styles)
        config.styles.push_back(styleFromJson(style));
    return config;
}

TensorShapes styleTensorShapes(const StyleConfig &config)
{
    const auto styles = static_cast<std::int64_t>(config.styles.size());
    TensorShapes shapes;
    for (const StyleLayer &layer : styleLayers(config.alpha)) {
        shapes[layer.name + ".weight"] = {layer.outputs, layer.inputs, layer.kernel, layer.kernel};
        shapes[layer.name + ".gamma"] = {styles, layer.outputs};
        shapes[layer.name + ".beta"] = {styles, layer.outputs};
    }
    for (std::size_t i = 0; i < static_cast<std::size_t>(config.gramLayers); ++i)
        shapes["gram." + std::to_string(i + 1)] = {styles, kGramChannels[i], kGramChannels[i]};
    return shapes;
}

std::vector<StyleWeight> parseStyles(const std::string &text, const StyleConfig &config)
{
    if (text.find_first_not_of(' ') == std::string::npos)
        return {StyleWeight{}};
    std::vector<StyleWeight> mix;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        mix.push_back(weightFrom(text.substr(begin, end - begin), config));
        begin = end + 1;
    }
    return mix;
}

StyleRows mixedRows(const FloatTensors &tensors, const StyleConfig &config,
                    const std::vector<StyleWeight> &mix)
{
    StyleRows rows;
    const std::vector<StyleLayer> layers = styleLayers(config.alpha);
    for (const StyleWeight &part : mix) {
        if (part.style < 0 || part.style >= static_cast<int>(config.styles.size()))
            throw Error(Error::Kind::BadOption, "There is no style " + std::to_string(part.style) +
                                                    "; the model has " + knownStyles(config) + ".");
    }
    for (std::size_t i = 0; i < layers.size(); ++i) {
        rows.gamma.at(i) = mixedRow(tensors.at(layers[i].name + ".gamma"), mix);
        rows.beta.at(i) = mixedRow(tensors.at(layers[i].name + ".beta"), mix);
    }
    return rows;
}

} // namespace solferino::models
