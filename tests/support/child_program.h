// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>

namespace solferino {

/// This test program run once more as `--child MODE FOLDER`, as its parent sees it: it says lines of a word
/// and a number. Killed at the end.
class ChildProgram final
{
public:
    ChildProgram(const QString &mode, const QString &folder);
    ~ChildProgram();

    QProcess &process() { return m_process; }
    /// Waits until it has said `what` at least `times` times; false if it ends or takes too long.
    bool waitFor(const QByteArray &what, int times);
    /// The last number that it said with `what`, 0 if none.
    int last(const QByteArray &what);

private:
    void read() { m_said += m_process.readAllStandardOutput(); }
    int countOf(const QByteArray &what);

    QProcess m_process;
    QByteArray m_said;
};

} // namespace solferino
