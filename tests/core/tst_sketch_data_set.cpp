// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/background_task.h"
#include "core/domain/sketch/sketch_data_file.h"
#include "core/library/data_set_model.h"
#include "core/library/sketch_data_set.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <numbers>

using namespace solferino;

namespace {

void write(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// A closed curve with `leaves` leaves: enough bends for the recipe to keep it.
QByteArray flowerSvg(int leaves)
{
    QByteArray path;
    for (int i = 0; i <= 240; ++i) {
        const double angle = i * 2 * std::numbers::pi / 240;
        const double radius = 60 + 30 * std::cos(leaves * angle);
        path += i == 0 ? "M" : "L";
        path += QByteArray::number(100 + radius * std::cos(angle)) + " " +
                QByteArray::number(100 + radius * std::sin(angle));
    }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"200\"><path d=\"" + path +
           "\" fill=\"none\" stroke=\"black\"/></svg>";
}

QByteArray npz(const SketchData &data)
{
    const std::vector<std::uint8_t> bytes = writeSketchNpz(data);
    return {reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

StrokeRows zigzag(int points)
{
    StrokeRows rows;
    for (int i = 0; i < points; ++i)
        rows.push_back({5.0F, i % 2 == 0 ? 7.0F : -7.0F, i + 1 == points});
    return rows;
}

/// `count` drawings of each class.
SketchDataSet classes(int count)
{
    SketchDataSet data;
    for (const char *label : {"bird", "cat/dog"}) {
        for (int i = 0; i < count; ++i)
            data.examples.push_back({.id = data.examples.size() + 1,
                                     .lines = {{{0, 0}, {i + 1.0, 3}}, {{5, 5}, {9, 9.0 + i}}},
                                     .label = label,
                                     .source = "made"});
    }
    return data;
}

} // namespace

class SketchDataSetTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void svgFolder_isLabelledByItsFolders()
    {
        const QTemporaryDir folder;
        write(folder.filePath(QStringLiteral("rose/1.svg")), flowerSvg(5));
        write(folder.filePath(QStringLiteral("rose/2.SVG")), flowerSvg(7));
        write(folder.filePath(QStringLiteral("daisy/1.svg")), flowerSvg(9));
        write(folder.filePath(QStringLiteral("daisy/notes.txt")), "not a drawing");
        const Result<SketchDataSet> data = readSketchDataSet({folder.path()});
        QVERIFY2(data.isOk(), data ? "" : qPrintable(data.error().detail));
        const auto counts = data.value().countByLabel();
        QCOMPARE(counts.at("rose"), std::size_t{2});
        QCOMPARE(counts.at("daisy"), std::size_t{1});
        QCOMPARE(data.value().report.kept, std::size_t{3});
        QCOMPARE(data.value().report.files, 3);
        const SketchExample &first = data.value().examples.front();
        QCOMPARE(first.label, std::string("daisy"));
        QCOMPARE(first.source, std::string("1.svg"));
        const std::optional<Bounds> bounds = boundsOf(first.lines);
        QVERIFY(bounds && std::max(bounds->width(), bounds->height()) <= 255.0);
        QVERIFY(bounds && std::max(bounds->width(), bounds->height()) > 250.0);
        std::size_t points = 0;
        for (const Polyline &line : first.lines)
            points += line.size();
        QVERIFY(points >= 20 && points <= 200);
    }

    void picture_isTraced()
    {
        const QTemporaryDir folder;
        QImage image(300, 300, QImage::Format_ARGB32);
        image.fill(Qt::transparent);
        for (int i = 0; i < 4000; ++i) {
            const double angle = i * 2 * std::numbers::pi / 4000;
            const double radius = 90 + 40 * std::cos(6 * angle);
            const int x = static_cast<int>(150 + radius * std::cos(angle));
            const int y = static_cast<int>(150 + radius * std::sin(angle));
            for (int dx = -1; dx <= 1; ++dx)
                for (int dy = -1; dy <= 1; ++dy)
                    image.setPixelColor(x + dx, y + dy, Qt::black);
        }
        QDir().mkpath(folder.filePath(QStringLiteral("flower")));
        QVERIFY(image.save(folder.filePath(QStringLiteral("flower/1.png"))));
        const Result<SketchDataSet> data = readSketchDataSet({folder.path()});
        QVERIFY2(data.isOk(), data ? "" : qPrintable(data.error().detail));
        QCOMPARE(data.value().examples.size(), std::size_t{1});
        QCOMPARE(data.value().examples[0].label, std::string("flower"));
        QCOMPARE(data.value().examples[0].lines.size(), std::size_t{1});
    }

    void npz_keepsItsParts()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("bird.full.npz"));
        write(path, npz({{zigzag(5), zigzag(6)}, {zigzag(7)}, {zigzag(8)}}));
        const Result<SketchDataSet> data = readSketchDataSet({path});
        QVERIFY(data.isOk());
        QCOMPARE(data.value().count(DataSplit::Train), std::size_t{2});
        QCOMPARE(data.value().count(DataSplit::Valid), std::size_t{1});
        QCOMPARE(data.value().count(DataSplit::Test), std::size_t{1});
        QCOMPARE(data.value().examples[0].label, std::string("bird"));
        QCOMPARE(data.value().examples[3].lines, linesFromRows(zigzag(8)));
    }

