// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sampling/tiled_matrix.h"
#include "models/sketch_rnn/sketch_sampling.h"

#include <cmath>
#include <doctest/doctest.h>

using namespace solferino;
using namespace solferino::models;
using doctest::Approx;

namespace {

constexpr double kExact = 1e-8;

Approx approx(double value)
{
    return Approx(value).epsilon(kExact);
}

/// A distribution of two Gaussians as the decoder would say it.
SketchDistribution twoGaussians()
{
    const auto logit = [](double p) {
        return static_cast<float>(std::log(p));
    };
    const std::vector<float> output{
        2.0F,       0.0F, -1.0F,       logit(0.3), logit(0.7),
        0.0F,       0.4F, 0.0F,        -0.2F,      0.0F,
        logit(0.5), 0.0F, logit(0.25), 0.0F,       static_cast<float>(std::atanh(-0.5))};
    SketchDistribution distribution;
    distribution.read(output);
    return distribution;
}

} // namespace

TEST_CASE("density_isThatOfTheSheet")
{
    const auto density = [](const SketchGaussian &gaussian, double dx, double dy) {
        return std::exp(gaussian.logDensity(dx, dy));
    };
    CHECK(density({}, 0.0, 0.0) == approx(0.15915494309));
    CHECK(density({}, 0.5, -0.3) == Approx(0.134273426).epsilon(1e-8));
    CHECK(density({0.0, 0.0, 0.5, 2.0, 0.5}, 0.5, -0.3) == Approx(0.084103870).epsilon(1e-8));
    CHECK(density({0.4, -0.2, 0.5, 0.25, -0.5}, 0.5, -0.3) == Approx(1.357175242).epsilon(1e-8));
}

TEST_CASE("distribution_readsPenMixtureAndActivations")
{
    const SketchDistribution distribution = twoGaussians();
    CHECK(distribution.pen[0] == Approx(0.843794734).epsilon(1e-8));
    CHECK(distribution.pen[1] == Approx(0.114195199).epsilon(1e-8));
    CHECK(distribution.pen[2] == Approx(0.042010066).epsilon(1e-7));
    CHECK(distribution.weights[1] == Approx(0.7).epsilon(1e-6));
    const SketchGaussian &second = distribution.gaussians[1];
    CHECK(second.meanX == Approx(0.4).epsilon(1e-6));
    CHECK(second.meanY == Approx(-0.2).epsilon(1e-6));
    CHECK(second.sigmaX == Approx(0.5).epsilon(1e-6));
    CHECK(second.sigmaY == Approx(0.25).epsilon(1e-6));
    CHECK(second.rho == Approx(-0.5).epsilon(1e-6));
    CHECK(distribution.gaussians[0].sigmaX == Approx(1.0));
    CHECK(distribution.gaussians[0].rho == 0.0);
}

TEST_CASE("logLikelihood_addsMixtureAndPen")
{
    const SketchDistribution distribution = twoGaussians();
    const double mixture = std::log(0.990304697);
    CHECK(distribution.logLikelihood({0.5F, -0.3F, SketchPen::Draws}) ==
          Approx(mixture - 0.169846020).epsilon(1e-6));
    CHECK(distribution.logLikelihood({0.5F, -0.3F, SketchPen::Lifts}) ==
          Approx(mixture - 2.169846020).epsilon(1e-6));
    CHECK(distribution.logLikelihood({50.0F, 50.0F, SketchPen::Ends}) == Approx(-3.169846020).epsilon(1e-6));
    CHECK(distribution.logLikelihood({50.0F, 50.0F, SketchPen::Draws}) < -100.0);
    CHECK(std::isfinite(distribution.logLikelihood({1e6F, 1e6F, SketchPen::Draws})));
}

