// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/recovery_copy.h"
#include "tests/support/full_disk.h"
#include "tests/support/project_samples.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace solferino;
using namespace Qt::StringLiterals;

namespace {

bool put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

class RecoveryCopyTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void roundTrip_isExact();
    void everyCut_leavesAWholeCopy_data();
    void everyCut_leavesAWholeCopy();
    void pictures_areWrittenOnce();
    void equalPictures_areOne();
    void damagedPicture_isAnError();
    void missingPicture_isAnError();
    void namesThatLeaveTheFolder_areRefused();
    void copyIsNoProject();
    void selfContainedFile_isACopyToo();
    void fullDisk_keepsTheCopyBefore();
    void remove_leavesNothing();

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(u"a-b.solferino"_s); }
    [[nodiscard]] QDir files() const { return QDir(m_folder->filePath(u"a-b.files"_s)); }
    [[nodiscard]] QStringList names() const { return files().entryList(QDir::Files | QDir::Hidden); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void RecoveryCopyTest::roundTrip_isExact()
{
    QVERIFY(RecoveryCopy(path()).write(fullProject()));
    const Result<OpenedProject> read = RecoveryCopy(path()).read();
    QVERIFY2(read.isOk(), read ? "" : qPrintable(read.error().detail));
    QVERIFY(read.value().project == fullProject());
    QVERIFY(read.value().warnings.isEmpty());
    QCOMPARE(names().size(), 5); // photo, mask, result, another photo, the background of the sketch
}

void RecoveryCopyTest::everyCut_leavesAWholeCopy_data()
{
    QTest::addColumn<bool>("hasCopyBefore");
    QTest::newRow("the first copy") << false;
    QTest::newRow("a later copy") << true;
}

void RecoveryCopyTest::everyCut_leavesAWholeCopy()
{
    QFETCH(bool, hasCopyBefore);
    const Project before = illustratedProject(3, 1);
    const Project after = fullProject();
    const std::size_t count = RecoveryCopy(path()).steps(after).size();
    QCOMPARE(count, std::size_t(7)); // five pictures, the project, the end of former pictures
    for (std::size_t cut = 0; cut <= count; ++cut) {
        init();
        if (hasCopyBefore)
            QVERIFY(RecoveryCopy(path()).write(before));
        {
            RecoveryCopy copy(path());
            const std::vector<RecoveryCopy::Step> steps = copy.steps(after);
            for (std::size_t i = 0; i < cut; ++i)
                QVERIFY(steps[i]());
        }
        // What a step leaves that is cut in its middle.
        QVERIFY(QDir().mkpath(files().path()));
        QVERIFY(put(files().filePath(u"0123456789abcdef.AbCdEf"_s), "half"));
        QVERIFY(put(path() + u".AbCdEf"_s, "{\n \"format\""));

        const Result<OpenedProject> read = RecoveryCopy(path()).read();
        const bool hasNew = cut + 1 >= count;
        QCOMPARE(read.isOk(), hasNew || hasCopyBefore);
        if (read)
            QVERIFY(read.value().project == (hasNew ? after : before));

        QVERIFY(RecoveryCopy(path()).write(after)); // goes on from there
        QVERIFY(RecoveryCopy(path()).read().value().project == after);
        QCOMPARE(names().size(), 5);
    }
}

void RecoveryCopyTest::pictures_areWrittenOnce()
{
    Project project = illustratedProject(3, 1);
    RecoveryCopy copy(path());
    QVERIFY(copy.write(project));
    const QStringList first = names();
    for (const QString &name : first) // a file of another content shows whether it is written again
        QVERIFY(put(files().filePath(name), QByteArray(200'000, 'x')));
    project.song.title = "changed";
    project.imageTakes.push_back(illustratedProject(3, 2).imageTakes.front());
    QVERIFY(copy.write(project));
    QCOMPARE(names().size(), 3);
    for (const QString &name : first) {
        QFile file(files().filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.read(1), QByteArray("x"));
    }
    project.imageTakes.clear();
    QVERIFY(copy.write(project));
    QCOMPARE(names().size(), 1);
}

void RecoveryCopyTest::equalPictures_areOne()
{
    Project project = illustratedProject(3, 1);
    project.imageTakes.push_back(illustratedProject(3, 1).imageTakes.front()); // in other memory
    QVERIFY(RecoveryCopy(path()).write(project));
    QCOMPARE(names().size(), 2);
    const Project read = RecoveryCopy(path()).read().value().project;
    QCOMPARE(pictureOf(read.imageTakes[0])->file, pictureOf(read.imageTakes[1])->file);
}

void RecoveryCopyTest::damagedPicture_isAnError()
{
    QVERIFY(RecoveryCopy(path()).write(illustratedProject(3, 1)));
    QVERIFY(put(files().filePath(names().front()), QByteArray(200'000, 'x')));
    const Result<OpenedProject> read = RecoveryCopy(path()).read();
    QVERIFY(!read);
    QVERIFY2(read.error().message.contains(u"image_files["_s), qPrintable(read.error().message));
    QVERIFY2(read.error().detail.contains(u"is damaged"_s), qPrintable(read.error().detail));
}

void RecoveryCopyTest::missingPicture_isAnError()
{
    QVERIFY(RecoveryCopy(path()).write(illustratedProject(3, 1)));
    QVERIFY(QFile::remove(files().filePath(names().front())));
    const Result<OpenedProject> read = RecoveryCopy(path()).read();
    QVERIFY(!read);
    QVERIFY2(read.error().detail.contains(u"could not be opened"_s), qPrintable(read.error().detail));
}

void RecoveryCopyTest::namesThatLeaveTheFolder_areRefused()
{
    QVERIFY(put(path(), R"({"format": "solferino-project", "version": 1,
                            "image_files": [{"sha256": "../../../../etc/passwd"}]})"));
    const Result<OpenedProject> read = RecoveryCopy(path()).read();
    QVERIFY(!read);
    QVERIFY2(read.error().detail.contains(u"no name"_s), qPrintable(read.error().detail));
}

void RecoveryCopyTest::copyIsNoProject()
{
    QVERIFY(RecoveryCopy(path()).write(illustratedProject(3, 1)));
    const Result<OpenedProject> read = readProject(path());
    QVERIFY(!read);
    QVERIFY2(read.error().detail.contains(u"image_files[0]"_s), qPrintable(read.error().detail));
}

void RecoveryCopyTest::selfContainedFile_isACopyToo()
{
    QVERIFY(writeProject(path(), fullProject()));
    QVERIFY(RecoveryCopy(path()).read().value().project == fullProject());
}

void RecoveryCopyTest::fullDisk_keepsTheCopyBefore()
{
    RecoveryCopy copy(path());
    QVERIFY(copy.write(illustratedProject(3, 1)));
    {
        const FullDisk disk(100'000);
        const Result<> written = copy.write(illustratedProject(3, 2));
        QVERIFY(!written);
        QVERIFY2(written.error().message.contains(u"could not be written"_s),
                 qPrintable(written.error().message));
    }
    QVERIFY(RecoveryCopy(path()).read().value().project == illustratedProject(3, 1));
    QVERIFY(copy.write(illustratedProject(3, 2)));
    QVERIFY(RecoveryCopy(path()).read().value().project == illustratedProject(3, 2));
}

void RecoveryCopyTest::remove_leavesNothing()
{
    const RecoveryCopy copy(path());
    QVERIFY(RecoveryCopy(path()).write(fullProject()));
    copy.remove();
    QVERIFY(QDir(m_folder->path()).isEmpty());
}

QTEST_GUILESS_MAIN(RecoveryCopyTest)
#include "tst_recovery_copy.moc"
