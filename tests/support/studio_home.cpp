// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/studio_home.h"

#include "app/studio/studio_app.h"
#include "app/studio/workspaces/compose_workspace.h"
#include "core/project/settings.h"
#include "widgets/common/message_strip.h"

#include <QApplication>
#include <QLabel>

namespace solferino {

std::unique_ptr<StudioApp> makeStudio(const QString &folder, const QString &engine)
{
    const Paths paths = Paths::below(folder);
    if (!paths.create())
        return nullptr;
    {
        Settings settings(paths.settingsFile(), nullptr);
        settings.setTourShown(true); // begins with an empty song
        settings.setEngineCommand(QStringLiteral("\"%1\" serve").arg(engine.isEmpty() ? folder : engine));
    }
    return std::make_unique<StudioApp>(
        *qApp, StudioApp::Setup{.paths = paths, .isUnattended = true, .warmsModel = false});
}

MessageStrip *strip(StudioApp &studio)
{
    return studio.compose().findChild<MessageStrip *>();
}

QString stripSentence(const QWidget &place)
{
    const auto *strip = place.findChild<MessageStrip *>();
    if (!strip->isVisible())
        return {};
    for (const QLabel *label : strip->findChildren<QLabel *>()) {
        if (!label->toolTip().isEmpty())
            return label->toolTip();
    }
    return {};
}

QString stripSentence(StudioApp &studio)
{
    return stripSentence(studio.compose());
}

} // namespace solferino
