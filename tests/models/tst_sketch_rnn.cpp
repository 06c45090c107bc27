// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/sketch_rnn_fixture.h"

#include <cmath>
#include <doctest/doctest.h>

using namespace solferino;
using namespace solferino::test;

namespace {

std::size_t pointCount(const Lines &lines)
{
    std::size_t count = 0;
    for (const Polyline &line : lines)
        count += line.size();
    return count;
}

} // namespace

TEST_CASE("continueDrawing_drawsEndingsBesideThePen")
{
    for (const bool isConditional : {false, true}) {
        const SketchRnn model = makeModel(isConditional);
        RecordingProgress progress;
        const auto takes = model.continueDrawing(twoStrokes(), continueOptions(9), 30, progress);
        REQUIRE(takes.size() == 9);
        for (int i = 0; i < 9; ++i) {
            const SketchTake &take = takes[static_cast<std::size_t>(i)];
            CHECK(take.index == i);
            CHECK(take.seed == 30 + static_cast<std::uint64_t>(i));
            CHECK(strokesJson(take.context) == strokesJson(twoStrokes()));
            CHECK(pointCount(take.lines) == static_cast<std::size_t>(take.points));
            CHECK(take.points <= 35); // 40 less the five that are there
            CHECK((take.hasEnded || take.points == 35));
            const SketchTake alone =
                model.continueDrawing(twoStrokes(), continueOptions(1), take.seed, progress).front();
            CHECK(alone.lines == take.lines);
            CHECK(alone.logLikelihood == take.logLikelihood);
        }
        CHECK(takes[0].lines != takes[1].lines);
        CHECK(progress.notes.empty());
        CHECK(progress.last.step == progress.last.total);
    }
}

TEST_CASE("continueDrawing_goesOnWithTheLastLine")
{
    const SketchRnn model = makeModel(false);
    NoProgress progress;
    SketchContinueOptions options = continueOptions(1);
    const SketchTake lifted = model.continueDrawing(twoStrokes(), options, 3, progress).front();
    options.pen = "down";
    const SketchTake take = model.continueDrawing(twoStrokes(), options, 3, progress).front();
    REQUIRE(take.points > 0);
    const Point pen = twoStrokes().back().back();
    CHECK(take.lines[0][0].x == doctest::Approx(pen.x));
    CHECK(take.lines[0][0].y == doctest::Approx(pen.y));
    CHECK(lifted.lines[0][0].x != doctest::Approx(pen.x));
    CHECK(pointCount(take.lines) == static_cast<std::size_t>(take.points) + 1);
}

TEST_CASE("continueDrawing_movesWithTheDrawing")
{
    const SketchRnn model = makeModel(false);
    NoProgress progress;
    Lines moved = twoStrokes();
    for (Polyline &line : moved)
        for (Point &point : line)
            point = {point.x + 1000.0, point.y - 300.0};
    const SketchTake here = model.continueDrawing(twoStrokes(), continueOptions(1), 3, progress).front();
    const SketchTake there = model.continueDrawing(moved, continueOptions(1), 3, progress).front();
    REQUIRE(here.points > 0);
    REQUIRE(here.points == there.points);
    CHECK(there.lines[0][0].x == doctest::Approx(here.lines[0][0].x + 1000.0));
    CHECK(there.lines[0][0].y == doctest::Approx(here.lines[0][0].y - 300.0));
}

TEST_CASE("continueDrawing_scalesWithTheDrawingSize")
{
    const SketchRnn model = makeModel(false);
    NoProgress progress;
    Lines larger = twoStrokes();
    for (Polyline &line : larger)
        for (Point &point : line)
            point = {point.x * 3.0, point.y * 3.0};
    SketchContinueOptions options = continueOptions(1);
    const SketchTake small = model.continueDrawing(twoStrokes(), options, 3, progress).front();
    options.drawingSize *= 3.0;
    const SketchTake large = model.continueDrawing(larger, options, 3, progress).front();
    REQUIRE(small.points > 0);
    REQUIRE(small.points == large.points);
    CHECK(large.lines[0][0].x == doctest::Approx(3.0 * small.lines[0][0].x).epsilon(1e-4));
    CHECK(large.logLikelihood == doctest::Approx(small.logLikelihood).epsilon(1e-3));
}

