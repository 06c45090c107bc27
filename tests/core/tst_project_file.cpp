// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/project_file.h"
#include "tests/support/full_disk.h"
#include "tests/support/killed_process.h"
#include "tests/support/project_samples.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace solferino;
using namespace Qt::StringLiterals;
using nlohmann::json;

class ProjectFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip_isExact();
    void emptyProject_roundTrips();
    void text_isReadable();
    void read_sortsNotes();
    void olderFile_hasAnEmptyDrawing();
    void unsoundDrawing_isWrittenSoThatItCanBeRead();
    void unknownMembers_areReported();
    void newerVersion_isRefused();
    void damage_isRefusedWithItsPlace_data();
    void damage_isRefusedWithItsPlace();
    void truncation_isAlwaysRefused();
    void mutation_neverCrashes();
    void file_roundTrips();
    void missingFile_isAnError();
    void unwritableFolder_isAnError();
    void fullDisk_keepsTheFileBefore();
    void manyUnknownMembers_areCounted();
    void pipe_isNotOpened();
    void kill_inMidSaveLeavesAWholeFile();
    void manyNotes_roundTrip();
    void manyStrokes_roundTrip();
};

void ProjectFileTest::roundTrip_isExact()
{
    const Project project = fullProject();
    const Result<OpenedProject> opened = decodeProject(encodeProject(project));
    QVERIFY2(opened.isOk(), opened ? "" : qPrintable(opened.error().detail));
    QVERIFY(opened.value().warnings.isEmpty());
    QVERIFY(opened.value().project.song == project.song);
    QVERIFY(opened.value().project.takes == project.takes);
    QVERIFY(opened.value().project.drawing == project.drawing);
    QVERIFY(opened.value().project.drawingTakes == project.drawingTakes);
    QVERIFY(opened.value().project.photo == project.photo);
    QVERIFY(opened.value().project.styling == project.styling);
    QVERIFY(opened.value().project.imageTakes == project.imageTakes);
    QVERIFY(opened.value().project == project);
}

void ProjectFileTest::emptyProject_roundTrips()
{
    const Result<OpenedProject> opened = decodeProject(encodeProject({}));
    QVERIFY(opened.isOk());
    QVERIFY(opened.value().project == Project());
    QVERIFY(decodeProject(R"({"format": "solferino-project", "version": 1})").isOk());
}

void ProjectFileTest::text_isReadable()
{
    const QByteArray text = encodeProject(fullProject());
    QVERIFY(text.startsWith("{\n \"format\": \"solferino-project\",\n \"version\": 1,\n"));
    QVERIFY(text.contains("\n     [3,0,480,127,127,0],\n"));
    QVERIFY(text.contains("\n   [1,0,0,0.1,0.3333333333333333,-1000000000.0,0.7,12.0,7.25,0.0],\n"));
    QVERIFY(text.contains("\n     [0.25,-3.0,4.0,5.0],\n"));
    QVERIFY(text.endsWith("}\n"));
}

void ProjectFileTest::read_sortsNotes()
{
    json file = json::parse(encodeProject(fullProject()).toStdString());
    json &notes = file["song"]["tracks"][0]["notes"];
    std::swap(notes[0], notes[2]);
    const Result<OpenedProject> opened = decodeProject(QByteArray::fromStdString(file.dump()));
    QVERIFY(opened.isOk());
    QVERIFY(opened.value().project == fullProject());
}

void ProjectFileTest::olderFile_hasAnEmptyDrawing()
{
    json file = json::parse(encodeProject(fullProject()).toStdString());
    file.erase("sketch");
    const Result<OpenedProject> opened = decodeProject(QByteArray::fromStdString(file.dump()));
    QVERIFY(opened.isOk());
    QVERIFY(opened.value().project.drawing == Drawing());
    QVERIFY(opened.value().project.drawingTakes.empty());
    Project song;
    song.song = fullProject().song;
    QVERIFY(!encodeProject(song).contains("\"sketch\""));
}

