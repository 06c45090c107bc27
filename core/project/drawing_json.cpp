// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/drawing_json.h"

#include "core/protocol/base64.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <unordered_set>

namespace solferino {

using nlohmann::json;

namespace {

constexpr double kFarthest = 1e9; ///< canvas pixels from the origin
constexpr double kLeastSize = 1e-6;
constexpr double kWidest = 1e6;
constexpr std::size_t kMostPoints = 10'000'000; ///< of a drawing
constexpr std::uint64_t kMaxId = std::uint64_t{1} << 61U;
constexpr std::size_t kStrokeHead = 4; ///< numbers of a stroke before its points

json writeNumber(double number, double least, double most)
{
    return std::isnan(number) ? std::clamp(0.0, least, most) : std::clamp(number, least, most);
}

json writePlace(double pixels)
{
    return writeNumber(pixels, -kFarthest, kFarthest);
}

/// The shortest decimal fraction that is this number when it is read.
json writeFloat(float number, float least, float most)
{
    number = std::isnan(number) ? most : std::clamp(number, least, most);
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    double decimal = 0.0;
    std::from_chars(text.data(), end, decimal);
    return static_cast<float>(decimal) == number ? decimal : static_cast<double>(number);
}

double readPlace(const JsonReader &reader)
{
    return reader.number(-kFarthest, kFarthest);
}

json writeStroke(const Stroke &stroke)
{
    json row = json::array();
    row.get_ref<json::array_t &>().reserve(kStrokeHead + 3 * stroke.points.size());
    row.push_back(stroke.id);
    row.push_back(stroke.layer == SketchLayer::Machine ? 1 : 0);
    row.push_back(stroke.group);
    row.push_back(writeFloat(stroke.width, float(kLeastSize), float(kWidest)));
    for (const StrokePoint &point : stroke.points) {
        row.push_back(writePlace(point.x));
        row.push_back(writePlace(point.y));
        row.push_back(writeFloat(point.pressure, 0.0F, 1.0F));
    }
    return row;
}

Stroke readStroke(const JsonReader &reader)
{
    const std::size_t size = reader.arraySize();
    if (size < kStrokeHead + 3 || (size - kStrokeHead) % 3 != 0)
        reader.fail("it is not four numbers and three for each of its points");
    Stroke stroke;
    stroke.id = reader.at(std::size_t{0}).natural();
    stroke.layer = reader.at(1).integer(0, 1) == 1 ? SketchLayer::Machine : SketchLayer::Mine;
    stroke.group = reader.at(2).natural();
    stroke.width = static_cast<float>(reader.at(3).number(kLeastSize / 2, kWidest));
    stroke.points.reserve((size - kStrokeHead) / 3);
    for (std::size_t i = kStrokeHead; i < size; i += 3)
        stroke.points.push_back({readPlace(reader.at(i)), readPlace(reader.at(i + 1)),
                                 static_cast<float>(reader.at(i + 2).number(0.0, 1.0))});
    return stroke;
}

json writeStrokes(const std::vector<Stroke> &strokes)
{
    json rows = json::array();
    rows.get_ref<json::array_t &>().reserve(strokes.size());
    for (const Stroke &stroke : strokes) {
        if (!stroke.points.empty())
            rows.push_back(writeStroke(stroke));
    }
    return rows;
}

std::vector<Stroke> readStrokes(const JsonReader &reader)
{
    std::vector<Stroke> strokes;
    const std::size_t size = reader.arraySize();
    strokes.reserve(size);
    std::size_t points = 0;
    for (std::size_t i = 0; i < size; ++i) {
        strokes.push_back(readStroke(reader.at(i)));
        points += strokes.back().points.size();
        if (points > kMostPoints)
            reader.fail("there are more than " + std::to_string(kMostPoints) + " points");
    }
    return strokes;
}

json writeLook(const LayerLook &look)
{
    return {{"visible", look.isVisible}, {"opacity", writeNumber(look.opacity, 0.0, 1.0)}};
}

LayerLook readLook(const JsonReader &reader, std::vector<std::string> &warnings)
{
    LayerLook look;
    look.isVisible = reader.at("visible").boolean();
    look.opacity = reader.at("opacity").number(0.0, 1.0);
    reader.reportUnknown({"visible", "opacity"}, warnings);
    return look;
}

json writeBackground(const BackgroundPicture &picture, ImageFiles &files)
{
    json object = {{"media_type", writeText(picture.mediaType)},
                   {"x", writePlace(picture.x)},
                   {"y", writePlace(picture.y)},
                   {"width", writeNumber(picture.width, kLeastSize, kFarthest)},
                   {"height", writeNumber(picture.height, kLeastSize, kFarthest)},
                   {"opacity", writeNumber(picture.opacity, 0.0, 1.0)}};
    if (files.place() == ImageFiles::Place::Beside && picture.file)
        files.write(object, "file", picture.file);
    else
        object["bytes"] = picture.file ? toBase64(*picture.file) : std::string();
    return object;
}

SharedBytes readBytes(const JsonReader &reader)
{
    if (!reader.json().is_string())
        reader.fail("it is not text in base64");
    auto bytes = fromBase64(reader.json().get_ref<const std::string &>());
    if (!bytes)
        reader.fail("it is not base64");
    return std::make_shared<const std::vector<std::uint8_t>>(*std::move(bytes));
}

BackgroundPicture readBackground(const JsonReader &reader, const ImageFiles &files,
                                 std::vector<std::string> &warnings)
{
    BackgroundPicture picture;
    picture.mediaType = reader.at("media_type").text();
    picture.file = reader.has("file") ? files.read(reader, "file") : readBytes(reader.at("bytes"));
    picture.x = readPlace(reader.at("x"));
    picture.y = readPlace(reader.at("y"));
    picture.width = reader.at("width").number(kLeastSize, kFarthest);
    picture.height = reader.at("height").number(kLeastSize, kFarthest);
    picture.opacity = reader.at("opacity").number(0.0, 1.0);
    reader.reportUnknown({"media_type", "bytes", "file", "x", "y", "width", "height", "opacity"}, warnings);
    return picture;
}

SymmetryAxis readSymmetry(const JsonReader &reader)
{
    reader.expectSize(3);
    return {readPlace(reader.at(std::size_t{0})), readPlace(reader.at(1)),
            reader.at(2).number(-kFarthest, kFarthest)};
}

/// Ids of strokes are used once, and the next one lies above them all and above those of groups.
void checkIds(const JsonReader &reader, Drawing &drawing)
{
    std::unordered_set<StrokeId> ids;
    for (const Stroke &stroke : drawing.strokes) {
        if (stroke.id == 0 || stroke.id > kMaxId || !ids.insert(stroke.id).second)
            reader.fail("the id " + std::to_string(stroke.id) + " is used twice or is none");
        if (stroke.group > kMaxId)
            reader.fail("the id " + std::to_string(stroke.group) + " is none");
        drawing.nextId = std::max({drawing.nextId, stroke.id + 1, stroke.group + 1});
    }
}

} // namespace

json writeDrawing(const Drawing &drawing, ImageFiles &files)
{
    json object = {{"title", writeText(drawing.title)},
                   {"next_id", drawing.nextId},
                   {"strokes", writeStrokes(drawing.strokes)},
                   {"mine", writeLook(drawing.mine)},
                   {"machine", writeLook(drawing.machine)}};
    if (drawing.background)
        object["background"] = writeBackground(*drawing.background, files);
    if (const auto &axis = drawing.symmetry)
        object["symmetry"] = json::array({writePlace(axis->x), writePlace(axis->y), writePlace(axis->angle)});
    return object;
}

Drawing readDrawing(const JsonReader &reader, const ImageFiles &files, std::vector<std::string> &warnings)
{
    Drawing drawing;
    drawing.title = reader.at("title").text();
    drawing.nextId =
        static_cast<std::uint64_t>(reader.at("next_id").integer(1, static_cast<std::int64_t>(kMaxId) + 1));
    drawing.strokes = readStrokes(reader.at("strokes"));
    drawing.mine = readLook(reader.at("mine"), warnings);
    drawing.machine = readLook(reader.at("machine"), warnings);
    if (reader.has("background"))
        drawing.background = readBackground(reader.at("background"), files, warnings);
    if (reader.has("symmetry"))
        drawing.symmetry = readSymmetry(reader.at("symmetry"));
    checkIds(reader, drawing);
    reader.reportUnknown(
        {"title", "next_id", "strokes", "mine", "machine", "background", "symmetry", "takes"}, warnings);
    return drawing;
}

json writeLines(const Lines &lines)
{
    json rows = json::array();
    for (const Polyline &line : lines) {
        json row = json::array();
        for (const Point &point : line) {
            row.push_back(writePlace(point.x));
            row.push_back(writePlace(point.y));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

Lines readLines(const JsonReader &reader)
{
    Lines lines;
    const std::size_t size = reader.arraySize();
    lines.reserve(size);
    std::size_t points = 0;
    for (std::size_t i = 0; i < size; ++i) {
        const JsonReader row = reader.at(i);
        const std::size_t numbers = row.arraySize();
        if (numbers % 2 != 0)
            row.fail("it is not two numbers for each of its points");
        points += numbers / 2;
        if (points > kMostPoints)
            reader.fail("there are more than " + std::to_string(kMostPoints) + " points");
        Polyline &line = lines.emplace_back();
        line.reserve(numbers / 2);
        for (std::size_t k = 0; k < numbers; k += 2)
            line.push_back({readPlace(row.at(k)), readPlace(row.at(k + 1))});
    }
    return lines;
}

} // namespace solferino
