// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/spill_file.h"
#include "core/documents/take_list.h"
#include "core/documents/take_spill.h"
#include "core/project/project_file.h"
#include "core/project/recovery_copy.h"
#include "tests/support/full_disk.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace solferino;
using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kLarge = std::size_t{2} << 20U;

Bytes bytesOf(unsigned number, std::size_t size = kLarge)
{
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<std::uint8_t>(i * (2 * number + 1) + (i >> 9U));
    return bytes;
}

Take takeOf(Bytes file)
{
    Take take;
    take.content = TakePicture{
        .file = std::make_shared<const Bytes>(std::move(file)), .width = 1, .height = 1, .photo = {}};
    take.isComplete = true;
    take.isStarred = true;
    return take;
}

} // namespace

class TakeSpillTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void largePictures_leaveTheMemory();
    void openedTakes_leaveTheMemory();
    void smallPictures_stay();
    void spilledTakes_areSavedAndRecovered();
    void fullDisk_keepsThemInMemory();
    void removedTakes_makeRoom();
    void gaps_areFilledAgain();
    void nothingIsLeft();

private:
    [[nodiscard]] QString folder() const { return m_folder->path(); }
    [[nodiscard]] const StoredBytes &file(std::size_t row) const
    {
        return pictureOf(m_takes->takes().at(row))->file;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<TakeList> m_takes;
    std::unique_ptr<TakeSpill> m_spill;
};

void TakeSpillTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_takes = std::make_unique<TakeList>(nullptr);
    m_spill = std::make_unique<TakeSpill>(*m_takes, folder(), nullptr);
}

void TakeSpillTest::largePictures_leaveTheMemory()
{
    std::vector<std::weak_ptr<const Bytes>> memory;
    for (unsigned i = 0; i < 10; ++i) {
        m_takes->add(takeOf(bytesOf(i)));
        memory.push_back(file(i).load().value());
    }
    QTRY_VERIFY(std::ranges::all_of(memory, [](const auto &each) { return each.expired(); }));
    for (unsigned i = 0; i < 10; ++i) {
        const Result<SharedBytes> loaded = file(i).load();
        QVERIFY(loaded);
        QCOMPARE(*loaded.value(), bytesOf(i));
        QCOMPARE(file(i).load().value(), loaded.value()); // read once while somebody holds it
        QCOMPARE(file(i), StoredBytes(std::make_shared<const Bytes>(bytesOf(i))));
        QVERIFY(!(file(i) == file((i + 1) % 10)));
    }
}

void TakeSpillTest::openedTakes_leaveTheMemory()
{
    m_takes->reset({takeOf(bytesOf(1)), takeOf(bytesOf(2))});
    QTRY_VERIFY(file(0).isSpilled() && file(1).isSpilled());
    QCOMPARE(*file(1).load().value(), bytesOf(2));
}

void TakeSpillTest::smallPictures_stay()
{
    m_takes->add(takeOf(bytesOf(1, TakeSpill::kLeastBytes - 1)));
    QThreadPool::globalInstance()->waitForDone();
    QVERIFY(!file(0).isSpilled());
}

void TakeSpillTest::spilledTakes_areSavedAndRecovered()
{
    Project project;
    project.imageTakes = {takeOf(bytesOf(1)), takeOf(bytesOf(2)), takeOf(bytesOf(1))};
    RecoveryCopy copy(folder() + u"/copy.solferino"_s);
    QVERIFY(copy.write(project)); // from memory
    m_takes->reset(project.imageTakes);
    QTRY_VERIFY(file(0).isSpilled() && file(1).isSpilled() && file(2).isSpilled());
    project.imageTakes = m_takes->takes();
    QVERIFY(copy.write(project)); // and under the same names
    QCOMPARE(QDir(folder() + u"/copy.files"_s).entryList(QDir::Files).size(), 2);
    QVERIFY(copy.read().value().project == project);
    const QString path = folder() + u"/saved.solferino"_s;
    QVERIFY(writeProject(path, project));
    QVERIFY(readProject(path).value().project == project);
}

void TakeSpillTest::fullDisk_keepsThemInMemory()
{
    const FullDisk disk(kLarge / 2);
    m_takes->add(takeOf(bytesOf(3)));
    QThreadPool::globalInstance()->waitForDone();
    QVERIFY(!file(0).isSpilled());
    QCOMPARE(*file(0).load().value(), bytesOf(3));
}

void TakeSpillTest::removedTakes_makeRoom()
{
    const auto spilled = std::make_shared<SpillFile>(folder());
    {
        const StoredBytes bytes(std::make_shared<const Bytes>(bytesOf(1)));
        QVERIFY(bytes.spill(spilled));
        QCOMPARE(spilled->size(), qint64(kLarge));
    }
    QCOMPARE(spilled->size(), qint64(0));
}

void TakeSpillTest::gaps_areFilledAgain()
{
    SpillFile file(folder());
    const auto write = [&file](unsigned number, std::size_t size) {
        return file.write(bytesOf(number, size)).value_or(-1);
    };
    QCOMPARE(write(0, 100), qint64(0));
    QCOMPARE(write(1, 200), qint64(100));
    QCOMPARE(write(2, 300), qint64(300));
    QCOMPARE(write(3, 50), qint64(600));
    file.release(0, 100);
    file.release(300, 300);
    file.release(100, 200); // one gap of 600
    QCOMPARE(write(4, 550), qint64(0));
    QCOMPARE(write(5, 51), qint64(650));
    QCOMPARE(write(6, 50), qint64(550));
    Bytes read(550);
    QVERIFY(file.read(0, read));
    QCOMPARE(read, bytesOf(4, 550));
    read.resize(50);
    QVERIFY(file.read(600, read));
    QCOMPARE(read, bytesOf(3, 50));
    file.release(600, 50);
    file.release(650, 51);
    QCOMPARE(file.size(), qint64(600));
}

void TakeSpillTest::nothingIsLeft()
{
    m_takes->add(takeOf(bytesOf(1)));
    QTRY_VERIFY(file(0).isSpilled());
    m_spill.reset();
    m_takes.reset();
    QVERIFY(QDir(folder()).entryList(QDir::Files | QDir::Hidden).isEmpty());
}

QTEST_GUILESS_MAIN(TakeSpillTest)
#include "tst_take_spill.moc"
