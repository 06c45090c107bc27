// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/take.h"

#include <QStyledItemDelegate>

#include <functional>
#include <vector>

namespace solferino {

class TakeList;
class Theme;

/// Paints a row of the take list: picture, name, seed, score or progress, star; a click on the star sets it.
class TakeDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    /// The person's notes around a take of notes, relative to the take's position, for its picture.
    using Surroundings = std::function<std::vector<SongNote>(const TakeNotes &)>;

    TakeDelegate(Theme &theme, TakeList &takes, QObject *parent);

    void setSurroundings(Surroundings surroundings) { m_surroundings = std::move(surroundings); }
    /// The take that sounds now, 0 for none.
    void setAuditioned(TakeId id) { m_auditioned = id; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

private:
    void paintPicture(QPainter &painter, const QRect &area, const Take &take) const;
    void paintText(QPainter &painter, const QRect &area, const Take &take, const QString &name) const;

    Theme &m_theme;
    TakeList &m_takes;
    Surroundings m_surroundings;
    TakeId m_auditioned = 0;
};

} // namespace solferino
