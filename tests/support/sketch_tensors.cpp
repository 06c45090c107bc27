// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sketch_tensors.h"

#include <fstream>
#include <nlohmann/json.hpp>

namespace solferino {

using torch::Tensor;

namespace {

void flatten(const nlohmann::json &json, std::vector<float> &values)
{
    if (json.is_number())
        return values.push_back(json.get<float>());
    for (const auto &element : json)
        flatten(element, values);
}

} // namespace

nlohmann::json sketchReferencePart(const char *name)
{
    std::ifstream stream(SOLFERINO_TEST_DATA "/golden/sketch_network.json");
    return nlohmann::json::parse(stream).at(name);
}

Tensor tensorOf(const nlohmann::json &json)
{
    std::vector<std::int64_t> shape;
    for (const auto *level = &json; level->is_array(); level = &level->front())
        shape.push_back(static_cast<std::int64_t>(level->size()));
    std::vector<float> values;
    flatten(json, values);
    return torch::tensor(values).view(shape);
}

bool isNear(const Tensor &left, const Tensor &right, double tolerance)
{
    return left.sizes() == right.sizes() && torch::allclose(left, right, tolerance, tolerance);
}

} // namespace solferino
