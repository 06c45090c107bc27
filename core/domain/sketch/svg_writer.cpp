// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/svg_file.h"
#include "core/domain/sketch/svg_names.h"
#include "core/domain/text/number_text.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace solferino {

namespace {

constexpr double kFewestPointsPerSecond = 0.01;

/// Text that stands in an attribute or an element and comes back as it was.
std::string escaped(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        switch (c) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '"':
            result += "&quot;";
            break;
        case '\t':
        case '\n':
        case '\r':
            result += "&#" + std::to_string(static_cast<int>(c)) + ";";
            break;
        default:
            // XML has no other control characters.
            if (static_cast<unsigned char>(c) >= ' ')
                result += c;
        }
    }
    return result;
}

std::string attribute(std::string_view name, std::string_view value)
{
    std::string text(" ");
    return text.append(name).append("=\"").append(escaped(value)).append("\"");
}

/// The fewest decimals that read back as exactly this float.
std::string textFromFloat(float value)
{
    constexpr int kMostDecimals = 9;
    for (int decimals = 0; decimals <= kMostDecimals; ++decimals) {
        std::string text = textFromNumber(static_cast<double>(value), decimals);
        if (static_cast<float>(numberFromText(text).value_or(0.0)) == value)
            return text;
    }
    return textFromNumber(static_cast<double>(value));
}

/// To a thousandth, for what only the eye reads.
std::string shortText(double value)
{
    constexpr double kSteps = 1000.0;
    return textFromNumber(std::round(value * kSteps) / kSteps);
}

std::string pathData(const Stroke &stroke)
{
    std::string data;
    for (const StrokePoint &point : stroke.points) {
        data += data.empty() ? 'M' : 'L';
        data += textFromNumber(point.x) + "," + textFromNumber(point.y);
    }
    // A closed point is drawn as a dot.
    if (stroke.points.size() == 1)
        data += 'z';
    return data;
}

/// Paths have one width: the mean of what the pressures make of it.
double shownWidth(const Stroke &stroke)
{
    if (stroke.points.empty())
        return static_cast<double>(stroke.width);
    double sum = 0.0;
    for (const StrokePoint &point : stroke.points)
        sum += static_cast<double>(point.pressure);
    return static_cast<double>(stroke.width) * sum / static_cast<double>(stroke.points.size());
}

std::string pressureAttribute(const Stroke &stroke)
{
    const auto isFull = [](const StrokePoint &point) {
        return point.pressure == 1.0F;
    };
    if (std::all_of(stroke.points.begin(), stroke.points.end(), isFull))
        return {};
    std::string pressures;
    for (const StrokePoint &point : stroke.points)
        pressures.append(pressures.empty() ? "" : " ").append(textFromFloat(point.pressure));
    return attribute(svg::kPressure, pressures);
}

std::string lookAttribute(const char *name, const LayerLook &look)
{
    if (look == LayerLook{})
        return {};
    return attribute(name, std::string(look.isVisible ? "1 " : "0 ") + textFromNumber(look.opacity));
}

class SvgWriter final
{
public:
    SvgWriter(const Drawing &drawing, const SvgStyle &style, double pointsPerSecond)
        : m_drawing(drawing)
        , m_style(style)
        , m_pointsPerSecond(pointsPerSecond)
    {}

    std::string write()
    {
        head();
        m_text += "<g fill=\"none\" stroke-linecap=\"round\" stroke-linejoin=\"round\">\n";
        for (const Stroke &stroke : m_drawing.strokes)
            path(stroke);
        m_text += "</g>\n</svg>\n";
        return std::move(m_text);
    }

private:
    [[nodiscard]] bool isAnimated() const { return m_pointsPerSecond > 0.0; }

