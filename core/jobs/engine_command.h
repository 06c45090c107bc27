// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace solferino {

/// How to start an engine: a program and its arguments ("solferino-engine serve", "ssh host solferino-engine
/// serve").
struct EngineCommand
{
    QString program;
    QStringList arguments;
};

} // namespace solferino
