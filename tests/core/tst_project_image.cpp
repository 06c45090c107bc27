// SPDX-License-Identifier: GPL-3.0-or-later
// The photo of a project file, its styling and the pictures made from it.
#include "core/project/image_json.h"
#include "core/project/project_file.h"
#include "tests/support/project_samples.h"

#include <QBuffer>
#include <QElapsedTimer>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <limits>
#include <random>

using namespace solferino;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

json fullFile()
{
    return json::parse(encodeProject(fullProject()).toStdString());
}

Result<OpenedProject> decode(const json &file)
{
    return decodeProject(QByteArray::fromStdString(file.dump()));
}

/// Bytes as hard to pack as a JPEG's.
SharedBytes noise(std::size_t size)
{
    std::mt19937 random(7);
    Bytes bytes(size);
    for (std::uint8_t &each : bytes)
        each = static_cast<std::uint8_t>(random());
    return std::make_shared<const Bytes>(std::move(bytes));
}

} // namespace

class ProjectImageTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void text_holdsEachFileOnce();
    void files_areSharedAfterReading();
    void projectWithoutPhoto_hasNoPart();
    void stylingAlone_roundTrips();
    void everySize_roundTrips();
    void softMask_roundTrips();
    void unsoundValues_areWrittenSoThatTheyCanBeRead();
    void crop_roundTrips();
    void unknownMembers_areReported();
    void damage_isRefusedWithItsPlace_data();
    void damage_isRefusedWithItsPlace();
    void lyingSize_isCorrected();
    void largePhoto_isQuick();
};

void ProjectImageTest::text_holdsEachFileOnce()
{
    const QByteArray text = encodeProject(fullProject());
    const json file = fullFile();
    QCOMPARE(file["image_files"].size(), std::size_t(4)); // photo, mask, result, another photo
    QVERIFY(file["image"]["takes"][0]["photo"] == file["image"]["photo"]["file"]);
    QVERIFY(file["image"]["takes"][0]["file"] == file["image"]["takes"][2]["file"]);
    QVERIFY(!file["image"]["takes"][1].contains("file"));
    QVERIFY(text.contains("\n \"image_files\": [\n  \""));
    QVERIFY(text.endsWith("\"\n ]\n}\n"));
}

void ProjectImageTest::files_areSharedAfterReading()
{
    const Project project = decode(fullFile()).value().project;
    QCOMPARE(pictureOf(project.imageTakes[0])->photo, project.photo.file);
    QCOMPARE(pictureOf(project.imageTakes[0])->file, pictureOf(project.imageTakes[2])->file);
    QVERIFY(*pictureOf(project.imageTakes[2])->photo != *project.photo.file);
}

void ProjectImageTest::projectWithoutPhoto_hasNoPart()
{
    Project project = fullProject();
    project.photo = {};
    project.styling = {};
    project.imageTakes.clear();
    const QByteArray text = encodeProject(project);
    QVERIFY(!text.contains("\"image\":") && !text.contains("image_files"));
    const Result<OpenedProject> opened = decodeProject(text);
    QVERIFY(opened.isOk());
    QVERIFY(opened.value().project == project);
}

void ProjectImageTest::stylingAlone_roundTrips()
{
    Project project;
    project.styling.mix = {{"munch_scream", 1.0}};
    QVERIFY(!encodeProject(project).contains("image_files"));
    const Result<OpenedProject> opened = decodeProject(encodeProject(project));
    QVERIFY(opened.isOk());
    QVERIFY(opened.value().project == project);
}

