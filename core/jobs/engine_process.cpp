// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/engine_process.h"

#include <QCoreApplication>
#include <QLoggingCategory>

namespace solferino {

using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(logEngine, "solferino.engine")

constexpr qsizetype kErrorTailBytes = 8192;
/// Read between two turns of the event loop, so that no flood of messages holds the window up.
constexpr qint64 kSliceBytes = 1 << 17;

QString joined(const QString &first, const QByteArray &errorOutput)
{
    const QString second = QString::fromUtf8(errorOutput).trimmed();
    return first.isEmpty() || second.isEmpty() ? first + second : first + u'\n' + second;
}

std::string studioVersion()
{
    return QCoreApplication::applicationVersion().toStdString();
}

} // namespace

EngineProcess::EngineProcess(EngineCommand command, QObject *parent)
    : QObject(parent)
    , m_command(std::move(command))
    , m_process(this)
    , m_greetingTimer(this)
{
    m_greetingTimer.setSingleShot(true);
    m_greetingTimer.setInterval(60s);
    connect(&m_greetingTimer, &QTimer::timeout, this, [this] {
        fail({tr("The engine did not answer within %n seconds and was ended.", nullptr,
                 std::max(1, m_greetingTimer.interval() / 1000)),
              {}});
    });
    connect(&m_process, &QProcess::started, this, &EngineProcess::started);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &EngineProcess::readOutput);
    connect(&m_process, &QProcess::readyReadStandardError, this, &EngineProcess::readErrorOutput);
    connect(&m_process, &QProcess::finished, this, &EngineProcess::handleFinished);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            handleStartError();
    });
}

EngineProcess::~EngineProcess()
{
    m_process.disconnect(this);
    m_process.kill();
    m_process.waitForFinished(1000);
}

void EngineProcess::start()
{
    if (isRunning())
        return;
    m_reader = {};
    m_hello = nullptr;
    m_errorTail.clear();
    m_failure.reset();
    m_isGreeted = false;
    m_isShuttingDown = false;
    m_greetingTimer.start();
    m_process.start(m_command.program, m_command.arguments);
    (void)send(helloMessage(studioVersion()));
}

Result<> EngineProcess::send(const Message &message)
{
    try {
        const Bytes frame = encodeFrame(message);
        m_process.write(reinterpret_cast<const char *>(frame.data()), static_cast<qint64>(frame.size()));
        return {};
    } catch (const ProtocolError &error) {
        return Error{tr("The job is too large to be handed to the engine."), QString::fromUtf8(error.what())};
    }
}

void EngineProcess::shutDown()
{
    if (!isRunning())
        return;
    m_isShuttingDown = true;
    (void)send({.type = "shutdown"});
    m_process.closeWriteChannel();
}

void EngineProcess::abandon()
{
    disconnect();
    m_greetingTimer.stop();
    if (!isRunning()) {
        deleteLater();
        return;
    }
    m_process.disconnect(this);
    connect(&m_process, &QProcess::finished, this, &QObject::deleteLater);
    m_process.kill();
}

bool EngineProcess::waitForEnd(std::chrono::milliseconds timeout)
{
    return !isRunning() || m_process.waitForFinished(static_cast<int>(timeout.count()));
}

void EngineProcess::readOutput()
{
    readSlice();
    if (m_process.bytesAvailable() > 0)
        QMetaObject::invokeMethod(this, &EngineProcess::readOutput, Qt::QueuedConnection);
}

void EngineProcess::readSlice()
{
    const QByteArray output = m_process.read(kSliceBytes);
    if (m_failure)
        return;
    try {
        const auto *bytes = reinterpret_cast<const std::uint8_t *>(output.constData());
        for (const Message &message : m_reader.feed({bytes, static_cast<std::size_t>(output.size())})) {
            receive(message);
            if (m_failure)
                return;
        }
    } catch (const ProtocolError &error) {
        fail({tr("The engine sent something that is not a message and was ended."),
              QString::fromUtf8(error.what())});
    } catch (const nlohmann::json::exception &error) {
        fail({tr("The engine sent a message that makes no sense and was ended."),
              QString::fromUtf8(error.what())});
    }
}

void EngineProcess::receive(const Message &message)
{
    if (m_isGreeted) {
        Q_EMIT messageArrived(message);
        return;
    }
    try {
        checkHello(message, "the engine");
    } catch (const ProtocolError &error) {
        fail({tr("The engine does not fit this studio: install the same version of both."),
              QString::fromUtf8(error.what())});
        return;
    }
    m_greetingTimer.stop();
    m_isGreeted = true;
    m_hello = message.body;
    Q_EMIT greeted();
}

void EngineProcess::readErrorOutput()
{
    const QByteArray output = m_process.readAllStandardError();
    qCInfo(logEngine).noquote() << output.trimmed();
    m_errorTail = (m_errorTail + output).right(kErrorTailBytes);
}

void EngineProcess::fail(Error why)
{
    m_failure = std::move(why);
    m_isGreeted = false;
    m_process.kill();
}

void EngineProcess::handleFinished(int exitCode, QProcess::ExitStatus status)
{
    while (m_process.bytesAvailable() > 0)
        readSlice();
    m_greetingTimer.stop();
    m_isGreeted = false;
    Error why;
    if (m_failure)
        why = *m_failure;
    else if (m_isShuttingDown)
        why.message = tr("The engine was ended.");
    else if (status == QProcess::CrashExit)
        //: %1: number of the signal that ended it
        why.message = tr("The engine ended unexpectedly (signal %1).").arg(exitCode);
    else
        why.message = tr("The engine ended unexpectedly (exit code %1).").arg(exitCode);
    why.detail = joined(why.detail, m_errorTail);
    Q_EMIT ended(why);
}

void EngineProcess::handleStartError()
{
    m_greetingTimer.stop();
    Q_EMIT ended({tr("The engine could not be started."),
                  m_command.program + QStringLiteral(": ") + m_process.errorString()});
}

} // namespace solferino
