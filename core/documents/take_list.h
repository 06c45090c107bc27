// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/take.h"

#include <QAbstractListModel>

#include <vector>

namespace solferino {

/// The takes of a document, newest last, as a list model. GUI thread.
class TakeList final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole, ///< qulonglong
        SeedRole,              ///< qulonglong
        ScoreRole,             ///< double, invalid where there is none
        FractionRole,          ///< double 0..1
        IsCompleteRole,
        IsStarredRole,
    };

    explicit TakeList(QObject *parent);

    [[nodiscard]] const std::vector<Take> &takes() const { return m_takes; }
    [[nodiscard]] const Take *find(TakeId id) const; ///< valid until the list changes
    [[nodiscard]] QModelIndex indexOf(TakeId id) const;
    /// What is saved with the document.
    [[nodiscard]] std::vector<Take> starred() const;

    /// Replaces all takes, as read from a file; their ids are kept.
    void reset(std::vector<Take> takes);
    /// Appends it under a fresh id, which is returned.
    TakeId add(Take take);
    /// Replaces the take of this id, star and name excepted: a streaming take grows. False if it has gone.
    bool update(const Take &take);
    void remove(TakeId id);
    void clear(); ///< starred ones included
    void setStarred(TakeId id, bool isStarred);
    void rename(TakeId id, const std::string &name);

    /// DisplayRole is the take's name, or "Take 3" after its place.
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void takeAdded(solferino::TakeId id);
    void takeChanged(solferino::TakeId id);
    void takeRemoved(solferino::TakeId id);
    /// What would be saved has changed: a star, a name, a starred take removed.
    void savedTakesChanged();

private:
    [[nodiscard]] int rowOf(TakeId id) const; ///< -1 if it has gone
    void announce(int row);

    std::vector<Take> m_takes;
    TakeId m_nextId = 1;
};

} // namespace solferino
