// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/sketch_sampling.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <numeric>

namespace solferino::models {

namespace {

/// Beyond it a sigma is no size of a drawing.
constexpr double kLargestLogSigma = 30.0;
/// A correlation of 1 has no density.
constexpr double kLargestRho = 1.0 - 1e-9;
/// Sines below it are those of parallel vectors.
constexpr double kSmallestSine = 1e-6;

/// softmax of `count` logits
template <class Logits>
void softmax(std::size_t count, const Logits &logits, double *probabilities)
{
    double most = logits(0);
    for (std::size_t i = 1; i < count; ++i)
        most = std::max(most, logits(i));
    double total = 0.0;
    for (std::size_t i = 0; i < count; ++i)
        total += probabilities[i] = std::exp(logits(i) - most);
    for (std::size_t i = 0; i < count; ++i)
        probabilities[i] /= total;
}

std::size_t likeliest(std::span<const double> probabilities)
{
    return static_cast<std::size_t>(std::max_element(probabilities.begin(), probabilities.end()) -
                                    probabilities.begin());
}

SketchStep stepTo(const Point &point, std::size_t pen)
{
    return {static_cast<float>(point.x), static_cast<float>(point.y), static_cast<SketchPen>(pen)};
}

} // namespace

double SketchGaussian::logDensity(double dx, double dy) const
{
    const double ex = (dx - meanX) / sigmaX;
    const double ey = (dy - meanY) / sigmaY;
    const double rest = 1.0 - rho * rho;
    const double q = ex * ex + ey * ey - 2.0 * rho * ex * ey;
    return -q / (2.0 * rest) - std::log(2.0 * std::numbers::pi * sigmaX * sigmaY * std::sqrt(rest));
}

void SketchDistribution::read(std::span<const float> output)
{
    constexpr std::size_t kPens = 3;
    const std::size_t mixtures = (output.size() - kPens) / 6;
    const auto value = [&](std::size_t group, std::size_t i) {
        return static_cast<double>(output[kPens + group * mixtures + i]);
    };
    softmax(
        kPens, [&](std::size_t i) { return static_cast<double>(output[i]); }, pen.data());
    weights.resize(mixtures);
    softmax(
        mixtures, [&](std::size_t i) { return value(0, i); }, weights.data());
    gaussians.resize(mixtures);
    const auto sigma = [](double logSigma) {
        return std::exp(std::clamp(logSigma, -kLargestLogSigma, kLargestLogSigma));
    };
    for (std::size_t i = 0; i < mixtures; ++i)
        gaussians[i] = {.meanX = value(1, i),
                        .meanY = value(2, i),
                        .sigmaX = sigma(value(3, i)),
                        .sigmaY = sigma(value(4, i)),
                        .rho = std::clamp(std::tanh(value(5, i)), -kLargestRho, kLargestRho)};
}

double SketchDistribution::logLikelihood(const SketchStep &step) const
{
    assert(step.pen != SketchPen::None);
    const auto logOf = [](double p) {
        return std::log(std::max(p, std::numeric_limits<double>::min()));
    };
    const double ofPen = logOf(pen[static_cast<std::size_t>(step.pen)]);
    if (step.pen == SketchPen::Ends)
        return ofPen;
    double most = -std::numeric_limits<double>::infinity();
    double total = 0.0; // of exp(density - most)
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double density = logOf(weights[i]) + gaussians[i].logDensity(step.dx, step.dy);
        if (density > most) {
            total = total * std::exp(most - density) + 1.0;
            most = density;
        } else {
            total += std::exp(density - most);
        }
    }
    return ofPen + most + std::log(total);
}

SketchTemper SketchTemper::of(const std::string &sampling, double temperature)
{
    if (sampling == "python")
        return {.choice = temperature, .sigma = temperature};
    if (sampling == "paper")
        return {.choice = temperature, .sigma = std::sqrt(temperature)};
    return {.choice = 0.5 + 0.5 * temperature, .sigma = std::sqrt(temperature)};
}

