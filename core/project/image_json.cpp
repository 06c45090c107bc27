// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/image_json.h"

#include "core/domain/image/image_file.h"
#include "core/domain/image/picture.h"
#include "core/domain/text/format_error.h"

#include <QBuffer>
#include <QImage>
#include <QImageReader>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace solferino {

using nlohmann::json;

namespace {

constexpr std::array<const char *, 3> kColours{"style", "keep", "match"}; ///< in the order of StyleColours
constexpr int kLongestStoredMask = 4096;                                  ///< pixels a side
constexpr double kLeastBrush = 0.25;
constexpr double kLargestBrush = 8.0;

double writeNumber(double number, double least, double most)
{
    return std::isnan(number) ? most : std::clamp(number, least, most);
}

bool isSound(const StyleMask &mask)
{
    return mask.width >= 1 && mask.width <= kLongestStoredMask && mask.height >= 1 &&
           mask.height <= kLongestStoredMask &&
           mask.values.size() == static_cast<std::size_t>(mask.width) * static_cast<std::size_t>(mask.height);
}

/// An 8-bit grey PNG file; null for a mask that is none.
SharedBytes pngOf(const StyleMask &mask)
{
    if (!isSound(mask))
        return {};
    const QImage image(mask.values.data(), mask.width, mask.height, mask.width, QImage::Format_Grayscale8);
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG"))
        return {};
    return std::make_shared<const Bytes>(png.begin(), png.end());
}

StyleMask readMask(const JsonReader &reader, const Bytes &png)
{
    QByteArray bytes = QByteArray::fromRawData(reinterpret_cast<const char *>(png.data()),
                                               static_cast<qsizetype>(png.size()));
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader image(&buffer, "PNG");
    const QSize size = image.size();
    if (size.width() < 1 || size.height() < 1)
        reader.fail("it is not the number of a PNG file");
    if (size.width() > kLongestStoredMask || size.height() > kLongestStoredMask)
        reader.fail("the mask is larger than " + std::to_string(kLongestStoredMask) + " pixels a side");
    const QImage grey = image.read().convertToFormat(QImage::Format_Grayscale8);
    if (grey.isNull())
        reader.fail("the mask cannot be read: " + image.errorString().toStdString());
    StyleMask mask{.width = grey.width(), .height = grey.height(), .values = {}};
    const auto width = static_cast<std::size_t>(mask.width);
    mask.values.resize(width * static_cast<std::size_t>(mask.height));
    for (int y = 0; y < mask.height; ++y)
        std::memcpy(mask.values.data() + static_cast<std::size_t>(y) * width, grey.constScanLine(y), width);
    return mask;
}

std::vector<MixedStyle> readMix(const JsonReader &reader)
{
    const std::size_t size = reader.arraySize();
    if (size > kMostMixedStyles)
        reader.fail("there are more than " + std::to_string(kMostMixedStyles) + " styles");
    std::vector<MixedStyle> mix;
    for (std::size_t i = 0; i < size; ++i) {
        const JsonReader row = reader.at(i);
        row.expectSize(2);
        mix.push_back({row.at(std::size_t{0}).text(), row.at(1).number(0.0, 1.0)});
    }
    return mix;
}

PictureCrop readCrop(const JsonReader &reader)
{
    reader.expectSize(4);
    const auto side = [&reader](std::size_t index, int least) {
        return static_cast<int>(reader.at(index).integer(least, kLongestSide));
    };
    return {side(0, 0), side(1, 0), side(2, 1), side(3, 1)};
}

StyleColours readColours(const JsonReader &reader)
{
    const auto found = std::ranges::find(kColours, reader.text());
    if (found == kColours.end())
        reader.fail("it is not style, keep or match");
    return static_cast<StyleColours>(found - kColours.begin());
}

/// The size that the file itself tells, where it tells one: much relies on it.
void takeTrueSize(Photo &photo)
{
    try {
        const ImageHeader header = readImageHeader(*photo.file);
        photo.width = header.width;
        photo.height = header.height;
    } catch (const FormatError &) {
        return; // whoever shows the photo says what is wrong with it
    }
}

} // namespace

json writePhoto(const Photo &photo, ImageFiles &files)
{
    json object = {{"name", writeText(photo.name)},
                   {"width", std::clamp(photo.width, 1, kLongestSide)},
                   {"height", std::clamp(photo.height, 1, kLongestSide)}};
    files.write(object, "file", photo.file);
    return object;
}

json writeStyling(const Styling &styling, ImageFiles &files)
{
    json mix = json::array();
    for (const MixedStyle &style : styling.mix) {
        if (mix.size() < kMostMixedStyles)
            mix.push_back({writeText(style.style), writeNumber(style.weight, 0.0, 1.0)});
    }
    json object = {{"weights", writeText(styling.weights)},
                   {"mix", std::move(mix)},
                   {"brush", writeNumber(styling.brush, kLeastBrush, kLargestBrush)},
                   {"strength", writeNumber(styling.finish.strength, 0.0, 1.0)},
                   {"colours", kColours.at(static_cast<std::size_t>(styling.finish.colours))}};
    if (const PictureCrop &crop = styling.crop;
        !crop.isWhole() && liesInside(crop, kLongestSide, kLongestSide))
        object["crop"] = {crop.left, crop.top, crop.width, crop.height};
    files.write(object, "mask", pngOf(styling.finish.mask));
    return object;
}

Photo readPhoto(const JsonReader &reader, const ImageFiles &files, std::vector<std::string> &warnings)
{
    Photo photo;
    photo.name = reader.at("name").text();
    photo.width = static_cast<int>(reader.at("width").integer(1, kLongestSide));
    photo.height = static_cast<int>(reader.at("height").integer(1, kLongestSide));
    photo.file = files.read(reader, "file");
    if (!photo.file)
        reader.fail("'file' is missing");
    takeTrueSize(photo);
    reader.reportUnknown({"name", "width", "height", "file"}, warnings);
    return photo;
}

Styling readStyling(const JsonReader &reader, const ImageFiles &files, std::vector<std::string> &warnings)
{
    Styling styling;
    styling.weights = reader.at("weights").text();
    styling.mix = readMix(reader.at("mix"));
    styling.brush = reader.at("brush").number(kLeastBrush, kLargestBrush);
    styling.finish.strength = reader.at("strength").number(0.0, 1.0);
    styling.finish.colours = readColours(reader.at("colours"));
    if (reader.has("crop"))
        styling.crop = readCrop(reader.at("crop"));
    if (const SharedBytes png = files.read(reader, "mask"))
        styling.finish.mask = readMask(reader.at("mask"), *png);
    reader.reportUnknown({"weights", "mix", "brush", "strength", "colours", "crop", "mask"}, warnings);
    return styling;
}

} // namespace solferino
