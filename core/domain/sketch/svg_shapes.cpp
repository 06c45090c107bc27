// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/svg_shapes.h"

#include "core/domain/sketch/svg_path.h"
#include "core/domain/sketch/svg_scanner.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace solferino {

namespace {

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kBlanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

void drawEllipse(Point centre, double radiusX, double radiusY, PathBuilder &builder)
{
    if (!(radiusX > 0.0) || !(radiusY > 0.0))
        return;
    const Point left{centre.x - radiusX, centre.y};
    const Point right{centre.x + radiusX, centre.y};
    builder.moveTo(right);
    builder.arcTo({radiusX, radiusY, 0.0, false, true, left});
    builder.arcTo({radiusX, radiusY, 0.0, false, true, right});
    builder.close();
}

void drawRectangle(const pugi::xml_node &element, PathBuilder &builder)
{
    const double x = svgLengthOf(element, "x");
    const double y = svgLengthOf(element, "y");
    const double width = svgLengthOf(element, "width");
    const double height = svgLengthOf(element, "height");
    if (!(width > 0.0) || !(height > 0.0))
        return;
    const double givenX = svgLengthOf(element, "rx", -1.0);
    const double givenY = svgLengthOf(element, "ry", -1.0);
    const double rx = std::clamp(givenX >= 0.0 ? givenX : givenY, 0.0, width / 2.0);
    const double ry = std::clamp(givenY >= 0.0 ? givenY : givenX, 0.0, height / 2.0);
    const bool isRound = rx > 0.0 && ry > 0.0;
    const double right = x + width;
    const double bottom = y + height;
    const auto corner = [&](Point end) {
        if (isRound)
            builder.arcTo({rx, ry, 0.0, false, true, end});
    };
    const double insetX = isRound ? rx : 0.0;
    const double insetY = isRound ? ry : 0.0;
    builder.moveTo({x + insetX, y});
    builder.lineTo({right - insetX, y});
    corner({right, y + insetY});
    builder.lineTo({right, bottom - insetY});
    corner({right - insetX, bottom});
    builder.lineTo({x + insetX, bottom});
    corner({x, bottom - insetY});
    if (isRound)
        builder.lineTo({x, y + insetY});
    corner({x + insetX, y});
    builder.close();
}

SvgShape drawPoints(std::string_view points, bool isClosed, PathBuilder &builder)
{
    SvgScanner scanner(points);
    bool isFirst = true;
    while (!scanner.isAtEnd()) {
        const auto x = scanner.number();
        const auto y = x ? scanner.number() : std::nullopt;
        if (!y)
            return SvgShape::Broken;
        if (isFirst)
            builder.moveTo({*x, *y});
        else
            builder.lineTo({*x, *y});
        isFirst = false;
    }
    if (isClosed && !isFirst)
        builder.close();
    return SvgShape::Drawn;
}

} // namespace

std::string_view svgElementName(const pugi::xml_node &element)
{
    constexpr std::string_view kPrefix = "svg:";
    std::string_view name = element.name();
    if (name.starts_with(kPrefix))
        name.remove_prefix(kPrefix.size());
    return name.find(':') == std::string_view::npos ? name : std::string_view();
}

std::string_view svgProperty(const pugi::xml_node &element, const char *name)
{
    std::string_view style = element.attribute("style").value();
    while (!style.empty()) {
        const std::string_view entry = style.substr(0, style.find(';'));
        style.remove_prefix(std::min(entry.size() + 1, style.size()));
        const std::size_t colon = entry.find(':');
        if (colon != std::string_view::npos && trimmed(entry.substr(0, colon)) == name)
            return trimmed(entry.substr(colon + 1));
    }
    return trimmed(element.attribute(name).value());
}

double svgLengthOf(const pugi::xml_node &element, const char *name, double otherwise)
{
    return svgLength(element.attribute(name).value()).value_or(otherwise);
}

SvgShape drawSvgShape(const pugi::xml_node &element, PathBuilder &builder)
{
    const std::string_view name = svgElementName(element);
    if (name == "path")
        return drawSvgPath(element.attribute("d").value(), builder) ? SvgShape::Drawn : SvgShape::Broken;
    if (name == "polyline" || name == "polygon")
        return drawPoints(element.attribute("points").value(), name == "polygon", builder);
    if (name == "rect") {
        drawRectangle(element, builder);
    } else if (name == "circle") {
        const double radius = svgLengthOf(element, "r");
        drawEllipse({svgLengthOf(element, "cx"), svgLengthOf(element, "cy")}, radius, radius, builder);
    } else if (name == "ellipse") {
        drawEllipse({svgLengthOf(element, "cx"), svgLengthOf(element, "cy")}, svgLengthOf(element, "rx"),
                    svgLengthOf(element, "ry"), builder);
    } else if (name == "line") {
        builder.moveTo({svgLengthOf(element, "x1"), svgLengthOf(element, "y1")});
        builder.lineTo({svgLengthOf(element, "x2"), svgLengthOf(element, "y2")});
    } else {
        return SvgShape::None;
    }
    return SvgShape::Drawn;
}

SvgTransform svgViewBoxTransform(const pugi::xml_node &element, double width, double height)
{
    SvgScanner scanner(element.attribute("viewBox").value());
    const auto x = scanner.number();
    const auto y = scanner.number();
    const auto boxWidth = scanner.number();
    const auto boxHeight = scanner.number();
    if (!boxHeight || !(*boxWidth > 0.0) || !(*boxHeight > 0.0) || !(width > 0.0) || !(height > 0.0))
        return {};
    double scaleX = width / *boxWidth;
    double scaleY = height / *boxHeight;
    if (svgProperty(element, "preserveAspectRatio") != "none")
        scaleX = scaleY = std::min(scaleX, scaleY);
    // In the middle, as is usual where the proportions differ.
    return SvgTransform{.a = scaleX,
                        .d = scaleY,
                        .e = (width - scaleX * *boxWidth) / 2.0,
                        .f = (height - scaleY * *boxHeight) / 2.0} *
           SvgTransform::moved(-*x, -*y);
}

} // namespace solferino
