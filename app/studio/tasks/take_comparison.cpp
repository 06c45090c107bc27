// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/take_comparison.h"

#include "app/studio/tasks/stylize_take_controller.h"
#include "core/base/background.h"
#include "core/documents/take_list.h"
#include "core/project/photo_image.h"
#include "widgets/stylize/compare_view.h"

#include <algorithm>

namespace solferino {

namespace {

constexpr qsizetype kMostKept = 96 << 20; ///< bytes of pictures: two of the largest
constexpr int kLongestShown = 4096;       ///< pixels: for looks at the screen

} // namespace

TakeComparison::TakeComparison(Parts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
{
    connect(&m_parts.takes, &TakeList::takeRemoved, this, [this](TakeId id) {
        if (id == m_peeked)
            endPeek();
        if (id == m_reference)
            compareWithPhoto();
    });
    connect(&m_parts.takes, &QAbstractItemModel::modelReset, this, [this] {
        m_cache.clear();
        endPeek();
        compareWithPhoto();
    });
}

bool TakeComparison::hasFormer() const
{
    return meant(0) != 0;
}

TakeId TakeComparison::meant(TakeId id) const
{
    const TakeId former = m_parts.controller.formerTake();
    const TakeId wanted = id != 0 ? id : former;
    const Take *take = m_parts.takes.find(wanted);
    const TakePicture *picture = take ? pictureOf(*take) : nullptr;
    return picture && picture->file ? wanted : 0;
}

void TakeComparison::withImage(TakeId id, std::function<void(const QImage &)> use)
{
    const StoredBytes file = pictureOf(*m_parts.takes.find(id))->file;
    const auto known = std::ranges::find(m_cache, file, &Decoded::file);
    if (known != m_cache.end()) {
        m_cache.splice(m_cache.begin(), m_cache, known);
        use(m_cache.front().image);
        return;
    }
    runInBackground(
        this, [file] { return displayImage(file, kLongestShown); },
        [this, file, use = std::move(use)](const Result<QImage> &image) {
            if (!image)
                return; // whoever shows the take says why
            m_cache.push_front({file, image.value()});
            dropOld();
            use(image.value());
        });
}

void TakeComparison::dropOld()
{
    qsizetype bytes = 0;
    for (const Decoded &each : m_cache)
        bytes += each.image.sizeInBytes();
    for (; bytes > kMostKept && m_cache.size() > 1; m_cache.pop_back())
        bytes -= m_cache.back().image.sizeInBytes();
}

void TakeComparison::peek(TakeId id)
{
    m_peeked = meant(id);
    if (m_peeked == 0)
        return;
    withImage(m_peeked, [this, wanted = m_peeked](const QImage &image) {
        if (wanted == m_peeked)
            m_parts.view.peek({image, m_parts.title(wanted), Role::Machine});
    });
}

void TakeComparison::endPeek()
{
    m_peeked = 0;
    m_parts.view.endPeek();
}

void TakeComparison::compareWith(TakeId id)
{
    const TakeId wanted = meant(id);
    if (wanted == 0 || wanted == m_reference) {
        compareWithPhoto();
        return;
    }
    m_reference = wanted;
    withImage(wanted, [this, wanted](const QImage &image) {
        if (wanted != m_reference)
            return;
        m_referenceImage = image;
        Q_EMIT referenceChanged();
    });
}

void TakeComparison::compareWithPhoto()
{
    if (m_reference == 0)
        return;
    m_reference = 0;
    m_referenceImage = {};
    Q_EMIT referenceChanged();
}

} // namespace solferino
