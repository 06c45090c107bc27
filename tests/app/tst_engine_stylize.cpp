// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/files.h"
#include "core/domain/image/image_file.h"
#include "tests/support/engine_program.h"
#include "tests/support/picture_samples.h"
#include "tests/support/tiny_model.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <sys/resource.h>

using namespace solferino;
using namespace solferino::test;
using nlohmann::json;

namespace {

EngineRun run(const std::vector<std::string> &arguments)
{
    return runEngine(arguments, {{"SOLFERINO_MODELS", tinyModelFolder().string()}});
}

EngineRun stylize(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), {"image_stylization", "stylize"});
    return run(arguments);
}

/// A photo with all that must be kept: 16 bits, alpha and a profile.
Picture richPhoto()
{
    Picture photo = noisePicture(21, 18, true);
    photo.profile = emptyProfile();
    return photo;
}

std::string writePicture(const std::string &path, const Picture &picture)
{
    writeFile(path, writeImage(picture, *imageFormat(std::filesystem::path(path).extension().string())));
    return path;
}

Bytes sample(const std::string &name)
{
    return readFile(std::filesystem::path(SOLFERINO_TEST_DATA) / "images" / name);
}

std::vector<std::string> filesIn(const std::filesystem::path &folder)
{
    std::vector<std::string> names;
    for (const auto &entry : std::filesystem::directory_iterator(folder))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

/// The soft limit of a resource, for this program and what it starts, until the end of a scope.
class Limit
{
public:
    Limit(int resource, rlim_t bytes)
        : m_resource(resource)
    {
        getrlimit(m_resource, &m_before);
        const rlimit narrow = {bytes, m_before.rlim_max};
        setrlimit(m_resource, &narrow);
    }
    ~Limit() { setrlimit(m_resource, &m_before); }
    Limit(const Limit &) = delete;
    Limit &operator=(const Limit &) = delete;

private:
    int m_resource;
    rlimit m_before = {};
};

} // namespace

TEST_CASE("stylize_keepsWhatThePhotoHasAndRepeats")
{
    TemporaryFolder folder;
    const Picture photo = richPhoto();
    const std::string input = writePicture(folder.file("photo.png"), photo);
    const std::string output = folder.file("out.tif");
    const EngineRun result = stylize({input, "--styles", "red:0.8,2:0.2", "--output", output, "--json"});
    CHECK(result.errors == "");
    REQUIRE(result.status == 0);
    const json object = json::parse(result.output);
    CHECK(object["file"] == output);
    CHECK(object["source"] == input);
    CHECK(object["width"] == 21);
    CHECK(object["net_width"] == 24);
    REQUIRE(object["styles"].size() == 2);
    CHECK(object["styles"][0] == json{{"style", 0}, {"name", "red_dots"}, {"weight", 0.8}});

    const Bytes bytes = readFile(output);
    CHECK(readImageHeader(bytes).format == ImageFormat::Tiff);
    const Picture picture = readImage(bytes);
    CHECK(picture.bits == 16);
    CHECK(picture.alpha == photo.alpha);
    CHECK(picture.profile == photo.profile);
    CHECK(picture.rgb != photo.rgb);
    CHECK(readImageRequest(bytes)->find("base64") == std::string::npos);

    const EngineRun alone = run({"repeat", output});
    CHECK(alone.status == 2);
    CHECK(alone.errors ==
          "error: " + output + " does not hold the photo that it was made from: add --photo FILE\n");
    CHECK(run({"repeat", output, input, "--output", folder.file("again.tif"), "--quiet"}).status == 0);
    CHECK(readImage(readFile(folder.file("again.tif"))) == picture);
    CHECK(run({"repeat", output, "--photo", input, "--strength", "0", "--output", folder.file("none.png")})
              .status == 0);
    CHECK(readImage(readFile(folder.file("none.png"))).rgb == photo.rgb);
}

TEST_CASE("stylize_aCrop_isThePhotoOfThatPart")
{
    TemporaryFolder folder;
    const Picture photo = richPhoto();
    const std::string whole = writePicture(folder.file("whole.png"), photo);
    const std::string part = writePicture(folder.file("part.png"), cropped(photo, 4, 2, 12, 13));
    const std::string output = folder.file("out.png");
    REQUIRE(stylize({whole, "--crop", "4,2,12,13", "--output", output, "--quiet"}).status == 0);
    REQUIRE(stylize({part, "--output", folder.file("of_part.png"), "--quiet"}).status == 0);
    const Picture picture = readImage(readFile(output));
    CHECK(picture.width == 12);
    CHECK(picture == readImage(readFile(folder.file("of_part.png"))));
    CHECK(run({"repeat", output, whole, "--output", folder.file("again.png"), "--quiet"}).status == 0);
    CHECK(readImage(readFile(folder.file("again.png"))) == picture);

    const EngineRun outside = stylize({whole, "--crop", "4,2,18,13", "--output", output});
    CHECK(outside.status != 0);
    CHECK(outside.errors.find("does not lie inside the photo, which has 21 x 18 pixels") !=
          std::string::npos);
    const EngineRun nonsense = stylize({whole, "--crop", "left half", "--output", output});
    CHECK(nonsense.status != 0);
    CHECK(nonsense.errors.find("left,top,width,height") != std::string::npos);
}

