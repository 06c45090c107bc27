// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace solferino {

class Theme;

/// Paints a row of the command palette: icon, text with what was typed in bold, its place, its keys.
class CommandDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    CommandDelegate(const Theme &theme, QObject *parent);

    [[nodiscard]] static int rowHeight(const Theme &theme, bool isHead);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintHead(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;

    const Theme &m_theme;
};

} // namespace solferino
