// SPDX-License-Identifier: GPL-3.0-or-later
// Project files that something else than the studio has had in its hands. SOLFERINO_DAMAGE=5000 tries more of
// them than a quick run.
#include "core/project/recovery_copy.h"
#include "tests/support/damaged_bytes.h"
#include "tests/support/project_samples.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace solferino;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

/// Refused with a sentence, or opened as something that can be saved and opened again.
bool isSound(const Result<OpenedProject> &opened)
{
    if (!opened)
        return !opened.error().message.isEmpty() && opened.error().message.size() < 400;
    const Result<OpenedProject> again = decodeProject(encodeProject(opened.value().project));
    return again && again.value().project == opened.value().project;
}

QByteArray toByteArray(const Bytes &bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

/// Some member or element of the file, at any depth.
json &anyValue(json &file, test::Random &random)
{
    json *value = &file;
    while (value->is_structured() && !value->empty() && (value == &file || random.below(6) > 0)) {
        auto child = value->begin();
        std::advance(child, random.below(value->size()));
        value = &*child;
    }
    return *value;
}

json hostileValue(test::Random &random)
{
    const json values[] = {nullptr,
                           true,
                           0,
                           -1,
                           std::numeric_limits<std::int64_t>::min(),
                           std::numeric_limits<std::uint64_t>::max(),
                           1e308,
                           0.5,
                           "",
                           "AAAA",
                           std::string(5000, 'A'),
                           "\xC3\xA4\\\"",
                           json::array(),
                           json::object(),
                           json::array({1, 2, 3, 4, 5, 6, 7}),
                           json::array({json::array({json::array()})}),
                           {{"bytes", "zz"}},
                           {{"bytes", "e4f6"}},
                           {{"sha256", "../x"}}};
    return values[random.below(std::size(values))];
}

} // namespace

class ProjectDamageTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void damagedBytes_areRefusedOrSound();
    void hostileValues_areRefusedOrSound();
    void hostileTexts_areRefused_data();
    void hostileTexts_areRefused();
    void damagedCopy_isRefusedOrSound();
};

void ProjectDamageTest::damagedBytes_areRefusedOrSound()
{
    const QByteArray text = encodeProject(fullProject());
    const Bytes whole(text.begin(), text.end());
    test::Random random(11);
    for (int i = 0; i < test::damagedFileCount(); ++i)
        QVERIFY(isSound(decodeProject(toByteArray(test::damaged(whole, random)))));
}

void ProjectDamageTest::hostileValues_areRefusedOrSound()
{
    const json whole = json::parse(encodeProject(fullProject()).toStdString());
    test::Random random(12);
    int opened = 0;
    for (int i = 0; i < test::damagedFileCount(); ++i) {
        json file = whole;
        for (std::size_t k = random.below(2); k < 2; ++k)
            anyValue(file, random) = hostileValue(random);
        const Result<OpenedProject> result = decodeProject(QByteArray::fromStdString(file.dump()));
        opened += result ? 1 : 0;
        QVERIFY2(isSound(result), file.dump().c_str());
    }
    QVERIFY(opened > 0);
}

void ProjectDamageTest::hostileTexts_areRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray head = R"({"format": "solferino-project", "version": 1, )";
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("quote") << QByteArray("\"");
    QTest::newRow("escapes") << head + "\"" + QByteArray(1'000'000, '\\');
    QTest::newRow("escaped quotes") << head + "\"" + QByteArray("\\\"").repeated(500'000);
    QTest::newRow("files without an end") << head + R"("image_files": ["AAAA", "AAAA)";
    QTest::newRow("files and a comma") << head + R"("image_files": ["AAAA",]})";
    QTest::newRow("files of nothing") << head + R"("image_files": [,]})";
    QTest::newRow("file with a line in it") << head + "\"image_files\": [\"AA\nAA\"]}";
    QTest::newRow("file of another") << head + R"("image_files": ["AAAA", {"sha256": "AAAA"}]})";
    QTest::newRow("files of files") << head + R"("image_files": [["AAAA"]]})";
    QTest::newRow("depth of lists") << head + "\"x\": " + QByteArray(1'000'000, '[');
    QTest::newRow("depth of objects") << head + QByteArray("\"x\": {").repeated(100'000);
    QTest::newRow("huge version") << QByteArray(R"({"format": "solferino-project", "version": 1e999})");
    QTest::newRow("negative version") << QByteArray(R"({"format": "solferino-project", "version": -1})");
}

void ProjectDamageTest::hostileTexts_areRefused()
{
    QFETCH(QByteArray, text);
    const Result<OpenedProject> opened = decodeProject(text);
    QVERIFY(!opened);
    QVERIFY(isSound(opened));
}

void ProjectDamageTest::damagedCopy_isRefusedOrSound()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"copy.solferino"_s);
    RecoveryCopy copy(path);
    test::Random random(13);
    for (int i = 0; i < test::damagedFileCount() / 10; ++i) {
        QVERIFY(copy.write(fullProject()));
        QDir files(folder.filePath(u"copy.files"_s));
        const QStringList names = files.entryList(QDir::Files);
        const QString place = random.below(2) == 0
                                  ? path
                                  : files.filePath(names[qsizetype(random.below(std::size_t(names.size())))]);
        QFile file(place);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray whole = file.readAll();
        const QByteArray bytes = toByteArray(test::damaged(Bytes(whole.begin(), whole.end()), random));
        QVERIFY(file.resize(0) && file.seek(0) && file.write(bytes) == bytes.size());
        file.close();
        QVERIFY(isSound(copy.read()));
        copy.remove();
    }
}

QTEST_GUILESS_MAIN(ProjectDamageTest)
#include "tst_project_damage.moc"
