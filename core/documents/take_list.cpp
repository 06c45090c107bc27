// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/documents/take_list.h"

#include <QString>

#include <algorithm>

namespace solferino {

TakeList::TakeList(QObject *parent)
    : QAbstractListModel(parent)
{}

int TakeList::rowOf(TakeId id) const
{
    const auto found =
        std::find_if(m_takes.begin(), m_takes.end(), [id](const Take &take) { return take.id == id; });
    return found == m_takes.end() ? -1 : static_cast<int>(found - m_takes.begin());
}

const Take *TakeList::find(TakeId id) const
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : &m_takes[static_cast<std::size_t>(row)];
}

QModelIndex TakeList::indexOf(TakeId id) const
{
    const int row = rowOf(id);
    return row < 0 ? QModelIndex() : index(row);
}

std::vector<Take> TakeList::starred() const
{
    std::vector<Take> list;
    std::copy_if(m_takes.begin(), m_takes.end(), std::back_inserter(list),
                 [](const Take &take) { return take.isStarred; });
    return list;
}

void TakeList::reset(std::vector<Take> takes)
{
    beginResetModel();
    m_takes = std::move(takes);
    for (const Take &take : m_takes)
        m_nextId = std::max(m_nextId, take.id + 1);
    endResetModel();
}

TakeId TakeList::add(Take take)
{
    take.id = m_nextId++;
    const TakeId id = take.id;
    const bool isSaved = take.isStarred;
    beginInsertRows({}, rowCount(), rowCount());
    m_takes.push_back(std::move(take));
    endInsertRows();
    Q_EMIT takeAdded(id);
    if (isSaved)
        Q_EMIT savedTakesChanged();
    return id;
}

bool TakeList::update(const Take &take)
{
    const int row = rowOf(take.id);
    if (row < 0)
        return false;
    Take &old = m_takes[static_cast<std::size_t>(row)];
    const bool isStarred = old.isStarred;
    std::string name = std::move(old.name);
    old = take;
    old.isStarred = isStarred;
    old.name = std::move(name);
    announce(row);
    return true;
}

void TakeList::remove(TakeId id)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    const bool wasSaved = m_takes[static_cast<std::size_t>(row)].isStarred;
    beginRemoveRows({}, row, row);
    m_takes.erase(m_takes.begin() + row);
    endRemoveRows();
    Q_EMIT takeRemoved(id);
    if (wasSaved)
        Q_EMIT savedTakesChanged();
}

void TakeList::clear()
{
    while (!m_takes.empty())
        remove(m_takes.back().id);
}

void TakeList::setStarred(TakeId id, bool isStarred)
{
    const int row = rowOf(id);
    if (row < 0 || m_takes[static_cast<std::size_t>(row)].isStarred == isStarred)
        return;
    m_takes[static_cast<std::size_t>(row)].isStarred = isStarred;
    announce(row);
    Q_EMIT savedTakesChanged();
}

void TakeList::rename(TakeId id, const std::string &name)
{
    const int row = rowOf(id);
    if (row < 0 || m_takes[static_cast<std::size_t>(row)].name == name)
        return;
    Take &take = m_takes[static_cast<std::size_t>(row)];
    take.name = name;
    const bool isSaved = take.isStarred;
    announce(row);
    if (isSaved)
        Q_EMIT savedTakesChanged();
}

void TakeList::announce(int row)
{
    Q_EMIT dataChanged(index(row), index(row));
    Q_EMIT takeChanged(m_takes[static_cast<std::size_t>(row)].id);
}

int TakeList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_takes.size());
}

QVariant TakeList::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Take &take = m_takes[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return take.name.empty() ? tr("Take %1").arg(index.row() + 1) : QString::fromStdString(take.name);
    case IdRole:
        return QVariant::fromValue<qulonglong>(take.id);
    case SeedRole:
        return QVariant::fromValue<qulonglong>(take.seed);
    case ScoreRole:
        return take.score ? QVariant(*take.score) : QVariant();
    case FractionRole:
        return take.fraction;
    case IsCompleteRole:
        return take.isComplete;
    case IsStarredRole:
        return take.isStarred;
    default:
        return {};
    }
}

QHash<int, QByteArray> TakeList::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names.insert({{IdRole, "takeId"},
                  {SeedRole, "seed"},
                  {ScoreRole, "score"},
                  {FractionRole, "fraction"},
                  {IsCompleteRole, "isComplete"},
                  {IsStarredRole, "isStarred"}});
    return names;
}

} // namespace solferino
