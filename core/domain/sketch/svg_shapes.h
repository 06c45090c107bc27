// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/path_builder.h"

#include <pugixml.hpp>
#include <string_view>

namespace solferino {

/// The name without a namespace prefix, where that is none or svg's; else empty.
[[nodiscard]] std::string_view svgElementName(const pugi::xml_node &element);
/// A presentation property from the style attribute, else from the attribute of its name; empty if neither
/// is there.
[[nodiscard]] std::string_view svgProperty(const pugi::xml_node &element, const char *name);
/// A length attribute in user units, `otherwise` where it is absent or relative.
[[nodiscard]] double svgLengthOf(const pugi::xml_node &element, const char *name, double otherwise = 0.0);

enum class SvgShape { None, Drawn, Broken };
/// Draws path, rect, circle, ellipse, line, polyline and polygon; None for other elements. Throws FormatError
/// as PathBuilder does.
[[nodiscard]] SvgShape drawSvgShape(const pugi::xml_node &element, PathBuilder &builder);

/// From the view box of an inner svg or symbol to a place of the given size.
[[nodiscard]] SvgTransform svgViewBoxTransform(const pugi::xml_node &element, double width, double height);

} // namespace solferino
