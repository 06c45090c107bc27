// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/sketch_rnn.h"

#include <algorithm>
#include <cmath>

namespace solferino::models {

nlohmann::json strokesJson(const Lines &lines)
{
    const auto rounded = [](double x) {
        return std::round(x * 100.0) / 100.0;
    };
    nlohmann::json strokes = nlohmann::json::array();
    for (const Polyline &line : lines) {
        nlohmann::json stroke = nlohmann::json::array();
        for (const Point &point : line)
            stroke.push_back({rounded(point.x), rounded(point.y)});
        strokes.push_back(std::move(stroke));
    }
    return strokes;
}

nlohmann::json SketchTake::toJson() const
{
    const std::int64_t rows = std::max<std::int64_t>(points + (hasEnded ? 1 : 0), 1);
    nlohmann::json json{{"take", index},
                        {"seed", seed},
                        {"points", points},
                        {"strokes", strokesJson(lines)},
                        {"ended", hasEnded},
                        {"log_likelihood", logLikelihood},
                        {"log_likelihood_per_point", logLikelihood / static_cast<double>(rows)}};
    if (position >= 0.0)
        json["position"] = position;
    if (!context.empty()) {
        std::size_t contextPoints = 0;
        for (const Polyline &line : context)
            contextPoints += line.size();
        json["context_points"] = contextPoints;
        json["context_strokes"] = strokesJson(context);
    }
    return json;
}

} // namespace solferino::models
