// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/sketch_config.h"

#include "models/runtime/error.h"

#include <array>
#include <cmath>
#include <utility>

namespace solferino::models {

namespace {

constexpr std::int64_t kMostUnits = 8192;
constexpr std::int64_t kMostLatent = 4096;
constexpr std::int64_t kMostMixtures = 1000;
constexpr std::int64_t kMostRows = 100'000;
constexpr std::size_t kMostLabels = 10'000;
constexpr std::size_t kLongestLabel = 200;

constexpr std::array<std::pair<SketchCell, const char *>, 3> kCells{
    {{SketchCell::Lstm, "lstm"}, {SketchCell::LayerNorm, "layer_norm"}, {SketchCell::Hyper, "hyper"}}};

Error refusal(const std::string &what)
{
    return {Error::Kind::ModelFileMismatch,
            "The model file names " + what + " that this program does not know."};
}

const nlohmann::json &memberOf(const nlohmann::json &json, const char *name)
{
    const auto found = json.find(name);
    if (found == json.end())
        throw Error(Error::Kind::ModelFileMismatch,
                    "The model file does not say its " + std::string(name) + ".");
    return *found;
}

std::int64_t sizeOf(const nlohmann::json &json, const char *name, std::int64_t most)
{
    const nlohmann::json &value = memberOf(json, name);
    if (!value.is_number_integer() || value.get<double>() < 1.0 ||
        value.get<double>() > static_cast<double>(most))
        throw refusal("a value of " + std::string(name));
    return value.get<std::int64_t>();
}

bool switchOf(const nlohmann::json &json, const char *name)
{
    const nlohmann::json &value = memberOf(json, name);
    if (!value.is_boolean())
        throw refusal("a value of " + std::string(name));
    return value.get<bool>();
}

double scaleOf(const nlohmann::json &json, const char *name)
{
    const nlohmann::json &value = memberOf(json, name);
    if (!value.is_number() || !std::isfinite(value.get<double>()) || value.get<double>() <= 0.0)
        throw refusal("a value of " + std::string(name));
    return value.get<double>();
}

SketchCell cellOf(const nlohmann::json &json, const char *name)
{
    const nlohmann::json &value = memberOf(json, name);
    for (const auto &[cell, text] : kCells) {
        if (value == text)
            return cell;
    }
    throw refusal("a kind of cell");
}

std::vector<std::string> labelsOf(const nlohmann::json &json)
{
    const nlohmann::json &value = memberOf(json, "labels");
    if (!value.is_array() || value.size() > kMostLabels)
        throw refusal("labels");
    std::vector<std::string> labels;
    for (const nlohmann::json &label : value) {
        if (!label.is_string() || label.get_ref<const std::string &>().size() > kLongestLabel)
            throw refusal("labels");
        labels.push_back(label.get<std::string>());
    }
    return labels;
}

void addNorms(TensorShapes &shapes, const std::string &prefix, std::int64_t units)
{
    for (const char *part : {"gain", "shift"}) {
        shapes[prefix + "norm." + part] = {4, units};
        shapes[prefix + "cell_norm." + part] = {units};
    }
}

void addCell(TensorShapes &shapes, const std::string &prefix, SketchCell cell, std::int64_t inputs,
             std::int64_t units)
{
    shapes[prefix + "w_xh"] = {inputs, 4 * units};
    shapes[prefix + "w_hh"] = {units, 4 * units};
    if (cell != SketchCell::LayerNorm)
        shapes[prefix + "bias"] = {4 * units};
    if (cell != SketchCell::Lstm)
        addNorms(shapes, prefix, units);
    if (cell != SketchCell::Hyper)
        return;
    const std::string hyper = prefix + "hyper.";
    addCell(shapes, hyper + "cell.", SketchCell::LayerNorm, inputs + units, kHyperUnits);
    for (const char *part : {"input", "state", "shift"}) {
        shapes[hyper + part + ".weight"] = {kHyperUnits, 4 * kHyperEmbedding};
        shapes[hyper + part + ".scale"] = {4, kHyperEmbedding, units};
    }
    shapes[hyper + "input.bias"] = {4 * kHyperEmbedding};
    shapes[hyper + "state.bias"] = {4 * kHyperEmbedding};
}

void addLinear(TensorShapes &shapes, const std::string &name, std::int64_t inputs, std::int64_t outputs)
{
    shapes[name + ".weight"] = {inputs, outputs};
    shapes[name + ".bias"] = {outputs};
}

} // namespace

const char *cellName(SketchCell cell)
{
    for (const auto &[known, text] : kCells) {
        if (known == cell)
            return text;
    }
    return "";
}

SketchCell sketchCell(const std::string &name)
{
    for (const auto &[cell, text] : kCells) {
        if (name == text)
            return cell;
    }
    throw Error(Error::Kind::BadOption, "The cell \"" + name + "\" is unknown.");
}

nlohmann::json toJson(const SketchConfig &config)
{
    return {{"conditional", config.isConditional},
            {"encoder_cell", cellName(config.encoderCell)},
            {"decoder_cell", cellName(config.decoderCell)},
            {"encoder_size", config.encoderSize},
            {"decoder_size", config.decoderSize},
            {"latent_size", config.latentSize},
            {"mixtures", config.mixtures},
            {"max_length", config.maxLength},
            {"scale_factor", config.scaleFactor},
            {"drawing_size", config.drawingSize},
            {"squashes_latent", config.squashesLatent},
            {"labels", config.labels}};
}

SketchConfig sketchConfigFromJson(const nlohmann::json &json)
{
    SketchConfig config;
    config.isConditional = switchOf(json, "conditional");
    config.encoderCell = cellOf(json, "encoder_cell");
    config.decoderCell = cellOf(json, "decoder_cell");
    config.encoderSize = sizeOf(json, "encoder_size", kMostUnits);
    config.decoderSize = sizeOf(json, "decoder_size", kMostUnits);
    config.latentSize = sizeOf(json, "latent_size", kMostLatent);
    config.mixtures = sizeOf(json, "mixtures", kMostMixtures);
    config.maxLength = sizeOf(json, "max_length", kMostRows);
    config.scaleFactor = scaleOf(json, "scale_factor");
    config.drawingSize = scaleOf(json, "drawing_size");
    config.squashesLatent = switchOf(json, "squashes_latent");
    config.labels = labelsOf(json);
    return config;
}

TensorShapes sketchTensorShapes(const SketchConfig &config)
{
    TensorShapes shapes;
    if (config.isConditional) {
        addCell(shapes, "encoder.forward.", config.encoderCell, 5, config.encoderSize);
        addCell(shapes, "encoder.backward.", config.encoderCell, 5, config.encoderSize);
        addLinear(shapes, "mean", 2 * config.encoderSize, config.latentSize);
        addLinear(shapes, "presig", 2 * config.encoderSize, config.latentSize);
    }
    if (config.conditionSize() > 0)
        addLinear(shapes, "initial", config.conditionSize(), config.stateSize());
    addCell(shapes, "decoder.", config.decoderCell, config.inputSize(), config.decoderSize);
    addLinear(shapes, "output", config.decoderSize, config.outputSize());
    return shapes;
}

} // namespace solferino::models
