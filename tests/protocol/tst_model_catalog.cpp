// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/image_stylization_options.h"
#include "models/catalog/melody_rnn_options.h"
#include "models/catalog/model_catalog.h"
#include "models/catalog/sketch_rnn_options.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <set>

using namespace solferino;

namespace {

bool isSnakeCase(const std::string &name)
{
    return !name.empty() && name.front() >= 'a' && name.front() <= 'z' &&
           std::all_of(name.begin(), name.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

void checkFields(const OperationInfo &operation)
{
    // What every operation takes must stay free for the command line.
    std::set<std::string> names = {"weights", "seed", "device", "threads", "json", "quiet", "help"};
    for (const FieldInfo &field : operation.fields) {
        CAPTURE(field.name);
        CHECK(isSnakeCase(field.name));
        CHECK(names.insert(field.name).second);
        CHECK_FALSE(field.help.empty());
        CHECK(field.help.back() != '.');
        CHECK_NOTHROW((void)validateOptions(operation.fields, {{field.name, field.defaultValue}}));
    }
    const auto count = std::find_if(operation.fields.begin(), operation.fields.end(),
                                    [](const FieldInfo &field) { return field.name == "count"; });
    CHECK((count != operation.fields.end()) == operation.hasCount);
    for (const InputInfo &input : operation.inputs) {
        CHECK(isSnakeCase(input.name));
        CHECK(names.insert(input.name).second);
        CHECK_FALSE(input.mediaType.empty());
    }
}

} // namespace

TEST_CASE("catalog_isConsistent")
{
    std::set<std::string> models;
    for (const ModelInfo &model : modelCatalog()) {
        CAPTURE(model.id);
        CHECK(isSnakeCase(model.id));
        CHECK(models.insert(model.id).second);
        CHECK_FALSE(model.title.empty());
        CHECK_FALSE(model.bundledWeights.empty());
        CHECK(findModel(model.id) == &model);
        std::set<std::string> operations;
        for (const OperationInfo &operation : model.operations) {
            CAPTURE(operation.id);
            CHECK(isSnakeCase(operation.id));
            CHECK(operations.insert(operation.id).second);
            CHECK(operation.title.front() >= 'A');
            CHECK(operation.title.front() <= 'Z');
            CHECK(operation.help.back() == '.');
            CHECK(model.findOperation(operation.id) == &operation);
            checkFields(operation);
        }
    }
    CHECK_FALSE(models.empty());
    CHECK(findModel("no_such_model") == nullptr);
}

TEST_CASE("melodyRnn_hasItsOperationsAndConfigs")
{
    const ModelInfo *model = findModel("melody_rnn");
    REQUIRE(model);
    for (const char *operation : {"generate", "train", "evaluate", "inspect"})
        CHECK(model->findOperation(operation));
    CHECK(model->findOperation("transcribe") == nullptr);
    CHECK(model->bundledWeights.front() == "attention_rnn");
    CHECK(model->findOperation("train")->isBatch);
    CHECK_FALSE(model->findOperation("generate")->isBatch);
    // Every config has bundled weights, and training knows the same ones.
    const auto &trainFields = model->findOperation("train")->fields;
    CHECK(trainFields.front().choices == model->configs);
    CHECK(std::is_permutation(model->configs.begin(), model->configs.end(), model->bundledWeights.begin(),
                              model->bundledWeights.end()));
}

TEST_CASE("sketchRnn_hasItsOperationsAndInputs")
{
    const ModelInfo *model = findModel("sketch_rnn");
    REQUIRE(model);
    const auto inputsOf = [model](const char *id) {
        const OperationInfo *operation = model->findOperation(id);
        REQUIRE(operation);
        std::vector<std::string> names;
        for (const InputInfo &input : operation->inputs)
            names.push_back(input.name);
        return names;
    };
    using Names = std::vector<std::string>;
    for (const char *id : {"continue", "reconstruct", "encode", "predict", "inspect"})
        CHECK(inputsOf(id) == Names{"drawing"});
    for (const char *id : {"generate", "train", "evaluate", "import"})
        CHECK(inputsOf(id).empty());
    CHECK(inputsOf("interpolate") == Names{"first", "second"});
    CHECK(inputsOf("decode") == Names{"latent"});
    for (const char *id : {"generate", "continue", "reconstruct", "interpolate", "decode"})
        CHECK(model->findOperation(id)->outputExtension == "svg");
    for (const char *id : {"encode", "predict", "inspect"})
        CHECK(model->findOperation(id)->outputExtension == "json");
    for (const char *id : {"train", "evaluate", "import"})
        CHECK(model->findOperation(id)->isBatch);
    CHECK(model->findOperation("train")->fields.front().choices == model->configs);
}

TEST_CASE("imageStylization_hasItsOperationsAndInputs")
{
    const ModelInfo *model = findModel("image_stylization");
    REQUIRE(model);
    const OperationInfo *stylize = model->findOperation("stylize");
    REQUIRE(stylize);
    CHECK(stylize->takesManyFiles);
    CHECK(stylize->inputs.front().isRequired);
    CHECK_FALSE(stylize->inputs.back().isRequired);
    CHECK(stylize->dataField() == nullptr);
    CHECK(model->findOperation("stylize_video")->needsVideo);
    CHECK(model->findOperation("stylize_video")->dataField()->name == "video");
    for (const char *id : {"train", "add_style", "evaluate"}) {
        CHECK(model->findOperation(id)->dataField()->name == "photos");
        CHECK(model->findOperation(id)->isBatch);
    }
    CHECK_FALSE(model->findOperation("train")->usesWeights);
    CHECK(model->findOperation("inspect")->outputExtension == "json");
}

TEST_CASE("styleOptions_surviveTheirJson")
{
    StylizeOptions options;
    options.styles = "3:0.8,7:0.2";
    options.each = true;
    options.brush = 2.5;
    options.longestSide = 1024;
    const auto copy = readOptions<StylizeOptions>(writeOptions(options));
    CHECK(writeOptions(copy) == writeOptions(options));
    CHECK(copy.styles == "3:0.8,7:0.2");
    CHECK(copy.longestSide == 1024);
}

TEST_CASE("sketchOptions_surviveTheirJson")
{
    SketchContinueOptions options;
    options.count = 4;
    options.temperature = 0.5;
    options.latent = "random";
    const auto copy = readOptions<SketchContinueOptions>(writeOptions(options));
    CHECK(writeOptions(copy) == writeOptions(options));
    CHECK(copy.count == 4);
    CHECK(copy.temperature == 0.5);
    CHECK(copy.latent == "random");
}

TEST_CASE("melodyOptions_surviveTheirJson")
{
    MelodyGenerateOptions options;
    options.steps = 99;
    options.primerMelody = "60,-2,62";
    options.includePrimer = false;
    const auto copy = readOptions<MelodyGenerateOptions>(writeOptions(options));
    CHECK(writeOptions(copy) == writeOptions(options));
    CHECK(copy.steps == 99);
    CHECK(copy.primerMelody == "60,-2,62");
}

TEST_CASE("catalog_asJson_hasEveryOperation")
{
    const nlohmann::json object = toJson(*findModel("melody_rnn"));
    CHECK(object["id"] == "melody_rnn");
    CHECK(object["operations"].size() == 4);
    CHECK(object["operations"][0]["fields"][0]["name"] == "steps");
    CHECK(object["operations"][0]["inputs"][0]["name"] == "primer");
    CHECK(object["bundled_weights"][0] == "attention_rnn");
}
