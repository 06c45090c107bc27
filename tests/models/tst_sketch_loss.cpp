// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/sketch_loss.h"
#include "tests/support/sketch_tensors.h"

#include <cmath>
#include <nlohmann/json.hpp>

#undef CHECK // torch's
#include <doctest/doctest.h>

using namespace solferino;
using namespace solferino::models;
using torch::Tensor;

TEST_CASE("Losses are Magenta's, by both rules of the pen")
{
    for (const auto &[name, rule] :
         {std::pair{"loss_train", PenRule::AllRows}, std::pair{"loss_eval", PenRule::RowsOfDrawing}}) {
        const auto loss = sketchReferencePart(name);
        const Tensor data = tensorOf(loss.at("input_data"));          // [2, 6, 5]
        const Tensor targets = data.narrow(1, 1, 5).reshape({10, 5}); // example by example
        const Tensor outputs = tensorOf(loss.at("decoder_output"));   // [10, 21]
        CHECK(reconstructionLoss(outputs, targets, rule, 2, 5).item<double>() ==
              doctest::Approx(loss.at("r_cost").get<double>()).epsilon(1e-5));
        const SketchRowLosses rows = sketchRowLosses(outputs, targets);
        const Tensor pen = rule == PenRule::AllRows ? rows.pen : rows.pen * (1.0 - targets.select(1, 4));
        CHECK(isNear(rows.offset + pen, tensorOf(loss.at("per_step_loss")).view({10}), 1e-4));
    }
}

TEST_CASE("Densities, pens and divergences have the values that are known")
{
    const auto rowOf = [](const std::vector<float> &pen, const std::vector<std::vector<float>> &components) {
        std::vector<float> row = pen;
        for (std::size_t part = 0; part < 6; ++part) {
            for (const auto &component : components) {
                const float value = component[part];
                row.push_back(part == 0 || part == 3 || part == 4 ? std::log(value)
                              : part == 5                         ? std::atanh(value)
                                                                  : value);
            }
        }
        return torch::tensor(row).unsqueeze(0);
    };
    const auto offsetLoss = [&](const Tensor &row, float x, float y) {
        return sketchRowLosses(row, torch::tensor({{x, y, 1.0f, 0.0f, 0.0f}})).offset.item<double>();
    };
    const std::vector<float> pen{2.0f, 0.0f, -1.0f};
    const std::vector<float> unit{1.0f, 0.0f, 0.0f, 1.0f, 1.0f, 0.0f};
    CHECK(offsetLoss(rowOf(pen, {unit}), 0.0f, 0.0f) == doctest::Approx(-std::log(0.159154943 + 1e-6)));
    CHECK(offsetLoss(rowOf(pen, {unit}), 0.5f, -0.3f) == doctest::Approx(-std::log(0.134273426 + 1e-6)));
    CHECK(offsetLoss(rowOf(pen, {{1.0f, 0.0f, 0.0f, 0.5f, 2.0f, 0.5f}}), 0.5f, -0.3f) ==
          doctest::Approx(-std::log(0.084103870 + 1e-6)));
    const Tensor mixed =
        rowOf(pen, {{0.3f, 0.0f, 0.0f, 1.0f, 1.0f, 0.0f}, {0.7f, 0.4f, -0.2f, 0.5f, 0.25f, -0.5f}});
    CHECK(offsetLoss(mixed, 0.5f, -0.3f) == doctest::Approx(0.009741599).epsilon(1e-4));
    CHECK(offsetLoss(mixed, 50.0f, 50.0f) == doctest::Approx(13.815510558));

    const Tensor three = mixed.expand({3, -1});
    const Tensor targets = torch::tensor(
        {{0.0f, 0.0f, 1.0f, 0.0f, 0.0f}, {0.0f, 0.0f, 0.0f, 1.0f, 0.0f}, {0.0f, 0.0f, 0.0f, 0.0f, 1.0f}});
    const SketchRowLosses losses = sketchRowLosses(three, targets);
    CHECK(isNear(losses.pen, torch::tensor({0.169846020f, 2.169846020f, 3.169846020f}), 1e-6));
    CHECK(losses.offset[2].item<double>() == 0.0);

    const auto divergence = [](std::vector<float> mean, std::vector<float> presig) {
        return latentDivergence(torch::tensor(mean), torch::tensor(presig)).item<double>();
    };
    CHECK(divergence({0.5f, -0.5f}, {0.0f, -1.0f}) == doctest::Approx(0.216969860));
    CHECK(divergence({1.0f, 0.0f}, {0.2f, -0.2f}) == doctest::Approx(0.260033378));
    CHECK(divergence({0.0f, 0.0f}, {0.0f, 0.0f}) == doctest::Approx(0.0));
}

TEST_CASE("A correlation of one makes no loss infinite")
{
    const Tensor outputs = torch::full({1, 9}, 40.0f).requires_grad_();
    const Tensor loss =
        sketchRowLosses(outputs, torch::tensor({{1.0f, 2.0f, 1.0f, 0.0f, 0.0f}})).offset.sum();
    CHECK(std::isfinite(loss.item<double>()));
    CHECK(torch::autograd::grad({loss}, {outputs})[0].isfinite().all().item<bool>());
}