    void ndjson_hasItsWords()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("some.ndjson"));
        write(path,
              "{\"word\":\"cat\",\"key_id\":\"1\",\"recognized\":true,\"drawing\":[[[0,9,5],[0,3,255]]]}\n"
              "broken\n"
              "{\"word\":\"dog\",\"key_id\":\"2\",\"recognized\":true,\"drawing\":[[[0,9],[0,3]]]}\n");
        const Result<SketchDataSet> data = readSketchDataSet({path});
        QVERIFY(data.isOk());
        QCOMPARE(data.value().examples.size(), std::size_t{2});
        QCOMPARE(data.value().examples[1].label, std::string("dog"));
        QCOMPARE(data.value().report.discarded.size(), std::size_t{1});
    }

    void badFiles_areToldAndPassedOver()
    {
        const QTemporaryDir folder;
        write(folder.filePath(QStringLiteral("a.npz")), "no zip at all");
        write(folder.filePath(QStringLiteral("b.svg")), "<svg><path d=\"M0 0 L nan 4\"/></svg>");
        write(folder.filePath(QStringLiteral("c.png")), "\x89PNG broken");
        write(folder.filePath(QStringLiteral("d.ndjson")), "{}\n");
        write(folder.filePath(QStringLiteral("e.svg")), {});
        write(folder.filePath(QStringLiteral("good.npz")), npz({{zigzag(30)}, {}, {}}));
        const Result<SketchDataSet> data = readSketchDataSet({folder.path()});
        QVERIFY(data.isOk());
        QCOMPARE(data.value().examples.size(), std::size_t{1});
        QStringList names;
        for (const auto &[path, sentence] : data.value().report.unreadable) {
            names.append(QFileInfo(path).fileName());
            QVERIFY2(!sentence.isEmpty(), qPrintable(path));
        }
        for (const char *name : {"a.npz", "c.png", "d.ndjson", "e.svg"})
            QVERIFY2(names.contains(QLatin1String(name)), name);
    }

    void absurdPlaces_areNoDrawing()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.ndjson"));
        write(path, "{\"word\":\"cat\",\"drawing\":[[[0,1e300,5],[0,3,255]]]}\n"
                    "{\"word\":\"cat\",\"drawing\":[[[0,1,5],[0,3,255]]]}\n");
        const Result<SketchDataSet> data = readSketchDataSet({path});
        QVERIFY(data.isOk());
        QCOMPARE(data.value().examples.size(), std::size_t{1});
    }

    void tooSimpleAndTooLong_areCounted()
    {
        const QTemporaryDir folder;
        write(folder.filePath(QStringLiteral("f/line.svg")),
              "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0 L90 90\" stroke=\"#000\"/></svg>");
        write(folder.filePath(QStringLiteral("f/flower.svg")), flowerSvg(5));
        const Result<SketchDataSet> data = readSketchDataSet({folder.path()});
        QVERIFY(data.isOk());
        QCOMPARE(data.value().report.kept, std::size_t{1});
        QCOMPARE(data.value().report.discarded.size(), std::size_t{1});
        DataSetOptions strict;
        strict.recipe.mostPoints = 21;
        strict.recipe.lastTolerance = 0.25;
        QVERIFY(!readSketchDataSet({folder.path()}, strict));
    }

    void nothing_isAnError()
    {
        const QTemporaryDir folder;
        QVERIFY(!readSketchDataSet({folder.path()}));
        QVERIFY(!readSketchDataSet({folder.filePath(QStringLiteral("gone"))}));
        QVERIFY(!readSketchDataSet({}));
        write(folder.filePath(QStringLiteral("empty.npz")), npz({}));
        QVERIFY(!readSketchDataSet({folder.path()}));
    }

    void limits_areKept()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("bird.npz"));
        write(path, npz({{zigzag(5), zigzag(5), zigzag(5), zigzag(5)}, {}, {}}));
        DataSetOptions few;
        few.mostDrawings = 3;
        QCOMPARE(readSketchDataSet({path}, few).value().examples.size(), std::size_t{3});
        few = {};
        few.mostPoints = 11;
        const Result<SketchDataSet> data = readSketchDataSet({path}, few);
        QCOMPARE(data.value().examples.size(), std::size_t{2});
        QCOMPARE(data.value().report.discarded.begin()->second, std::size_t{2});
        few = {};
        few.maxFileBytes = 10;
        QVERIFY(!readSketchDataSet({path}, few));
    }

    void split_isTheSameForTheSameSeed()
    {
        SketchDataSet data = classes(50);
        splitDataSet(data, 0.1, 0.2, 7);
        QCOMPARE(data.count(DataSplit::Valid), std::size_t{10});
        QCOMPARE(data.count(DataSplit::Test), std::size_t{20});
        QCOMPARE(data.count(DataSplit::Train), std::size_t{70});
        SketchDataSet again = classes(50);
        splitDataSet(again, 0.1, 0.2, 7);
        QVERIFY(data.examples == again.examples);
        splitDataSet(again, 0.1, 0.2, 8);
        QVERIFY(data.examples != again.examples);
        splitDataSet(again, 1.0, 1.0, 8);
        QCOMPARE(again.count(DataSplit::Valid), std::size_t{100});
    }

    void written_isReadAgain()
    {
        const QTemporaryDir folder;
        SketchDataSet data = classes(20);
        splitDataSet(data, 0.1, 0.1, 3);
        const QString path = folder.filePath(QStringLiteral("all.npz"));
        const Result<WrittenDataSet> written = writeDataSetNpz(data, path);
        QVERIFY(written.isOk());
        QCOMPARE(written.value().drawings, std::size_t{40});
        const Result<SketchDataSet> again = readSketchDataSet({path});
        QVERIFY(again.isOk());
        QCOMPARE(again.value().examples.size(), std::size_t{40});
        QCOMPARE(again.value().count(DataSplit::Valid), std::size_t{4});
        QCOMPARE(again.value().examples[0].lines, data.examples[0].lines);
        QVERIFY(!writeDataSetNpz(data, folder.filePath(QStringLiteral("no/all.npz"))));
    }

    void folder_hasAFileAClass()
    {
        const QTemporaryDir folder;
        const Result<WrittenDataSet> written =
            writeDataSetFolder(classes(3), folder.filePath(QStringLiteral("set")));
        QVERIFY(written.isOk());
        QCOMPARE(written.value().files.size(), 2);
        QVERIFY(written.value().files[1].endsWith(QStringLiteral("/cat_dog.npz")));
        const Result<SketchDataSet> again = readSketchDataSet({folder.path()});
        QVERIFY(again.isOk());
        QCOMPARE(again.value().countByLabel().at("bird"), std::size_t{3});
    }

    void ndjson_isReadAgain()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("all.ndjson"));
        QVERIFY(writeDataSetNdjson(classes(3), path).isOk());
        const Result<SketchDataSet> again = readSketchDataSet({path});
        QVERIFY(again.isOk());
        QCOMPARE(again.value().countByLabel().at("cat/dog"), std::size_t{3});
        QCOMPARE(again.value().examples[2].lines, classes(3).examples[2].lines);
    }

    void progress_risesAndCancels()
    {
        const QTemporaryDir folder;
        for (int i = 0; i < 10; ++i)
            write(folder.filePath(QStringLiteral("f/%1.svg").arg(i)), flowerSvg(5 + i));
        double last = -1.0;
        QVERIFY(readSketchDataSet({folder.path()}, {},
                                  [&](double share) {
                                      const bool rises = share >= last;
                                      last = share;
                                      return rises;
                                  })
                    .value()
                    .examples.size() == 10);
        QCOMPARE(last, 1.0);
        const Result<SketchDataSet> cancelled =
            readSketchDataSet({folder.path()}, {}, [](double share) { return share < 0.3; });
        QVERIFY(cancelled.isOk());
        QVERIFY(cancelled.value().examples.empty());
    }

    void model_passesTheTester()
    {
        DataSetModel model(nullptr);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.reset(classes(5));
        QCOMPARE(model.rowCount(), 10);
        QCOMPARE(model.index(7).data().toString(), QStringLiteral("cat/dog"));
        QCOMPARE(model.index(7).data(DataSetModel::PointsRole).toInt(), 4);
        model.remove({1, 2, 5, 9});
        model.undoStack().undo();
        model.split(0.2, 0.2, 1);
        model.reset({});
        QCOMPARE(model.rowCount(), 0);
    }

    void removed_comeBackWhereTheyWere()
    {
        DataSetModel model(nullptr);
        model.reset(classes(5));
        const std::vector<SketchExample> before = model.dataSet().examples;
        QSignalSpy changed(&model, &DataSetModel::countsChanged);
        model.remove({9, 2, 1, 5, 2, 77});
        QCOMPARE(model.rowCount(), 6);
        QCOMPARE(changed.size(), 1);
        QVERIFY(!model.find(5));
        QVERIFY(model.find(6));
        const std::vector<SketchExample> after = model.dataSet().examples;
        model.remove({10});
        QCOMPARE(model.rowCount(), 5);
        model.undoStack().undo();
        QVERIFY(model.dataSet().examples == after);
        model.undoStack().undo();
        QVERIFY(model.dataSet().examples == before);
        model.undoStack().redo();
        QVERIFY(model.dataSet().examples == after);
        model.remove({});
        QCOMPARE(model.undoStack().index(), 1);
    }

    void scattered_areRemovedInOnePass()
    {
        DataSetModel model(nullptr);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.reset(classes(500));
        const std::vector<SketchExample> before = model.dataSet().examples;
        std::vector<ExampleId> ids;
        for (ExampleId id = 1; id <= 1000; id += 3)
            ids.push_back(id);
        model.remove(ids);
        QCOMPARE(model.rowCount(), 666);
        QVERIFY(!model.find(1000));
        QVERIFY(model.find(999));
        model.undoStack().undo();
        QVERIFY(model.dataSet().examples == before);
        model.undoStack().redo();
        QCOMPARE(model.rowCount(), 666);
    }

    void task_tellsItsResult()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("bird.npz"));
        write(path, npz({{zigzag(5)}, {}, {}}));
        std::size_t found = 0;
        const auto read = [path](const BackgroundTask::Progress &progress) {
            return readSketchDataSet({path}, {}, progress);
        };
        BackgroundTask task(
            read, [&](const Result<SketchDataSet> &data) { found = data.value().examples.size(); }, nullptr);
        QSignalSpy ended(&task, &BackgroundTask::ended);
        QVERIFY(ended.wait());
        QCOMPARE(found, std::size_t{1});
        QCOMPARE(task.fraction(), 1.0);
        QVERIFY(!ended[0][0].toBool());
    }
};

QTEST_GUILESS_MAIN(SketchDataSetTest)
#include "tst_sketch_data_set.moc"
