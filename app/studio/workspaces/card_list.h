// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

class QStandardItem;

namespace solferino {

class Theme;

/// Rows of three lines that lists of models and of runs share: name and size, variant, what it does and its
/// score.
class CardDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    enum CardRole {
        AsideRole = Qt::UserRole + 1, ///< right of the name: "446 KB"
        SubtitleRole,                 ///< "basic · 2 layers of 128"
        LineRole,                     ///< "Continues one melody"
        ScoreRole,                    ///< right of the last line: "val 0.84"
        ActiveRole,                   ///< bool: a machine-coloured square before the score
    };
    CardDelegate(const Theme &theme, int height, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
    int m_height;
};

} // namespace solferino
