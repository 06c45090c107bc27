// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/background_task.h"

#include <QSignalSpy>
#include <QTest>

using namespace solferino;

class BackgroundTaskTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cancel_endsWithoutAResult()
    {
        bool wasDone = false;
        BackgroundTask task(
            [](const BackgroundTask::Progress &progress) {
                while (progress(0.5)) {
                }
                return 0;
            },
            [&](int) { wasDone = true; }, nullptr);
        QSignalSpy ended(&task, &BackgroundTask::ended);
        task.cancel();
        QVERIFY(ended.wait());
        QVERIFY(ended[0][0].toBool());
        QVERIFY(!wasDone);
    }
};

QTEST_GUILESS_MAIN(BackgroundTaskTest)
#include "tst_background_task.moc"