void ProjectFileTest::unsoundDrawing_isWrittenSoThatItCanBeRead()
{
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    constexpr double kEndless = std::numeric_limits<double>::infinity();
    Project project;
    Drawing &drawing = project.drawing;
    drawing.strokes = {{.id = 1, .width = -1.0F, .points = {{kNone, -kEndless, 2.0F}}},
                       {.id = 2, .points = {}},
                       {.id = 3, .width = std::numeric_limits<float>::infinity(), .points = {{1e300, 0}}}};
    drawing.nextId = 4;
    drawing.mine.opacity = kNone;
    drawing.background = BackgroundPicture{"image/png", {}, kNone, 0, 0, kEndless, 7};
    drawing.symmetry = SymmetryAxis{kNone, kEndless, kNone};
    project.drawingTakes = {Take{.id = 1, .content = TakeStrokes{.lines = {{{kNone, kEndless}}}}}};
    const Result<OpenedProject> opened = decodeProject(encodeProject(project));
    QVERIFY2(opened.isOk(), opened ? "" : qPrintable(opened.error().detail));
    const Drawing &read = opened.value().project.drawing;
    QCOMPARE(read.strokes.size(), std::size_t(2));
    QCOMPARE(read.strokes[0].points[0], (StrokePoint{0, -1e9, 1}));
    QCOMPARE(read.strokes[1].points[0], (StrokePoint{1e9, 0, 1}));
    QVERIFY(encodeProject(opened.value().project) == encodeProject(project));
}

void ProjectFileTest::unknownMembers_areReported()
{
    json file = json::parse(encodeProject(fullProject()).toStdString());
    file["song"]["tracks"][0]["reverb"] = 0.5;
    file["takes"][1]["mood"] = "blue";
    file["sketch"]["paper"] = "rough";
    file["sketch"]["takes"][0]["notes"] = json::array();
    const Result<OpenedProject> opened = decodeProject(QByteArray::fromStdString(file.dump()));
    QVERIFY(opened.isOk());
    QVERIFY(opened.value().project == fullProject());
    QCOMPARE(opened.value().warnings.size(), 4);
    QVERIFY(opened.value().warnings.at(0).contains(u"song.tracks[0].reverb"_s));
    QVERIFY(opened.value().warnings.at(1).contains(u"takes[1].mood"_s));
    QVERIFY(opened.value().warnings.at(2).contains(u"sketch.paper"_s));
    QVERIFY(opened.value().warnings.at(3).contains(u"sketch.takes[0].notes"_s));
}

void ProjectFileTest::newerVersion_isRefused()
{
    for (const char *text : {R"({"format": "solferino-project", "version": 2, "song": 7})",
                             R"({"format": "solferino-project", "version": 1, "requires": ["tuning"]})"}) {
        const Result<OpenedProject> opened = decodeProject(text);
        QVERIFY(!opened);
        QVERIFY2(opened.error().message.contains(u"newer version"_s), qPrintable(opened.error().message));
    }
}

