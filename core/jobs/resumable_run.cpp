// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/resumable_run.h"

#include <QFileInfo>

namespace solferino {

namespace {

bool trains(const JobRequest &request)
{
    return request.operation == "train" || request.operation == "add_style";
}

} // namespace

std::string runToResume(const JobRecord &record)
{
    if (!trains(record.request))
        return {};
    if (!record.checkpoint.isEmpty() && QFileInfo::exists(record.checkpoint))
        return QFileInfo(record.checkpoint).absolutePath().toStdString();
    // The engine may have outlived the studio by a moment and left a checkpoint that was never announced.
    std::string run = record.request.options.value("resume", std::string());
    if (run.empty())
        run = record.request.options.value("output", std::string());
    const QFileInfo last(QString::fromStdString(run) + QStringLiteral("/last.safetensors"));
    return !run.empty() && last.exists() && last.lastModified() >= record.started ? run : std::string();
}

} // namespace solferino
