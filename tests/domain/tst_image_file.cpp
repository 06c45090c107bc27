// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/image_file.h"
#include "tests/support/picture_samples.h"
#include "tests/support/test_files.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <doctest/doctest.h>

using namespace solferino;
using test::samplePicture;

namespace {

constexpr std::array kFormats = {ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Tiff, ImageFormat::WebP};

Picture readSample(const std::string &name)
{
    return readImage(test::readData("images/" + name));
}

/// The largest difference between samples, in steps of 8 bits.
double difference(const std::vector<std::uint16_t> &one, const std::vector<std::uint16_t> &other)
{
    REQUIRE(one.size() == other.size());
    int most = 0;
    for (std::size_t i = 0; i < one.size(); ++i)
        most = std::max(most, std::abs(one[i] - other[i]));
    return most / 257.0;
}

double difference(const Picture &one, const Picture &other)
{
    REQUIRE(one.width == other.width);
    REQUIRE(one.height == other.height);
    return std::max(difference(one.rgb, other.rgb), difference(one.alpha, other.alpha));
}

Picture greyed(Picture picture)
{
    for (std::size_t i = 0; i < picture.rgb.size(); i += 3) {
        const double grey =
            0.2126 * picture.rgb[i] + 0.7152 * picture.rgb[i + 1] + 0.0722 * picture.rgb[i + 2];
        std::fill_n(picture.rgb.begin() + static_cast<std::ptrdiff_t>(i), 3,
                    static_cast<std::uint16_t>(grey + 0.5));
    }
    return picture;
}

void checkHeader(const std::vector<std::uint8_t> &bytes, const Picture &picture)
{
    const ImageHeader header = readImageHeader(bytes);
    CHECK(header.width == picture.width);
    CHECK(header.height == picture.height);
    CHECK(header.bits == picture.bits);
    CHECK(header.hasAlpha == !picture.alpha.empty());
}

} // namespace

TEST_CASE("read_whatOthersWrite_isTheSamePicture")
{
    struct Sample
    {
        std::string name;
        bool hasAlpha;
        int bits;
        double tolerance; ///< steps of 8 bits
    };
    for (const auto &[name, hasAlpha, bits, tolerance] : {
             Sample{"baseline.jpg", false, 8, 6},
             {"progressive.jpg", false, 8, 6},
             {"interlaced.png", false, 8, 0},
             {"alpha_16_interlaced.png", true, 16, 0},
             {"palette.png", false, 8, 32},
             {"strips_none.tif", false, 8, 0},
             {"strips_lzw.tif", false, 8, 0},
             {"strips_zip.tif", false, 8, 0},
             {"strips_rle.tif", false, 8, 0},
             {"tiles.tif", false, 8, 0},
             {"planes.tif", false, 8, 0},
             {"big.tif", false, 8, 0},
             {"big_endian_16.tif", false, 16, 0},
             {"jpeg.tif", false, 8, 12},
             {"palette.tif", false, 8, 32},
             {"alpha.tif", true, 8, 0},
             {"lossy.webp", false, 8, 24},
             {"alpha_lossless.webp", true, 8, 0},
         }) {
        CAPTURE(name);
        const std::vector<std::uint8_t> bytes = test::readData("images/" + name);
        const Picture picture = readImage(bytes);
        CHECK(picture.bits == bits);
        CHECK(difference(picture, samplePicture(hasAlpha)) <= tolerance);
        checkHeader(bytes, picture);
    }
}