TEST_CASE("temper_isSoftmaxOfLogarithms")
{
    std::vector<double> probabilities{0.6, 0.3, 0.1};
    temper(probabilities, 0.5);
    CHECK(probabilities[0] == Approx(0.782608696).epsilon(1e-8));
    CHECK(probabilities[1] == Approx(0.195652174).epsilon(1e-8));
    CHECK(probabilities[2] == Approx(0.021739130).epsilon(1e-8));
    probabilities = {0.6, 0.3, 0.1};
    temper(probabilities, 0.25);
    CHECK(probabilities[0] == Approx(0.940493469).epsilon(1e-8));
    CHECK(probabilities[1] == Approx(0.058780842).epsilon(1e-7));
    CHECK(probabilities[2] == Approx(0.000725689).epsilon(1e-6));
    probabilities = {1.0, 0.0};
    temper(probabilities, 0.01);
    CHECK(probabilities[0] == 1.0);
    CHECK(probabilities[1] == 0.0);
}

TEST_CASE("temperOf_followsTheVariants")
{
    CHECK(SketchTemper::of("demo", 0.25).choice == 0.625);
    CHECK(SketchTemper::of("demo", 0.25).sigma == 0.5);
    CHECK(SketchTemper::of("paper", 0.25).choice == 0.25);
    CHECK(SketchTemper::of("paper", 0.25).sigma == 0.5);
    CHECK(SketchTemper::of("python", 0.25).choice == 0.25);
    CHECK(SketchTemper::of("python", 0.25).sigma == 0.25);
}

TEST_CASE("drawIndex_takesTheFirstThatReaches")
{
    const std::vector<double> probabilities{0.25, 0.5, 0.25};
    CHECK(drawIndex(probabilities, 0.0) == 0);
    CHECK(drawIndex(probabilities, 0.25) == 0);
    CHECK(drawIndex(probabilities, 0.26) == 1);
    CHECK(drawIndex(probabilities, 0.75) == 1);
    CHECK(drawIndex(probabilities, 0.76) == 2);
    CHECK(drawIndex(std::vector{0.3, 0.3, 0.3}, 0.999) == 2);
}

TEST_CASE("drawPoint_isThatOfTheSheet")
{
    const SketchGaussian gaussian{0.1, 0.2, 0.4, 0.3, 0.6};
    const Point demo = drawPoint(gaussian, SketchTemper::of("demo", 0.25).sigma, 0.5, -1.0);
    CHECK(demo.x == approx(0.06));
    CHECK(demo.y == approx(0.05));
    const Point python = drawPoint(gaussian, SketchTemper::of("python", 0.25).sigma, 0.5, -1.0);
    CHECK(python.x == approx(0.08));
    CHECK(python.y == approx(0.125));
}

TEST_CASE("drawStep_followsTheDistribution")
{
    SketchDistribution distribution = twoGaussians();
    distribution.weights = {0.3, 0.7};
    distribution.gaussians = {{-10.0, 0.0, 1.0, 1.0, 0.0}, {10.0, 5.0, 0.5, 2.0, 0.8}};
    Random random(5);
    constexpr int kDraws = 20000;
    int right = 0;
    int lifts = 0;
    double sumX = 0.0, sumY = 0.0, squaresX = 0.0, squaresY = 0.0, products = 0.0;
    for (int i = 0; i < kDraws; ++i) {
        const SketchStep step = drawStep(distribution, {}, random);
        lifts += step.pen == SketchPen::Lifts ? 1 : 0;
        if (step.dx < 0.0F)
            continue;
        ++right;
        const double x = static_cast<double>(step.dx) - 10.0;
        const double y = static_cast<double>(step.dy) - 5.0;
        sumX += x;
        sumY += y;
        squaresX += x * x;
        squaresY += y * y;
        products += x * y;
    }
    CHECK(right / static_cast<double>(kDraws) == Approx(0.7).epsilon(0.02));
    CHECK(lifts / static_cast<double>(kDraws) == Approx(0.1142).epsilon(0.06));
    CHECK(std::abs(sumX / right) < 0.02);
    CHECK(std::abs(sumY / right) < 0.08);
    CHECK(squaresX / right == Approx(0.25).epsilon(0.05));
    CHECK(squaresY / right == Approx(4.0).epsilon(0.05));
    CHECK(products / std::sqrt(squaresX * squaresY) == Approx(0.8).epsilon(0.02));
}

