// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/library/sketch_data_set.h"

#include <QAbstractListModel>
#include <QUndoStack>

namespace solferino {

/// The drawings of a data set as a list, with an undo stack for those that are taken out. GUI thread.
class DataSetModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole, ///< qulonglong
        LabelRole,
        SplitRole, ///< int of DataSplit
        PointsRole,
        SourceRole,
    };

    explicit DataSetModel(QObject *parent);

    /// Replaces everything and clears the undo stack.
    void reset(SketchDataSet data);
    [[nodiscard]] const SketchDataSet &dataSet() const { return m_data; }
    [[nodiscard]] const SketchExample &exampleAt(int row) const;
    [[nodiscard]] const SketchExample *find(ExampleId id) const; ///< valid until the list changes
    [[nodiscard]] QUndoStack &undoStack() { return m_undoStack; }
    /// Takes drawings out as one undo step; ids that are not there are passed over.
    void remove(const std::vector<ExampleId> &ids);
    /// Deals the drawings anew, see splitDataSet(). No undo step.
    void split(double validShare, double testShare, std::uint64_t seed);

    /// DisplayRole is the class.
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    /// Drawings came, went or changed their part.
    void countsChanged();

private:
    friend class RemoveExamplesCommand;

    SketchDataSet m_data;
    QUndoStack m_undoStack;
};

} // namespace solferino
