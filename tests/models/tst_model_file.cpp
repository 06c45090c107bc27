// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runtime/error.h"
#include "models/runtime/model_file.h"

#include <doctest/doctest.h>
#include <unistd.h>

using namespace solferino::models;
namespace fs = std::filesystem;

namespace {

struct TemporaryModel
{
    fs::path path = fs::temp_directory_path() / (std::to_string(getpid()) + "-model.safetensors");
    ~TemporaryModel() { fs::remove(path); }
};

ModelFile example()
{
    ModelFile file;
    file.info.model = "melody_rnn";
    file.info.config = "basic_rnn";
    file.info.licence = "GPL-3.0-or-later";
    file.info.description = "A model.";
    file.info.scores = {{"validation_loss", 0.75}};
    file.info.data = {{"sources", {"here"}}};
    file.tensors = {{"output.bias", {{3}, {0.5f, -0.25f, 1.0f / 3.0f}}},
                    {"output.weight", {{1, 2}, {1.0f, 2.0f}}}};
    return file;
}

template <class Action>
Error::Kind failureOf(const Action &action)
{
    try {
        action();
    } catch (const Error &error) {
        return error.kind();
    }
    FAIL("nothing was thrown");
    return Error::Kind::Internal;
}

} // namespace

TEST_CASE("A model file comes back as it was written")
{
    const TemporaryModel file;
    const ModelFile model = example();
    writeModelFile(file.path, model.info, model.tensors, StoredAs::Float32);
    const ModelFile read = readModelFile(file.path, "melody_rnn", 1);
    CHECK(read.tensors == model.tensors);
    CHECK(read.info.config == "basic_rnn");
    CHECK(read.info.licence == "GPL-3.0-or-later");
    CHECK(read.info.scores == model.info.scores);
    CHECK(read.info.data == model.info.data);
    CHECK(readModelInfo(file.path).parameterCount == 5);
    CHECK(readModelInfo(file.path).bytes == fs::file_size(file.path));
}

TEST_CASE("Half precision keeps what halves can hold and rounds the rest")
{
    const TemporaryModel file;
    const ModelFile model = example();
    writeModelFile(file.path, model.info, model.tensors, StoredAs::Float16);
    const auto values = readModelFile(file.path, "melody_rnn", 1).tensors.at("output.bias").values;
    CHECK(values[0] == 0.5f);
    CHECK(values[2] == doctest::Approx(1.0 / 3.0).epsilon(5e-4));
    CHECK(values[2] != 1.0f / 3.0f);
}

TEST_CASE("Another model, a newer revision and foreign tensors are refused")
{
    const TemporaryModel file;
    ModelFile model = example();
    writeModelFile(file.path, model.info, model.tensors, StoredAs::Float32);
    CHECK(failureOf([&] { (void)readModelFile(file.path, "drums_rnn", 1); }) ==
          Error::Kind::ModelFileMismatch);
    model.info.revision = 2;
    writeModelFile(file.path, model.info, model.tensors, StoredAs::Float32);
    CHECK(failureOf([&] { (void)readModelFile(file.path, "melody_rnn", 1); }) ==
          Error::Kind::ModelFileTooNew);
    writeSafetensors(file.path, {}, {{"format", "pt"}});
    CHECK(failureOf([&] { (void)readModelInfo(file.path); }) == Error::Kind::ModelFileMismatch);
}

TEST_CASE("Missing, extra and differently shaped tensors are named")
{
    const FloatTensors tensors = example().tensors;
    const TensorShapes right{{"output.bias", {3}}, {"output.weight", {1, 2}}};
    CHECK_NOTHROW(requireShapes(tensors, right));
    for (const TensorShapes &wrong :
         {TensorShapes{{"output.bias", {3}}}, TensorShapes{{"output.bias", {3}}, {"output.weight", {2, 1}}},
          TensorShapes{{"output.bias", {3}}, {"output.weight", {1, 2}}, {"lstm_0.bias", {4}}}})
        CHECK(failureOf([&] { requireShapes(tensors, wrong); }) == Error::Kind::ModelFileMismatch);
    CHECK_THROWS_WITH_AS(requireShapes(tensors, {{"lstm_0.bias", {4}}}), doctest::Contains("lstm_0.bias"),
                         Error);
}
