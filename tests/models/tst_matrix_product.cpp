// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/matrix_product.h"
#include "models/runtime/random.h"

#include <cmath>
#include <doctest/doctest.h>
#include <vector>

using namespace solferino::models;

namespace {

std::vector<float> randomValues(std::size_t count, std::uint64_t seed)
{
    Random random(seed);
    std::vector<float> values(count);
    for (float &value : values)
        value = static_cast<float>(random.uniform() * 2.0 - 1.0);
    return values;
}

/// What a sum of so many products of numbers below 1 may be wrong by.
double tolerance(Factors factors, std::size_t inner)
{
    const double rounding = factors == Factors::BFloat16 ? 0x1p-8 : 0x1p-20;
    return rounding * std::sqrt(static_cast<double>(inner)) * 2.0 + 1e-6;
}

struct Shape
{
    std::size_t rows;
    std::size_t inner;
    std::size_t columns;
};

// Whole and broken tiles, blocks and pairs.
const std::vector<Shape> kShapes{{1, 1, 1}, {100, 64, 128}, {13, 33, 123}, {50, 7, 40}, {25, 300, 31}};

} // namespace

TEST_CASE("Products with a laid out factor are those of the definition, also when added or turned")
{
    for (const Factors factors : {Factors::Float32, Factors::BFloat16}) {
        for (const Shape &shape : kShapes) {
            const auto [rows, inner, columns] = shape;
            CAPTURE(rows);
            const auto left = randomValues(rows * inner, 1), right = randomValues(inner * columns, 2);
            std::vector<float> turned(right.size());
            for (std::size_t k = 0; k < inner; ++k)
                for (std::size_t j = 0; j < columns; ++j)
                    turned[j * inner + k] = right[k * columns + j];
            const RightFactor factor({right.data(), columns, 1}, inner, columns, factors);
            const RightFactor other({turned.data(), 1, inner}, inner, columns, factors);
            // A column more than there are results: it must stay as it is.
            const std::size_t stride = columns + 1;
            std::vector<float> once(rows * stride, 7.0F), twice(rows * stride, 1.0F);
            factor.multiply(left.data(), inner, rows, once.data(), stride, false);
            other.multiply(left.data(), inner, rows, twice.data(), stride, true);
            double worst = 0.0;
            for (std::size_t i = 0; i < rows; ++i) {
                for (std::size_t j = 0; j < columns; ++j) {
                    double sum = 0.0;
                    for (std::size_t k = 0; k < inner; ++k)
                        sum += static_cast<double>(left[i * inner + k]) *
                               static_cast<double>(right[k * columns + j]);
                    worst = std::max(worst, std::abs(sum - static_cast<double>(once[i * stride + j])));
                    worst = std::max(worst, std::abs(sum + 1.0 - static_cast<double>(twice[i * stride + j])));
                }
                CHECK(once[i * stride + columns] == 7.0F);
                CHECK(twice[i * stride + columns] == 1.0F);
            }
            CHECK(worst <= tolerance(factors, inner));
        }
    }
}

TEST_CASE("Transposed products sum over all rows, more than fit a cache too")
{
    for (const Factors factors : {Factors::Float32, Factors::BFloat16}) {
        for (const Shape &shape :
             {Shape{1, 1, 1}, Shape{611, 29, 70}, Shape{256, 12, 32}, Shape{33, 40, 5}}) {
            const auto [rows, leftColumns, rightColumns] = shape;
            const auto left = randomValues(rows * leftColumns, 3),
                       right = randomValues(rows * rightColumns, 4);
            std::vector<float> out(leftColumns * rightColumns, 0.5F);
            addTransposedProduct({.left = left.data(),
                                  .leftStride = leftColumns,
                                  .leftColumns = leftColumns,
                                  .right = right.data(),
                                  .rightStride = rightColumns,
                                  .rightColumns = rightColumns,
                                  .rows = rows,
                                  .out = out.data(),
                                  .outStride = rightColumns,
                                  .factors = factors});
            double worst = 0.0;
            for (std::size_t i = 0; i < leftColumns; ++i) {
                for (std::size_t j = 0; j < rightColumns; ++j) {
                    double sum = 0.5;
                    for (std::size_t row = 0; row < rows; ++row)
                        sum += static_cast<double>(left[row * leftColumns + i]) *
                               static_cast<double>(right[row * rightColumns + j]);
                    worst = std::max(worst, std::abs(sum - static_cast<double>(out[i * rightColumns + j])));
                }
            }
            CHECK(worst <= tolerance(factors, rows));
        }
    }
}

TEST_CASE("What a row gets does not depend on how many rows there are")
{
    const std::size_t inner = 70, columns = 64;
    const auto left = randomValues(40 * inner, 5), right = randomValues(inner * columns, 6);
    const RightFactor factor({right.data(), columns, 1}, inner, columns, Factors::Float32);
    std::vector<float> all(40 * columns), few(3 * columns);
    factor.multiply(left.data(), inner, 40, all.data(), columns, false);
    factor.multiply(left.data(), inner, 3, few.data(), columns, false);
    CHECK(std::equal(few.begin(), few.end(), all.begin()));
}
