// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tiny_style_model.h"

#include "core/protocol/base64.h"

#include <array>
#include <random>

namespace solferino::test {

using namespace solferino::models;

namespace {

// JPEG files of one colour.
constexpr const char *kRedDots =
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////"
    "////////////////////////2wBDAVVaWnhpeOuCguv/////////////////////////////////////////////////////"
    "////////////////////wAARCAAQABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAP/xAAUEAEAAAAAAAAAAAAA"
    "AAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAAAgP/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCYALv/2Q==";
constexpr const char *kBlueLines =
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////"
    "////////////////////////2wBDAVVaWnhpeOuCguv/////////////////////////////////////////////////////"
    "////////////////////wAARCAAQABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAP/xAAUEAEAAAAAAAAAAAAA"
    "AAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAAAgP/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCICwv/2Q==";
constexpr const char *kGreenWaves =
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////"
    "////////////////////////2wBDAVVaWnhpeOuCguv/////////////////////////////////////////////////////"
    "////////////////////wAARCAAQABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAL/xAAUEAEAAAAAAAAAAAAA"
    "AAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAAAQP/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCAAk//2Q==";

constexpr std::array<std::array<float, 3>, 3> kColours{
    {{1.2F, -1.0F, -1.2F}, {-1.0F, -0.6F, 1.0F}, {-1.2F, 0.9F, -0.7F}}};

/// What the rows of a table lie around.
float middleOf(const std::string &name, std::int64_t row, std::int64_t column)
{
    if (name == "expand.conv3.beta")
        return kColours[static_cast<std::size_t>(row) % 3][static_cast<std::size_t>(column)];
    return name.ends_with(".gamma") ? 1.0F : 0.0F;
}

} // namespace

StyleConfig tinyStyleConfig(double alpha)
{
    StyleConfig config;
    config.alpha = alpha;
    config.styles = {{"red_dots", "Red Dots", fromBase64(kRedDots).value()},
                     {"blue_lines", "Blue Lines", fromBase64(kBlueLines).value()},
                     {"green_waves", "Green Waves", fromBase64(kGreenWaves).value()}};
    return config;
}

ModelFile tinyStyleModel(const StyleConfig &config)
{
    ModelFile file;
    file.info.model = kImageStylizationId;
    file.info.revision = kImageStylizationRevision;
    file.info.config = "multi_style";
    file.info.description = "Random numbers.";
    file.info.licence = "CC0-1.0";
    file.info.hyperParameters = toJson(config);
    std::mt19937 random(11);
    for (const auto &[name, shape] : styleTensorShapes(config)) {
        std::int64_t rowSize = 1;
        for (std::size_t axis = 1; axis < shape.size(); ++axis)
            rowSize *= shape[axis];
        const float spread = name.ends_with(".weight") ? 1.0F : 0.3F;
        FloatTensor tensor{shape, {}};
        for (std::int64_t i = 0; i < shape[0] * rowSize; ++i) {
            const float value = static_cast<float>(random() % 2001) / 1000.0F - 1.0F;
            tensor.values.push_back(value * spread + middleOf(name, i / rowSize, i % rowSize));
        }
        file.tensors[name] = std::move(tensor);
    }
    return file;
}

} // namespace solferino::test