TEST_CASE("continueDrawing_takesTheLastPartOfALongDrawing")
{
    const SketchRnn model = makeModel(false);
    RecordingProgress progress;
    const auto takes = model.continueDrawing(zigzag(30), continueOptions(2), 1, progress);
    REQUIRE(progress.notes.size() == 1);
    CHECK(progress.notes[0] ==
          "The drawing is longer than the 40 points that this model knows; only its last "
          "20 points are used.");
    CHECK(takes[0].context.size() == 5); // whole strokes
    CHECK(takes[0].context.front().front().x == doctest::Approx(1000.0));
    CHECK(takes[0].points <= 32);

    Lines line{{}};
    for (int i = 0; i < 3000; ++i)
        line[0].push_back({10.0 * i, i % 2 == 0 ? 0.0 : 50.0});
    const auto ofOneStroke = model.continueDrawing(line, continueOptions(1), 1, progress);
    CHECK(progress.notes.size() == 2);
    CHECK(pointCount(ofOneStroke[0].context) == 20);
    CHECK(ofOneStroke[0].context[0].back().x == doctest::Approx(29990.0));
}

TEST_CASE("continueDrawing_keepsToTheMostPoints")
{
    const SketchRnn model = makeModel(false);
    NoProgress progress;
    SketchContinueOptions options = continueOptions(16);
    options.mostPoints = 3;
    bool hasReached = false;
    for (const SketchTake &take : model.continueDrawing(twoStrokes(), options, 1, progress)) {
        CHECK(take.points <= 3);
        hasReached = hasReached || (take.points == 3 && !take.hasEnded);
    }
    CHECK(hasReached);
}

TEST_CASE("continueDrawing_canTakeARandomIdea")
{
    const SketchRnn model = makeModel(true);
    NoProgress progress;
    SketchContinueOptions options = continueOptions(4);
    options.greedy = true;
    options.latent = "random";
    const auto takes = model.continueDrawing(twoStrokes(), options, 1, progress);
    CHECK(takes[0].lines != takes[1].lines);
    options.latent = "drawing";
    const auto fromDrawing = model.continueDrawing(twoStrokes(), options, 1, progress);
    CHECK(fromDrawing[0].lines == fromDrawing[1].lines);
}

TEST_CASE("reconstruct_startsWhereTheDrawingStarts")
{
    const SketchRnn model = makeModel(true);
    NoProgress progress;
    SketchReconstructOptions options;
    options.count = 5;
    const auto takes = model.reconstruct(twoStrokes(), options, 11, progress);
    REQUIRE(takes.size() == 5);
    CHECK(takes[0].lines != takes[1].lines);
    for (const SketchTake &take : takes) {
        if (take.points > 0)
            CHECK(take.lines.front().front().x == doctest::Approx(100.0));
        CHECK(take.context.empty());
    }
}

TEST_CASE("interpolate_endsAreTheReconstructions")
{
    const SketchRnn model = makeModel(true);
    NoProgress progress;
    SketchReconstructOptions reconstruct;
    reconstruct.count = 1;
    reconstruct.latentTemperature = 0.0;
    for (const char *path : {"spherical", "linear"}) {
        SketchInterpolateOptions options;
        options.steps = 5;
        options.path = path;
        const auto takes = model.interpolate(twoStrokes(), zigzag(3), options, 8, progress);
        REQUIRE(takes.size() == 5);
        CHECK(takes[1].position == 0.25);
        CHECK(takes[1].seed == 8);
        CHECK(takes.front().lines == model.reconstruct(twoStrokes(), reconstruct, 8, progress)[0].lines);
        const auto last = model.reconstruct(zigzag(3), reconstruct, 8, progress)[0];
        CHECK(takes.back().points == last.points);
        CHECK(takes.back().logLikelihood == doctest::Approx(last.logLikelihood).epsilon(1e-3));

        options.position = 0.25;
        const auto one = model.interpolate(twoStrokes(), zigzag(3), options, 8, progress);
        REQUIRE(one.size() == 1);
        CHECK(one[0].lines == takes[1].lines);
    }
}

