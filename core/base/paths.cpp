// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/paths.h"

#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

QString systemFolder(QStandardPaths::StandardLocation place)
{
    // The generic places, so that the folder's name does not depend on what the program calls itself.
    return QStandardPaths::writableLocation(place) + u"/solferino"_s;
}

} // namespace

Paths Paths::standard()
{
    if (const QString home = qEnvironmentVariable("SOLFERINO_HOME"); !home.isEmpty())
        return below(QDir(home).absolutePath());
    const QString data = systemFolder(QStandardPaths::GenericDataLocation);
    return {.config = systemFolder(QStandardPaths::GenericConfigLocation),
            .data = data,
            .cache = systemFolder(QStandardPaths::GenericCacheLocation),
            .models = data + u"/models"_s,
            .recovery = data + u"/recovery"_s,
            .logs = data + u"/logs"_s};
}

Paths Paths::below(const QString &folder)
{
    return {.config = folder + u"/config"_s,
            .data = folder + u"/data"_s,
            .cache = folder + u"/cache"_s,
            .models = folder + u"/data/models"_s,
            .recovery = folder + u"/data/recovery"_s,
            .logs = folder + u"/data/logs"_s};
}

QString Paths::settingsFile() const
{
    return config + u"/settings.ini"_s;
}

QString Paths::jobsDatabase() const
{
    return data + u"/jobs.sqlite"_s;
}

Result<> Paths::create() const
{
    for (const QString &folder : {config, data, cache, models, recovery, logs}) {
        if (!QDir().mkpath(folder))
            return Error{
                QCoreApplication::translate("Paths", "The folder “%1” could not be made.").arg(folder), {}};
    }
    return {};
}

} // namespace solferino
