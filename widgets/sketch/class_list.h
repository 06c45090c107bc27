// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/fuzzy_match.h"
#include "widgets/sketch/class_picker.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace solferino {

/// The classes that match what was typed, best first.
class ClassList final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum DataRole {
        IdRole = Qt::UserRole,
        NoteRole,
        PositionsRole, ///< QList<int>: characters of the name that were typed
    };

    explicit ClassList(QObject *parent);

    void setClasses(std::vector<SketchClass> classes);
    [[nodiscard]] const std::vector<SketchClass> &classes() const { return m_classes; }
    void setFilter(const QString &typed);
    [[nodiscard]] const SketchClass &classAt(int row) const;
    [[nodiscard]] int rowOf(const QString &id) const; ///< -1 where it does not match
    [[nodiscard]] bool hasPictures() const { return m_hasPictures; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Row
    {
        std::size_t index = 0;
        FuzzyMatch match;
    };

    std::vector<SketchClass> m_classes;
    std::vector<Row> m_rows;
    bool m_hasPictures = false;
};

/// Paints a row: picture, name with what was typed in bold, note.
class ClassDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    ClassDelegate(const Theme &theme, const ClassList &list, QObject *parent);

    [[nodiscard]] int rowHeight() const;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
    const ClassList &m_list;
};

} // namespace solferino
