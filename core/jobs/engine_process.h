// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/jobs/engine_command.h"
#include "core/protocol/message.h"

#include <QObject>
#include <QProcess>
#include <QTimer>

#include <chrono>
#include <optional>

namespace solferino {

/// An engine as a child process: starts it, greets it, passes messages both ways and tells how it ended.
/// Never blocks. GUI thread.
class EngineProcess final : public QObject
{
    Q_OBJECT
public:
    EngineProcess(EngineCommand command, QObject *parent);
    /// Ends the engine at once.
    ~EngineProcess() override;

    /// How long an engine may take from its start to its hello (60 s: libraries from a cold disk, ssh).
    void setGreetingTimeout(std::chrono::milliseconds timeout) { m_greetingTimer.setInterval(timeout); }

    /// Does nothing while it runs. greeted() or ended() follows.
    void start();
    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    [[nodiscard]] bool isGreeted() const { return m_isGreeted; }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); } ///< 0 if it does not run
    /// The body of its hello.
    [[nodiscard]] const nlohmann::json &hello() const { return m_hello; }

    /// Sends to a running engine. The error is a message over the protocol's limits.
    Result<> send(const Message &message);
    /// Asks it to end; what it has been told before is still done.
    void shutDown();
    /// Ends it at once, without a word and without waiting, and deletes this object once it has gone.
    void abandon();
    /// Blocks until it has ended, at most for `timeout`: for the end of the studio only.
    bool waitForEnd(std::chrono::milliseconds timeout);

Q_SIGNALS:
    void started();
    void greeted();
    void messageArrived(const solferino::Message &message);
    /// It runs no more, whatever the cause; it can be started again.
    void ended(const solferino::Error &why);

private:
    void readOutput();
    void readSlice();
    void readErrorOutput();
    void receive(const Message &message);
    void fail(Error why);
    void handleFinished(int exitCode, QProcess::ExitStatus status);
    void handleStartError();

    EngineCommand m_command;
    QProcess m_process;
    QTimer m_greetingTimer;
    FrameReader m_reader;
    nlohmann::json m_hello;
    QByteArray m_errorTail;         ///< the end of its standard error
    std::optional<Error> m_failure; ///< why we ended it, said once it has gone
    bool m_isGreeted = false;
    bool m_isShuttingDown = false;
};

} // namespace solferino