void ProjectImageTest::everySize_roundTrips()
{
    // Around the ends of base64 groups and of the pieces that are encoded at a time.
    for (const std::size_t size : {0U, 1U, 2U, 3U, 4U, 786'431U, 786'432U, 786'433U}) {
        Project project;
        project.photo = {.name = "a.jpg", .file = noise(size), .width = 1, .height = 65500};
        const Result<OpenedProject> opened = decodeProject(encodeProject(project));
        QVERIFY2(opened.isOk(), opened ? "" : qPrintable(opened.error().detail));
        QVERIFY(opened.value().project == project);
    }
}

void ProjectImageTest::softMask_roundTrips()
{
    Project project;
    StyleMask &mask = project.styling.finish.mask;
    mask = {.width = 101, .height = 67, .values = {}};
    for (int i = 0; i < mask.width * mask.height; ++i)
        mask.values.push_back(static_cast<std::uint8_t>(i * i / 91));
    const Result<OpenedProject> opened = decodeProject(encodeProject(project));
    QVERIFY(opened.isOk());
    QVERIFY(opened.value().project.styling.finish.mask == mask);
}

void ProjectImageTest::unsoundValues_areWrittenSoThatTheyCanBeRead()
{
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    Project project;
    project.photo = {.name = "\xE4", .file = noise(9), .width = -5, .height = 1 << 20};
    project.styling.mix.assign(6, {"a", 7.0});
    project.styling.mix[1].weight = kNone;
    project.styling.brush = kNone;
    project.styling.finish = {.strength = -1.0, .mask = {100, 100, {1, 2, 3}}};
    project.imageTakes = {Take{.id = 1, .content = TakePicture{.width = -1, .seconds = kNone}}};
    const Result<OpenedProject> opened = decodeProject(encodeProject(project));
    QVERIFY2(opened.isOk(), opened ? "" : qPrintable(opened.error().detail));
    const Project &read = opened.value().project;
    QCOMPARE(read.photo.width, 1);
    QCOMPARE(read.photo.height, 65500);
    QCOMPARE(read.photo.name, std::string("\xE4"));
    QCOMPARE(read.styling.mix.size(), kMostMixedStyles);
    QCOMPARE(read.styling.mix.front().weight, 1.0);
    QCOMPARE(read.styling.finish.strength, 0.0);
    QVERIFY(read.styling.finish.mask == StyleMask());
    QCOMPARE(pictureOf(read.imageTakes.front())->seconds, 0.0);
    QVERIFY(encodeProject(read) == encodeProject(project));
}

void ProjectImageTest::crop_roundTrips()
{
    Project project = fullProject();
    project.photo.width = 300;
    project.photo.height = 200;
    project.styling.crop = {};
    QVERIFY(!json::parse(encodeProject(project).toStdString())["image"]["styling"].contains("crop"));
    project.styling.crop = {10, 20, 290, 180};
    json file = json::parse(encodeProject(project).toStdString());
    QVERIFY(file["image"]["styling"]["crop"] == json::array({10, 20, 290, 180}));
    QCOMPARE(decode(file).value().project.styling.crop, project.styling.crop);
    for (const json &bad : {json::array({11, 20, 290, 180}), json::array({0, 0, 0, 5}),
                            json::array({1, 2, 3}), json::array({-1, 0, 5, 5}), json("all")}) {
        file["image"]["styling"]["crop"] = bad;
        const Result<OpenedProject> opened = decode(file);
        QVERIFY(!opened.isOk());
        QVERIFY2(opened.error().detail.contains(u"crop"_s), qPrintable(opened.error().detail));
    }
}

void ProjectImageTest::unknownMembers_areReported()
{
    json file = fullFile();
    file["image"]["frame"] = "gold";
    file["image"]["photo"]["camera"] = "old";
    file["image"]["styling"]["grain"] = 3;
    file["image"]["takes"][0]["lines"] = json::array();
    const Result<OpenedProject> opened = decode(file);
    QVERIFY(opened.isOk());
    QVERIFY(opened.value().project == fullProject());
    const QString all = opened.value().warnings.join(u'\n');
    for (const auto &place :
         {u"image.frame"_s, u"image.photo.camera"_s, u"image.styling.grain"_s, u"image.takes[0].lines"_s})
        QVERIFY2(all.contains(place), qPrintable(all));
    QCOMPARE(opened.value().warnings.size(), 4);
}

void ProjectImageTest::damage_isRefusedWithItsPlace_data()
{
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("value"); // JSON, or nothing to remove the member
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const QString &pointer, const QString &value, const QString &place,
                        const QString &reason) {
        QTest::newRow(name) << pointer << value << place << reason;
    };
    row("image is a list", u"/image"_s, u"[]"_s, u"image"_s, u"object"_s);
    row("no files", u"/image_files"_s, {}, u"image.photo.file"_s, u"no files"_s);
    row("files are text", u"/image_files"_s, u"\"AAAA\""_s, u"image_files"_s, u"list"_s);
    row("file is a number", u"/image_files/1"_s, u"5"_s, u"image_files[1]"_s, u"base64"_s);
    row("file is no base64", u"/image_files/1"_s, u"\"AA?A\""_s, u"image_files[1]"_s, u"base64"_s);
    row("file that is not there", u"/image/photo/file"_s, u"4"_s, u"image.photo.file"_s,
        u"between 0 and 3"_s);
    row("negative file", u"/image/photo/file"_s, u"-1"_s, u"image.photo.file"_s, u"between 0"_s);
    row("file is text", u"/image/photo/file"_s, u"\"a.jpg\""_s, u"image.photo.file"_s, u"whole number"_s);
    row("photo without a file", u"/image/photo/file"_s, {}, u"image.photo"_s, u"'file' is missing"_s);
    row("photo without a name", u"/image/photo/name"_s, {}, u"image.photo"_s, u"'name' is missing"_s);
    row("photo of no width", u"/image/photo/width"_s, u"0"_s, u"image.photo.width"_s, u"between 1"_s);
    row("absurd height", u"/image/photo/height"_s, u"65501"_s, u"image.photo.height"_s, u"65500"_s);
    const QString styling = u"/image/styling"_s;
    row("weight above 1", styling + u"/mix/0/1"_s, u"1.01"_s, u"image.styling.mix[0][1]"_s, u"between"_s);
    row("style without weight", styling + u"/mix/0"_s, u"[\"a\"]"_s, u"image.styling.mix[0]"_s,
        u"2 elements"_s);
    row("five styles", styling + u"/mix"_s, u"[[\"a\",1],[\"a\",1],[\"a\",1],[\"a\",1],[\"a\",1]]"_s,
        u"image.styling.mix"_s, u"more than 4"_s);
    row("brush of nothing", styling + u"/brush"_s, u"0"_s, u"image.styling.brush"_s, u"between"_s);
    row("strength is text", styling + u"/strength"_s, u"\"full\""_s, u"image.styling.strength"_s,
        u"not a number"_s);
    row("unknown colours", styling + u"/colours"_s, u"\"neon\""_s, u"image.styling.colours"_s, u"match"_s);
    row("mask is a photo", styling + u"/mask"_s, u"0"_s, u"image.styling.mask"_s, u"PNG"_s);
    row("take without preview", u"/image/takes/0/preview"_s, {}, u"image.takes[0]"_s,
        u"'preview' is missing"_s);
    row("take of a lost file", u"/image/takes/2/photo"_s, u"99"_s, u"image.takes[2].photo"_s, u"between"_s);
    row("backwards in time", u"/image/takes/0/seconds"_s, u"-1"_s, u"image.takes[0].seconds"_s, u"between"_s);
}

