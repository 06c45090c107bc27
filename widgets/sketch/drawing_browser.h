// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"
#include "core/library/data_set_model.h"

#include <QWidget>

class QListView;
class QSortFilterProxyModel;

namespace solferino {

class Button;
class ClassField;
class TextLabel;
class Theme;

/// The drawings of a data set as thumbnails: counts by class and split, a filter by class, several chosen at
/// once, Delete takes bad ones out and Ctrl+Z brings them back. Only what is in sight is painted.
class DrawingBrowser final : public QWidget
{
    Q_OBJECT
public:
    DrawingBrowser(const Theme &theme, DataSetModel &model, QWidget *parent);

    /// Shows one class; empty: all.
    void setLabelFilter(const QString &label);
    [[nodiscard]] QString labelFilter() const;
    /// Ids of the chosen drawings in their order.
    [[nodiscard]] std::vector<ExampleId> selected() const;
    void removeSelected();

Q_SIGNALS:
    void selectionChanged();
    /// A double click or Return: "open in the canvas".
    void drawingActivated(solferino::ExampleId id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildHead();
    void updateClasses();
    void updateState();

    const Theme &m_theme;
    DataSetModel &m_model;
    QSortFilterProxyModel *m_shown;
    QListView *m_view;
    ClassField *m_classes;
    TextLabel *m_counts;
    TextLabel *m_chosen;
    Button *m_remove;
    Button *m_undo;
};

} // namespace solferino
