// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/documents/take.h"

#include <QSet>
#include <QString>

#include <map>

namespace solferino {

/// Bytes in files of a folder that are named by their content (SHA-256 in hexadecimal digits): each is
/// written once, appears when it is whole and on the disk, and never changes. One thread at a time.
class BlobFolder final
{
public:
    explicit BlobFolder(const QString &path);

    /// The name that these bytes have; computed once for as long as they are in memory, or are spilled.
    [[nodiscard]] QString nameOf(const StoredBytes &bytes);
    /// Does nothing where the file is there.
    [[nodiscard]] Result<> write(const QString &name, const StoredBytes &bytes) const;
    /// An Error where it is missing or is not what its name says.
    [[nodiscard]] Result<SharedBytes> read(const QString &name) const;
    /// Removes every other file, leftovers of interrupted writes included.
    void keepOnly(const QSet<QString> &names) const;
    /// Removes the folder.
    void remove() const;

private:
    [[nodiscard]] QString pathOf(const QString &name) const { return m_path + u'/' + name; }

    QString m_path;
    std::map<std::weak_ptr<const Bytes>, QString, std::owner_less<>>
        m_names; ///< of bytes that somebody holds
};

} // namespace solferino
