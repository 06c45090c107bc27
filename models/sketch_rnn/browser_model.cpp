// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/browser_model.h"

#include "core/protocol/base64.h"
#include "models/runtime/error.h"
#include "models/sketch_rnn/sketch_config.h"

#include <cmath>

namespace solferino::models {

namespace {

using nlohmann::json;
using Shape = std::vector<std::int64_t>;
using Shapes = std::vector<Shape>;

constexpr int kMostValues = 1000;
constexpr int kDeepest = 3;
constexpr std::int64_t kMostUnits = 4096;
constexpr double kMostRows = 4096.0;
constexpr double kFirstPlainVersion = 6.0; ///< versions before it squash z
constexpr double kWeightScale = 10.0 / 32767.0;

/// Tensors in the order of the file.
const std::vector<std::string> kDecoderNames = {"output.weight", "output.bias", "decoder.w_xh",
                                                "decoder.w_hh", "decoder.bias"};
const std::vector<std::string> kVaeNames = {
    "encoder.forward.w_xh",  "encoder.forward.w_hh",  "encoder.forward.bias", "encoder.backward.w_xh",
    "encoder.backward.w_hh", "encoder.backward.bias", "mean.weight",          "mean.bias",
    "presig.weight",         "presig.bias",           "initial.weight",       "initial.bias",
    "output.weight",         "output.bias",           "decoder.w_xh",         "decoder.w_hh",
    "decoder.bias"};

[[noreturn]] void refuse(const std::string &reason)
{
    throw Error(Error::Kind::ModelFileDamaged, "The browser model " + reason + ".");
}

/// Parses at most `kMostValues` values, so that a small file cannot fill the memory.
json parseBounded(std::span<const std::uint8_t> bytes)
{
    if (bytes.size() > kLargestBrowserModel)
        refuse("is larger than " + std::to_string(kLargestBrowserModel >> 20U) + " MB");
    int values = 0;
    const auto guard = [&values](int depth, json::parse_event_t, const json &) {
        if (depth > kDeepest || ++values > kMostValues)
            refuse("holds more than a model's info, shapes and weights");
        return true;
    };
    json model = json::parse(bytes.begin(), bytes.end(), guard, false);
    if (model.is_discarded())
        refuse("is no JSON, or not whole");
    if (!model.is_array() || model.size() != 3 || !model[0].is_object() || !model[1].is_array() ||
        !model[2].is_array())
        refuse("is not a list of info, shapes and weights");
    return model;
}

double numberOf(const json &info, const char *name, double least, double most)
{
    const auto found = info.find(name);
    if (found == info.end() || !found->is_number())
        refuse("has no number for " + std::string(name));
    const auto value = found->get<double>();
    if (!std::isfinite(value) || value < least || value > most)
        refuse("has a " + std::string(name) + " that makes no sense");
    return value;
}

Shape shapeOf(const json &list)
{
    Shape shape;
    if (!list.is_array() || list.empty() || list.size() > 2)
        refuse("has a shape that is neither a vector nor a matrix");
    for (const json &size : list) {
        if (!size.is_number_integer() || size.get<double>() < 1.0 ||
            size.get<double>() > static_cast<double>(8 * kMostUnits))
            refuse("has a shape with a size that makes no sense");
        shape.push_back(size.get<std::int64_t>());
    }
    return shape;
}

std::string textOf(const Shape &shape)
{
    std::string text;
    for (const std::int64_t size : shape)
        text += (text.empty() ? "" : " x ") + std::to_string(size);
    return text;
}

/// The rows or columns of a matrix.
std::int64_t sideOf(const std::vector<std::string> &names, const Shapes &shapes, const std::string &name,
                    std::size_t side)
{
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name && shapes[i].size() == 2)
            return shapes[i][side];
    refuse("has weights " + name + " that are no matrix");
}

SketchConfig configOf(const json &info, const std::vector<std::string> &names, const Shapes &shapes)
{
    SketchConfig config;
    config.isConditional = names.size() == kVaeNames.size();
    config.squashesLatent =
        config.isConditional && numberOf(info, "version", 0.0, 1000.0) < kFirstPlainVersion;
    config.maxLength = static_cast<std::int64_t>(numberOf(info, "max_seq_len", 1.0, kMostRows));
    config.scaleFactor = numberOf(info, "scale_factor", 1e-6, 1e6);
    config.decoderSize = sideOf(names, shapes, "output.weight", 0);
    if (config.isConditional) {
        config.encoderSize = sideOf(names, shapes, "encoder.forward.w_hh", 0);
        config.latentSize = sideOf(names, shapes, "mean.weight", 1);
    }
    const std::int64_t outputs = sideOf(names, shapes, "output.weight", 1);
    config.mixtures = (outputs - kPenStates) / 6;
    if (config.mixtures < 1 || config.outputSize() != outputs)
        refuse("has " + std::to_string(outputs) + " outputs, which is not 3 and 6 for each mixture");
    if (std::max(config.decoderSize, config.encoderSize) > kMostUnits)
        refuse("has more than " + std::to_string(kMostUnits) + " units");
    return config;
}

/// Small-endian whole numbers of 16 bits in base64.
FloatTensor tensorOf(const std::string &name, const Shape &shape, const json &blob)
{
    std::int64_t count = 1;
    for (const std::int64_t size : shape)
        count *= size;
    const std::size_t byteCount = 2 * static_cast<std::size_t>(count);
    if (!blob.is_string() || blob.get_ref<const std::string &>().size() != (byteCount + 2) / 3 * 4)
        refuse("has weights " + name + " whose length does not fit their shape " + textOf(shape));
    const auto bytes = fromBase64(blob.get_ref<const std::string &>());
    if (!bytes || bytes->size() != byteCount)
        refuse("has weights " + name + " that are no base64 of " + std::to_string(byteCount) + " bytes");
    FloatTensor tensor{shape, std::vector<float>(static_cast<std::size_t>(count))};
    for (std::size_t i = 0; i < tensor.values.size(); ++i) {
        const auto q = static_cast<std::int16_t>((*bytes)[2 * i] | ((*bytes)[2 * i + 1] << 8));
        tensor.values[i] = static_cast<float>(kWeightScale * q);
    }
    return tensor;
}

ModelFileInfo cardOf(const json &info, const SketchConfig &config)
{
    ModelFileInfo card;
    const auto found = info.find("name");
    const std::string name = found != info.end() && found->is_string() ? found->get<std::string>() : "";
    card.model = kSketchRnnId;
    card.revision = kSketchRnnRevision;
    card.config = config.isConditional ? "vae" : "decoder";
    card.description = "Draws " + (name.empty() ? "sketches" : '"' + name + '"') +
                       "; imported from a sketch-rnn model for the browser.";
    card.hyperParameters = toJson(config);
    card.data = {{"name", name}};
    card.training = {{"imported_from", "sketch-rnn browser model"}, {"version", info.at("version")}};
    for (const char *score : {"r_loss", "kl_loss"})
        if (info.contains(score) && info[score].is_number())
            card.scores[score] = info[score];
    if (info.contains("training_size") && info["training_size"].is_number())
        card.data["drawings"] = info["training_size"];
    return card;
}

/// Old files say their mode in words.
const std::vector<std::string> &namesOf(const json &info)
{
    const json mode = info.value("mode", json());
    if (mode == 2 || mode == "gen")
        return kDecoderNames;
    if (mode == 0 || mode == 1 || mode == "vae")
        return kVaeNames;
    refuse("has a mode that is neither 0 or 1 (with an encoder) nor 2 (a decoder alone)");
}

Shapes shapesOf(const json &lists, const json &blobs, const std::vector<std::string> &names)
{
    if (lists.size() != names.size() || blobs.size() != names.size())
        refuse("has " + std::to_string(lists.size()) + " shapes and " + std::to_string(blobs.size()) +
               " weights where its mode asks for " + std::to_string(names.size()));
    Shapes shapes;
    for (const json &list : lists)
        shapes.push_back(shapeOf(list));
    return shapes;
}

} // namespace

ModelFile readBrowserModel(std::span<const std::uint8_t> bytes)
{
    const json model = parseBounded(bytes);
    const json &info = model[0];
    const auto &names = namesOf(info);
    (void)numberOf(info, "version", 0.0, 1000.0);
    const Shapes shapes = shapesOf(model[1], model[2], names);
    const SketchConfig config = configOf(info, names, shapes);
    const TensorShapes expected = sketchTensorShapes(config);
    for (std::size_t i = 0; i < names.size(); ++i)
        if (shapes[i] != expected.at(names[i]))
            refuse("has weights " + names[i] + " of shape " + textOf(shapes[i]) + " where " +
                   textOf(expected.at(names[i])) + " is needed");

    ModelFile file{cardOf(info, config), {}};
    for (std::size_t i = 0; i < names.size(); ++i)
        file.tensors[names[i]] = tensorOf(names[i], shapes[i], model[2][i]);
    return file;
}

} // namespace solferino::models