void ProjectFileTest::damage_isRefusedWithItsPlace_data()
{
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("value"); // JSON, or nothing to remove the member
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const QString &pointer, const QString &value, const QString &place,
                        const QString &reason) {
        QTest::newRow(name) << pointer << value << place << reason;
    };
    const QString note = u"/song/tracks/0/notes/1"_s;
    row("pitch out of range", note + u"/3"_s, u"128"_s, u"song.tracks[0].notes[1][3]"_s,
        u"between 0 and 127"_s);
    row("length of zero", note + u"/2"_s, u"0"_s, u"song.tracks[0].notes[1][2]"_s, u"between 1"_s);
    row("fraction of a tick", note + u"/1"_s, u"1.5"_s, u"song.tracks[0].notes[1][1]"_s, u"whole number"_s);
    row("huge tick", note + u"/1"_s, u"18446744073709551615"_s, u"song.tracks[0].notes[1][1]"_s,
        u"between"_s);
    row("negative id", note + u"/0"_s, u"-2"_s, u"song.tracks[0].notes[1][0]"_s, u"whole number from 0"_s);
    row("id used twice", note + u"/0"_s, u"2"_s, u"song"_s, u"id 2"_s);
    row("short note", note, u"[2, 0, 1]"_s, u"song.tracks[0].notes[1]"_s, u"6 elements"_s);
    row("note is text", note, u"\"C4\""_s, u"song.tracks[0].notes[1]"_s, u"list"_s);
    row("missing tracks", u"/song/tracks"_s, {}, u"song"_s, u"'tracks' is missing"_s);
    row("track is a list", u"/song/tracks/1"_s, u"[]"_s, u"song.tracks[1]"_s, u"object"_s);
    row("name is a number", u"/song/tracks/0/name"_s, u"5"_s, u"song.tracks[0].name"_s, u"text"_s);
    row("odd hexadecimal", u"/song/raw/0/1"_s, u"\"ff0\""_s, u"song.raw[0][1]"_s, u"hexadecimal"_s);
    row("no text kind", u"/song/markers/0/1"_s, u"\"rune\""_s, u"song.markers[0][1]"_s, u"kind"_s);
    row("system status", u"/song/tracks/0/events/0/1"_s, u"177"_s, u"song.tracks[0].events[0][1]"_s,
        u"status"_s);
    row("pan beyond right", u"/song/tracks/0/pan"_s, u"1.5"_s, u"song.tracks[0].pan"_s, u"between"_s);
    row("request without model", u"/takes/0/request/model"_s, {}, u"takes[0].request"_s, u"model"_s);
    row("score is text", u"/takes/0/score"_s, u"\"good\""_s, u"takes[0].score"_s, u"number"_s);
    row("takes are an object", u"/takes"_s, u"{}"_s, u"takes"_s, u"list"_s);
    const QString stroke = u"/sketch/strokes/1"_s;
    row("sketch is a list", u"/sketch"_s, u"[]"_s, u"sketch"_s, u"object"_s);
    row("stroke without a point", stroke, u"[7, 0, 0, 3]"_s, u"sketch.strokes[1]"_s, u"four numbers"_s);
    row("point without pressure", stroke, u"[7, 0, 0, 3, 1, 1]"_s, u"sketch.strokes[1]"_s, u"three for"_s);
    row("stroke of nothing", stroke, u"[]"_s, u"sketch.strokes[1]"_s, u"four numbers"_s);
    row("third layer", stroke + u"/1"_s, u"2"_s, u"sketch.strokes[1][1]"_s, u"between 0 and 1"_s);
    row("no width", stroke + u"/3"_s, u"0"_s, u"sketch.strokes[1][3]"_s, u"between"_s);
    row("point is null", stroke + u"/4"_s, u"null"_s, u"sketch.strokes[1][4]"_s, u"not a number"_s);
    row("point far away", stroke + u"/5"_s, u"1e10"_s, u"sketch.strokes[1][5]"_s, u"between"_s);
    row("pressure above 1", stroke + u"/6"_s, u"1.5"_s, u"sketch.strokes[1][6]"_s, u"between"_s);
    row("stroke id used twice", stroke + u"/0"_s, u"1"_s, u"sketch"_s, u"id 1"_s);
    row("stroke id of zero", stroke + u"/0"_s, u"0"_s, u"sketch"_s, u"is none"_s);
    row("huge group", stroke + u"/2"_s, u"18446744073709551615"_s, u"sketch"_s, u"is none"_s);
    row("huge next id", u"/sketch/next_id"_s, u"9223372036854775807"_s, u"sketch.next_id"_s, u"between"_s);
    row("missing layer", u"/sketch/mine"_s, {}, u"sketch"_s, u"'mine' is missing"_s);
    row("opacity above 1", u"/sketch/machine/opacity"_s, u"2"_s, u"sketch.machine.opacity"_s, u"between"_s);
    row("no base64", u"/sketch/background/bytes"_s, u"\"???\""_s, u"sketch.background.bytes"_s, u"base64"_s);
    row("picture without width", u"/sketch/background/width"_s, u"0"_s, u"sketch.background.width"_s,
        u"between"_s);
    row("short axis", u"/sketch/symmetry"_s, u"[1, 2]"_s, u"sketch.symmetry"_s, u"3 elements"_s);
    row("odd line", u"/sketch/takes/0/lines/0"_s, u"[1, 2, 3]"_s, u"sketch.takes[0].lines[0]"_s,
        u"two numbers"_s);
    row("take without lines", u"/sketch/takes/0/lines"_s, {}, u"sketch.takes[0]"_s, u"'lines' is missing"_s);
    row("notes in the sketch", u"/sketch/takes/1"_s, u"{\"id\": 1}"_s, u"sketch.takes[1]"_s, u"missing"_s);
    row("version is text", u"/version"_s, u"\"1\""_s, u"version"_s, u"whole number"_s);
}

