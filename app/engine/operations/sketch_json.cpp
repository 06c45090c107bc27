// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/operations/sketch_json.h"

#include "models/runtime/error.h"

#include <cmath>

namespace solferino {

using models::Error;
using nlohmann::json;

namespace {

constexpr std::size_t kMostBytes = 4U << 20U;

[[noreturn]] void refuse(const std::string &reason)
{
    throw Error(Error::Kind::BadInput, "The latent vector " + reason + ".");
}

} // namespace

json latentJson(const models::SketchLatent &latent)
{
    return {{"mean", latent.mean}, {"presig", latent.presig}, {"z", latent.z}};
}

std::vector<float> readLatent(const Bytes &bytes)
{
    if (bytes.size() > kMostBytes)
        refuse("is larger than " + std::to_string(kMostBytes >> 20U) + " MB");
    json values = json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (values.is_discarded())
        refuse("is no JSON");
    if (values.is_object())
        values = values.contains("z") ? json(values["z"]) : values.value("mean", json());
    if (!values.is_array() || values.empty())
        refuse("is neither a list of numbers nor an object with z or mean");
    std::vector<float> z;
    for (const json &value : values) {
        if (!value.is_number() || !std::isfinite(value.get<float>()))
            refuse("holds something that is no number");
        z.push_back(value.get<float>());
    }
    return z;
}

json predictionJson(const models::SketchPrediction &prediction)
{
    json components = json::array();
    for (const models::SketchComponent &component : prediction.components)
        components.push_back({{"weight", component.weight},
                              {"x", component.mean.x},
                              {"y", component.mean.y},
                              {"sigma_x", component.sigmaX},
                              {"sigma_y", component.sigmaY},
                              {"rho", component.rho}});
    return {{"x", prediction.last.x},
            {"y", prediction.last.y},
            {"pen", {prediction.draws, prediction.lifts, prediction.ends}},
            {"components", std::move(components)}};
}

} // namespace solferino
