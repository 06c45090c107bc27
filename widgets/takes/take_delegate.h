// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/take.h"

#include <QStyledItemDelegate>

#include <functional>
#include <vector>

namespace solferino {

class TakeList;
class TakeThumbnails;
class Theme;

/// Paints a row of the take list: picture, name, seed or styles, score, size or progress, star; a click on
/// the star sets it.
class TakeDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    /// The person's notes around a take of notes, relative to the take's position, for its picture.
    using Surroundings = std::function<std::vector<SongNote>(const TakeNotes &)>;

    /// What a take of a picture was made with, in a few words: "Starry 80 · Wheat 20".
    using StylesText = std::function<QString(const Take &)>;

    TakeDelegate(Theme &theme, TakeList &takes, QObject *parent);

    void setSurroundings(Surroundings surroundings) { m_surroundings = std::move(surroundings); }
    void setStylesText(StylesText text) { m_stylesText = std::move(text); }
    /// The take that sounds now, 0 for none.
    void setAuditioned(TakeId id) { m_auditioned = id; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// Where the picture of a row lies.
    [[nodiscard]] QRect pictureRect(const QRect &row) const;

Q_SIGNALS:
    /// A row is to be painted again: its picture is there.
    void rowChanged(solferino::TakeId id);

protected:
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

private:
    void paintPicture(QPainter &painter, const QRect &area, const Take &take) const;
    void paintText(QPainter &painter, const QRect &area, const Take &take, const QString &name) const;
    void paintName(QPainter &painter, const QRect &place, const Take &take, const QString &name) const;
    void paintProgress(QPainter &painter, const QRect &place, const Take &take) const;
    /// The second line of a row and, once all has arrived, the third.
    [[nodiscard]] QString originText(const Take &take) const;
    [[nodiscard]] static QString resultText(const Take &take);

    Theme &m_theme;
    TakeList &m_takes;
    TakeThumbnails *m_thumbnails;
    Surroundings m_surroundings;
    StylesText m_stylesText;
    TakeId m_auditioned = 0;
};

} // namespace solferino