void ProjectFileTest::damage_isRefusedWithItsPlace()
{
    QFETCH(QString, pointer);
    QFETCH(QString, value);
    QFETCH(QString, place);
    QFETCH(QString, reason);
    json file = json::parse(encodeProject(fullProject()).toStdString());
    const json::json_pointer member(pointer.toStdString());
    if (value.isEmpty())
        file.at(member.parent_pointer()).erase(member.back());
    else
        file.at(member) = json::parse(value.toStdString());
    const Result<OpenedProject> opened = decodeProject(QByteArray::fromStdString(file.dump()));
    QVERIFY(!opened);
    QVERIFY2(opened.error().message.contains(u" at "_s + place + u' '), qPrintable(opened.error().message));
    QVERIFY2(opened.error().detail.contains(reason), qPrintable(opened.error().detail));
}

void ProjectFileTest::truncation_isAlwaysRefused()
{
    const QByteArray whole = encodeProject(fullProject());
    for (qsizetype size = 0; size < whole.size() - 2; size += 7) {
        const Result<OpenedProject> opened = decodeProject(whole.left(size));
        QVERIFY(!opened);
        QVERIFY(!opened.error().message.isEmpty());
    }
    const Result<OpenedProject> opened = decodeProject(whole.left(whole.size() / 2));
    QVERIFY2(opened.error().message.contains(u"at line "_s), qPrintable(opened.error().message));
    QVERIFY(decodeProject("MThd").error().message.contains(u"not a Solferino project"_s));
    QVERIFY(decodeProject("[1, 2]").error().message.contains(u"not a Solferino project"_s));
    QVERIFY(!decodeProject(QByteArray(2'000'000, '[')));
}

void ProjectFileTest::mutation_neverCrashes()
{
    const QByteArray whole = encodeProject(fullProject());
    QRandomGenerator random(5);
    for (int i = 0; i < 600; ++i) {
        QByteArray broken = whole;
        for (int k = 0; k < 3; ++k)
            broken[random.bounded(broken.size())] = static_cast<char>(random.bounded(256));
        const Result<OpenedProject> opened = decodeProject(broken);
        if (opened)
            QVERIFY(!encodeProject(opened.value().project).isEmpty());
        else
            QVERIFY(!opened.error().message.isEmpty());
    }
}

void ProjectFileTest::file_roundTrips()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"Lied ö.solferino"_s);
    QVERIFY(writeProject(path, longProject(10, "before")).isOk());
    QVERIFY(writeProject(path, fullProject()).isOk());
    const Result<OpenedProject> opened = readProject(path);
    QVERIFY(opened.isOk());
    QVERIFY(opened.value().project == fullProject());
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
}

void ProjectFileTest::missingFile_isAnError()
{
    const Result<OpenedProject> opened = readProject(u"/nowhere/song.solferino"_s);
    QVERIFY(!opened);
    QVERIFY(opened.error().message.contains(u"/nowhere/song.solferino"_s));
}

void ProjectFileTest::unwritableFolder_isAnError()
{
    const Result<> saved = writeProject(u"/nowhere/song.solferino"_s, {});
    QVERIFY(!saved);
    QVERIFY(saved.error().message.contains(u"could not be saved"_s));
    QVERIFY(saved.error().message.contains(u"No such file"_s)); // why
}

