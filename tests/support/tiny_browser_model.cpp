// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tiny_browser_model.h"

#include "core/protocol/base64.h"

#include <random>

namespace solferino::test {

using nlohmann::json;

namespace {

std::vector<std::vector<int>> shapesOf(const TinyBrowserModel &sizes)
{
    const int units = sizes.decoderUnits;
    const int outputs = 3 + 6 * sizes.mixtures;
    const int inputs = 5 + (sizes.hasEncoder ? sizes.latentSize : 0);
    std::vector<std::vector<int>> shapes;
    if (sizes.hasEncoder) {
        const int encoder = sizes.encoderUnits;
        for (int direction = 0; direction < 2; ++direction)
            shapes.insert(shapes.end(), {{5, 4 * encoder}, {encoder, 4 * encoder}, {4 * encoder}});
        for (int layer = 0; layer < 2; ++layer)
            shapes.insert(shapes.end(), {{2 * encoder, sizes.latentSize}, {sizes.latentSize}});
        shapes.insert(shapes.end(), {{sizes.latentSize, 2 * units}, {2 * units}});
    }
    shapes.insert(shapes.end(),
                  {{units, outputs}, {outputs}, {inputs, 4 * units}, {units, 4 * units}, {4 * units}});
    return shapes;
}

/// Weights from -1 to 1: 10 q / 32767.
std::string randomBlob(const std::vector<int> &shape, std::mt19937 &random)
{
    int count = 1;
    for (const int size : shape)
        count *= size;
    Bytes bytes;
    for (int i = 0; i < count; ++i) {
        const auto q = static_cast<std::uint16_t>(static_cast<int>(random() % 6553) - 3276);
        bytes.push_back(static_cast<std::uint8_t>(q & 0xFFU));
        bytes.push_back(static_cast<std::uint8_t>(q >> 8U));
    }
    return toBase64(bytes);
}

} // namespace

json tinyBrowserModel(const TinyBrowserModel &sizes)
{
    std::mt19937 random(3);
    json shapes = shapesOf(sizes);
    json blobs = json::array();
    for (const auto &shape : shapesOf(sizes))
        blobs.push_back(randomBlob(shape, random));
    const json info = {{"mode", sizes.hasEncoder ? 0 : 2},
                       {"version", sizes.version},
                       {"max_seq_len", 30},
                       {"name", "tiny"},
                       {"scale_factor", 20.0}};
    return json::array({info, std::move(shapes), std::move(blobs)});
}

Bytes textBytes(const json &json)
{
    const std::string text = json.dump();
    return {text.begin(), text.end()};
}

} // namespace solferino::test
