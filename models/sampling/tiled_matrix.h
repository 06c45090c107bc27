// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sampling/kernels.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <new>
#include <span>
#include <string>
#include <vector>

namespace solferino::models {

/// Gives the tensor of that name and shape, row-major; throws if there is none.
using TensorReader =
    std::function<std::span<const float>(const std::string &name, const std::vector<std::int64_t> &shape)>;

namespace sampling {

/// Memory for vectors of any width.
template <class T>
struct AlignedAllocator
{
    using value_type = T;
    static constexpr std::align_val_t kAlignment{64};

    AlignedAllocator() = default;
    template <class U>
    AlignedAllocator(const AlignedAllocator<U> &)
    {}
    [[nodiscard]] T *allocate(std::size_t count)
    {
        return static_cast<T *>(::operator new(count * sizeof(T), kAlignment));
    }
    void deallocate(T *memory, std::size_t) { ::operator delete(memory, kAlignment); }
    bool operator==(const AlignedAllocator &) const = default;
};

using Floats = std::vector<float, AlignedAllocator<float>>;

/// A weight matrix in the order in which the kernels read it.
struct TiledMatrix
{
    Floats weights;
    std::size_t inputs = 0;
    std::size_t outputs = 0;
    bool isRounded =
        false; ///< then `weights` are words of Kernels::multiplyRounded, and `inputs` counts them

    /// out += matrix x, for each lane.
    void multiply(std::size_t lanes, Lanes x, Lanes out) const;
    /// From now on products round to bfloat16. Only where the processor can, and for a multiple of 32 inputs.
    void round();

    [[nodiscard]] Matrix view() const { return {weights.data(), inputs, outputs}; }
};

/// Gates of a cell.
inline constexpr std::size_t kGates = 4;

/// Blocks of equal size, in which outputs (the gates of a cell) come, and what each is padded to with zeros.
struct Blocks
{
    std::size_t size = 0;
    std::size_t padded = 0;
    std::vector<std::size_t> order{0}; ///< which block of the tensor comes first, second ...

    [[nodiscard]] std::size_t outputs() const { return padded * order.size(); }
};

/// Which part of a tensor becomes a kernel matrix.
struct MatrixSource
{
    std::span<const float> tensor;
    std::size_t outputStride = 0; ///< from an output's weight to the next output's
    std::size_t inputStride = 0;
    std::size_t firstInput = 0;
    std::size_t inputs = 0;
    std::size_t paddedInputs = 0;
    Blocks blocks;
};

[[nodiscard]] std::size_t roundUp(std::size_t count, std::size_t multiple);
[[nodiscard]] TiledMatrix tile(const MatrixSource &source);
[[nodiscard]] Floats pad(std::span<const float> values, const Blocks &blocks);

[[nodiscard]] Lanes lanesOf(Floats &values, std::size_t stride);
/// Makes room for `lanes` rows and writes the bias into each.
void startSums(Floats &sums, const Floats &bias, std::size_t lanes);
/// Rows of `lanes` equal ones, the i-th a copy of row `sources[i]`.
[[nodiscard]] Floats selectLanes(const Floats &rows, std::size_t lanes, std::span<const std::size_t> sources);

[[nodiscard]] std::vector<std::int64_t> shapeOf(std::initializer_list<std::size_t> sizes);

} // namespace sampling

} // namespace solferino::models
