// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/image_file.h"
#include "core/domain/text/format_error.h"
#include "tests/support/damaged_bytes.h"
#include "tests/support/picture_samples.h"
#include "tests/support/test_files.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <map>
#include <string_view>

using namespace solferino;

namespace {

using Bytes = std::vector<std::uint8_t>;

/// A true size beyond it is not a matter of these tests, and would slow them down.
constexpr int kMostPixelsTried = 1'000'000;

std::string refusal(const Bytes &bytes)
{
    try {
        (void)readImage(bytes);
    } catch (const FormatError &error) {
        return error.what();
    }
    return {};
}

bool isOneSentence(std::string_view text)
{
    return text.size() > 20 && text.ends_with('.') && text.find('\n') == std::string_view::npos;
}

void checkRefused(const Bytes &bytes, std::string_view part)
{
    const std::string text = refusal(bytes);
    CAPTURE(text);
    CAPTURE(std::string(part));
    CHECK(isOneSentence(text));
    CHECK(text.find(part) != std::string::npos);
    CHECK_THROWS_AS((void)readImageHeader(bytes), FormatError);
}

Bytes data(const std::string &name)
{
    return test::readData("images/" + name);
}

Picture picture(bool hasAlpha = false)
{
    Picture result = test::samplePicture(hasAlpha);
    result.profile = test::emptyProfile();
    return result;
}

void put(Bytes &bytes, std::size_t at, std::initializer_list<std::uint8_t> values)
{
    std::copy(values.begin(), values.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
}

/// The place of the entry of `tag` in the directory of a classic little-endian TIFF file.
std::size_t tiffEntry(const Bytes &file, unsigned tag)
{
    const auto number = [&file](std::size_t at) {
        return std::size_t{file[at]} | std::size_t{file[at + 1]} << 8;
    };
    const std::size_t directory = number(4) | number(6) << 16;
    for (std::size_t entry = directory + 2; entry < directory + 2 + number(directory) * 12; entry += 12)
        if (number(entry) == tag)
            return entry;
    FAIL("no such tag");
    return 0;
}

/// With the value, and the count if it is not zero, of an entry changed.
Bytes withTiffEntry(Bytes file, unsigned tag, std::uint32_t value, std::uint32_t count = 0)
{
    const std::size_t entry = tiffEntry(file, tag);
    for (std::size_t i = 0; i < 4; ++i) {
        file[entry + 8 + i] = static_cast<std::uint8_t>(value >> 8 * i);
        if (count != 0)
            file[entry + 4 + i] = static_cast<std::uint8_t>(count >> 8 * i);
    }
    file[entry + 2] = 4; // a number of four bytes
    return file;
}

/// A file of each kind, made by ourselves and by others.
std::map<std::string, Bytes> wholeFiles()
{
    std::map<std::string, Bytes> files;
    for (const ImageFormat format :
         {ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Tiff, ImageFormat::WebP})
        files[mediaType(format)] = writeImage(picture(format != ImageFormat::Jpeg), format,
                                              {.quality = 80, .request = "{\"seed\": 7}"});
    for (const char *name :
         {"progressive.jpg", "alpha_16_interlaced.png", "palette_clear.png", "strips_none.tif",
          "strips_lzw.tif", "strips_rle.tif", "jpeg.tif", "tiles.tif", "planes.tif", "big.tif", "palette.tif",
          "black_and_white.tif", "alpha_multiplied_16.tif", "alpha_lossless.webp", "lossy.webp"})
        files[name] = data(name);
    return files;
}

} // namespace

TEST_CASE("otherKinds_areRefusedByName")
{
    checkRefused({}, "empty");
    checkRefused({'h', 'e', 'l', 'l', 'o'}, "no picture of a known kind");
    checkRefused(data("animated.gif"), "GIF");
    checkRefused(data("other.bmp"), "BMP");
    checkRefused({'8', 'B', 'P', 'S', 0, 1}, "Photoshop");
    checkRefused({0, 0, 0, 24, 'f', 't', 'y', 'p', 'h', 'e', 'i', 'c'}, "HEIC");
    checkRefused({'<', 's', 'v', 'g'}, "SVG");
}

TEST_CASE("animatedFiles_areRefused")
{
    checkRefused(data("animated.webp"), "animated");
    const Bytes still = writeImage(picture(), ImageFormat::Png);
    checkRefused(test::withPngChunk(still, "acTL", Bytes(8)), "animated");
}

TEST_CASE("coloursOfPrinting_andOtherNumbers_areRefused")
{
    checkRefused(data("cmyk.jpg"), "RGB");
    checkRefused(data("cmyk.tif"), "RGB");
    checkRefused(data("float.tif"), "8 or 16 bits");
}

TEST_CASE("lyingSizes_areRefusedBeforeMemoryIsTaken")
{
    const Bytes png = writeImage(picture(), ImageFormat::Png);
    checkRefused(test::withPngSize(png, 100'000, 100'000), "PNG");
    checkRefused(test::withPngSize(png, 60'000, 60'000), "too large");
    checkRefused(test::withPngSize(png, 15'000, 15'000), "fewer bytes");
    checkRefused(test::withPngSize(png, 0, 5), "PNG");

    Bytes jpeg = data("baseline.jpg");
    const std::string_view text(reinterpret_cast<const char *>(jpeg.data()), jpeg.size());
    const std::size_t size = text.find("\xFF\xC0") + 5;
    put(jpeg, size, {0x3A, 0x98, 0x3A, 0x98}); // 15,000 x 15,000
    checkRefused(jpeg, "fewer bytes");
    put(jpeg, size, {0xFF, 0xDC, 0xFF, 0xDC}); // 65,500 x 65,500
    checkRefused(jpeg, "too large");
    put(jpeg, size, {0xFF, 0xFF, 0xFF, 0xFF});
    checkRefused(jpeg, "JPEG");
    put(jpeg, size, {0, 0, 0, 32});
    checkRefused(jpeg, "JPEG");

    Bytes webp = data("lossy.webp");
    put(webp, 26, {0x98, 0x3A, 0x98, 0x3A}); // 15,000 x 15,000
    checkRefused(webp, "fewer bytes");
    put(webp, 26, {0xFF, 0x3F, 0xFF, 0x3F}); // 16,383 x 16,383
    checkRefused(webp, "too large");
}

TEST_CASE("lyingTiffs_areRefused")
{
    constexpr unsigned kWidth = 256;
    constexpr unsigned kHeight = 257;
    constexpr unsigned kOffsets = 273;
    constexpr unsigned kRowsPerStrip = 278;
    constexpr unsigned kCounts = 279;
    constexpr unsigned kTileWidth = 322;
    const Bytes plain = data("strips_none.tif");
    REQUIRE(refusal(plain).empty());
    checkRefused(withTiffEntry(plain, kWidth, 15'000), "fewer bytes");
    // Newer libtiffs refuse it by themselves and do not say why.
    CHECK(isOneSentence(refusal(withTiffEntry(plain, kHeight, 100'000))));
    checkRefused(withTiffEntry(plain, kWidth, 0xFFFFFFFF), "too large");
    CHECK(isOneSentence(refusal(withTiffEntry(plain, kHeight, 0))));
    CHECK(isOneSentence(refusal(withTiffEntry(plain, kOffsets, 0xFFFFFF00))));
    CHECK(isOneSentence(refusal(withTiffEntry(plain, kOffsets, 0, 0xFFFFFFFF))));
    // What libtiff makes up for by itself may be read.
    (void)refusal(withTiffEntry(plain, kCounts, 8, 0x40000000));
    (void)refusal(withTiffEntry(plain, kRowsPerStrip, 0));
    (void)refusal(withTiffEntry(plain, kRowsPerStrip, 1));
    checkRefused(withTiffEntry(data("tiles.tif"), kTileWidth, 0x40000000), "TIFF");
    checkRefused(withTiffEntry(data("tiles.tif"), kTileWidth, 1 << 20), "fewer bytes");
}

TEST_CASE("largePictures_areReadUpToTheLimit")
{
    const ImageHeader header = readImageHeader(data("flat_100_megapixels.png"));
    CHECK(header.width == 10'000);
    CHECK(header.height == 10'000);
    for (const ImageFormat format :
         {ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Tiff, ImageFormat::WebP})
        CHECK(readImage(writeImage(test::noisePicture(1, 1, false), format)).pixels() == 1);
    CHECK_THROWS_AS((void)writeImage(test::noisePicture(20'000, 1, false), ImageFormat::WebP), FormatError);
    CHECK(readImage(writeImage(test::noisePicture(20'000, 1, false), ImageFormat::Jpeg)).width == 20'000);
}

TEST_CASE("manyScans_areRefused")
{
    // The first scan over and over: from its marker to the next.
    const Bytes jpeg = data("progressive.jpg");
    std::size_t begin = 0;
    while (jpeg[begin] != 0xFF || jpeg[begin + 1] != 0xDA)
        ++begin;
    std::size_t end = begin + 2;
    while (jpeg[end] != 0xFF || jpeg[end + 1] == 0)
        ++end;
    Bytes bomb(jpeg.begin(), jpeg.begin() + static_cast<std::ptrdiff_t>(begin));
    for (int i = 0; i < 100; ++i)
        bomb.insert(bomb.end(), jpeg.begin() + static_cast<std::ptrdiff_t>(begin),
                    jpeg.begin() + static_cast<std::ptrdiff_t>(end));
    bomb.insert(bomb.end(), {0xFF, 0xD9});
    CHECK(refusal(bomb).find("64 scans") != std::string::npos);
}

TEST_CASE("filesThatAreCutOff_areRefused")
{
    for (const auto &[name, whole] : wholeFiles()) {
        CAPTURE(name);
        CHECK(refusal(whole).empty());
        for (std::size_t length = 0; length + 16 < whole.size(); length += 1 + whole.size() / 100) {
            CAPTURE(length);
            const Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
            CHECK(isOneSentence(refusal(part)));
        }
    }
}

TEST_CASE("damagedFiles_areReadOrRefused")
{
    test::Random random(20251123);
    int readable = 0;
    int refused = 0;
    for (const auto &[name, whole] : wholeFiles()) {
        CAPTURE(name);
        for (int i = 0; i < test::damagedFileCount() / 4; ++i) {
            const Bytes bytes = test::damaged(whole, random);
            CAPTURE(i);
            try {
                const ImageHeader header = readImageHeader(bytes);
                (void)readImageRequest(bytes);
                if (header.width > kMostPixelsTried / header.height)
                    continue;
                const Picture result = readImage(bytes);
                CHECK(result.width == header.width);
                CHECK(result.height == header.height);
                CHECK(result.rgb.size() == result.pixels() * 3);
                CHECK(result.alpha.size() == (header.hasAlpha ? result.pixels() : 0));
                for (const ImageFormat format : {ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Tiff})
                    if (i % 16 == 0)
                        CHECK_NOTHROW((void)readImage(writeImage(result, format)));
                ++readable;
            } catch (const FormatError &error) {
                CHECK(isOneSentence(error.what()));
                ++refused;
            }
        }
    }
    MESSAGE(readable, " read, ", refused, " refused");
    CHECK(readable > 100);
    CHECK(refused > 400);
}
