// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/style_fixture.h"

#include <doctest/doctest.h>
#include <filesystem>

using namespace solferino;
using namespace solferino::test;

TEST_CASE("stylize_givesAnOpaquePictureAsLargeAsThePhoto")
{
    const ImageStylization model = tinyStylization();
    for (const auto &[width, height] : {std::pair{1, 1}, {3, 200}, {130, 66}}) {
        Picture photo = noisyPicture(width, height);
        photo.alpha.assign(photo.pixels(), 1000);
        NoProgress progress;
        const Picture result = model.stylize(photo, {.mix = {{0, 1.0}}}, progress);
        CHECK(result.width == width);
        CHECK(result.height == height);
        CHECK(result.rgb.size() == photo.rgb.size());
        CHECK(result.bits == 16);
        CHECK(result.alpha.empty());
    }
}

TEST_CASE("stylize_isTheSameEachTimeAndDiffersBetweenStyles")
{
    const ImageStylization model = tinyStylization();
    const Picture photo = noisyPicture(90, 70);
    NoProgress progress;
    const Picture first = model.stylize(photo, {.mix = {{0, 1.0}}}, progress);
    CHECK(model.stylize(photo, {.mix = {{0, 1.0}}}, progress) == first);
    CHECK(model.stylize(photo, {.mix = {{0, 0.4}, {0, 0.6}}, .precision = "fast"}, progress) == first);
    CHECK(largestDistance(first, model.stylize(photo, {.mix = {{1, 1.0}}}, progress)) > 5000);
    CHECK(largestDistance(first, model.stylize(photo, {.mix = {{0, 0.5}, {1, 0.5}}}, progress)) > 2000);
}

TEST_CASE("stylize_inTilesGivesTheSamePicture")
{
    const ImageStylization model = tinyStylization();
    const Picture photo = noisyPicture(333, 202);
    const StylizeRequest whole{.mix = {{2, 1.0}}};
    CHECK_FALSE(model.plan(photo.width, photo.height, whole).isTiled);
    StylizeRequest tight = whole;
    tight.memoryBytes = model.plan(photo.width, photo.height, whole).memoryBytes * 9 / 10;
    const StylizePlan plan = model.plan(photo.width, photo.height, tight);
    REQUIRE(plan.isTiled);
    REQUIRE(plan.memoryBytes <= tight.memoryBytes);
    NoProgress progress;
    const int distance =
        largestDistance(model.stylize(photo, whole, progress), model.stylize(photo, tight, progress));
    CHECK(distance <= 2); // of 65535
}

TEST_CASE("stylize_brushChangesTheSizeThatTheNetSees")
{
    const ImageStylization model = tinyStylization();
    const Picture photo = noisyPicture(120, 81);
    NoProgress progress;
    const Picture plain = model.stylize(photo, {.mix = {{0, 1.0}}}, progress);
    for (const double brush : {0.5, 3.0, 8.0}) {
        const StylizeRequest request{.mix = {{0, 1.0}}, .brush = brush};
        const Picture result = model.stylize(photo, request, progress);
        CHECK(result.width == 120);
        CHECK(result.height == 81);
        CHECK(result.bits == 16);
        CHECK(largestDistance(result, plain) > 1000);
    }
    CHECK(model.plan(120, 81, {.mix = {}, .brush = 3.0}).netWidth == 40);
    CHECK(model.plan(120, 81, {.mix = {}, .brush = 3.0}).netHeight == 28);
    CHECK(model.plan(1, 1, {}).netWidth == 16);
}

TEST_CASE("stylize_reportsOftenAndStopsInTheMiddle")
{
    const ImageStylization model = tinyStylization(0.5);
    const Picture photo = noisyPicture(700, 500);
    RecordingProgress progress;
    (void)model.stylize(photo, {.mix = {{0, 1.0}}}, progress);
    REQUIRE(progress.reports.size() >= 3);
    for (std::size_t i = 0; i < progress.reports.size(); ++i) {
        CHECK(progress.reports[i].step <= progress.reports[i].total);
        CHECK((i == 0 || progress.reports[i].step >= progress.reports[i - 1].step));
    }
    RecordingProgress impatient;
    impatient.cancelAt = 2;
    CHECK_THROWS_AS((void)model.stylize(photo, {.mix = {{0, 1.0}}}, impatient), Cancelled);
    CHECK(impatient.reports.size() == 2);
}

