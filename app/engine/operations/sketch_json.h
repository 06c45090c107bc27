// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/job_request.h"
#include "models/sketch_rnn/sketch_rnn.h"

namespace solferino {

/// {mean, presig, z}: what `encode` answers.
[[nodiscard]] nlohmann::json latentJson(const models::SketchLatent &latent);

/// The numbers of a latent vector: a JSON list, or the `z`, else the `mean`, of an object. Throws
/// models::Error(BadInput).
[[nodiscard]] std::vector<float> readLatent(const Bytes &bytes);

/// {x, y, pen: [draws, lifts, ends], components: [{weight, x, y, sigma_x, sigma_y, rho}, ...]}: what
/// `predict` answers.
[[nodiscard]] nlohmann::json predictionJson(const models::SketchPrediction &prediction);

} // namespace solferino
