// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/child_program.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

namespace solferino {

namespace {
constexpr int kPatience = 20'000; // on a machine under load
} // namespace

ChildProgram::ChildProgram(const QString &mode, const QString &folder)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--child"), mode, folder});
}

ChildProgram::~ChildProgram()
{
    m_process.kill();
    m_process.waitForFinished();
}

bool ChildProgram::waitFor(const QByteArray &what, int times)
{
    const QDeadlineTimer deadline(kPatience);
    while (countOf(what) < times && !deadline.hasExpired() && m_process.state() != QProcess::NotRunning)
        m_process.waitForReadyRead(int(deadline.remainingTime()));
    return countOf(what) >= times;
}

int ChildProgram::last(const QByteArray &what)
{
    read();
    int number = 0;
    for (const QByteArray &line : m_said.split('\n')) {
        if (line.startsWith(what))
            number = line.mid(what.size()).trimmed().toInt();
    }
    return number;
}

int ChildProgram::countOf(const QByteArray &what)
{
    read();
    return int(m_said.count(what));
}

} // namespace solferino
