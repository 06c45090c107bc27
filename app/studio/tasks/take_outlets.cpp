// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/take_outlets.h"

#include "core/project/settings.h"
#include "widgets/takes/take_panel.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>

namespace solferino {

namespace {

QString purpose()
{
    return QStringLiteral("export");
}

} // namespace

void connectOutlets(TakePanel &panel, Settings &settings, const QString &cache, const TakeOutlets &outlets)
{
    QObject::connect(&panel, &TakePanel::exportRequested, &panel, [&panel, &settings, outlets](TakeId id) {
        const QString folder = QFileDialog::getExistingDirectory(&panel, TakePanel::tr("Export Take Into"),
                                                                 settings.lastFolder(purpose()));
        if (folder.isEmpty())
            return;
        settings.setLastFolder(purpose(), folder);
        (void)outlets.write(id, folder);
    });
    QObject::connect(&panel, &TakePanel::fileRequested, &panel,
                     [cache, outlets](TakeId id, QString *path) { *path = outlets.write(id, cache); });
    QObject::connect(&panel, &TakePanel::commandLineRequested, &panel, [outlets](TakeId id) {
        QGuiApplication::clipboard()->setText(outlets.commandLine(id));
    });
}

} // namespace solferino
