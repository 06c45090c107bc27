// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/svg_file.h"

#include "core/domain/sketch/svg_names.h"
#include "core/domain/sketch/svg_scanner.h"
#include "core/domain/sketch/svg_shapes.h"
#include "core/domain/text/format_error.h"
#include "core/domain/text/number_text.h"

#include <algorithm>
#include <map>
#include <pugixml.hpp>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace solferino {

namespace {

constexpr int kDeepest = 256;
constexpr std::size_t kMostTags = 4'000'000;
// What reading may cost in bytes of attributes, which count again where `use` repeats them: this and twice
// the file; and what an element costs.
constexpr std::size_t kFreeWork = std::size_t{32} << 20U;
constexpr std::size_t kWorkOfElement = 64;
constexpr std::size_t kMostStrokes = 250'000;
constexpr float kUsualWidth = 3.0F;
constexpr float kThickest = 1e6F;

/// What an element hands down to those in it.
struct Inherited
{
    SvgTransform transform;
    std::string_view fill;
    std::string_view stroke;
    std::string_view strokeWidth;
    bool hasClass = false; ///< a style sheet, which is not read, may say more
};

float clampedWidth(double width)
{
    return width > 0.0 ? static_cast<float>(std::min(width, static_cast<double>(kThickest))) : kUsualWidth;
}

std::uint64_t idFrom(const pugi::xml_attribute &attribute)
{
    constexpr std::int64_t kLargest = std::int64_t{1} << 62U;
    const auto value = integerFromText(attribute.value());
    return value && *value > 0 && *value < kLargest ? static_cast<std::uint64_t>(*value) : 0;
}

LayerLook lookFrom(const pugi::xml_attribute &attribute)
{
    SvgScanner scanner(attribute.value());
    LayerLook look;
    look.isVisible = scanner.flag().value_or(true);
    look.opacity = std::clamp(scanner.number().value_or(1.0), 0.0, 1.0);
    return look;
}

std::optional<SymmetryAxis> axisFrom(const pugi::xml_attribute &attribute)
{
    SvgScanner scanner(attribute.value());
    const auto x = scanner.number();
    const auto y = scanner.number();
    const auto angle = scanner.number();
    if (!angle)
        return std::nullopt;
    return SymmetryAxis{*x, *y, *angle};
}

std::size_t workOf(const pugi::xml_node &element)
{
    std::size_t work = kWorkOfElement;
    for (const pugi::xml_attribute &attribute : element.attributes())
        work += std::string_view(attribute.value()).size();
    return work;
}

/// One number a point, 0..1; leaves pressures alone where there are more or fewer.
void setPressures(std::vector<StrokePoint> &points, std::string_view text)
{
    std::vector<float> pressures;
    SvgScanner scanner(text);
    while (pressures.size() < points.size()) {
        const auto value = scanner.number();
        if (!value)
            return;
        pressures.push_back(static_cast<float>(std::clamp(*value, 0.0, 1.0)));
    }
    if (!scanner.isAtEnd())
        return;
    for (std::size_t i = 0; i < points.size(); ++i)
        points[i].pressure = pressures[i];
}

class SvgReader final
{
public:
    SvgReader(const SvgLimits &limits, std::size_t fileSize)
        : m_limits(limits)
        , m_pointsLeft(limits.mostPoints)
        , m_workLeft(kFreeWork + 2 * fileSize)
    {}

    SvgDrawing read(const pugi::xml_node &root)
    {
        indexIds(root);
        Drawing &drawing = m_result.drawing;
        drawing.title = root.child("title").text().get();
        m_result.request = root.child("metadata").child(svg::kRequest).text().get();
        drawing.mine = lookFrom(root.attribute(svg::kMineLook));
        drawing.machine = lookFrom(root.attribute(svg::kMachineLook));
        drawing.symmetry = axisFrom(root.attribute(svg::kSymmetry));
        readChildren(root, inheritedBy(root, {}), 1);
        giveIds(idFrom(root.attribute(svg::kNextId)));
        for (const auto &[what, count] : m_leftOut)
            m_result.warnings.push_back(what + " (" + std::to_string(count) + ").");
        return std::move(m_result);
    }

private:
    /// Elements that `use` may name. Goes without recursion, for depth is not yet known.
    void indexIds(const pugi::xml_node &root)
    {
        int depth = 1;
        for (pugi::xml_node node = root; node;) {
            if (const pugi::xml_attribute id = node.attribute("id"))
                m_ids.emplace(id.value(), node);
            if (node.first_child()) {
                node = node.first_child();
                if (++depth > kDeepest)
                    throw FormatError("The SVG file is nested too deep.");
                continue;
            }
            while (node != root && !node.next_sibling()) {
                node = node.parent();
                --depth;
            }
            node = node == root ? pugi::xml_node() : node.next_sibling();
        }
    }

