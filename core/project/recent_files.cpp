// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/recent_files.h"

#include "core/project/settings.h"

#include <QDir>
#include <QFileInfo>

namespace solferino {

namespace {

const QString kKey = QStringLiteral("documents/recent");

QString tidy(const QString &path)
{
    return QDir::cleanPath(QFileInfo(path).absoluteFilePath());
}

} // namespace

RecentFiles::RecentFiles(Settings &settings, QObject *parent)
    : QAbstractListModel(parent)
    , m_settings(settings)
    , m_paths(settings.value(kKey).toStringList().mid(0, kMaxFiles))
{
    m_paths.removeAll(QString());
}

void RecentFiles::add(const QString &path)
{
    QStringList paths = m_paths;
    paths.removeAll(tidy(path));
    paths.prepend(tidy(path));
    replace(paths.mid(0, kMaxFiles));
}

void RecentFiles::remove(const QString &path)
{
    QStringList paths = m_paths;
    paths.removeAll(tidy(path));
    replace(paths);
}

void RecentFiles::clear()
{
    replace({});
}

void RecentFiles::replace(QStringList paths)
{
    if (paths == m_paths)
        return;
    beginResetModel();
    m_paths = std::move(paths);
    endResetModel();
    m_settings.setValue(kKey, m_paths);
}

int RecentFiles::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_paths.size());
}

QVariant RecentFiles::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const QString &path = m_paths[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return QFileInfo(path).fileName();
    case Qt::ToolTipRole:
        return QDir::toNativeSeparators(path);
    case PathRole:
        return path;
    default:
        return {};
    }
}

QHash<int, QByteArray> RecentFiles::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names.insert(PathRole, "path");
    return names;
}

} // namespace solferino