TEST_CASE("likeliestStep_isTheMiddleOfTheLikeliest")
{
    const SketchStep step = likeliestStep(twoGaussians());
    CHECK(step.dx == 0.4F);
    CHECK(step.dy == -0.2F);
    CHECK(step.pen == SketchPen::Draws);
}

TEST_CASE("interpolateSpherically_isThatOfTheSheet")
{
    const LatentVector middle = interpolateSpherically({1.0F, 0.0F}, {0.0F, 1.0F}, 0.5);
    CHECK(middle[0] == Approx(0.707106781).epsilon(1e-6));
    CHECK(middle[1] == Approx(0.707106781).epsilon(1e-6));
    const LatentVector quarter = interpolateSpherically({2.0F, 0.0F}, {0.0F, 1.0F}, 0.25);
    CHECK(quarter[0] == Approx(1.847759065).epsilon(1e-6));
    CHECK(quarter[1] == Approx(0.382683432).epsilon(1e-6));
    const LatentVector three = interpolateSpherically({1.0F, 0.0F, 0.0F}, {1.0F, 1.0F, 0.0F}, 0.5);
    CHECK(three[0] == Approx(1.082392200).epsilon(1e-6));
    CHECK(three[1] == Approx(0.541196100).epsilon(1e-6));
    CHECK(three[2] == 0.0F);
}

TEST_CASE("interpolateSpherically_isLinearWhereThereIsNoArc")
{
    const LatentVector parallel = interpolateSpherically({1.0F, 2.0F}, {3.0F, 6.0F}, 0.25);
    CHECK(parallel[0] == Approx(1.5));
    CHECK(parallel[1] == Approx(3.0));
    const LatentVector opposite = interpolateSpherically({1.0F, 0.0F}, {-1.0F, 0.0F}, 0.25);
    CHECK(opposite[0] == Approx(0.5));
    const LatentVector zero = interpolateSpherically({0.0F, 0.0F}, {2.0F, 4.0F}, 0.5);
    CHECK(zero[0] == Approx(1.0));
    CHECK(zero[1] == Approx(2.0));
}

TEST_CASE("drawLatent_straysBySigma")
{
    Random random(1);
    CHECK(drawLatent({1.0F, 2.0F}, {0.0F, 0.0F}, 0.0, random) == LatentVector{1.0F, 2.0F});
    const LatentVector mean(10000, 3.0F);
    const LatentVector presig(10000, static_cast<float>(std::log(0.25)));
    double sum = 0.0;
    double squares = 0.0;
    for (const float x : drawLatent(mean, presig, 2.0, random)) {
        sum += static_cast<double>(x) - 3.0;
        squares += (static_cast<double>(x) - 3.0) * (static_cast<double>(x) - 3.0);
    }
    CHECK(std::abs(sum / 1e4) < 0.05);
    CHECK(squares / 1e4 == Approx(1.0).epsilon(0.05));
}

TEST_CASE("lstmKernel_isThatOfTheSheet")
{
    constexpr std::size_t kUnits = sampling::kUnitPadding;
    sampling::Floats gates(4 * kUnits, 0.0F);
    gates[0] = 0.5F;
    gates[kUnits] = -0.5F + 1.0F; // the forget bias
    gates[2 * kUnits] = 1.0F;
    gates[3 * kUnits] = 0.25F;
    sampling::Floats cell(kUnits, 0.0F);
    sampling::Floats hidden(kUnits, 0.0F);
    cell[0] = 0.2F;
    sampling::kernels().lstm(1, kUnits, sampling::lanesOf(gates, 4 * kUnits), sampling::lanesOf(cell, kUnits),
                             sampling::lanesOf(hidden, kUnits));
    CHECK(cell[0] == Approx(0.598553255).epsilon(1e-6));
    CHECK(hidden[0] == Approx(0.301337452).epsilon(1e-6));
    CHECK(hidden[1] == 0.0F);
}
