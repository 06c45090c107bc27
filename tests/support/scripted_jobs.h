// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/job_queue.h"

namespace solferino {

/// A request that the scripted engine answers as `script` says; "evaluate" and "train" run in the batch lane.
inline JobRequest scripted(const char *script, const char *operation = "generate")
{
    return {.model = "melody_rnn",
            .operation = operation,
            .options = {{"script", script}},
            .inputs = {},
            .weights = "attention_rnn"};
}

inline JobRequest batch(const char *script)
{
    return scripted(script, "evaluate");
}

/// The scripted engine, which greets as `manner` says.
inline EngineCommand scriptedEngine(const QString &manner = QStringLiteral("plain"))
{
    return {QStringLiteral(SOLFERINO_SCRIPTED_ENGINE), {manner}};
}

} // namespace solferino
