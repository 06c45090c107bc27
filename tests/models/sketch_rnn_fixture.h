// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runtime/error.h"
#include "models/sketch_rnn/sketch_rnn.h"
#include "tests/support/tiny_sketch_model.h"

#include <string>
#include <utility>
#include <vector>

namespace solferino::test {

using namespace solferino::models;

inline SketchRnn makeModel(bool isConditional)
{
    return SketchRnn(tinySketchModel(tinySketchConfig(isConditional)));
}

/// Two strokes of a few points each, large enough to survive simplification.
inline Lines twoStrokes()
{
    return {{{100.0, 100.0}, {180.0, 120.0}, {200.0, 200.0}}, {{240.0, 180.0}, {260.0, 90.0}}};
}

/// Strokes of four points that go up and down, one after the other.
inline Lines zigzag(int strokes)
{
    Lines lines;
    for (int i = 0; i < strokes; ++i) {
        const double x = 40.0 * i;
        lines.push_back({{x, 0.0}, {x + 10.0, 60.0}, {x + 20.0, 0.0}, {x + 30.0, 60.0}});
    }
    return lines;
}

struct RecordingProgress final : Progress
{
    void report(const ProgressReport &report) override
    {
        last = report;
        if (++reports == cancelAt)
            throw Cancelled();
    }
    void partial(const nlohmann::json &piece) override { partials.push_back(piece); }
    void note(const std::string &text) override { notes.push_back(text); }

    ProgressReport last;
    int reports = 0;
    int cancelAt = -1;
    std::vector<nlohmann::json> partials;
    std::vector<std::string> notes;
};

/// Kind and sentence of the error that `call` throws.
template <class Call>
std::pair<Error::Kind, std::string> errorOf(Call call)
{
    try {
        call();
    } catch (const Error &error) {
        return {error.kind(), error.what()};
    }
    return {Error::Kind::Internal, "nothing was thrown"};
}

inline SketchContinueOptions continueOptions(int count)
{
    SketchContinueOptions options;
    options.count = count;
    options.temperature = 0.6;
    return options;
}

} // namespace solferino::test
