// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/sketch_data_file.h"
#include "core/domain/sketch/stroke_simplifier.h"
#include "core/domain/sketch/svg_file.h"
#include "models/runtime/error.h"
#include "models/sketch_rnn/sketch_batches.h"
#include "tests/support/test_files.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>

#undef CHECK // torch's
#include <doctest/doctest.h>

using namespace solferino;
using namespace solferino::models;
namespace fs = std::filesystem;

namespace {

void write(const fs::path &path, const std::vector<std::uint8_t> &bytes)
{
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char *>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

void write(const fs::path &path, const std::string &text)
{
    write(path, std::vector<std::uint8_t>(text.begin(), text.end()));
}

/// A drawing of `points` points that differs for each seed.
StrokeRows randomRows(std::size_t points, std::uint64_t seed)
{
    Random random(seed);
    StrokeRows rows;
    for (std::size_t i = 0; i < points; ++i)
        rows.push_back({static_cast<float>(random.below(40)) - 20.0F,
                        static_cast<float>(random.below(40)) - 20.0F, i + 1 == points});
    return rows;
}

std::string zigzagSvg(int points)
{
    Drawing drawing;
    Polyline line;
    for (int i = 0; i < points; ++i)
        line.push_back({100.0 + i * 10.0, i % 2 == 0 ? 50.0 : 90.0});
    drawing.strokes = strokesFrom({line}, SketchLayer::Mine, 3.0F, drawing.nextId);
    return writeSvg(drawing);
}

SketchDataset load(const std::vector<fs::path> &sources, SketchDatasetOptions options = {})
{
    options.sources = sources;
    NoProgress progress;
    return loadSketchDataset(options, progress);
}

std::string reasonFor(const std::vector<fs::path> &sources)
{
    try {
        (void)load(sources);
    } catch (const Error &error) {
        return error.what();
    }
    return {};
}

SketchConfig configOf(const SketchDataset &data)
{
    at::set_num_threads(1);
    SketchConfig config;
    config.maxLength = data.longest;
    config.scaleFactor = data.scaleFactor;
    return config;
}

} // namespace

TEST_CASE("Sources of all kinds come together, each with its parts and its labels")
{
    const test::TemporaryFolder folder;
    const fs::path root = folder.file("data");
    write(root / "ships.full.npz",
          writeSketchNpz({{randomRows(9, 1), randomRows(5, 2)}, {randomRows(7, 3)}, {randomRows(6, 4)}}));
    write(root / "cats.ndjson",
          writeNdjson({{"cat", "1", true, false, {{{10, 20}, {30, 20}}, {{0, 0}, {5, 9}}}}}));
    write(root / "hill" / "one.svg", zigzagSvg(30));
    write(root / "notes.txt", std::string("no drawing"));
    const SketchDataset data = load({root}, {.sources = {}, .evalRatio = 0.0});
    CHECK(data.labels == std::vector<std::string>{"cat", "hill", "ships"});
    CHECK(data.files.size() == 3);
    CHECK(data.training.size() == 4);
    CHECK(data.validation.size() == 1);
    CHECK((data.validation[0].rows == randomRows(7, 3)));
    CHECK(data.test.size() == 1);
    CHECK(data.longest == 30);
    for (const SketchExample &example : data.training) {
        const std::string label = data.labels[static_cast<std::size_t>(example.label)];
        if (label == "ships")
            continue;
        CHECK((example.rows.front() ==
               StrokeRow{0.0F, 0.0F, false})); // where it began on the page is no matter
        if (label == "cat")
            CHECK(
                (example.rows == StrokeRows{{0, 0, false}, {20, 0, true}, {-30, -20, false}, {5, 9, true}}));
    }
    const nlohmann::json report = data.report();
    CHECK(report.at("drawings") == 6);
    CHECK(report.at("training_drawings") == 4);
    CHECK(report.at("labels").size() == 3);
}

TEST_CASE("Raw drawings of Quick, Draw! are simplified as its own are")
{
    const SketchDataset data =
        load({SOLFERINO_TEST_DATA "/sketch/cat_excerpt.ndjson"}, {.sources = {}, .evalRatio = 0.0});
    const NdjsonFile file = readNdjson(test::readData("sketch/cat_excerpt.ndjson"));
    REQUIRE(data.training.size() == file.drawings.size());
    for (std::size_t i = 0; i < file.drawings.size(); ++i) {
        const LabelledDrawing &drawing = file.drawings[i];
        const Lines lines = drawing.isRaw ? simplifyAsQuickDraw(drawing.lines, 255.0, 2.0) : drawing.lines;
        CHECK((data.training[i].rows == rowsFromLines(lines, lines.front().front())));
    }
    CHECK(data.drawingSize == doctest::Approx(255.0).epsilon(0.02));
}

TEST_CASE("The report says what was left out and why")
{
    const test::TemporaryFolder folder;
    const fs::path root = folder.file("data");
    write(root / "a.npz",
          writeSketchNpz({{randomRows(9, 1), randomRows(30, 2), {}}, {randomRows(4, 9)}, {}}));
    write(root / "b.npz", std::string("no zip"));
    write(root / "few.svg", zigzagSvg(4));
    write(root / "c.ndjson", "{\"word\":\"x\",\"drawing\":[[[0,1],[0,1]]]}\nbroken\n");
    const SketchDataset data = load({root}, {.sources = {}, .maxLength = 20, .evalRatio = 0.0});
    CHECK(data.training.size() == 2);
    CHECK((data.discarded == std::map<std::string, std::int64_t>{{"broken line of .ndjson", 1},
                                                                 {"longer than 20 points", 1},
                                                                 {"no points", 1},
                                                                 {"too few points", 1}}));
    REQUIRE(data.unreadable.size() == 1);
    CHECK(data.unreadable[0].first == (root / "b.npz").string());
    CHECK_FALSE(data.unreadable[0].second.empty());
}

TEST_CASE("Nothing to learn from is refused with the reason")
{
    const test::TemporaryFolder folder;
    const fs::path root = folder.file("data");
    fs::create_directories(root);
    CHECK(reasonFor({root}) == "There are no drawings (.npz, .ndjson, .svg) where the data should be.");
    write(root / "few.svg", zigzagSvg(4));
    CHECK(reasonFor({root}).find("1 drawings: too few points") != std::string::npos);
    CHECK(reasonFor({root / "nowhere"}).find("cannot be read") != std::string::npos);
    write(root / "only.txt", std::string("text"));
    CHECK(reasonFor({root / "only.txt"}).find("no .npz, .ndjson or SVG") != std::string::npos);
}

TEST_CASE("A drawing keeps its side of the split in whatever company it comes")
{
    const test::TemporaryFolder folder;
    const fs::path root = folder.file("data");
    SketchData first, second;
    for (std::uint64_t i = 0; i < 200; ++i)
        (i < 100 ? first : second).train.push_back(randomRows(12, i));
    second.train.push_back(first.train[0]);
    write(root / "first.npz", writeSketchNpz(first));
    write(root / "second.npz", writeSketchNpz(second));
    const SketchDatasetOptions options{.sources = {}, .evalRatio = 0.25, .seed = 3};
    const SketchDataset both = load({root}, options);
    CHECK(both.training.size() + both.validation.size() == 201);
    CHECK(both.validation.size() > 25);
    CHECK(both.validation.size() < 75);
    const auto isValidation = [](const SketchDataset &data, const StrokeRows &rows) {
        return std::any_of(data.validation.begin(), data.validation.end(),
                           [&](const SketchExample &example) { return example.rows == rows; });
    };
    const SketchDataset alone = load({root / "first.npz"}, options);
    for (const StrokeRows &rows : first.train)
        CHECK(isValidation(alone, rows) == isValidation(both, rows));
    SketchDatasetOptions other = options;
    other.seed = 4;
    CHECK(load({root}, other).validation.size() > 0);
    CHECK((load({root}, other).validation[0].rows != both.validation[0].rows));

    write(folder.file("two.npz"), writeSketchNpz({{randomRows(5, 1), randomRows(5, 2)}, {}, {}}));
    const SketchDataset two = load({folder.file("two.npz")}, {.sources = {}, .evalRatio = 0.01});
    CHECK(two.training.size() == 1);
    CHECK(two.validation.size() == 1);
}

TEST_CASE("Offsets are divided by their deviation in the training part")
{
    const StrokeRows rows{{3, 4, false}, {0, -4, false}, {-3, 0, true}};
    CHECK(offsetDeviation({{rows, 0, 0}}) == doctest::Approx(2.886751));
    SketchConfig config;
    config.scaleFactor = offsetDeviation({{rows, 0, 0}});
    config.maxLength = 7;
    const SketchBatch batch = encodeSketches(config, {{rows}}, BatchRows::Padded, 1);
    const float expected[] = {1.039230F, 1.385641F, 0.0F, -1.385641F, -1.039230F, 0.0F};
    for (std::int64_t i = 0; i < 6; ++i)
        CHECK(batch.targets[i / 2][i % 2].item<float>() == doctest::Approx(expected[i]).epsilon(1e-5));
    CHECK(offsetDeviation({}) == 1.0);
    CHECK(offsetDeviation({{{{0, 0, true}}, 0, 0}}) == 1.0);
}

TEST_CASE("Batches hold start, drawing and end, and the drawing backwards for the encoder")
{
    SketchConfig config;
    config.maxLength = 4;
    const StrokeRows rows{{1, 2, false}, {3, 4, true}};
    const SketchBatch batch = encodeSketches(config, {{rows}}, BatchRows::Padded, 1);
    using torch::tensor;
    CHECK(batch.inputs.equal(tensor({{0.f, 0.f, 1.f, 0.f, 0.f},
                                     {1.f, 2.f, 1.f, 0.f, 0.f},
                                     {3.f, 4.f, 0.f, 1.f, 0.f},
                                     {0.f, 0.f, 0.f, 0.f, 1.f}})));
    CHECK(batch.targets.equal(tensor({{1.f, 2.f, 1.f, 0.f, 0.f},
                                      {3.f, 4.f, 0.f, 1.f, 0.f},
                                      {0.f, 0.f, 0.f, 0.f, 1.f},
                                      {0.f, 0.f, 0.f, 0.f, 1.f}})));
    CHECK(batch.forwardInputs.equal(tensor({{1.f, 2.f, 1.f, 0.f, 0.f}, {3.f, 4.f, 0.f, 1.f, 0.f}})));
    CHECK(batch.backwardInputs.equal(tensor({{3.f, 4.f, 0.f, 1.f, 0.f}, {1.f, 2.f, 1.f, 0.f, 0.f}})));
    CHECK(encodeSketches(config, {{rows}}, BatchRows::Existing, 1).targets.size(0) == 3);
    const StrokeRows full = randomRows(4, 1);
    CHECK(encodeSketches(config, {{full}}, BatchRows::Existing, 1).targets.size(0) == 4);
}

TEST_CASE("Augmentation drops inner points and keeps where the pen goes")
{
    const StrokeRows rows{{1, 0, false}, {1, 1, false}, {1, 2, false}, {1, 3, false}, {1, 4, true}};
    Random random(1);
    CHECK((withDroppedPoints(rows, 1.0, random) ==
           StrokeRows{{1, 0, false}, {1, 1, false}, {2, 5, false}, {1, 4, true}}));
    CHECK((withDroppedPoints(rows, 0.0, random) == rows));

    const StrokeRows many = randomRows(2000, 5);
    const StrokeRows fewer = withDroppedPoints(many, 0.1, random);
    CHECK(fewer.size() > 1700);
    CHECK(fewer.size() < 1850);
    float sum = 0.0F, kept = 0.0F;
    for (const StrokeRow &row : many)
        sum += row.dx;
    for (const StrokeRow &row : fewer)
        kept += row.dx;
    CHECK(kept == sum);

    std::set<float> factors;
    for (int i = 0; i < 200; ++i) {
        const StrokeRows scaled = augmented({{100, 100, true}}, {.randomScale = 0.15}, random);
        CHECK(scaled[0].dx >= 85.0F);
        CHECK(scaled[0].dx <= 115.0F);
        factors.insert(scaled[0].dx);
        factors.insert(scaled[0].dy);
    }
    CHECK(factors.size() > 390);
}

TEST_CASE("Batches follow from seed and step, and hold all where there are few")
{
    std::vector<SketchExample> examples;
    for (std::uint64_t i = 0; i < 30; ++i)
        examples.push_back({randomRows(3 + i % 7, i), 0, 0});
    SketchDataset data;
    data.longest = 9;
    const SketchBatchOptions options{.batchSize = 8, .augmentation = {0.15, 0.1}, .seed = 2};
    const SketchBatches batches(configOf(data), examples, options), again(configOf(data), examples, options);
    CHECK(batches.at(5).inputs.equal(again.at(5).inputs));
    CHECK_FALSE(batches.at(5).targets.equal(again.at(6).targets));
    CHECK(batches.at(5).drawings() == 8);
    CHECK(batches.epochOf(1) == 0);
    CHECK(batches.epochOf(5) == 1);
    SketchBatchOptions large = options;
    large.batchSize = 100;
    const SketchBatches all(configOf(data), examples, large);
    CHECK(all.at(1).drawings() == 30);
    CHECK(all.epochOf(5) == 4);
}

TEST_CASE("Packed rows belong to the drawings that they should")
{
    const std::vector<std::int64_t> lengths{3, 9, 1, 4, 4, 7};
    for (const std::int64_t shares : {1, 2, 3, 9}) {
        const PackingOrder order = packingOrder(lengths, shares);
        std::vector<std::int64_t> ordered;
        for (const std::size_t index : order.order)
            ordered.push_back(lengths[index]);
        const SequencePacking packing(ordered, order.shareSizes);
        CHECK(packing.rows == 28);
        CHECK(packing.shares.size() == std::min<std::size_t>(6, static_cast<std::size_t>(shares)));
        std::map<std::int64_t, std::int64_t> next;
        for (std::int64_t row = 0; row < packing.rows; ++row) {
            const auto sequence = packing.sequenceOfRow[row].item<std::int64_t>();
            const auto step = packing.stepOfRow[row].item<std::int64_t>();
            CHECK(step == next[sequence]++);
            const auto before = packing.rowBefore[row].item<std::int64_t>();
            if (step == 0)
                CHECK(before == sequence);
            else
                CHECK(packing.sequenceOfRow[before - 6].item<std::int64_t>() == sequence);
        }
        for (std::int64_t sequence = 0; sequence < 6; ++sequence) {
            CHECK(next[sequence] == ordered[static_cast<std::size_t>(sequence)]);
            const auto last = packing.lastRow[sequence].item<std::int64_t>();
            CHECK(packing.stepOfRow[last].item<std::int64_t>() == next[sequence] - 1);
        }
    }
}
