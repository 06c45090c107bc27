// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/autosave.h"
#include "core/project/recovery_copy.h"
#include "tests/support/killed_process.h"
#include "tests/support/project_samples.h"

#include <QDir>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace solferino;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QStringList filesIn(const QString &folder)
{
    return QDir(folder).entryList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot);
}

QStringList copiesIn(const QString &folder)
{
    return QDir(folder).entryList({u"*.solferino"_s}, QDir::Files);
}

} // namespace

class AutosaveTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void defaultDelays_keepTheirPromise();
    void change_isCopiedAfterAPause();
    void changesWithoutPause_areCopiedToo();
    void discard_removesTheCopy();
    void markSaved_keepsThePictures();
    void disabled_keepsNoCopy();
    void failure_isToldOnce();
    void livingStudio_isNotRecovered();
    void kill_leavesARecovery();
    void adopt_makesARecoveryTheCopy();
    void adopt_leavesTheCopyOfAnother();
    void killInMidWrite_leavesAWholeCopy();
    void leftovers_areRemoved();

private:
    QString folder() const { return m_folder->path() + u"/recovery"_s; }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void AutosaveTest::defaultDelays_keepTheirPromise()
{
    Autosave autosave(
        folder(), [] { return Project(); }, nullptr);
    autosave.markChanged();
    const QList<QTimer *> timers = autosave.findChildren<QTimer *>();
    QCOMPARE(timers.size(), 2);
    for (const QTimer *timer : timers)
        QVERIFY(timer->isActive() && timer->intervalAsDuration() < 10s);
}

void AutosaveTest::change_isCopiedAfterAPause()
{
    Project document = fullProject();
    Autosave autosave(
        folder(), [&] { return document; }, nullptr);
    autosave.setDelays(20ms, 10s);
    QSignalSpy saved(&autosave, &Autosave::saved);
    autosave.markChanged();
    autosave.markChanged();
    document.song.title = "the value at the time of the copy";
    QVERIFY(saved.wait());
    QCOMPARE(copiesIn(folder()).size(), 1);
    const Recovery copy{.path = folder() + u'/' + copiesIn(folder()).first(),
                        .documentName = {},
                        .documentPath = {},
                        .saved = {}};
    const Result<OpenedProject> opened = openRecovery(copy);
    QVERIFY(opened.isOk());
    QVERIFY(opened.value().project == document);
    QCOMPARE(saved.size(), 1);
}

void AutosaveTest::changesWithoutPause_areCopiedToo()
{
    Autosave autosave(
        folder(), [] { return Project(); }, nullptr);
    autosave.setDelays(1h, 50ms);
    QSignalSpy saved(&autosave, &Autosave::saved);
    autosave.markChanged();
    QVERIFY(saved.wait());
}

void AutosaveTest::discard_removesTheCopy()
{
    Autosave autosave(
        folder(), [] { return longProject(5000, "big"); }, nullptr);
    autosave.setDelays(0ms, 0ms);
    QSignalSpy saved(&autosave, &Autosave::saved);
    autosave.markChanged();
    QVERIFY(saved.wait());
    autosave.markChanged();
    QCoreApplication::processEvents(); // a copy is being written now
    autosave.discard();
    QTRY_COMPARE(saved.size(), 2);
    QTRY_VERIFY(copiesIn(folder()).isEmpty());
}

void AutosaveTest::markSaved_keepsThePictures()
{
    Autosave autosave(
        folder(), [] { return illustratedProject(1, 0); }, nullptr);
    autosave.setDelays(0ms, 0ms);
    QSignalSpy saved(&autosave, &Autosave::saved);
    autosave.markChanged();
    QVERIFY(saved.wait());
    autosave.markSaved();
    QTRY_VERIFY(copiesIn(folder()).isEmpty());
    const QDir files(folder() + u'/' + QDir(folder()).entryList({u"*.files"_s}).value(0));
    QCOMPARE(files.entryList(QDir::Files).size(), 2);
    QVERIFY(findRecoveries(folder()).empty()); // nothing of a living studio is a leftover
    QCOMPARE(files.entryList(QDir::Files).size(), 2);
    autosave.discard();
    QTRY_VERIFY(!files.exists());
}

void AutosaveTest::disabled_keepsNoCopy()
{
    Autosave autosave(
        folder(), [] { return Project(); }, nullptr);
    autosave.setDelays(0ms, 0ms);
    QSignalSpy saved(&autosave, &Autosave::saved);
    autosave.markChanged();
    QVERIFY(saved.wait());
    autosave.setEnabled(false);
    QTRY_VERIFY(copiesIn(folder()).isEmpty());
    autosave.markChanged();
    for (const QTimer *timer : autosave.findChildren<QTimer *>())
        QVERIFY(!timer->isActive());
}

void AutosaveTest::failure_isToldOnce()
{
    QFile file(folder()); // a file in place of the folder
    QVERIFY(file.open(QIODevice::WriteOnly));
    Autosave autosave(
        folder(), [] { return Project(); }, nullptr);
    autosave.setDelays(0ms, 0ms);
    QSignalSpy failed(&autosave, &Autosave::failed);
    autosave.markChanged();
    QVERIFY(failed.wait());
    QVERIFY(!failed.at(0).at(0).value<Error>().message.isEmpty());
    file.remove();
    QVERIFY(QDir().mkpath(folder()));
    QSignalSpy saved(&autosave, &Autosave::saved);
    autosave.markChanged();
    QVERIFY(saved.wait());
    QCOMPARE(failed.size(), 1);
}

