// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/numpy_numbers.h"

#include "core/domain/text/format_error.h"

#include <bit>
#include <cmath>
#include <limits>

namespace solferino {

namespace {

constexpr std::uint64_t kMostElements = std::uint64_t{1} << 40U;
constexpr std::size_t kColumns = 3;
constexpr double kLiftThreshold = 0.5;
constexpr unsigned kByteBits = 8;

std::uint64_t bitsAt(const NumpyType &type, const char *at)
{
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < type.size; ++i) {
        const std::size_t place = type.isBigEndian ? i : type.size - 1 - i;
        bits = bits << kByteBits | static_cast<unsigned char>(at[place]);
    }
    return bits;
}

double signedValue(std::uint64_t bits, std::size_t size)
{
    const unsigned unused = kByteBits * static_cast<unsigned>(sizeof(bits) - size);
    return static_cast<double>(static_cast<std::int64_t>(bits << unused) >> unused);
}

double halfValue(std::uint64_t bits)
{
    constexpr unsigned kFractionBits = 10;
    constexpr std::uint64_t kFractionMask = 0x3FF;
    constexpr std::uint64_t kExponentMask = 0x1F;
    constexpr int kBias = 15;
    const std::uint64_t exponent = bits >> kFractionBits & kExponentMask;
    const auto fraction = static_cast<double>(bits & kFractionMask) / (kFractionMask + 1);
    double value = 0.0;
    if (exponent == kExponentMask)
        value = std::numeric_limits<double>::quiet_NaN();
    else if (exponent == 0)
        value = std::ldexp(fraction, 1 - kBias);
    else
        value = std::ldexp(1.0 + fraction, static_cast<int>(exponent) - kBias);
    return (bits & 0x8000U) != 0 ? -value : value;
}

double floatValue(std::uint64_t bits, std::size_t size)
{
    if (size == sizeof(double))
        return std::bit_cast<double>(bits);
    if (size == sizeof(float))
        return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
    return halfValue(bits);
}

double numberAt(const NumpyType &type, const char *at)
{
    const std::uint64_t bits = bitsAt(type, at);
    switch (type.kind) {
    case 'i':
        return signedValue(bits, type.size);
    case 'f':
        return floatValue(bits, type.size);
    default:
        return static_cast<double>(bits);
    }
}

bool isNumberSize(char kind, std::size_t size)
{
    switch (kind) {
    case 'i':
    case 'u':
        return size == 1 || size == 2 || size == 4 || size == 8;
    case 'f':
        return size == 2 || size == 4 || size == 8;
    case 'b':
        return size == 1;
    default:
        return false;
    }
}

} // namespace

NumpyType numpyTypeFrom(std::string_view descriptor)
{
    std::string_view rest = descriptor;
    NumpyType type;
    if (!rest.empty() && std::string_view("<>|=").find(rest.front()) != std::string_view::npos) {
        type.isBigEndian = rest.front() == '>';
        rest.remove_prefix(1);
    }
    const char kind = rest.empty() ? '\0' : rest.front();
    const std::string_view size = rest.substr(rest.empty() ? 0 : 1);
    type.kind = kind;
    type.size = size.size() == 1 ? static_cast<std::size_t>(size.front() - '0') : 0;
    const bool isObject = kind == 'O' && (size.empty() || size == "4" || size == "8");
    if (!isObject && !isNumberSize(kind, type.size))
        throw FormatError(
            "The array holds elements of a type that no drawing has; integers and floats are read.");
    return type;
}

std::uint64_t numpyElementCount(const NumpyShape &shape)
{
    std::uint64_t count = 1;
    for (const std::uint64_t side : shape) {
        if (side > kMostElements || (side != 0 && count > kMostElements / side))
            throw FormatError("The array says that it is larger than any file; it is damaged.");
        count *= side;
    }
    return count;
}

StrokeRow strokeRowFrom(double dx, double dy, double lift)
{
    for (const double value : {dx, dy, lift}) {
        if (!(std::abs(value) <= kFarthestCoordinate))
            throw FormatError(
                "A drawing holds a number that no offset is (too large, or NaN); mend or remove it.");
    }
    return {static_cast<float>(dx), static_cast<float>(dy), lift >= kLiftThreshold};
}

StrokeRows strokeRowsFrom(const NumpyType &type, std::uint64_t count, std::string_view bytes, bool isFortran)
{
    const std::size_t rowSize = kColumns * type.size;
    if (rowSize == 0 || bytes.size() % rowSize != 0 || bytes.size() / rowSize != count)
        throw FormatError("A drawing has " + std::to_string(bytes.size()) +
                          " bytes, which does not fit its " + std::to_string(count) +
                          " rows; the file is damaged.");
    const std::size_t rowStep = isFortran ? type.size : rowSize;
    const std::size_t columnStep = isFortran ? type.size * count : type.size;
    StrokeRows rows;
    rows.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const char *at = bytes.data() + i * rowStep;
        rows.push_back(strokeRowFrom(numberAt(type, at), numberAt(type, at + columnStep),
                                     numberAt(type, at + 2 * columnStep)));
    }
    return rows;
}

} // namespace solferino
