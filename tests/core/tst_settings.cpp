// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/logging.h"
#include "core/base/paths.h"
#include "core/project/recent_files.h"
#include "core/project/settings.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace solferino;
using namespace Qt::StringLiterals;

class SettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void values_survive();
    void changes_areTold();
    void brokenValues_readAsDefaults();
    void recentFiles_keepTheNewest();
    void paths_followTheHome();
    void paths_areMade();
    void log_isWrittenAndRotated();

private:
    QString file() const { return m_folder->filePath(u"config/settings.ini"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void SettingsTest::values_survive()
{
    {
        Settings settings(file(), nullptr);
        QCOMPARE(settings.theme(), ThemeChoice::System);
        QCOMPARE(settings.textScale(), 100);
        QCOMPARE(settings.device(), u"auto"_s);
        QVERIFY(settings.isAutosaveEnabled());
        QVERIFY(!settings.wasTourShown());
        QVERIFY(settings.windowState().isEmpty());
        settings.setTheme(ThemeChoice::HighContrast);
        settings.setTextScale(150);
        settings.setMotionReduced(true);
        settings.setWindowLayout(QByteArray("\0\xff geometry", 11), "state");
        settings.setWorkspace(u"models"_s);
        settings.setLastFolder(u"open"_s, u"/music/ü, ;"_s);
        settings.setAutosaveEnabled(false);
        settings.setDevice(u"cuda:1"_s);
        settings.setEngineCommand(u"ssh host solferino-engine serve"_s);
        settings.setTourShown(true);
        settings.setValue(u"compose/snap"_s, 7);
    }
    const Settings settings(file(), nullptr);
    QCOMPARE(settings.theme(), ThemeChoice::HighContrast);
    QCOMPARE(settings.textScale(), 150);
    QVERIFY(settings.isMotionReduced());
    QCOMPARE(settings.windowGeometry(), QByteArray("\0\xff geometry", 11));
    QCOMPARE(settings.windowState(), QByteArray("state"));
    QCOMPARE(settings.workspace(), u"models"_s);
    QCOMPARE(settings.lastFolder(u"open"_s), u"/music/ü, ;"_s);
    QVERIFY(!settings.lastFolder(u"export"_s).isEmpty());
    QVERIFY(!settings.isAutosaveEnabled());
    QCOMPARE(settings.device(), u"cuda:1"_s);
    QCOMPARE(settings.engineCommand(), u"ssh host solferino-engine serve"_s);
    QVERIFY(settings.wasTourShown());
    QCOMPARE(settings.value(u"compose/snap"_s).toInt(), 7);
}

void SettingsTest::changes_areTold()
{
    Settings settings(file(), nullptr);
    QSignalSpy theme(&settings, &Settings::themeChanged);
    QSignalSpy scale(&settings, &Settings::textScaleChanged);
    settings.setTheme(ThemeChoice::Dark);
    settings.setTheme(ThemeChoice::Dark);
    settings.setTextScale(1000);
    settings.setTextScale(200);
    QCOMPARE(theme.size(), 1);
    QCOMPARE(scale.size(), 1);
    QCOMPARE(scale.at(0).at(0).toInt(), 200);
}

void SettingsTest::brokenValues_readAsDefaults()
{
    QVERIFY(QDir().mkpath(m_folder->filePath(u"config"_s)));
    QFile ini(file());
    QVERIFY(ini.open(QIODevice::WriteOnly));
    ini.write("[look]\ntheme=plaid\ntext_scale=big\n");
    ini.close();
    QCOMPARE(Settings(file(), nullptr).theme(), ThemeChoice::System);
    QCOMPARE(Settings(file(), nullptr).textScale(), 100);
}

void SettingsTest::recentFiles_keepTheNewest()
{
    Settings settings(file(), nullptr);
    RecentFiles recent(settings, nullptr);
    const QAbstractItemModelTester tester(&recent, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int i = 0; i < 20; ++i)
        recent.add(u"/songs/%1.solferino"_s.arg(i));
    QCOMPARE(recent.rowCount(), RecentFiles::kMaxFiles);
    recent.add(u"/songs/../songs/15.solferino"_s);
    QCOMPARE(recent.rowCount(), RecentFiles::kMaxFiles);
    QCOMPARE(recent.index(0).data().toString(), u"15.solferino"_s);
    QCOMPARE(recent.index(0).data(RecentFiles::PathRole).toString(), u"/songs/15.solferino"_s);
    recent.remove(u"/songs/15.solferino"_s);
    QCOMPARE(RecentFiles(settings, nullptr).paths(), recent.paths());
    QCOMPARE(recent.paths().first(), u"/songs/19.solferino"_s);
    recent.clear();
    QVERIFY(RecentFiles(settings, nullptr).paths().isEmpty());
}

void SettingsTest::paths_followTheHome()
{
    qputenv("SOLFERINO_HOME", "/some/home");
    const Paths paths = Paths::standard();
    qunsetenv("SOLFERINO_HOME");
    for (const QString &path : {paths.config, paths.data, paths.cache, paths.models, paths.recovery,
                                paths.logs, paths.settingsFile(), paths.jobsDatabase()})
        QVERIFY2(path.startsWith(u"/some/home/"_s), qPrintable(path));
    QVERIFY(Paths::standard().data.endsWith(u"/solferino"_s));
}

void SettingsTest::paths_areMade()
{
    const Paths paths = Paths::below(m_folder->path());
    QVERIFY(paths.create().isOk());
    QVERIFY(paths.create().isOk());
    QVERIFY(QDir(paths.recovery).exists() && QDir(paths.logs).exists());
    QFile obstacle(m_folder->filePath(u"file"_s));
    QVERIFY(obstacle.open(QIODevice::WriteOnly));
    const Result<> made = Paths::below(obstacle.fileName()).create();
    QVERIFY(!made);
    QVERIFY(made.error().message.contains(obstacle.fileName()));
}

void SettingsTest::log_isWrittenAndRotated()
{
    const QString folder = m_folder->filePath(u"logs"_s);
    installLogging(folder);
    const QString line(1000, u'x');
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int k = 0; k < 1500; ++k)
                qInfo().noquote() << line;
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    qInstallMessageHandler(nullptr);

    QCOMPARE(logFilePath(), folder + u"/solferino.log"_s);
    QCOMPARE(QDir(folder).entryList(QDir::Files).size(), 4);
    for (const QFileInfo &info : QDir(folder).entryInfoList(QDir::Files))
        QVERIFY(info.size() <= 1 << 20);
    QFile log(logFilePath());
    QVERIFY(log.open(QIODevice::ReadOnly));
    while (!log.atEnd()) {
        const QByteArray each = log.readLine();
        QVERIFY2(each.endsWith("info default: " + line.toUtf8() + '\n'), each.constData());
    }
}

QTEST_GUILESS_MAIN(SettingsTest)
#include "tst_settings.moc"