void temper(std::span<double> probabilities, double temperature)
{
    for (double &p : probabilities)
        p = std::log(std::max(p, std::numeric_limits<double>::min())) / temperature;
    softmax(
        probabilities.size(), [&](std::size_t i) { return probabilities[i]; }, probabilities.data());
}

std::size_t drawIndex(std::span<const double> probabilities, double u)
{
    double sum = 0.0;
    for (std::size_t i = 0; i + 1 < probabilities.size(); ++i) {
        sum += probabilities[i];
        if (sum >= u)
            return i;
    }
    return probabilities.size() - 1;
}

std::array<double, 2> drawNormals(Random &random)
{
    const double radius = std::sqrt(-2.0 * std::log(1.0 - random.uniform()));
    const double angle = 2.0 * std::numbers::pi * random.uniform();
    return {radius * std::cos(angle), radius * std::sin(angle)};
}

Point drawPoint(const SketchGaussian &gaussian, double sigmaFactor, double z1, double z2)
{
    const double sigmaX = gaussian.sigmaX * sigmaFactor;
    const double sigmaY = gaussian.sigmaY * sigmaFactor;
    const double rho = gaussian.rho;
    return {gaussian.meanX + sigmaX * (std::sqrt(1.0 - rho * rho) * z1 + rho * z2),
            gaussian.meanY + sigmaY * z2};
}

SketchStep drawStep(const SketchDistribution &distribution, const SketchTemper &temperOf, Random &random)
{
    std::vector<double> weights = distribution.weights;
    std::array<double, 3> pen = distribution.pen;
    if (temperOf.choice != 1.0) {
        temper(weights, temperOf.choice);
        temper(pen, temperOf.choice);
    }
    const std::size_t component = drawIndex(weights, random.uniform());
    const std::size_t penState = drawIndex(pen, random.uniform());
    const auto [z1, z2] = drawNormals(random);
    return stepTo(drawPoint(distribution.gaussians[component], temperOf.sigma, z1, z2), penState);
}

SketchStep likeliestStep(const SketchDistribution &distribution)
{
    const SketchGaussian &gaussian = distribution.gaussians[likeliest(distribution.weights)];
    return stepTo({gaussian.meanX, gaussian.meanY}, likeliest(distribution.pen));
}

LatentVector drawLatent(const LatentVector &mean, const LatentVector &presig, double spread, Random &random)
{
    LatentVector z = mean;
    std::array<double, 2> normals{};
    for (std::size_t i = 0; i < z.size(); ++i) {
        if (i % 2 == 0)
            normals = drawNormals(random);
        const double sigma = std::exp(static_cast<double>(presig[i]) / 2.0);
        z[i] += static_cast<float>(spread * sigma * normals[i % 2]);
    }
    return z;
}

LatentVector interpolateLinearly(const LatentVector &a, const LatentVector &b, double t)
{
    LatentVector between(a.size());
    for (std::size_t i = 0; i < a.size(); ++i)
        between[i] =
            static_cast<float>((1.0 - t) * static_cast<double>(a[i]) + t * static_cast<double>(b[i]));
    return between;
}

LatentVector interpolateSpherically(const LatentVector &a, const LatentVector &b, double t)
{
    const auto product = [](const LatentVector &x, const LatentVector &y) {
        return std::transform_reduce(x.begin(), x.end(), y.begin(), 0.0, std::plus<>(),
                                     [](double p, double q) { return p * q; });
    };
    const double lengths = std::sqrt(product(a, a) * product(b, b));
    if (lengths <= 0.0)
        return interpolateLinearly(a, b, t);
    const double angle = std::acos(std::clamp(product(a, b) / lengths, -1.0, 1.0));
    const double sine = std::sin(angle);
    if (sine < kSmallestSine)
        return interpolateLinearly(a, b, t);
    const double ofA = std::sin((1.0 - t) * angle) / sine;
    const double ofB = std::sin(t * angle) / sine;
    LatentVector between(a.size());
    for (std::size_t i = 0; i < a.size(); ++i)
        between[i] = static_cast<float>(ofA * static_cast<double>(a[i]) + ofB * static_cast<double>(b[i]));
    return between;
}

} // namespace solferino::models
