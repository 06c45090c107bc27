// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/take.h"

#include <QObject>

namespace solferino {

class SpillFile;
class TakeList;

/// Keeps the files of large pictures of a take list on the disk: memory does not grow with the takes. Whoever
/// shows, compares or writes one loads it. Where the disk is full they stay in memory. GUI thread; works
/// beside it.
class TakeSpill final : public QObject
{
    Q_OBJECT
public:
    /// Files below this stay in memory: previews.
    static constexpr std::size_t kLeastBytes = std::size_t{1} << 19U;

    TakeSpill(const TakeList &takes, const QString &folder, QObject *parent);

private:
    void spill(const Take *take);

    const TakeList &m_takes;
    std::shared_ptr<SpillFile> m_file;
};

} // namespace solferino
