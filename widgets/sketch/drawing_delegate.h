// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace solferino {

class DataSetModel;
class Theme;

/// Paints a drawing of a data set as a thumbnail, with a mark for validation and test drawings.
class DrawingDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    DrawingDelegate(const Theme &theme, const DataSetModel &model, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
    const DataSetModel &m_model;
};

} // namespace solferino
