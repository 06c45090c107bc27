// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/engine_process.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

#include <csignal>

using namespace solferino;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

EngineCommand scripted(const QString &manner = u"plain"_s)
{
    return {QStringLiteral(SOLFERINO_SCRIPTED_ENGINE), {manner}};
}

} // namespace

class EngineProcessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void start_greets();
    void start_withoutProgramEnds();
    void silence_endsTheEngine();
    void shutDown_letsItEnd();
    void kill_isToldAndItStartsAgain();
    void oversizedMessage_isRefused();
    void abandon_deletesItself();
};

void EngineProcessTest::start_greets()
{
    EngineProcess engine(scripted(), nullptr);
    QSignalSpy greeted(&engine, &EngineProcess::greeted);
    engine.start();
    engine.start();
    QVERIFY(greeted.wait());
    QVERIFY(engine.isGreeted() && engine.processId() > 0);
    QVERIFY(engine.hello().at("version") == "1.0");
    QSignalSpy messages(&engine, &EngineProcess::messageArrived);
    QVERIFY(engine.send({.type = "memory"}).isOk());
    QVERIFY(messages.wait());
    QCOMPARE(messages.at(0).at(0).value<Message>().type, std::string("memory"));
    QCOMPARE(greeted.size(), 1);
}

void EngineProcessTest::start_withoutProgramEnds()
{
    EngineProcess engine({u"/nowhere/solferino-engine"_s, {}}, nullptr);
    QSignalSpy ended(&engine, &EngineProcess::ended);
    engine.start();
    QTRY_COMPARE(ended.size(), 1);
    const auto why = ended.at(0).at(0).value<Error>();
    QCOMPARE(why.message, u"The engine could not be started."_s);
    QVERIFY(why.detail.contains(u"/nowhere/solferino-engine"_s));
    QVERIFY(!engine.isRunning());
}

void EngineProcessTest::silence_endsTheEngine()
{
    EngineProcess engine(scripted(u"silent"_s), nullptr);
    engine.setGreetingTimeout(50ms);
    QSignalSpy ended(&engine, &EngineProcess::ended);
    engine.start();
    QVERIFY(ended.wait());
    QVERIFY(ended.at(0).at(0).value<Error>().message.contains(u"did not answer"_s));
}

void EngineProcessTest::shutDown_letsItEnd()
{
    EngineProcess engine(scripted(), nullptr);
    QSignalSpy greeted(&engine, &EngineProcess::greeted);
    engine.start();
    QVERIFY(greeted.wait());
    engine.shutDown();
    QVERIFY(engine.waitForEnd(2s));
    QVERIFY(!engine.isRunning());
}

void EngineProcessTest::kill_isToldAndItStartsAgain()
{
    EngineProcess engine(scripted(), nullptr);
    QSignalSpy greeted(&engine, &EngineProcess::greeted);
    QSignalSpy ended(&engine, &EngineProcess::ended);
    engine.start();
    QVERIFY(greeted.wait());
    ::kill(static_cast<pid_t>(engine.processId()), SIGTERM);
    QVERIFY(ended.wait());
    QCOMPARE(ended.at(0).at(0).value<Error>().message, u"The engine ended unexpectedly (signal 15)."_s);
    engine.start();
    QVERIFY(greeted.wait());
}

void EngineProcessTest::oversizedMessage_isRefused()
{
    EngineProcess engine(scripted(), nullptr);
    QSignalSpy greeted(&engine, &EngineProcess::greeted);
    engine.start();
    QVERIFY(greeted.wait());
    const Result<> sent =
        engine.send({.type = "request", .body = {{"text", std::string(kMaxHeaderBytes + 1, 'x')}}});
    QVERIFY(!sent);
    QVERIFY(sent.error().detail.contains(u"limit"_s));
    QVERIFY(engine.isRunning());
}

void EngineProcessTest::abandon_deletesItself()
{
    QPointer<EngineProcess> engine = new EngineProcess(scripted(u"silent"_s), this);
    QSignalSpy ended(engine, &EngineProcess::ended);
    QSignalSpy started(engine, &EngineProcess::started);
    engine->start();
    QVERIFY(started.wait());
    engine->abandon();
    QTRY_VERIFY(!engine);
    QCOMPARE(ended.size(), 0);
}

QTEST_GUILESS_MAIN(EngineProcessTest)
#include "tst_engine_process.moc"