void AutosaveTest::livingStudio_isNotRecovered()
{
    Autosave autosave(
        folder(), [] { return fullProject(); }, nullptr);
    autosave.setDelays(0ms, 0ms);
    QSignalSpy saved(&autosave, &Autosave::saved);
    autosave.markChanged();
    QVERIFY(saved.wait());
    QVERIFY(findRecoveries(folder()).empty());
    QCOMPARE(copiesIn(folder()).size(), 1);
    QVERIFY(findRecoveries(u"/nowhere"_s).empty());
}

void AutosaveTest::kill_leavesARecovery()
{
    QProcess studio;
    studio.start(QStringLiteral(SOLFERINO_PROJECT_WRITER), {u"autosave"_s, folder()});
    QVERIFY(studio.waitForReadyRead());
    QVERIFY(findRecoveries(folder()).empty());
    studio.kill();
    QVERIFY(studio.waitForFinished());

    const std::vector<Recovery> recoveries = findRecoveries(folder());
    QCOMPARE(recoveries.size(), std::size_t(1));
    const Recovery &recovery = recoveries.front();
    QCOMPARE(recovery.documentName, u"Tune"_s);
    QCOMPARE(recovery.documentPath, u"/songs/tune.solferino"_s);
    QVERIFY(qAbs(recovery.saved.secsTo(QDateTime::currentDateTime())) < 60);
    QVERIFY(openRecovery(recovery).isOk());
    discardRecovery(recovery);
    QVERIFY(findRecoveries(folder()).empty());
    QVERIFY(filesIn(folder()).isEmpty());
}

void AutosaveTest::adopt_makesARecoveryTheCopy()
{
    QVERIFY(QDir().mkpath(folder()));
    const Recovery left{.path = folder() + u"/left.solferino"_s};
    QVERIFY(RecoveryCopy(left.path).write(illustratedProject(1, 0)));
    {
        Autosave autosave(
            folder(), [] { return illustratedProject(1, 1); }, nullptr);
        autosave.setDelays(0ms, 0ms);
        autosave.adopt(left);
        QVERIFY(findRecoveries(folder()).empty()); // it belongs to a living studio
        QVERIFY(openRecovery(left).value().project == illustratedProject(1, 0));
        QSignalSpy saved(&autosave, &Autosave::saved);
        autosave.markChanged();
        QVERIFY(saved.wait());
        QCOMPARE(copiesIn(folder()), QStringList(u"left.solferino"_s));
    }
    const std::vector<Recovery> recoveries = findRecoveries(folder()); // which ended without saving
    QCOMPARE(recoveries.size(), std::size_t(1));
    QVERIFY(openRecovery(recoveries.front()).value().project == illustratedProject(1, 1));
}

void AutosaveTest::adopt_leavesTheCopyOfAnother()
{
    QVERIFY(QDir().mkpath(folder()));
    const Recovery left{.path = folder() + u"/left.solferino"_s};
    QVERIFY(RecoveryCopy(left.path).write(fullProject()));
    Autosave first(
        folder(), [] { return Project(); }, nullptr);
    Autosave second(
        folder(), [] { return longProject(1, "second"); }, nullptr);
    first.adopt(left);
    second.adopt(left);
    second.setDelays(0ms, 0ms);
    QSignalSpy saved(&second, &Autosave::saved);
    second.markChanged();
    QVERIFY(saved.wait());
    QVERIFY(openRecovery(left).value().project == fullProject());
    QCOMPARE(copiesIn(folder()).size(), 2);
}

void AutosaveTest::killInMidWrite_leavesAWholeCopy()
{
    int killsInMidWrite = 0;
    for (int i = 0; i < 20; ++i) {
        QProcess studio;
        studio.start(QStringLiteral(SOLFERINO_PROJECT_WRITER), {u"autosave"_s, folder()});
        QVERIFY(studio.waitForReadyRead());
        killsInMidWrite += killInMidWrite(studio, folder()) ? 1 : 0;

        const std::vector<Recovery> recoveries = findRecoveries(folder());
        QCOMPARE(recoveries.size(), std::size_t(1));
        const Result<OpenedProject> opened = openRecovery(recoveries.front());
        QVERIFY2(opened.isOk(), opened ? "" : qPrintable(opened.error().detail));
        const Song &song = opened.value().project.song;
        const int number = std::stoi(song.title);
        QVERIFY(opened.value().project == illustratedProject(1000 + number, number));
        discardRecovery(recoveries.front());
        QVERIFY2(filesIn(folder()).isEmpty(), qPrintable(filesIn(folder()).join(u' ')));
    }
    QVERIFY(killsInMidWrite > 10);
}

void AutosaveTest::leftovers_areRemoved()
{
    QVERIFY(QDir().mkpath(folder()));
    for (const QString &name : {u"1.solferino.AbCdEf"_s, u"notes.txt"_s}) {
        QFile file(folder() + u'/' + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    QVERIFY(QDir().mkpath(folder() + u"/2.files"_s)); // of a copy that has been removed
    QVERIFY(QDir().mkpath(folder() + u"/things"_s));
    QVERIFY(findRecoveries(folder()).empty());
    QCOMPARE(filesIn(folder()), QStringList({u"notes.txt"_s, u"things"_s}));
}

QTEST_GUILESS_MAIN(AutosaveTest)
#include "tst_autosave.moc"