    static Inherited inheritedBy(const pugi::xml_node &element, const Inherited &outer)
    {
        Inherited inner = outer;
        const auto inherit = [&element](std::string_view &value, const char *name) {
            if (const std::string_view own = svgProperty(element, name); !own.empty() && own != "inherit")
                value = own;
        };
        inherit(inner.fill, "fill");
        inherit(inner.stroke, "stroke");
        inherit(inner.strokeWidth, "stroke-width");
        inner.hasClass = outer.hasClass || element.attribute("class");
        if (const std::string_view transform = element.attribute("transform").value(); !transform.empty())
            inner.transform = outer.transform * readSvgTransform(transform);
        return inner;
    }

    void readChildren(const pugi::xml_node &parent, const Inherited &inherited, int depth)
    {
        for (const pugi::xml_node &child : parent.children()) {
            if (child.type() == pugi::node_element)
                readElement(child, inherited, depth);
        }
    }

    void readElement(const pugi::xml_node &element, const Inherited &outer, int depth)
    {
        if (depth > kDeepest)
            throw FormatError("The SVG file is nested too deep.");
        const std::size_t work = workOf(element);
        if (work > m_workLeft)
            throw FormatError("The SVG file repeats its elements too often to be a drawing.");
        m_workLeft -= work;
        const bool isOwn = !element.attribute(svg::kStrokeId).empty();
        const std::string_view name = svgElementName(element);
        if (!isOwn && (svgProperty(element, "display") == "none" || element.attribute(svg::kBackground)))
            return;
        if (name == "text")
            return leaveOut("Texts were left out");
        if (name == "image")
            return leaveOut("Pictures were left out");
        if (name == "foreignObject")
            return leaveOut("Foreign objects were left out");
        if (element.attribute("clip-path") || element.attribute("mask"))
            leaveOut("Clip paths and masks were left out");

        const Inherited inherited = inheritedBy(element, outer);
        if (name == "g" || name == "a" || name == "switch")
            readChildren(element, inherited, depth + 1);
        else if (name == "svg")
            readViewport(element, inherited, element, depth);
        else if (name == "use")
            readUse(element, inherited, depth);
        else
            readShape(element, inherited, isOwn);
    }

    /// Children of an inner svg or symbol; `place` is the element that says where and how large.
    void readViewport(const pugi::xml_node &element, Inherited inherited, const pugi::xml_node &place,
                      int depth)
    {
        // A use has moved already.
        if (place == element)
            inherited.transform = inherited.transform *
                                  SvgTransform::moved(svgLengthOf(element, "x"), svgLengthOf(element, "y"));
        const double width = svgLengthOf(place, "width", svgLengthOf(element, "width"));
        const double height = svgLengthOf(place, "height", svgLengthOf(element, "height"));
        inherited.transform = inherited.transform * svgViewBoxTransform(element, width, height);
        readChildren(element, inherited, depth + 1);
    }

    void readUse(const pugi::xml_node &use, Inherited inherited, int depth)
    {
        std::string_view link = use.attribute("href").value();
        if (link.empty())
            link = use.attribute("xlink:href").value();
        const auto target = link.starts_with('#') ? m_ids.find(link.substr(1)) : m_ids.end();
        if (target == m_ids.end())
            return leaveOut("Links to elements that are not in the file were left out");
        inherited.transform =
            inherited.transform * SvgTransform::moved(svgLengthOf(use, "x"), svgLengthOf(use, "y"));
        const std::string_view name = svgElementName(target->second);
        if (name == "symbol")
            readViewport(target->second, inheritedBy(target->second, inherited), use, depth + 1);
        else
            readElement(target->second, inherited, depth + 1);
    }

