// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/takes/take_thumbnails.h"

#include "core/base/background.h"
#include "core/documents/take_list.h"
#include "core/project/photo_image.h"

namespace solferino {

TakeThumbnails::TakeThumbnails(const TakeList &takes, QObject *parent)
    : QObject(parent)
    , m_isEnding(std::make_shared<std::atomic<bool>>(false))
{
    m_pool.setMaxThreadCount(1);
    connect(&takes, &TakeList::takeRemoved, this, [this](TakeId id) { m_entries.remove(id); });
    connect(&takes, &QAbstractItemModel::modelReset, this, [this] { m_entries.clear(); });
}

TakeThumbnails::~TakeThumbnails()
{
    *m_isEnding = true;
    m_pool.waitForDone();
}

QImage TakeThumbnails::find(const Take &take)
{
    const TakePicture *picture = pictureOf(take);
    if (!picture || !picture->file)
        return {};
    Entry &entry = m_entries[take.id];
    if (entry.file != picture->file) {
        entry.file = picture->file;
        decode(take.id, picture->file);
    }
    return entry.image;
}

void TakeThumbnails::decode(TakeId id, const StoredBytes &file)
{
    runInBackground(
        m_pool, this,
        [file, isEnding = m_isEnding] {
            return *isEnding ? Result<QImage>(QImage()) : displayImage(file, kSize);
        },
        [this, id, file](const Result<QImage> &image) {
            const auto entry = m_entries.find(id);
            if (entry == m_entries.end() || entry->file != file)
                return;
            entry->image = image ? image.value() : QImage();
            Q_EMIT ready(id);
        });
}

} // namespace solferino
