// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/stroke_rows.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace solferino {

/// What the elements of a NumPy array are: 'i' and 'u' integers, 'f' floats, 'b' booleans, 'O' objects.
struct NumpyType
{
    char kind = 'f';
    std::size_t size = 8; ///< bytes an element
    bool isBigEndian = false;
};

using NumpyShape = std::vector<std::uint64_t>;

/// The type of a descriptor such as "<i2", "i2" or "|O8". Throws FormatError for all that is not of these
/// kinds.
[[nodiscard]] NumpyType numpyTypeFrom(std::string_view descriptor);

/// Product of the sides. Throws FormatError beyond 2^40.
[[nodiscard]] std::uint64_t numpyElementCount(const NumpyShape &shape);

/// Makes rows of numbers; throws FormatError for numbers that no offset can be.
[[nodiscard]] StrokeRow strokeRowFrom(double dx, double dy, double lift);

/// The rows of an array of `count` rows of three numbers, whose bytes must be just as many. `isFortran`:
/// column after column.
[[nodiscard]] StrokeRows strokeRowsFrom(const NumpyType &type, std::uint64_t count, std::string_view bytes,
                                        bool isFortran);

/// The head of a .npy file.
struct NpyHeader
{
    NumpyType type;
    NumpyShape shape;
    std::size_t size = 0; ///< bytes before the data
};

/// Reads versions 1 to 3. Throws FormatError; also for Fortran order.
[[nodiscard]] NpyHeader readNpyHeader(std::string_view bytes);

} // namespace solferino