void ProjectFileTest::fullDisk_keepsTheFileBefore()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"song.solferino"_s);
    QVERIFY(writeProject(path, fullProject()).isOk());
    {
        const FullDisk disk(10'000);
        const Result<> saved = writeProject(path, illustratedProject(10, 1));
        QVERIFY(!saved);
        QVERIFY2(saved.error().message.contains(u"is unchanged"_s), qPrintable(saved.error().message));
        QVERIFY2(saved.error().message.contains(u"too large"_s), qPrintable(saved.error().message));
    }
    QVERIFY(readProject(path).value().project == fullProject());
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
}

void ProjectFileTest::manyUnknownMembers_areCounted()
{
    json file = json::parse(encodeProject({}).toStdString());
    for (int i = 0; i < 1000; ++i)
        file["song"]["part" + std::to_string(i)] = i;
    const Result<OpenedProject> opened = decodeProject(QByteArray::fromStdString(file.dump()));
    QVERIFY(opened.isOk());
    QCOMPARE(opened.value().warnings.size(), 21);
    QVERIFY2(opened.value().warnings.last().contains(u"980"_s), qPrintable(opened.value().warnings.last()));
}

void ProjectFileTest::pipe_isNotOpened()
{
    const Result<OpenedProject> opened = readProject(u"/dev/zero"_s);
    QVERIFY(!opened);
    QVERIFY(opened.error().message.contains(u"/dev/zero"_s));
}

void ProjectFileTest::kill_inMidSaveLeavesAWholeFile()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"song.solferino"_s);
    QVERIFY(writeProject(path, longProject(1000, "even")).isOk());
    int killsInMidWrite = 0;
    for (int i = 0; i < 20; ++i) {
        QProcess writer;
        writer.start(QStringLiteral(SOLFERINO_PROJECT_WRITER), {u"save"_s, path});
        QVERIFY(writer.waitForReadyRead());
        killsInMidWrite += killInMidWrite(writer, folder.path()) ? 1 : 0;
        const Result<OpenedProject> opened = readProject(path);
        QVERIFY2(opened.isOk(), opened ? "" : qPrintable(opened.error().detail));
        const Song &song = opened.value().project.song;
        QCOMPARE(song.tracks.at(0).notes.size(), std::size_t(song.title == "even" ? 1000 : 1001));
    }
    QVERIFY(killsInMidWrite > 10);
}

void ProjectFileTest::manyNotes_roundTrip()
{
    const Project project = longProject(20'000, "long");
    QElapsedTimer timer;
    timer.start();
    const QByteArray bytes = encodeProject(project);
    const qint64 encoded = timer.restart();
    const Result<OpenedProject> opened = decodeProject(bytes);
    qInfo("20,000 notes: %lld bytes, written in %lld ms, read in %lld ms",
          static_cast<long long>(bytes.size()), static_cast<long long>(encoded),
          static_cast<long long>(timer.elapsed()));
    QVERIFY(opened.isOk());
    QVERIFY(opened.value().project == project);
}

void ProjectFileTest::manyStrokes_roundTrip()
{
    Project project;
    QRandomGenerator random(3);
    for (StrokeId id = 1; id <= 500; ++id) {
        Stroke stroke{.id = id, .points = {}};
        for (int i = 0; i < 50; ++i)
            stroke.points.push_back({random.bounded(2000.0), random.bounded(2000.0), 0.01F * float(i)});
        project.drawing.strokes.push_back(std::move(stroke));
    }
    project.drawing.nextId = 501;
    QElapsedTimer timer;
    timer.start();
    const QByteArray bytes = encodeProject(project);
    const qint64 encoded = timer.restart();
    const Result<OpenedProject> opened = decodeProject(bytes);
    qInfo("500 strokes of 50 points: %lld bytes, written in %lld ms, read in %lld ms",
          static_cast<long long>(bytes.size()), static_cast<long long>(encoded),
          static_cast<long long>(timer.elapsed()));
    QVERIFY(opened.isOk());
    QVERIFY(opened.value().project == project);
}

QTEST_GUILESS_MAIN(ProjectFileTest)
#include "tst_project_file.moc"
