// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tiny_model.h"

#include "models/codecs/melody_codec.h"
#include "models/melody_rnn/melody_config.h"
#include "models/runtime/model_file.h"
#include "models/sketch_rnn/browser_model.h"
#include "tests/support/engine_program.h"
#include "tests/support/tiny_browser_model.h"
#include "tests/support/tiny_style_model.h"

#include <random>

namespace solferino::test {

namespace {

using namespace solferino::models;

constexpr std::int64_t kUnits = 16;

FloatTensor randomTensor(const std::vector<std::int64_t> &shape, std::mt19937 &random)
{
    std::int64_t count = 1;
    for (const std::int64_t size : shape)
        count *= size;
    FloatTensor tensor{shape, {}};
    for (std::int64_t i = 0; i < count; ++i)
        tensor.values.push_back(static_cast<float>(random() % 1000) / 500.0f - 1.0f);
    return tensor;
}

void writeTinyModel(const std::filesystem::path &path)
{
    const auto codec = makeMelodyCodec("basic_rnn");
    const TensorShapes shapes = {{"lstm_0.weight_ih", {4 * kUnits, codec->inputSize()}},
                                 {"lstm_0.weight_hh", {4 * kUnits, kUnits}},
                                 {"lstm_0.bias", {4 * kUnits}},
                                 {"output.weight", {codec->classCount(), kUnits}},
                                 {"output.bias", {codec->classCount()}}};
    std::mt19937 random(3);
    FloatTensors tensors;
    for (const auto &[name, shape] : shapes)
        tensors[name] = randomTensor(shape, random);
    ModelFileInfo info;
    info.model = kMelodyRnnId;
    info.revision = kMelodyRnnRevision;
    info.config = "basic_rnn";
    info.description = "Random numbers.";
    info.licence = "CC0-1.0";
    info.hyperParameters = {{"layers", {kUnits}}, {"attention", 0}};
    writeModelFile(path, info, tensors, StoredAs::Float32);
}

void writeTinySketchModel(const std::filesystem::path &path, bool hasEncoder)
{
    ModelFile model = readBrowserModel(textBytes(tinyBrowserModel({.hasEncoder = hasEncoder})));
    model.info.licence = "CC0-1.0";
    model.tensors["output.bias"].values[2] = -20.0F; // it never draws its end
    writeModelFile(path, model.info, model.tensors, StoredAs::Float32);
}

} // namespace

const std::filesystem::path &tinyModelFolder()
{
    static const TemporaryFolder folder;
    static const bool isWritten = [] {
        writeTinyModel(folder.path() / "basic_rnn.safetensors");
        writeTinySketchModel(folder.path() / "rabbit.safetensors", false);
        writeTinySketchModel(folder.path() / "vae.safetensors", true);
        const ModelFile style = tinyStyleModel();
        writeModelFile(folder.path() / "image_stylization.safetensors", style.info, style.tensors,
                       StoredAs::Float32);
        return true;
    }();
    (void)isWritten;
    return folder.path();
}

} // namespace solferino::test
