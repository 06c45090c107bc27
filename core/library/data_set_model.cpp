// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/library/data_set_model.h"

#include <QUndoCommand>

#include <algorithm>

namespace solferino {

/// Takes examples out and puts them back where they were.
class RemoveExamplesCommand final : public QUndoCommand
{
public:
    RemoveExamplesCommand(DataSetModel &model, std::vector<std::size_t> rows)
        : QUndoCommand(DataSetModel::tr("Remove %n Drawings", nullptr, static_cast<int>(rows.size())))
        , m_model(model)
        , m_rows(std::move(rows))
    {}

    void redo() override
    {
        std::vector<SketchExample> &examples = m_model.m_data.examples;
        m_removed.resize(m_rows.size());
        if (isScattered()) {
            m_model.beginResetModel();
            takeOut();
            m_model.endResetModel();
            Q_EMIT m_model.countsChanged();
            return;
        }
        for (std::size_t to = m_rows.size(); to > 0;) {
            std::size_t from = to - 1;
            while (from > 0 && m_rows[from - 1] + 1 == m_rows[from])
                --from;
            m_model.beginRemoveRows({}, static_cast<int>(m_rows[from]), static_cast<int>(m_rows[to - 1]));
            const auto first = examples.begin() + static_cast<std::ptrdiff_t>(m_rows[from]);
            const auto last = examples.begin() + static_cast<std::ptrdiff_t>(m_rows[to - 1] + 1);
            std::move(first, last, m_removed.begin() + static_cast<std::ptrdiff_t>(from));
            examples.erase(first, last);
            m_model.endRemoveRows();
            to = from;
        }
        Q_EMIT m_model.countsChanged();
    }

    void undo() override
    {
        std::vector<SketchExample> &examples = m_model.m_data.examples;
        if (isScattered()) {
            m_model.beginResetModel();
            putBack();
            m_model.endResetModel();
            Q_EMIT m_model.countsChanged();
            return;
        }
        for (std::size_t from = 0; from < m_rows.size();) {
            std::size_t to = from + 1;
            while (to < m_rows.size() && m_rows[to - 1] + 1 == m_rows[to])
                ++to;
            m_model.beginInsertRows({}, static_cast<int>(m_rows[from]), static_cast<int>(m_rows[to - 1]));
            const auto first = m_removed.begin() + static_cast<std::ptrdiff_t>(from);
            const auto last = m_removed.begin() + static_cast<std::ptrdiff_t>(to);
            examples.insert(examples.begin() + static_cast<std::ptrdiff_t>(m_rows[from]),
                            std::make_move_iterator(first), std::make_move_iterator(last));
            m_model.endInsertRows();
            from = to;
        }
        m_removed.clear();
        Q_EMIT m_model.countsChanged();
    }

private:
    /// In so many places that one announcement each would take time squared.
    [[nodiscard]] bool isScattered() const
    {
        constexpr std::size_t kMostPlaces = 100;
        std::size_t places = 1;
        for (std::size_t i = 1; i < m_rows.size(); ++i)
            places += m_rows[i - 1] + 1 != m_rows[i] ? 1 : 0;
        return places > kMostPlaces;
    }

    void takeOut()
    {
        std::vector<SketchExample> kept;
        std::size_t next = 0;
        for (std::size_t row = 0; row < m_model.m_data.examples.size(); ++row) {
            SketchExample &example = m_model.m_data.examples[row];
            if (next < m_rows.size() && m_rows[next] == row)
                m_removed[next++] = std::move(example);
            else
                kept.push_back(std::move(example));
        }
        m_model.m_data.examples = std::move(kept);
    }

    void putBack()
    {
        std::vector<SketchExample> all;
        std::size_t next = 0;
        for (SketchExample &example : m_model.m_data.examples) {
            for (; next < m_rows.size() && m_rows[next] == all.size(); ++next)
                all.push_back(std::move(m_removed[next]));
            all.push_back(std::move(example));
        }
        for (; next < m_rows.size(); ++next)
            all.push_back(std::move(m_removed[next]));
        m_model.m_data.examples = std::move(all);
        m_removed.clear();
    }

    DataSetModel &m_model;
    std::vector<std::size_t> m_rows; ///< ascending, as they are before redo()
    std::vector<SketchExample> m_removed;
};

DataSetModel::DataSetModel(QObject *parent)
    : QAbstractListModel(parent)
{}

void DataSetModel::reset(SketchDataSet data)
{
    beginResetModel();
    m_undoStack.clear();
    m_data = std::move(data);
    std::ranges::sort(m_data.examples, {}, &SketchExample::id);
    endResetModel();
    Q_EMIT countsChanged();
}

const SketchExample &DataSetModel::exampleAt(int row) const
{
    return m_data.examples[static_cast<std::size_t>(row)];
}

const SketchExample *DataSetModel::find(ExampleId id) const
{
    const auto found = std::ranges::lower_bound(m_data.examples, id, {}, &SketchExample::id);
    return found != m_data.examples.end() && found->id == id ? &*found : nullptr;
}

void DataSetModel::remove(const std::vector<ExampleId> &ids)
{
    std::vector<std::size_t> rows;
    for (const ExampleId id : ids) {
        if (const SketchExample *example = find(id))
            rows.push_back(static_cast<std::size_t>(example - m_data.examples.data()));
    }
    std::ranges::sort(rows);
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    if (!rows.empty())
        m_undoStack.push(new RemoveExamplesCommand(*this, std::move(rows)));
}

void DataSetModel::split(double validShare, double testShare, std::uint64_t seed)
{
    if (m_data.examples.empty())
        return;
    splitDataSet(m_data, validShare, testShare, seed);
    Q_EMIT dataChanged(index(0), index(rowCount() - 1), {SplitRole});
    Q_EMIT countsChanged();
}

int DataSetModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_data.examples.size());
}

QVariant DataSetModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const SketchExample &example = exampleAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case LabelRole:
        return QString::fromStdString(example.label);
    case Qt::ToolTipRole:
    case SourceRole:
        return QString::fromStdString(example.source);
    case IdRole:
        return QVariant::fromValue<qulonglong>(example.id);
    case SplitRole:
        return static_cast<int>(example.split);
    case PointsRole: {
        qlonglong points = 0;
        for (const Polyline &line : example.lines)
            points += static_cast<qlonglong>(line.size());
        return points;
    }
    default:
        return {};
    }
}

QHash<int, QByteArray> DataSetModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names.insert({{IdRole, "exampleId"},
                  {LabelRole, "label"},
                  {SplitRole, "split"},
                  {PointsRole, "points"},
                  {SourceRole, "source"}});
    return names;
}

} // namespace solferino