    void head()
    {
        const Bounds bounds = boundsOf(linesOf(m_drawing)).value_or(Bounds{});
        const std::string left = shortText(bounds.left - m_style.margin);
        const std::string top = shortText(bounds.top - m_style.margin);
        const std::string width = shortText(std::max(1.0, bounds.width() + 2.0 * m_style.margin));
        const std::string height = shortText(std::max(1.0, bounds.height() + 2.0 * m_style.margin));
        m_text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"" +
                 attribute("xmlns:solferino", svg::kNamespace) +
                 attribute("viewBox", left + " " + top + " " + width + " " + height) +
                 attribute("width", width) + attribute("height", height) +
                 attribute(svg::kNextId, std::to_string(m_drawing.nextId)) +
                 lookAttribute(svg::kMineLook, m_drawing.mine) +
                 lookAttribute(svg::kMachineLook, m_drawing.machine);
        if (const auto &axis = m_drawing.symmetry)
            m_text += attribute(svg::kSymmetry, textFromNumber(axis->x) + " " + textFromNumber(axis->y) +
                                                    " " + textFromNumber(axis->angle));
        m_text += ">\n";
        if (!m_drawing.title.empty())
            m_text += "<title>" + escaped(m_drawing.title) + "</title>\n";
        if (!m_style.request.empty())
            m_text += "<metadata><" + std::string(svg::kRequest) + ">" + escaped(m_style.request) + "</" +
                      svg::kRequest + "></metadata>\n";
        if (isAnimated())
            animationRules();
        if (!m_style.backgroundColour.empty())
            m_text += "<rect" + attribute("x", left) + attribute("y", top) + attribute("width", width) +
                      attribute("height", height) + attribute("fill", m_style.backgroundColour) +
                      attribute(svg::kBackground, "1") + "/>\n";
    }

    /// The dashes are in the animation alone, so that viewers which do not play it show the whole drawing. A
    /// path is one dash long; the hundredth hides the round cap of a dash that has not begun.
    void animationRules()
    {
        m_text += "<style>"
                  "@keyframes draw{from{stroke-dasharray:1 2;stroke-dashoffset:1.01}"
                  "to{stroke-dasharray:1 2;stroke-dashoffset:0}}"
                  "@keyframes appear{from{opacity:0}to{opacity:1}}"
                  "@media (prefers-reduced-motion:reduce){path{animation:none!important}}"
                  "</style>\n";
    }

    void path(const Stroke &stroke)
    {
        const bool isMachine = stroke.layer == SketchLayer::Machine;
        const LayerLook &look = isMachine ? m_drawing.machine : m_drawing.mine;
        const std::string width = textFromFloat(stroke.width);
        const std::string shown = shortText(shownWidth(stroke));
        m_text += "<path" + attribute(svg::kStrokeId, std::to_string(stroke.id)) +
                  attribute("stroke", isMachine ? m_style.machineColour : m_style.mineColour) +
                  attribute("stroke-width", shown) + attribute(svg::kWidth, width);
        if (isMachine)
            m_text += attribute(svg::kLayer, svg::kMachineLayer);
        if (stroke.group != 0)
            m_text += attribute(svg::kGroup, std::to_string(stroke.group));
        if (!look.isVisible)
            m_text += attribute("visibility", "hidden");
        if (look.opacity < 1.0)
            m_text += attribute("stroke-opacity", textFromNumber(look.opacity));
        m_text += pressureAttribute(stroke);
        if (isAnimated() && look.isVisible && !stroke.points.empty())
            animation(stroke);
        m_text += attribute("d", pathData(stroke)) + "/>\n";
    }

    void animation(const Stroke &stroke)
    {
        const double seconds = static_cast<double>(stroke.points.size()) / m_pointsPerSecond;
        const auto isAtFirst = [&stroke](const StrokePoint &point) {
            return point.x == stroke.points.front().x && point.y == stroke.points.front().y;
        };
        // A dot has no length that a dash could grow along.
        const bool isDot = std::all_of(stroke.points.begin(), stroke.points.end(), isAtFirst);
        m_text += attribute("pathLength", "1") +
                  attribute("style", std::string("animation:") + (isDot ? "appear " : "draw ") +
                                         shortText(isDot ? 0.001 : seconds) + "s linear " +
                                         shortText(m_seconds) + "s both");
        m_seconds += seconds;
    }

    const Drawing &m_drawing;
    const SvgStyle &m_style;
    double m_pointsPerSecond;
    double m_seconds = 0.0;
    std::string m_text;
};

} // namespace

std::string writeSvg(const Drawing &drawing, const SvgStyle &style)
{
    return SvgWriter(drawing, style, 0.0).write();
}

std::string writeAnimatedSvg(const Drawing &drawing, double pointsPerSecond, const SvgStyle &style)
{
    return SvgWriter(drawing, style, std::max(pointsPerSecond, kFewestPointsPerSecond)).write();
}

} // namespace solferino