TEST_CASE("read_grey_isTheSameInAllChannels")
{
    for (const std::string name : {"grey.jpg", "grey.png", "white_is_zero.tif"}) {
        CAPTURE(name);
        CHECK(difference(readSample(name), greyed(samplePicture())) <= 3);
    }
    const Picture picture = readSample("black_and_white.tif");
    CHECK(picture.width == 32);
    CHECK(std::all_of(picture.rgb.begin(), picture.rgb.end(),
                      [](std::uint16_t v) { return v == 0 || v == 65'535; }));
}

TEST_CASE("read_multipliedAlpha_isDividedOut")
{
    const Picture picture = readSample("alpha_multiplied_16.tif");
    CHECK(picture.bits == 16);
    CHECK(difference(picture, samplePicture(true)) <= 0.1);
}

TEST_CASE("read_clearPaletteColour_isAlpha")
{
    const Picture picture = readSample("palette_clear.png");
    REQUIRE(picture.alpha.size() == picture.pixels());
    CHECK(picture.alpha.front() == 0);
    CHECK(picture.alpha.back() == 65'535);
}

TEST_CASE("read_isTurnedUpright")
{
    // Stored as abc / def; upright as a person who holds the camera so sees it.
    const std::string stored = "abcdef";
    const std::array<const char *, 8> upright = {"abcdef", "cbafed", "fedcba", "defabc",
                                                 "adbecf", "daebfc", "fcebda", "cfbead"};
    Picture picture{.width = 3, .height = 2, .bits = 8, .rgb = {}, .alpha = {}, .profile = {}};
    for (const char letter : stored) {
        picture.rgb.insert(picture.rgb.end(), 3, static_cast<std::uint16_t>(letter * 257));
        picture.alpha.push_back(static_cast<std::uint16_t>(letter * 257));
    }
    const std::vector<std::uint8_t> file = writeImage(picture, ImageFormat::Png);
    for (std::uint8_t orientation = 1; orientation <= 8; ++orientation) {
        CAPTURE(orientation);
        const auto bytes = test::withPngChunk(file, "eXIf", test::exifWith(orientation));
        const Picture turned = readImage(bytes);
        std::string letters;
        for (const std::uint16_t value : turned.alpha)
            letters += static_cast<char>(value / 257);
        CHECK(letters == upright[static_cast<std::size_t>(orientation - 1)]);
        CHECK(turned.rgb[0] == turned.alpha[0]);
        CHECK(turned.width == (orientation < 5 ? 3 : 2));
        checkHeader(bytes, turned);
    }
    for (const std::uint8_t orientation : {std::uint8_t{0}, std::uint8_t{9}})
        CHECK(readImage(test::withPngChunk(file, "eXIf", test::exifWith(orientation))) == picture);
}

TEST_CASE("read_orientation_inEveryFormat")
{
    const Picture sample = samplePicture();
    std::vector<std::uint8_t> exif = test::exifWith(6);
    exif.insert(exif.begin(), {'E', 'x', 'i', 'f', 0, 0});
    const auto jpeg =
        test::withJpegSegment(writeImage(sample, ImageFormat::Jpeg, {.quality = 100}), 0xE1, exif);
    const auto webp = test::withWebPExif(
        writeImage(sample, ImageFormat::WebP, {.quality = 100, .request = "x"}), test::exifWith(6));
    const auto png = test::withPngChunk(writeImage(sample, ImageFormat::Png), "eXIf", test::exifWith(6));
    const Picture expected = readImage(png);
    CHECK(expected.width == sample.height);
    for (const auto &bytes : {jpeg, webp, test::readData("images/orientation_6.tif")}) {
        const Picture picture = readImage(bytes);
        CHECK(difference(picture, expected) <= 4);
        checkHeader(bytes, picture);
    }
}

TEST_CASE("write_withoutLoss_givesThePictureBack")
{
    for (const bool hasAlpha : {false, true}) {
        for (Picture picture : {samplePicture(hasAlpha), test::noisePicture(61, 43, hasAlpha),
                                test::noisePicture(1, 1, hasAlpha)}) {
            picture.profile = test::emptyProfile();
            for (const ImageFormat format : {ImageFormat::Png, ImageFormat::Tiff}) {
                CAPTURE(std::string(mediaType(format)));
                const auto bytes = writeImage(picture, format);
                CHECK(readImage(bytes) == picture);
                checkHeader(bytes, picture);
            }
        }
        CHECK(readImage(writeImage(samplePicture(hasAlpha), ImageFormat::WebP, {.quality = 100})) ==
              samplePicture(hasAlpha));
    }
}

TEST_CASE("write_fewerBits_roundsEachSample")
{
    const Picture picture = test::noisePicture(20, 20, true);
    for (const ImageFormat format : {ImageFormat::Png, ImageFormat::Tiff}) {
        const Picture eight = readImage(writeImage(picture, format, {.bits = 8}));
        CHECK(eight.bits == 8);
        CHECK(difference(eight, picture) <= 0.5);
        CHECK(readImage(writeImage(samplePicture(), format, {.bits = 16})).bits == 16);
    }
}

TEST_CASE("write_withLoss_staysNear")
{
    for (const ImageFormat format : {ImageFormat::Jpeg, ImageFormat::WebP}) {
        CAPTURE(std::string(mediaType(format)));
        Picture picture = samplePicture();
        picture.profile = test::emptyProfile();
        const auto fine = writeImage(picture, format, {.quality = 95});
        const auto coarse = writeImage(picture, format, {.quality = 10});
        CHECK(coarse.size() < fine.size());
        const Picture again = readImage(fine);
        CHECK(again.bits == 8);
        CHECK(again.profile == picture.profile);
        CHECK(difference(again, picture) <= (format == ImageFormat::Jpeg ? 6 : 24));
        CHECK(readImage(writeImage(test::noisePicture(9, 9, false), format)).bits == 8);
    }
}

TEST_CASE("write_jpeg_putsClearPixelsOnWhite")
{
    Picture picture = samplePicture();
    picture.alpha.assign(picture.pixels(), 0);
    const Picture white = readImage(writeImage(picture, ImageFormat::Jpeg));
    CHECK(white.alpha.empty());
    CHECK(std::count(white.rgb.begin(), white.rgb.end(), 65'535) ==
          static_cast<std::ptrdiff_t>(white.rgb.size()));
}

TEST_CASE("write_quality_fromNinetyOnKeepsTheFullColour")
{
    // Red and blue columns by turns: half the resolution would mix them.
    Picture picture = samplePicture();
    for (std::size_t i = 0; i < picture.rgb.size(); i += 3) {
        const bool isRed = i / 3 % 2 == 0;
        picture.rgb[i] = isRed ? 65'535 : 0;
        picture.rgb[i + 1] = 0;
        picture.rgb[i + 2] = isRed ? 0 : 65'535;
    }
    CHECK(difference(readImage(writeImage(picture, ImageFormat::Jpeg, {.quality = 90})), picture) < 40);
    CHECK(difference(readImage(writeImage(picture, ImageFormat::Jpeg, {.quality = 89})), picture) > 80);
}

TEST_CASE("write_request_isReadAgain")
{
    std::string large = R"({"seed": 7, "text": ")";
    while (large.size() < 150'000)
        large += "words & <signs> \xC3\xA9 ";
    large += "\"}";
    for (const ImageFormat format : kFormats) {
        CAPTURE(std::string(mediaType(format)));
        for (const std::string &request : {std::string(R"({"model": "a", "é": "<&>"})"), large}) {
            const auto bytes = writeImage(samplePicture(), format, {.request = request});
            CHECK(readImageRequest(bytes) == request);
            CHECK_NOTHROW((void)readImage(bytes));
        }
        CHECK_FALSE(readImageRequest(writeImage(samplePicture(), format)));
    }
    const auto foreign = test::withJpegSegment(writeImage(samplePicture(), ImageFormat::Jpeg), 0xFE,
                                               {'H', 'e', 'l', 'l', 'o'});
    CHECK_FALSE(readImageRequest(foreign));
}

TEST_CASE("write_profile_thatIsNone_isLeftOut")
{
    Picture picture = samplePicture();
    std::vector<std::uint8_t> grey = test::emptyProfile();
    std::copy_n("GRAY", 4, grey.begin() + 16);
    const std::vector<std::vector<std::uint8_t>> profiles = {grey, std::vector<std::uint8_t>(500, 'x'),
                                                             std::vector<std::uint8_t>{1}};
    for (const auto &profile : profiles)
        for (const ImageFormat format : kFormats) {
            picture.profile = profile;
            CHECK(readImage(writeImage(picture, format)).profile.empty());
        }
}

TEST_CASE("formats_haveNames")
{
    CHECK(imageFormat("jpg") == ImageFormat::Jpeg);
    CHECK(imageFormat(".JPEG") == ImageFormat::Jpeg);
    CHECK(imageFormat("Png") == ImageFormat::Png);
    CHECK(imageFormat(".tif") == ImageFormat::Tiff);
    CHECK(imageFormat("TIFF") == ImageFormat::Tiff);
    CHECK(imageFormat("webp") == ImageFormat::WebP);
    CHECK_FALSE(imageFormat("gif"));
    CHECK_FALSE(imageFormat(""));
    for (const ImageFormat format : kFormats) {
        CHECK(imageFormat(imageExtension(format)) == format);
        CHECK(readImageHeader(writeImage(samplePicture(), format)).format == format);
    }
    CHECK(std::string(mediaType(ImageFormat::Tiff)) == "image/tiff");
}
