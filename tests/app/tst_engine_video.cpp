// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/files.h"
#include "core/domain/image/image_file.h"
#include "tests/support/engine_program.h"
#include "tests/support/picture_samples.h"
#include "tests/support/tiny_model.h"

#include <opencv2/videoio.hpp>

#include <doctest/doctest.h>
#include <sys/resource.h>

using namespace solferino;
using namespace solferino::test;
using nlohmann::json;

namespace {

constexpr int kWidth = 33;
constexpr int kHeight = 26;
constexpr double kRate = 12.0;

/// A square that moves to the right.
std::string writeVideo(const std::string &path, int frames)
{
    cv::VideoWriter writer(path, cv::CAP_OPENCV_MJPEG, cv::VideoWriter::fourcc('M', 'J', 'P', 'G'), kRate,
                           {kWidth, kHeight});
    REQUIRE(writer.isOpened());
    for (int i = 0; i < frames; ++i) {
        cv::Mat frame(kHeight, kWidth, CV_8UC3, cv::Scalar(200, 120, 40));
        frame(cv::Rect(i % (kWidth - 8), 8, 8, 8)) = cv::Scalar(20, 30, 250);
        writer.write(frame);
    }
    return path;
}

struct Video
{
    int frames = 0;
    cv::Mat first;
};

Video readVideo(const std::string &path)
{
    cv::VideoCapture capture(path);
    Video video;
    for (cv::Mat frame; capture.read(frame); ++video.frames)
        if (video.frames == 0)
            video.first = frame.clone();
    return video;
}

EngineRun stylize(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), {"image_stylization", "stylize_video"});
    return runEngine(arguments, {{"SOLFERINO_MODELS", tinyModelFolder().string()}});
}

std::size_t filesIn(const std::filesystem::path &folder)
{
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

std::string complaint(const std::vector<std::string> &arguments, int status)
{
    const EngineRun result = stylize(arguments);
    CHECK(result.status == status);
    CHECK(result.errors.starts_with("error: "));
    CHECK(std::count(result.errors.begin(), result.errors.end(), '\n') == 1);
    return result.errors;
}

} // namespace

TEST_CASE("stylizeVideo_givesEveryFrame")
{
    TemporaryFolder folder;
    const std::string input = writeVideo(folder.file("in.avi"), 10);
    const std::string output = folder.file("new/out.avi");
    const EngineRun result =
        stylize({input, "--styles", "green_waves", "--output", output, "--json", "--quiet"});
    CHECK(result.errors == "");
    REQUIRE(result.status == 0);
    const json object = json::parse(result.output);
    CHECK(object["frames"] == 10);
    CHECK(object["width"] == kWidth - 1); // codecs want even sides
    CHECK(object["height"] == kHeight);
    CHECK(object["frames_per_second"] == doctest::Approx(kRate));
    CHECK(object["file"] == output);
    CHECK(filesIn(folder.path() / "new") == 1);
    const Video video = readVideo(output);
    CHECK(video.frames == 10);
    CHECK(video.first.cols == kWidth - 1);
    cv::Mat plain = readVideo(input).first(cv::Rect(0, 0, kWidth - 1, kHeight));
    CHECK(cv::norm(video.first, plain, cv::NORM_L1) > 5.0 * kWidth * kHeight);

    CHECK(stylize({input, "--longest-side", "64", "--output", folder.file("new/large.mp4")}).status == 0);
    const Video larger = readVideo(folder.file("new/large.mp4"));
    CHECK(larger.frames == 10);
    CHECK(larger.first.cols == 64);
}

TEST_CASE("stylizeVideo_aFullDisk_leavesNothingBehind")
{
    TemporaryFolder folder;
    const std::string input = writeVideo(folder.file("in.avi"), 12);
    rlimit before = {};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit narrow = {8192, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &narrow);
    const std::string reason = complaint({input, "--output", folder.file("o.avi"), "--quiet"}, 1);
    setrlimit(RLIMIT_FSIZE, &before);
    CHECK(reason.find("Cannot write the video " + folder.file("o.avi")) != std::string::npos);
    CHECK(filesIn(folder.path()) == 1);
}

TEST_CASE("stylizeVideo_refusesWhatIsNoVideo")
{
    TemporaryFolder folder;
    const std::string text = folder.file("text.mp4");
    writeFile(text, Bytes(4000, 'x'));
    CHECK(complaint({text, "--output", folder.file("o.mp4")}, 1).find("is no video") != std::string::npos);
    const std::string picture = folder.file("picture.png");
    writeFile(picture, writeImage(noisePicture(32, 32, false), ImageFormat::Png));
    CHECK(complaint({picture, "--output", folder.file("o.mp4")}, 1).find("is no video") != std::string::npos);
    const std::string video = writeVideo(folder.file("in.avi"), 2);
    CHECK(complaint({video, "--output", folder.file("o.gif")}, 2).find(".mp4, .avi or .mkv") !=
          std::string::npos);
    CHECK(complaint({video, "--output", video}, 2).find("another file") != std::string::npos);
    CHECK(complaint({folder.file("none.mp4"), "--output", folder.file("o.mp4")}, 1).find("no video file") !=
          std::string::npos);
    CHECK(filesIn(folder.path()) == 3);
}

TEST_CASE("stylizeVideo_cancelled_leavesNoFile")
{
    TemporaryFolder folder;
    JobRequest request;
    request.model = "image_stylization";
    request.operation = "stylize_video";
    request.options = {{"video", writeVideo(folder.file("in.avi"), 2000)}, {"output", folder.file("o.avi")}};
    EngineProgram engine({"serve"}, {{"SOLFERINO_MODELS", tinyModelFolder().string()}});
    engine.send(helloMessage("test"));
    engine.send(requestMessage(1, request));
    const Message progress = engine.nextMessage("progress");
    CHECK(progress.body["unit"] == "frames");
    CHECK(progress.body["total"] == 2000);
    engine.send({.type = "cancel", .job = 1});
    CHECK(engine.nextMessage("cancelled").job == 1);
    CHECK(filesIn(folder.path()) == 1);
}