TEST_CASE("decode_ofTheMeanIsTheReconstruction")
{
    const SketchRnn model = makeModel(true);
    NoProgress progress;
    const SketchLatent latent = model.encode(twoStrokes(), {}, 4);
    CHECK(latent.mean.size() == 6);
    CHECK(latent.presig.size() == 6);
    CHECK(latent.z.size() == 6);
    CHECK(latent.z != latent.mean);
    CHECK(model.encode(twoStrokes(), {}, 4).z == latent.z);
    CHECK(model.encode(twoStrokes(), {}, 5).z != latent.z);
    SketchReconstructOptions reconstruct;
    reconstruct.count = 2;
    reconstruct.latentTemperature = 0.0;
    SketchDecodeOptions decode;
    decode.count = 2;
    const auto again = model.reconstruct(twoStrokes(), reconstruct, 20, progress);
    const auto decoded = model.decode(latent.mean, decode, 20, progress);
    REQUIRE(decoded.size() == 2);
    CHECK(decoded[1].points == again[1].points);
    CHECK(decoded[1].logLikelihood == again[1].logLikelihood);
    if (decoded[1].points > 0)
        CHECK(decoded[1].lines.front().front() == Point{});
}

TEST_CASE("generate_drawsFromNothing")
{
    for (const bool isConditional : {false, true}) {
        const SketchRnn model = makeModel(isConditional);
        RecordingProgress progress;
        SketchGenerateOptions options;
        options.temperature = 1.0;
        const auto takes = model.generate(options, 2, progress);
        REQUIRE(takes.size() == 9);
        for (const SketchTake &take : takes) {
            CHECK(take.points <= 40);
            CHECK(std::isfinite(take.logLikelihood));
        }
        REQUIRE_FALSE(progress.partials.empty());
        const nlohmann::json &piece = progress.partials.front();
        CHECK(piece["most_points"] == 40);
        CHECK(piece["points_done"].get<int>() >= 1);
        CHECK(piece["seed"] == 2 + piece["take"].get<int>());
        CHECK(piece["strokes"].size() >= 1);
    }
}

TEST_CASE("predict_tellsWhereThePenMayGo")
{
    for (const bool isConditional : {false, true}) {
        const SketchRnn model = makeModel(isConditional);
        SketchPredictOptions options;
        options.temperature = 1.0;
        const SketchPrediction prediction = model.predict(twoStrokes(), options);
        CHECK(prediction.last.x == doctest::Approx(260.0));
        CHECK(prediction.draws + prediction.lifts + prediction.ends == doctest::Approx(1.0));
        REQUIRE(prediction.components.size() == 4);
        double total = 0.0;
        for (const SketchComponent &component : prediction.components) {
            total += component.weight;
            CHECK(component.weight <= prediction.components.front().weight);
            CHECK(component.sigmaX > 0.0);
        }
        CHECK(total == doctest::Approx(1.0));

        options.temperature = 0.25;
        const SketchPrediction safer = model.predict(twoStrokes(), options);
        CHECK(safer.components.front().weight > prediction.components.front().weight);
        CHECK(safer.components.front().sigmaX == doctest::Approx(0.5 * prediction.components.front().sigmaX));
        CHECK(safer.components.front().mean.x == doctest::Approx(prediction.components.front().mean.x));
    }
}

TEST_CASE("predict_greedyEndingGoesToTheFirstMean")
{
    const SketchRnn model = makeModel(false);
    NoProgress progress;
    SketchContinueOptions options = continueOptions(1);
    options.greedy = true;
    const SketchTake take = model.continueDrawing(twoStrokes(), options, 1, progress).front();
    const SketchPrediction prediction = model.predict(twoStrokes(), {});
    REQUIRE(take.points > 0);
    CHECK(take.lines[0][0].x == doctest::Approx(prediction.components.front().mean.x));
    CHECK(take.lines[0][0].y == doctest::Approx(prediction.components.front().mean.y));
}

TEST_CASE("toJson_roundsToHundredths")
{
    SketchTake take;
    take.index = 2;
    take.seed = 9;
    take.lines = {{{1.0049, 2.0}, {-3.14159, 4.5}}, {{7.0, 8.126}}};
    take.points = 3;
    take.hasEnded = true;
    take.logLikelihood = -8.0;
    CHECK(take.toJson() == nlohmann::json::parse(R"({"take": 2, "seed": 9, "points": 3, "ended": true,
        "strokes": [[[1.0, 2.0], [-3.14, 4.5]], [[7.0, 8.13]]],
        "log_likelihood": -8.0, "log_likelihood_per_point": -2.0})"));
    take.position = 0.5;
    take.context = {{{1.0, 1.0}, {2.0, 2.0}}};
    CHECK(take.toJson()["position"] == 0.5);
    CHECK(take.toJson()["context_points"] == 2);
    CHECK(take.toJson()["context_strokes"].size() == 1);
}
