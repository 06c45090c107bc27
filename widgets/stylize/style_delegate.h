// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace solferino {

class Theme;

/// Paints a style of the strip: its picture over its name; what is mixed has a border in the machine's colour
/// and its share on a badge.
class StyleDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    StyleDelegate(const Theme &theme, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintBadge(QPainter &painter, const QRect &picture, double weight) const;

    const Theme &m_theme;
};

} // namespace solferino