TEST_CASE("stylize_aFolder_reportsWhatFailed")
{
    TemporaryFolder folder;
    const auto photos = folder.path() / "photos";
    Bytes cut = sample("baseline.jpg");
    cut.resize(cut.size() / 2);
    writeFile(photos / "cut.jpg", cut);
    writeFile(photos / "cmyk.jpg", sample("cmyk.jpg"));
    writeFile(photos / "moving.webp", sample("animated.webp"));
    writeFile(photos / "notes.txt", Bytes{'h', 'i'});
    writeFile(photos / "good.png", sample("grey.png"));
    Picture point = noisePicture(1, 1, false);
    writePicture((photos / "deep/point.PNG").string(), point);
    const EngineRun result = stylize({photos.string(), "--styles", "0,blue:0.5", "--each", "--format", "jpeg",
                                      "--output", folder.file("out"), "--json"});
    CHECK(result.status == 1);
    const json object = json::parse(result.output);
    CHECK(object["left_out"] == 1);
    REQUIRE(object["failed"].size() == 3);
    for (const json &failure : object["failed"]) {
        const auto reason = failure["reason"].get<std::string>();
        CAPTURE(reason);
        CHECK(reason.ends_with("."));
        CHECK(std::count(reason.begin(), reason.end(), '\n') == 0);
        CHECK(result.errors.find(reason) != std::string::npos);
    }
    CHECK(result.errors.find("error: 3 of 5 photos failed:\n  " + (photos / "cmyk.jpg").string()) !=
          std::string::npos);
    CHECK(object["results"].size() == 4);
    CHECK(filesIn(folder.path() / "out") ==
          std::vector<std::string>{"good-blue_lines-50.jpg", "good-red_dots.jpg", "point-blue_lines-50.jpg",
                                   "point-red_dots.jpg"});
    CHECK(readImageHeader(readFile(folder.file("out/point-red_dots.jpg"))).width == 1);
}

TEST_CASE("stylize_eachWithoutStyles_isAllOfThem")
{
    TemporaryFolder folder;
    const std::string photo = writePicture(folder.file("photo.png"), noisePicture(9, 8, false));
    const EngineRun result = stylize({photo, "--each", "--output", folder.file("out"), "--json"});
    CHECK(result.status == 0);
    CHECK(json::parse(result.output)["results"].size() == 3);
}

TEST_CASE("stylize_onePhotoThatFails_isNamed")
{
    TemporaryFolder folder;
    const std::string photo = folder.file("cut.png");
    Bytes bytes = sample("grey.png");
    bytes.resize(bytes.size() / 2);
    writeFile(photo, bytes);
    const EngineRun result = stylize({photo, "--output", folder.file("out"), "--quiet"});
    CHECK(result.status == 1);
    CHECK(result.errors.starts_with("error: " + photo + ": "));
    writeFile(photo, sample("grey.png"));
    CHECK(stylize({photo, "--styles", "sunset", "--quiet"}).errors.starts_with("error: No style is called"));
}

TEST_CASE("stylize_aFullDisk_leavesNothingBehind")
{
    TemporaryFolder folder;
    const std::string input = writePicture(folder.file("in/photo.png"), noisePicture(64, 64, false));
    std::filesystem::create_directory(folder.path() / "out");
    const Limit limit(RLIMIT_FSIZE, 4096);
    const EngineRun result =
        stylize({input, input, folder.file("in"), "--output", folder.file("out"), "--quiet"});
    CHECK(result.status == 1);
    CHECK(result.errors ==
          "error: Cannot write " + folder.file("out/photo-red_dots.png") + ": File too large.\n");
    CHECK(filesIn(folder.path() / "out").empty());
}

TEST_CASE("stylize_withTooLittleMemory_saysWhatWouldFit")
{
    TemporaryFolder folder;
    const std::string input = folder.file("large.png");
    writeFile(input, sample("flat_100_megapixels.png"));
    const Limit limit(RLIMIT_AS, rlim_t{3} << 29U);
    const EngineRun result = stylize({input, "--output", folder.file("x.png"), "--threads", "1"});
    CHECK(result.status == 1);
    CHECK(std::count(result.errors.begin(), result.errors.end(), '\n') == 1);
    CHECK(result.errors.find("of memory and ") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(folder.file("x.png")));
}

TEST_CASE("stylize_wrongUsage_endsWithTwo")
{
    TemporaryFolder folder;
    const std::string input = writePicture(folder.file("a.png"), noisePicture(8, 8, false));
    const EngineRun unknown = stylize({input, "--styles", "purple", "--output", folder.file("x.png")});
    CHECK(unknown.status == 2);
    CHECK(unknown.errors.find("blue_lines") != std::string::npos);
    CHECK(stylize({folder.file("none.jpg")}).status == 1);
    CHECK(stylize({}).status == 2);
}

TEST_CASE("training_needsThePerceptualNetwork")
{
    TemporaryFolder folder;
    for (const char *operation : {"train", "add_style", "evaluate"}) {
        const EngineRun result = run({"image_stylization", operation, folder.path().string()});
        CHECK(result.status == 1);
        CHECK(result.errors.find("The perceptual network is not installed") != std::string::npos);
    }
}

TEST_CASE("inspect_tellsWhatTheNetSees")
{
    TemporaryFolder folder;
    const std::string input = writePicture(folder.file("a.png"), richPhoto());
    const EngineRun result = run({"image_stylization", "inspect", input, "--brush", "0.5"});
    CHECK(result.status == 0);
    const json object = json::parse(result.output);
    CHECK(object["photo"]["bits"] == 16);
    CHECK(object["photo"]["alpha"] == true);
    CHECK(object["photo"]["profile_bytes"] == emptyProfile().size());
    CHECK(object["styles"] == json{"red_dots", "blue_lines", "green_waves"});
    CHECK(object["net_width"] == 44);
    CHECK(object["net_height"] == 36);
    REQUIRE(object["layers"].size() == 16);
    CHECK(object["layers"][2]["width"] == 11);
    CHECK(object["layers"][15]["width"] == 44);
    CHECK(object["layers"][15]["channels"] == 3);
    CHECK(object["memory_bytes"] > 0);
    CHECK_FALSE(object.contains("request"));
}
