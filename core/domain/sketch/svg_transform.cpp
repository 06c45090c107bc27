// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/svg_transform.h"

#include "core/domain/sketch/svg_scanner.h"
#include "core/domain/text/format_error.h"

#include <cmath>
#include <numbers>
#include <vector>

namespace solferino {

namespace {

[[noreturn]] void fail(std::string_view text)
{
    constexpr std::size_t kShown = 40;
    throw FormatError("The SVG file has a transform that is none: " + printableText(text.substr(0, kShown)) +
                      ".");
}

double radians(double degrees)
{
    return degrees * std::numbers::pi / 180.0;
}

SvgTransform rotation(double degrees)
{
    const double sine = std::sin(radians(degrees));
    const double cosine = std::cos(radians(degrees));
    return {.a = cosine, .b = sine, .c = -sine, .d = cosine};
}

/// The transform `name`; false if it is unknown or wants another number of `values`.
bool makeTransform(std::string_view name, const std::vector<double> &values, SvgTransform &made)
{
    const std::size_t count = values.size();
    if (name == "matrix" && count == 6)
        made = {values[0], values[1], values[2], values[3], values[4], values[5]};
    else if (name == "translate" && (count == 1 || count == 2))
        made = SvgTransform::moved(values[0], count == 2 ? values[1] : 0.0);
    else if (name == "scale" && (count == 1 || count == 2))
        made = {.a = values[0], .d = values.back()};
    else if (name == "rotate" && count == 1)
        made = rotation(values[0]);
    else if (name == "rotate" && count == 3)
        made = SvgTransform::moved(values[1], values[2]) * rotation(values[0]) *
               SvgTransform::moved(-values[1], -values[2]);
    else if (name == "skewX" && count == 1)
        made = {.c = std::tan(radians(values[0]))};
    else if (name == "skewY" && count == 1)
        made = {.b = std::tan(radians(values[0]))};
    else
        return false;
    return true;
}

} // namespace

SvgTransform SvgTransform::operator*(const SvgTransform &inner) const
{
    return {a * inner.a + c * inner.b, b * inner.a + d * inner.b,     a * inner.c + c * inner.d,
            b * inner.c + d * inner.d, a * inner.e + c * inner.f + e, b * inner.e + d * inner.f + f};
}

double SvgTransform::scale() const
{
    return std::sqrt(std::abs(a * d - b * c));
}

SvgTransform readSvgTransform(std::string_view text)
{
    constexpr std::size_t kMostValues = 6;
    SvgTransform transform;
    SvgScanner scanner(text);
    while (!scanner.isAtEnd()) {
        const std::string_view name = scanner.word();
        std::vector<double> values;
        if (!scanner.takes('('))
            fail(text);
        while (!scanner.takes(')')) {
            const auto value = scanner.number();
            if (!value || values.size() == kMostValues)
                fail(text);
            values.push_back(*value);
        }
        SvgTransform next;
        if (!makeTransform(name, values, next))
            fail(text);
        transform = transform * next;
    }
    return transform;
}

} // namespace solferino
