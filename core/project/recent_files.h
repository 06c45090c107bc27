// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QStringList>

namespace solferino {

class Settings;

/// The files opened or saved last, newest first, kept in the settings. DisplayRole is the file's name,
/// ToolTipRole its path in the form that this system writes. GUI thread.
class RecentFiles final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { PathRole = Qt::UserRole };
    static constexpr int kMaxFiles = 12;

    RecentFiles(Settings &settings, QObject *parent);

    [[nodiscard]] const QStringList &paths() const { return m_paths; }
    /// Puts a file first.
    void add(const QString &path);
    /// For a file that could not be found.
    void remove(const QString &path);
    void clear();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

private:
    void replace(QStringList paths);

    Settings &m_settings;
    QStringList m_paths;
};

} // namespace solferino
