// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/take.h"

#include <QImage>
#include <QObject>

#include <functional>
#include <list>

namespace solferino {

class CompareView;
class StylizeTakeController;
class TakeList;

/// Takes of pictures beside each other: a look at another take for as long as a key is held or the pointer
/// rests on it, and a take in the photo's place as the other side of the view. Decodes beside the window and
/// keeps what was looked at last. GUI thread.
class TakeComparison final : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        const TakeList &takes;
        const StylizeTakeController &controller;
        CompareView &view;
        std::function<QString(TakeId)> title; ///< "Take 2 · Starry Night"
    };
    TakeComparison(Parts parts, QObject *parent);

    /// The take in the photo's place; 0: the photo is there.
    [[nodiscard]] TakeId reference() const { return m_reference; }
    [[nodiscard]] const QImage &referenceImage() const { return m_referenceImage; }
    /// Whether there is a take before the one that is listed.
    [[nodiscard]] bool hasFormer() const;

public Q_SLOTS:
    /// Shows this take (0: the one before) alone until endPeek().
    void peek(solferino::TakeId id);
    void endPeek();
    /// Compares with this take (0: the one before) instead of the photo; with the same again, no longer.
    void compareWith(solferino::TakeId id);
    void compareWithPhoto();

Q_SIGNALS:
    void referenceChanged();

private:
    struct Decoded
    {
        StoredBytes file;
        QImage image;
    };
    /// The picture now or soon; never where the take has none.
    void withImage(TakeId id, std::function<void(const QImage &)> use);
    void dropOld();
    [[nodiscard]] TakeId meant(TakeId id) const;

    Parts m_parts;
    TakeId m_peeked = 0;
    TakeId m_reference = 0;
    QImage m_referenceImage;
    std::list<Decoded> m_cache; ///< newest first
};

} // namespace solferino