void ProjectImageTest::damage_isRefusedWithItsPlace()
{
    QFETCH(QString, pointer);
    QFETCH(QString, value);
    QFETCH(QString, place);
    QFETCH(QString, reason);
    json file = fullFile();
    const json::json_pointer member(pointer.toStdString());
    if (value.isEmpty())
        file.at(member.parent_pointer()).erase(member.back());
    else
        file.at(member) = json::parse(value.toStdString());
    const Result<OpenedProject> opened = decode(file);
    QVERIFY(!opened);
    QVERIFY2(opened.error().message.contains(u" at "_s + place + u' '), qPrintable(opened.error().message));
    QVERIFY2(opened.error().detail.contains(reason), qPrintable(opened.error().detail));
}

void ProjectImageTest::lyingSize_isCorrected()
{
    QImage image(31, 20, QImage::Format_RGB32);
    image.fill(Qt::red);
    QByteArray png;
    QBuffer buffer(&png);
    QVERIFY(buffer.open(QIODevice::WriteOnly) && image.save(&buffer, "PNG"));
    Project project;
    project.photo = {.name = "a.png",
                     .file = std::make_shared<const Bytes>(png.begin(), png.end()),
                     .width = 65500,
                     .height = 1};
    const Result<OpenedProject> opened = decodeProject(encodeProject(project));
    QVERIFY(opened.isOk());
    QCOMPARE(opened.value().project.photo.width, 31);
    QCOMPARE(opened.value().project.photo.height, 20);
}

void ProjectImageTest::largePhoto_isQuick()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"large.solferino"_s);
    Project project;
    project.photo = {.name = "large.jpg", .file = noise(1U << 20U), .width = 6000, .height = 4000};
    QElapsedTimer timer;
    timer.start();
    QVERIFY(writeProject(path, project).isOk());
    const qint64 written = timer.restart();
    const Result<OpenedProject> opened = readProject(path);
    qInfo("a photo of 1 MB: written in %lld ms, read in %lld ms", static_cast<long long>(written),
          static_cast<long long>(timer.elapsed()));
    QVERIFY(opened.isOk());
    QVERIFY(opened.value().project == project);
}

QTEST_GUILESS_MAIN(ProjectImageTest)
#include "tst_project_image.moc"