    void readShape(const pugi::xml_node &element, const Inherited &inherited, bool isOwn)
    {
        const bool isInvisible = inherited.fill == "none" &&
                                 (inherited.stroke.empty() || inherited.stroke == "none") &&
                                 !inherited.hasClass;
        const std::string_view visibility = svgProperty(element, "visibility");
        if (!isOwn && (isInvisible || visibility == "hidden" || visibility == "collapse"))
            return;
        PathBuilder builder(inherited.transform, m_limits.flatness, m_pointsLeft);
        if (drawSvgShape(element, builder) == SvgShape::Broken)
            leaveOut("Paths with errors were read up to the first one");

        Stroke model;
        model.layer = element.attribute(svg::kLayer).value() == std::string_view(svg::kMachineLayer)
                          ? SketchLayer::Machine
                          : SketchLayer::Mine;
        model.group = idFrom(element.attribute(svg::kGroup));
        const std::string_view ownWidth = element.attribute(svg::kWidth).value();
        const auto width = svgLength(ownWidth.empty() ? inherited.strokeWidth : ownWidth);
        model.width = clampedWidth(width.value_or(kUsualWidth) * (width ? inherited.transform.scale() : 1.0));
        addStrokes(element, model, builder.lines(), isOwn);
    }

    void addStrokes(const pugi::xml_node &element, Stroke model, const Lines &lines, bool isOwn)
    {
        std::vector<Stroke> &strokes = m_result.drawing.strokes;
        if (strokes.size() + lines.size() > kMostStrokes)
            throw FormatError("The SVG file has more strokes than a drawing may have.");
        // Only one of ours may be empty.
        const std::size_t count = isOwn ? std::max<std::size_t>(lines.size(), 1) : lines.size();
        model.id = isOwn ? idFrom(element.attribute(svg::kStrokeId)) : 0;
        for (std::size_t i = 0; i < count; ++i) {
            Stroke &stroke = strokes.emplace_back(model);
            model.id = 0;
            if (lines.empty())
                continue;
            stroke.points.reserve(lines[i].size());
            for (const Point &point : lines[i])
                stroke.points.push_back({.x = point.x, .y = point.y});
            if (count == 1)
                setPressures(stroke.points, element.attribute(svg::kPressure).value());
        }
    }

    /// Ids to strokes that have none or another's.
    void giveIds(std::uint64_t nextId)
    {
        Drawing &drawing = m_result.drawing;
        std::unordered_set<StrokeId> taken;
        for (Stroke &stroke : drawing.strokes) {
            if (stroke.id != 0 && !taken.insert(stroke.id).second)
                stroke.id = 0;
            nextId = std::max({nextId, stroke.id + 1, stroke.group + 1});
        }
        for (Stroke &stroke : drawing.strokes) {
            if (stroke.id == 0)
                stroke.id = nextId++;
        }
        drawing.nextId = nextId;
    }

    void leaveOut(const char *what) { ++m_leftOut[what]; }

    SvgLimits m_limits;
    SvgDrawing m_result;
    std::size_t m_pointsLeft;
    std::size_t m_workLeft;
    std::unordered_map<std::string_view, pugi::xml_node> m_ids;
    std::map<std::string, std::size_t> m_leftOut;
};

} // namespace

SvgDrawing readSvg(std::span<const std::uint8_t> bytes, const SvgLimits &limits)
{
    constexpr std::uint8_t kGzip[] = {0x1F, 0x8B};
    if (bytes.size() > limits.mostBytes)
        throw FormatError("The SVG file is larger than " + std::to_string(limits.mostBytes) + " bytes.");
    if (bytes.size() > 2 && std::equal(std::begin(kGzip), std::end(kGzip), bytes.begin()))
        throw FormatError("The SVG file is compressed (.svgz); unpack it first.");
    if (std::count(bytes.begin(), bytes.end(), '<') > static_cast<std::ptrdiff_t>(kMostTags))
        throw FormatError("The SVG file has more elements than a drawing may have.");

    pugi::xml_document document;
    const pugi::xml_parse_result parsed =
        document.load_buffer(bytes.data(), bytes.size(), pugi::parse_default | pugi::parse_ws_pcdata_single);
    if (!parsed)
        throw FormatError("This is no whole SVG file: " + std::string(parsed.description()) + " at byte " +
                              std::to_string(parsed.offset) + ".",
                          static_cast<std::size_t>(std::max<std::ptrdiff_t>(parsed.offset, 0)));
    const pugi::xml_node root = document.document_element();
    if (svgElementName(root) != "svg")
        throw FormatError("This is no SVG file: it has no svg element.");
    return SvgReader(limits, bytes.size()).read(root);
}

} // namespace solferino
