// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QLineEdit;
class QMimeData;

namespace solferino {

class Theme;

/// A line for a path with a button that opens the system's dialog. What is dropped on it and fits takes the
/// place of what was there.
class PathField final : public QWidget
{
    Q_OBJECT
public:
    enum class Kind {
        Folder,
        File,
        NewFile,
        Paths ///< files and folders, separated by semicolons
    };

    /// `name` is what the path is for: "Photos".
    PathField(const Theme &theme, Kind kind, const QString &name, QWidget *parent);

    [[nodiscard]] QString path() const;
    void setPath(const QString &path);
    /// Of the dialog: "Videos (*.mp4 *.avi)".
    void setFilter(const QString &filter) { m_filter = filter; }
    [[nodiscard]] QLineEdit *line() const { return m_line; }

Q_SIGNALS:
    void pathChanged(const QString &path);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void choose();
    void choosePaths();
    /// What of `data` this field can hold; empty: nothing.
    [[nodiscard]] QString fitting(const QMimeData &data) const;

    Kind m_kind;
    QString m_name;
    QString m_filter;
    QLineEdit *m_line;
};

} // namespace solferino
