// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"
#include "models/runtime/random.h"

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace solferino::models {

/// What the pen does after a row's point.
enum class SketchPen { None = -1, Draws = 0, Lifts = 1, Ends = 2 };

/// A row that the decoder reads or draws, in the model's units; None is the input of zeros.
struct SketchStep
{
    float dx = 0.0F;
    float dy = 0.0F;
    SketchPen pen = SketchPen::None;

    bool operator==(const SketchStep &) const = default;
};

struct SketchGaussian
{
    double meanX = 0.0;
    double meanY = 0.0;
    double sigmaX = 1.0;
    double sigmaY = 1.0;
    double rho = 0.0;

    /// Of the logarithm, so that far points do not become 0.
    [[nodiscard]] double logDensity(double dx, double dy) const;
};

/// Where the next row may lead, as an output row of the decoder tells it.
struct SketchDistribution
{
    std::array<double, 3> pen{}; ///< draws, lifts, ends
    std::vector<double> weights; ///< of the Gaussians; sum 1
    std::vector<SketchGaussian> gaussians;

    /// Reads 3 + 6 numbers a mixture.
    void read(std::span<const float> output);
    /// Nats, at temperature 1; of a row that ends the drawing the pen counts alone.
    [[nodiscard]] double logLikelihood(const SketchStep &step) const;
};

/// What a temperature does to the parts of a row.
struct SketchTemper
{
    double choice = 1.0; ///< temperature of the mixture and of the pen
    double sigma = 1.0;  ///< factor

    /// `sampling`: "demo", "paper" or "python".
    [[nodiscard]] static SketchTemper of(const std::string &sampling, double temperature);
};

/// probabilities = softmax(ln probabilities / temperature)
void temper(std::span<double> probabilities, double temperature);
/// The first index at which the running sum reaches `u` of 0..1.
[[nodiscard]] std::size_t drawIndex(std::span<const double> probabilities, double u);
/// Two independent normal numbers.
[[nodiscard]] std::array<double, 2> drawNormals(Random &random);
/// The point that the normal numbers z1 and z2 stand for.
[[nodiscard]] Point drawPoint(const SketchGaussian &gaussian, double sigmaFactor, double z1, double z2);

/// Takes the same count of random numbers for every row.
[[nodiscard]] SketchStep drawStep(const SketchDistribution &distribution, const SketchTemper &temper,
                                  Random &random);
/// The likeliest pen, and the middle of the likeliest Gaussian.
[[nodiscard]] SketchStep likeliestStep(const SketchDistribution &distribution);

using LatentVector = std::vector<float>;

/// mean + spread * sigma * eps, where sigma is exp(presig / 2).
[[nodiscard]] LatentVector drawLatent(const LatentVector &mean, const LatentVector &presig, double spread,
                                      Random &random);
/// (1 - t) a + t b; vectors of one size.
[[nodiscard]] LatentVector interpolateLinearly(const LatentVector &a, const LatentVector &b, double t);
/// Along the arc between the directions of a and b; linear where they are parallel or one is zero.
[[nodiscard]] LatentVector interpolateSpherically(const LatentVector &a, const LatentVector &b, double t);

} // namespace solferino::models
