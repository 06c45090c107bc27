// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/killed_process.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QProcess>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

bool isWriting(const QDir &descriptors, const QString &folder)
{
    for (const QFileInfo &each : descriptors.entryInfoList(QDir::Files | QDir::System)) {
        const QString target = each.symLinkTarget();
        if (target.startsWith(folder) && !target.endsWith(u".lock"_s))
            return true;
    }
    return false;
}

} // namespace

bool killInMidWrite(QProcess &process, const QString &folder)
{
    const QDir descriptors(u"/proc/%1/fd"_s.arg(process.processId()));
    const QDeadlineTimer deadline(2000);
    bool isInMidWrite = false;
    while (!isInMidWrite && !deadline.hasExpired())
        isInMidWrite = isWriting(descriptors, folder);
    process.kill();
    process.waitForFinished();
    return isInMidWrite;
}

} // namespace solferino
