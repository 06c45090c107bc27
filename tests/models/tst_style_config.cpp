// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/style_config.h"
#include "models/runtime/error.h"
#include "tests/support/tiny_style_model.h"

#include <doctest/doctest.h>

using namespace solferino::models;
using namespace solferino::test;

namespace {

std::int64_t countOf(const StyleConfig &config, const char *ending)
{
    std::int64_t count = 0;
    for (const auto &[name, shape] : styleTensorShapes(config)) {
        std::int64_t size = 1;
        for (const std::int64_t side : shape)
            size *= side;
        count += name.ends_with(ending) ? size : 0;
    }
    return count;
}

StyleConfig configOf(double alpha, std::size_t styles)
{
    StyleConfig config;
    config.alpha = alpha;
    config.styles.resize(styles, StyleInfo{.name = "a", .title = "A", .thumbnail = {}});
    return config;
}

std::string refusalOf(const std::string &text)
{
    try {
        (void)parseStyles(text, tinyStyleConfig());
    } catch (const Error &error) {
        CHECK(error.kind() == Error::Kind::BadOption);
        return error.what();
    }
    return "";
}

Error::Kind kindOf(const nlohmann::json &json)
{
    try {
        (void)styleConfigFromJson(json);
    } catch (const Error &error) {
        return error.kind();
    }
    return Error::Kind::Internal;
}

} // namespace

TEST_CASE("shapes_haveThePublishedCounts")
{
    CHECK(styleLayers(1.0).size() == kStyleLayers);
    CHECK(countOf(configOf(1.0, 1), ".weight") == 1'674'432);
    CHECK(countOf(configOf(0.25, 1), ".weight") == 107'568);
    for (const char *table : {".gamma", ".beta"}) {
        CHECK(countOf(configOf(1.0, 10), table) == 16'030);
        CHECK(countOf(configOf(0.25, 10), table) == 4'030);
    }
    const TensorShapes shapes = styleTensorShapes(configOf(1.0, 4));
    CHECK(shapes.at("contract.conv1.weight") == std::vector<std::int64_t>{32, 3, 9, 9});
    CHECK(shapes.at("residual5.conv2.gamma") == std::vector<std::int64_t>{4, 128});
    CHECK(shapes.at("expand.conv3.beta") == std::vector<std::int64_t>{4, 3});
    CHECK(shapes.at("gram.3") == std::vector<std::int64_t>{4, 256, 256});
    CHECK_FALSE(shapes.contains("gram.4"));
    StyleConfig deeper = configOf(1.0, 4);
    deeper.gramLayers = 4;
    CHECK(styleTensorShapes(deeper).at("gram.4") == std::vector<std::int64_t>{4, 512, 512});
}

TEST_CASE("json_bringsTheConfigBack")
{
    const StyleConfig config = tinyStyleConfig(0.25);
    CHECK(config.styles[1].thumbnail.size() > 100);
    CHECK(styleConfigFromJson(toJson(config)) == config);
    nlohmann::json older = toJson(config);
    older.erase("gram_layers");
    CHECK(styleConfigFromJson(older) == config);
}

TEST_CASE("json_refusesForeignAndAbsurdValues")
{
    const nlohmann::json good = toJson(tinyStyleConfig());
    const auto changed = [&good](const char *pointer, const nlohmann::json &value) {
        nlohmann::json json = good;
        json[nlohmann::json::json_pointer(pointer)] = value;
        return kindOf(json);
    };
    CHECK(kindOf(good) == Error::Kind::Internal);
    CHECK(kindOf(nlohmann::json::object()) == Error::Kind::ModelFileMismatch);
    for (const nlohmann::json &alpha :
         {nlohmann::json(0.01), nlohmann::json(1e9), nlohmann::json("1"), nlohmann::json(-1.0)})
        CHECK(changed("/alpha", alpha) == Error::Kind::ModelFileMismatch);
    for (const nlohmann::json &layers : {nlohmann::json(0), nlohmann::json(5), nlohmann::json("3")})
        CHECK(changed("/gram_layers", layers) == Error::Kind::ModelFileMismatch);
    CHECK(changed("/styles", nlohmann::json::array()) == Error::Kind::ModelFileMismatch);
    CHECK(changed("/styles/1", 5) == Error::Kind::ModelFileMismatch);
    CHECK(changed("/styles/1/name", "") == Error::Kind::ModelFileMismatch);
    CHECK(changed("/styles/1/title", std::string(5000, 'x')) == Error::Kind::ModelFileMismatch);
    CHECK(changed("/styles/1/thumbnail", "no base64") == Error::Kind::ModelFileMismatch);
}

TEST_CASE("parseStyles_readsNamesNumbersAndWeights")
{
    const StyleConfig config = tinyStyleConfig();
    using Mix = std::vector<StyleWeight>;
    CHECK(parseStyles("", config) == Mix{{0, 1.0}});
    CHECK(parseStyles("2", config) == Mix{{2, 1.0}});
    CHECK(parseStyles("blue_lines", config) == Mix{{1, 1.0}});
    CHECK(parseStyles("Green Waves", config) == Mix{{2, 1.0}});
    CHECK(parseStyles("wave", config) == Mix{{2, 1.0}});
    CHECK(parseStyles("2:0.8, dots:0.2,1:-1", config) == Mix{{2, 0.8}, {0, 0.2}, {1, -1.0}});
}

TEST_CASE("parseStyles_prefersAWholeNameToAPart")
{
    StyleConfig config = tinyStyleConfig();
    config.styles[0].name = "blue_lines_again";
    CHECK(parseStyles("blue lines", config) == std::vector<StyleWeight>{{1, 1.0}});
}

TEST_CASE("parseStyles_refusesWithTheListOfStyles")
{
    for (const std::string text : {"3", "-1", "nobody", "e", "1,,2", "1,", "99999999999999"})
        CHECK_MESSAGE(refusalOf(text).find("2 green_waves") != std::string::npos, text);
    CHECK(refusalOf("e").starts_with("More than one style"));
    for (const std::string text : {":", "1:", "1:x", "1:nan", "1:1e300"})
        CHECK_MESSAGE(refusalOf(text).find("weight") != std::string::npos, text);
}

TEST_CASE("mixedRows_addsRowsWithWeightsAsTheyAre")
{
    const StyleConfig config = tinyStyleConfig();
    ModelFile file = tinyStyleModel(config);
    auto &gamma = file.tensors.at("expand.conv3.gamma").values;
    auto &beta = file.tensors.at("expand.conv3.beta").values;
    gamma[0] = 1.5F;
    gamma[3] = 0.5F;
    beta[0] = 0.2F;
    beta[3] = -0.4F;
    const StyleRows rows = mixedRows(file.tensors, config, {{0, 0.3}, {1, 0.7}});
    CHECK(rows.gamma[15].size() == 3);
    CHECK(rows.gamma[15][0] == doctest::Approx(0.8));
    CHECK(rows.beta[15][0] == doctest::Approx(-0.22));
    CHECK(mixedRows(file.tensors, config, {{0, 0.5}, {1, 0.8}}).gamma[15][0] == doctest::Approx(1.15));
    CHECK(mixedRows(file.tensors, config, {{1, 1.0}}).gamma[15][0] == 0.5F);
    CHECK_THROWS_AS((void)mixedRows(file.tensors, config, {{3, 1.0}}), Error);
}
