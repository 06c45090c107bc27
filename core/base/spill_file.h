// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/shared_bytes.h"

#include <QTemporaryFile>

#include <map>
#include <mutex>
#include <optional>

namespace solferino {

/// A nameless file for what is kept out of memory until the program ends: nothing of it is left then, nor
/// after a crash where the system has files without a name. Gaps are filled again. Any thread.
class SpillFile final
{
public:
    /// The file is made in `folder` when the first bytes come.
    explicit SpillFile(const QString &folder);

    /// Where the bytes lie from now on; nothing where the disk takes no more.
    [[nodiscard]] std::optional<qint64> write(const std::vector<std::uint8_t> &bytes);
    /// False, with part of them, where they cannot be read.
    [[nodiscard]] bool read(qint64 place, std::vector<std::uint8_t> &bytes);
    /// What lay there is not read again.
    void release(qint64 place, qint64 size);
    /// Bytes on the disk, gaps included.
    [[nodiscard]] qint64 size() const;

private:
    [[nodiscard]] qint64 placeFor(qint64 size) const;
    void take(qint64 place, qint64 size);

    mutable std::mutex m_mutex;
    QTemporaryFile m_file;
    std::map<qint64, qint64> m_gaps; ///< place -> size; no two touch, and none the end
    qint64 m_end = 0;
};

} // namespace solferino
