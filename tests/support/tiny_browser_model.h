// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/job_request.h"

namespace solferino::test {

/// A sketch-rnn model for the browser, small, of random weights: [info, shapes, weights].
struct TinyBrowserModel
{
    bool hasEncoder = false;
    int version = 6;
    int decoderUnits = 8;
    int encoderUnits = 6;
    int latentSize = 4;
    int mixtures = 3;
};
[[nodiscard]] nlohmann::json tinyBrowserModel(const TinyBrowserModel &sizes);

/// The text of a JSON value as bytes.
[[nodiscard]] Bytes textBytes(const nlohmann::json &json);

} // namespace solferino::test
