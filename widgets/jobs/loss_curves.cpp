// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobs/loss_curves.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace solferino {

namespace {

std::optional<double> numberAt(const nlohmann::json &metrics, const char *name)
{
    const auto found = metrics.find(name);
    if (found == metrics.end() || !found->is_number() || !std::isfinite(found->get<double>()))
        return {};
    return found->get<double>();
}

} // namespace

LossCurves lossCurves(const std::vector<nlohmann::json> &metrics)
{
    LossCurves curves;
    std::optional<QPointF> reportedBest;
    for (const nlohmann::json &entry : metrics) {
        if (!entry.is_object())
            continue;
        const auto step = numberAt(entry, "step");
        if (!step)
            continue;
        if (const auto loss = numberAt(entry, "loss"))
            curves.train.emplace_back(*step, *loss);
        if (const auto loss = numberAt(entry, "validation_loss")) {
            curves.validation.emplace_back(*step, *loss);
            if (!curves.best || *loss < curves.best->y())
                curves.best = curves.validation.back();
        }
        const auto bestStep = numberAt(entry, "best_step");
        const auto bestLoss = numberAt(entry, "best_validation_loss");
        if (bestStep && bestLoss)
            reportedBest = QPointF(*bestStep, *bestLoss);
    }
    if (reportedBest)
        curves.best = reportedBest;
    return curves;
}

std::vector<QPointF> smoothed(const std::vector<QPointF> &points, double strength)
{
    std::vector<QPointF> result;
    result.reserve(points.size());
    double average = 0.0;
    double weight = 0.0;
    for (const QPointF &point : points) {
        average = strength * average + (1.0 - strength) * point.y();
        weight = strength * weight + (1.0 - strength);
        result.emplace_back(point.x(), average / weight);
    }
    return result;
}

std::vector<double> linearTicks(double min, double max, int count)
{
    if (!(max > min) || count < 1)
        return {min};
    const double rough = (max - min) / count;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    double step = 10.0 * power;
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= rough * 0.999) {
            step = factor * power;
            break;
        }
    }
    std::vector<double> ticks;
    const double tolerance = step * 1e-6;
    for (double index = std::ceil((min - tolerance) / step); index * step <= max + tolerance; ++index)
        ticks.push_back(index * step);
    return ticks;
}

std::vector<double> logarithmicTicks(double min, double max)
{
    static constexpr std::array kFactors{1.0, 1.5, 2.0, 3.0, 5.0, 7.0};
    static constexpr double kWideRange = 100.0;
    std::vector<double> ticks;
    const bool isWide = max / min > kWideRange;
    for (int power = int(std::floor(std::log10(min))); std::pow(10.0, power) <= max; ++power) {
        for (const double factor : kFactors) {
            const double tick = factor * std::pow(10.0, power);
            if (tick >= min * 0.999 && tick <= max * 1.001 && (!isWide || factor == 1.0))
                ticks.push_back(tick);
        }
    }
    return ticks;
}

} // namespace solferino
