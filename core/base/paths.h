// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

namespace solferino {

/// Where the studio keeps its own files. All are absolute.
struct Paths
{
    QString config;   ///< settings.ini
    QString data;     ///< jobs.sqlite
    QString cache;    ///< may be deleted at any time
    QString models;   ///< models and runs that the person trained
    QString recovery; ///< copies of unsaved documents
    QString logs;

    /// The system's places for this user, or folders below $SOLFERINO_HOME where that is set.
    [[nodiscard]] static Paths standard();
    /// All below one folder.
    [[nodiscard]] static Paths below(const QString &folder);

    [[nodiscard]] QString settingsFile() const;
    [[nodiscard]] QString jobsDatabase() const;
    /// Makes the folders that do not exist; the error names the first that cannot be made.
    [[nodiscard]] Result<> create() const;
};

} // namespace solferino
