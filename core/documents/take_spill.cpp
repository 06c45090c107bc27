// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/documents/take_spill.h"

#include "core/base/background.h"
#include "core/base/spill_file.h"
#include "core/documents/take_list.h"

namespace solferino {

TakeSpill::TakeSpill(const TakeList &takes, const QString &folder, QObject *parent)
    : QObject(parent)
    , m_takes(takes)
    , m_file(std::make_shared<SpillFile>(folder))
{
    for (auto signal : {&TakeList::takeAdded, &TakeList::takeChanged})
        connect(&takes, signal, this, [this](TakeId id) { spill(m_takes.find(id)); });
    connect(&takes, &QAbstractItemModel::modelReset, this, [this] {
        for (const Take &take : m_takes.takes())
            spill(&take);
    });
}

void TakeSpill::spill(const Take *take)
{
    const TakePicture *picture = take ? pictureOf(*take) : nullptr;
    if (!picture || picture->file.size() < kLeastBytes || picture->file.isSpilled())
        return;
    runInBackground(
        this, [bytes = picture->file, file = m_file] { return bytes.spill(file); }, [](bool) {});
}

} // namespace solferino
