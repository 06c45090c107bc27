// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/take.h"

#include <QHash>
#include <QImage>
#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>

namespace solferino {

class TakeList;

/// Small forms of the pictures of takes for the rows of their list: each is decoded once, on a thread of its
/// own. GUI thread.
class TakeThumbnails final : public QObject
{
    Q_OBJECT
public:
    /// Pixels of the longer side.
    static constexpr int kSize = 192;

    TakeThumbnails(const TakeList &takes, QObject *parent);
    /// Waits for the picture that is being decoded; those behind it are left out.
    ~TakeThumbnails() override;

    /// The take's picture. Null while it is being decoded (ready() follows), where it cannot be, and where
    /// none has arrived; of a take whose picture has changed, the one before until then.
    [[nodiscard]] QImage find(const Take &take);

Q_SIGNALS:
    void ready(solferino::TakeId id);

private:
    struct Entry
    {
        StoredBytes file; ///< that `image` is, or will be, made from
        QImage image;
    };

    void decode(TakeId id, const StoredBytes &file);

    QHash<TakeId, Entry> m_entries;
    std::shared_ptr<std::atomic<bool>> m_isEnding; ///< seen by the thread
    QThreadPool m_pool; ///< one thread: pictures at full size are large while they are decoded
};

} // namespace solferino
