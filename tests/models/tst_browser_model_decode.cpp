// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runtime/random.h"
#include "models/sketch_rnn/browser_model.h"
#include "models/sketch_rnn/sketch_rnn.h"
#include "models/sketch_rnn/sketch_sampling.h"
#include "tests/support/tiny_browser_model.h"

#include <cmath>
#include <doctest/doctest.h>

using namespace solferino;
using namespace solferino::models;
using namespace solferino::test;

namespace {

using Vector = std::vector<double>;

constexpr std::size_t kRows = 25;
constexpr std::uint64_t kSeed = 11;

double sigmoid(double x)
{
    return 1.0 / (1.0 + std::exp(-x));
}

/// What drawings of a model look like by plain loops in double precision.
class PlainDecoder
{
public:
    PlainDecoder(const ModelFile &file, const std::vector<float> &latent)
        : m_file(file)
        , m_config(sketchConfigFromJson(file.info.hyperParameters))
        , m_latent(latent.begin(), latent.end())
    {
        const auto units = static_cast<std::size_t>(m_config.decoderSize);
        Vector state(2 * units, 0.0);
        if (m_config.isConditional) {
            Vector squashed = m_latent;
            for (double &x : squashed)
                x = m_config.squashesLatent ? std::tanh(x) : x;
            state = linear(squashed, "initial.weight", "initial.bias");
            for (double &x : state)
                x = std::tanh(x);
        }
        m_cell.assign(state.begin(), state.begin() + static_cast<std::ptrdiff_t>(units));
        m_hidden.assign(state.begin() + static_cast<std::ptrdiff_t>(units), state.end());
    }

    SketchDistribution next(const SketchStep &step)
    {
        Vector input = {step.dx, step.dy, step.pen == SketchPen::Draws ? 1.0 : 0.0,
                        step.pen == SketchPen::Lifts ? 1.0 : 0.0, step.pen == SketchPen::Ends ? 1.0 : 0.0};
        input.insert(input.end(), m_latent.begin(), m_latent.end());
        Vector gates = linear(input, "decoder.w_xh", "decoder.bias");
        const Vector fromHidden = product(m_hidden, "decoder.w_hh");
        const std::size_t units = m_hidden.size();
        for (std::size_t i = 0; i < gates.size(); ++i)
            gates[i] += fromHidden[i];
        for (std::size_t u = 0; u < units; ++u) {
            m_cell[u] = m_cell[u] * sigmoid(gates[2 * units + u] + 1.0) +
                        sigmoid(gates[u]) * std::tanh(gates[units + u]);
            m_hidden[u] = std::tanh(m_cell[u]) * sigmoid(gates[3 * units + u]);
        }
        return distribution(linear(m_hidden, "output.weight", "output.bias"));
    }

private:
    [[nodiscard]] Vector product(const Vector &x, const char *name) const
    {
        const FloatTensor &matrix = m_file.tensors.at(name);
        const auto columns = static_cast<std::size_t>(matrix.shape[1]);
        Vector y(columns, 0.0);
        for (std::size_t row = 0; row < x.size(); ++row)
            for (std::size_t column = 0; column < columns; ++column)
                y[column] += x[row] * matrix.values[row * columns + column];
        return y;
    }

    [[nodiscard]] Vector linear(const Vector &x, const char *weight, const char *bias) const
    {
        Vector y = product(x, weight);
        for (std::size_t i = 0; i < y.size(); ++i)
            y[i] += m_file.tensors.at(bias).values[i];
        return y;
    }

    static void softmax(std::span<const double> logits, std::span<double> probabilities)
    {
        double sum = 0.0;
        for (std::size_t i = 0; i < logits.size(); ++i)
            sum += probabilities[i] = std::exp(logits[i]);
        for (double &p : probabilities)
            p /= sum;
    }

    [[nodiscard]] SketchDistribution distribution(const Vector &y) const
    {
        const auto mixtures = static_cast<std::size_t>(m_config.mixtures);
        SketchDistribution result;
        result.weights.resize(mixtures);
        softmax(std::span(y).first(3), result.pen);
        softmax(std::span(y).subspan(3, mixtures), result.weights);
        for (std::size_t i = 0; i < mixtures; ++i) {
            const auto at = [&](std::size_t group) {
                return y[3 + group * mixtures + i];
            };
            result.gaussians.push_back({at(1), at(2), std::exp(at(3)), std::exp(at(4)), std::tanh(at(5))});
        }
        return result;
    }

    const ModelFile &m_file;
    SketchConfig m_config;
    Vector m_latent;
    Vector m_cell;
    Vector m_hidden;
};

/// Points in the model's units, drawn with the random numbers of the first take of kSeed.
std::vector<Point> plainPoints(PlainDecoder decoder, double temperature)
{
    Random random(mixSeed(kSeed, 0));
    const SketchTemper tempered = SketchTemper::of("demo", temperature);
    std::vector<Point> points;
    Point pen;
    SketchStep step;
    while (points.size() < kRows) {
        step = drawStep(decoder.next(step), tempered, random);
        if (step.pen == SketchPen::Ends)
            break;
        pen = {pen.x + step.dx, pen.y + step.dy};
        points.push_back(pen);
    }
    return points;
}

/// One that seldom draws its end.
ModelFile tinyModel(const TinyBrowserModel &sizes)
{
    ModelFile file = readBrowserModel(textBytes(tinyBrowserModel(sizes)));
    file.tensors["output.bias"].values[2] = -4.0F;
    return file;
}

void checkTake(const SketchTake &take, const SketchConfig &config, const std::vector<Point> &expected)
{
    REQUIRE(static_cast<std::size_t>(take.points) == expected.size());
    std::vector<Point> points;
    for (const Polyline &line : take.lines)
        for (const Point &point : line)
            points.push_back(point);
    REQUIRE(points.size() == expected.size() + 1); // the pen goes down at the origin
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CHECK(std::abs(points[i + 1].x / config.scaleFactor - expected[i].x) < 1e-4);
        CHECK(std::abs(points[i + 1].y / config.scaleFactor - expected[i].y) < 1e-4);
    }
}

} // namespace

TEST_CASE("fixedNoiseDecode_agreesWithDoublePrecision_vae")
{
    const std::vector<float> z = {1.7F, -0.4F, 0.9F, -2.2F};
    std::vector<Point> ofOtherVersion;
    for (const int version : {5, 6}) {
        CAPTURE(version);
        const ModelFile file = tinyModel({.hasEncoder = true, .version = version});
        const SketchRnn model(file);
        SketchDecodeOptions options;
        options.temperature = 0.7;
        options.drawingSize = model.config().drawingSize; // a pixel a unit of the data
        options.mostPoints = kRows;
        NoProgress silent;
        const auto expected = plainPoints(PlainDecoder(file, z), options.temperature);
        REQUIRE(expected.size() > 10);
        CHECK(expected != ofOtherVersion);
        ofOtherVersion = expected;
        checkTake(model.decode(z, options, kSeed, silent).front(), model.config(), expected);
    }
}

TEST_CASE("fixedNoiseDecode_agreesWithDoublePrecision_decoderOnly")
{
    const ModelFile file = tinyModel({.hasEncoder = false});
    const SketchRnn model(file);
    SketchGenerateOptions options;
    options.count = 3;
    options.temperature = 0.7;
    options.drawingSize = model.config().drawingSize;
    options.mostPoints = kRows;
    NoProgress silent;
    const auto expected = plainPoints(PlainDecoder(file, {}), options.temperature);
    REQUIRE(expected.size() > 10);
    checkTake(model.generate(options, kSeed, silent).front(), model.config(), expected);
}