TEST_CASE("stylize_refusesWhatItCannotDo")
{
    const ImageStylization model = tinyStylization();
    const Picture photo = noisyPicture(64, 64);
    NoProgress progress;
    const auto refusal = [&](const Picture &picture, const StylizeRequest &request) {
        return errorOf([&] { (void)model.stylize(picture, request, progress); });
    };
    using Kind = Error::Kind;
    CHECK(refusal(photo, {}).first == Kind::BadOption);
    CHECK(refusal(photo, {.mix = {{3, 1.0}}}).first == Kind::BadOption);
    CHECK(refusal(photo, {.mix = {{0, 1.0}}, .brush = 0.0}).first == Kind::BadOption);
    CHECK(refusal(photo, {.mix = {{0, 1.0}}, .precision = "int4"}).first == Kind::BadOption);
    CHECK(refusal(Picture{}, {.mix = {{0, 1.0}}}).first == Kind::BadInput);
    const auto [kind, text] = refusal(photo, {.mix = {{0, 1.0}}, .memoryBytes = 1000});
    CHECK(kind == Kind::OutOfMemory);
    CHECK(text.find("memory") != std::string::npos);
}

TEST_CASE("load_refusesFilesOfAnotherShape")
{
    ModelFile file = tinyStyleModel();
    file.tensors.at("residual3.conv1.gamma").shape = {1, 12};
    CHECK(errorOf([&] { (void)ImageStylization(file, "cpu"); }).first == Error::Kind::ModelFileMismatch);
    file = tinyStyleModel();
    file.tensors.erase("gram.2");
    CHECK(errorOf([&] { (void)ImageStylization(file, "cpu"); }).first == Error::Kind::ModelFileMismatch);
}

TEST_CASE("load_readsAFile")
{
    const ModelFile file = tinyStyleModel();
    const auto path = std::filesystem::temp_directory_path() / "solferino_tiny_style.safetensors";
    writeModelFile(path, file.info, file.tensors, StoredAs::Float32);
    const ImageStylization model(path, "cpu");
    std::filesystem::remove(path);
    CHECK(model.config() == tinyStyleConfig());
    CHECK(model.info().model == kImageStylizationId);
    const Picture photo = noisyPicture(40, 40);
    NoProgress progress;
    CHECK(model.stylize(photo, {.mix = {{1, 1.0}}}, progress) ==
          tinyStylization().stylize(photo, {.mix = {{1, 1.0}}}, progress));
}

TEST_CASE("plan_growsWithThePictureAndCountsThePhoto")
{
    const ImageStylization model = tinyStylization();
    const StylizeRequest request{.mix = {{0, 1.0}}};
    CHECK(model.plan(1000, 1000, request).memoryBytes > 6'000'000);
    CHECK(model.plan(4000, 2000, request).memoryBytes > model.plan(1000, 1000, request).memoryBytes);
    CHECK(model.plan(20'000, 10'000, request).isTiled);
}

TEST_CASE("stylizeFrame_beginsLikeAPhotoAndIsSteadier")
{
    const ImageStylization model = tinyStylization();
    const StylizeRequest request{.mix = {{0, 1.0}}};
    const Picture first = noisyPicture(96, 64, 1);
    Picture second = noisyPicture(96, 64, 2);
    for (std::size_t i = 0; i < 96U * 20U * 3U; ++i)
        second.rgb[i] = 65535; // a lamp goes on
    NoProgress progress;
    StyleStatistics running;
    CHECK(model.stylizeFrame(first, request, 0.9, running, progress) ==
          model.stylize(first, request, progress));
    const StyleStatistics before = running;
    REQUIRE(before.mean[3].size() == 16);

    StyleStatistics alone;
    const Picture own = model.stylizeFrame(second, request, 0.9, alone, progress);
    const Picture steady = model.stylizeFrame(second, request, 0.9, running, progress);
    CHECK(largestDistance(own, steady) > 1000);
    // The first layer sees the photo alone, so its statistics are a plain mix.
    for (std::size_t channel = 0; channel < running.mean[0].size(); ++channel)
        CHECK(running.mean[0][channel] ==
              doctest::Approx(0.9 * before.mean[0][channel] + 0.1 * alone.mean[0][channel]).epsilon(1e-4));

    StyleStatistics zero = before;
    CHECK(model.stylizeFrame(second, request, 0.0, zero, progress) == own);
    CHECK(errorOf([&] { (void)model.stylizeFrame(second, request, 1.5, zero, progress); }).first ==
          Error::Kind::BadOption);
}

TEST_CASE("stylizeFrame_keepsTheStatisticsOfAFrameThatWasCancelled")
{
    const ImageStylization model = tinyStylization(0.5);
    const Picture frame = noisyPicture(500, 400);
    StyleStatistics running;
    RecordingProgress impatient;
    impatient.cancelAt = 1;
    CHECK_THROWS_AS((void)model.stylizeFrame(frame, {.mix = {{0, 1.0}}}, 0.9, running, impatient), Cancelled);
    CHECK(running.mean[0].empty());
}
