// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/takes/take_delegate.h"

#include "core/documents/take_list.h"
#include "core/jobs/job_text.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/sketch/sketch_thumbnail.h"
#include "widgets/takes/take_thumbnails.h"

#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace solferino {

namespace {

constexpr int kInset = 8;
constexpr int kAuditionBar = 3;
constexpr int kPictureInset = 4;
constexpr int kLeastPitches = 12; ///< a picture spans at least an octave

QRect starRect(const QRect &row, int size)
{
    return {row.right() - metric::kInset - size + 1, row.center().y() - size / 2, size, size};
}

/// A piano roll: `around` are the person's notes near the take, relative to its position.
void paintRoll(QPainter &painter, const QRectF &area, const Theme &theme, const TakeNotes &take,
               const std::vector<SongNote> &around)
{
    if (take.notes.empty() && around.empty())
        return;
    Tick from = 0;
    Tick to = std::max<Tick>(1, take.length);
    int low = 127;
    int high = 0;
    const auto include = [&](const SongNote &note) {
        from = std::min(from, note.start);
        to = std::max(to, note.end());
        low = std::min(low, note.pitch);
        high = std::max(high, note.pitch);
    };
    std::for_each(around.begin(), around.end(), include);
    std::for_each(take.notes.begin(), take.notes.end(), include);
    const int missing = std::max(0, kLeastPitches - (high - low));
    low -= missing / 2;
    high += missing - missing / 2;

    const qreal noteHeight = std::max<qreal>(2.0, area.height() / (high - low + 1));
    const auto draw = [&](const std::vector<SongNote> &notes, Role role) {
        const QColor color = theme.color(role);
        for (const SongNote &note : notes) {
            const qreal left = area.left() + area.width() * (note.start - from) / (to - from);
            const qreal width = std::max<qreal>(2.0, area.width() * note.length / (to - from) - 1.0);
            const qreal top =
                area.top() + (area.height() - noteHeight) * (high - note.pitch) / std::max(1, high - low);
            painter.fillRect(QRectF(left, top, width, noteHeight), color);
        }
    };
    draw(around, Role::Person);
    draw(take.notes, Role::Machine);
}

/// The middle of a picture, as large as fills the area.
void paintThumbnail(QPainter &painter, const QRect &area, const QImage &image)
{
    if (image.isNull())
        return;
    QSizeF part = QSizeF(area.size()).scaled(image.size(), Qt::KeepAspectRatio);
    QRectF source({}, part);
    source.moveCenter(QRectF(image.rect()).center());
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(QRectF(area), image, source);
    painter.restore();
}

/// "84 ms", "3.2 s", "38 s", "2 min".
QString shortDuration(double seconds)
{
    if (seconds < 1.0)
        return TakeDelegate::tr("%1 ms").arg(qRound(seconds * 1000));
    if (seconds < 10.0)
        return TakeDelegate::tr("%1 s").arg(QLocale().toString(seconds, 'f', 1));
    return durationText(seconds);
}

} // namespace

TakeDelegate::TakeDelegate(Theme &theme, TakeList &takes, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_takes(takes)
    , m_thumbnails(new TakeThumbnails(takes, this))
{
    connect(m_thumbnails, &TakeThumbnails::ready, this, &TakeDelegate::rowChanged);
}

QSize TakeDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {m_theme.px(metric::kDockLeastWidth), m_theme.px(metric::kTakeRow)};
}

QRect TakeDelegate::pictureRect(const QRect &row) const
{
    const QSize size(m_theme.px(metric::kTakePictureWidth), m_theme.px(metric::kTakePictureHeight));
    return {{row.left() + metric::kInset, row.center().y() - size.height() / 2}, size};
}

void TakeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const TakeId id = index.data(TakeList::IdRole).toULongLong();
    const Take *take = m_takes.find(id);
    if (!take)
        return;
    const QRect row = option.rect;
    const bool isAuditioned = id == m_auditioned;
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->fillRect(row, m_theme.color(isAuditioned ? Role::MachineTint
                                         : isSelected ? Role::Selection
                                                      : Role::Panel));
    if (isAuditioned)
        painter->fillRect(QRect(row.left(), row.top(), kAuditionBar, row.height()),
                          m_theme.color(Role::Machine));
    painter->fillRect(QRect(row.left(), row.bottom(), row.width(), 1), m_theme.color(Role::Line));

    const QRect picture = pictureRect(row);
    paintPicture(*painter, picture, *take);

    const QRect star = starRect(row, m_theme.px(metric::kIcon));
    const Role starColor = take->isStarred ? Role::Text : Role::TextSecondary;
    drawIcon(*painter, m_theme, take->isStarred ? QStringLiteral("starred") : QStringLiteral("non-starred"),
             star, starColor, star.width());

    const int textLeft = picture.right() + 1 + metric::kInset;
    const QRect text(textLeft, row.top() + kInset, star.left() - kInset - textLeft,
                     row.height() - 2 * kInset);
    paintText(*painter, text, *take, index.data(Qt::DisplayRole).toString());
    painter->restore();
}

void TakeDelegate::paintPicture(QPainter &painter, const QRect &area, const Take &take) const
{
    painter.fillRect(area, m_theme.color(Role::Editor));
    if (pictureOf(take))
        paintThumbnail(painter, area, m_thumbnails->find(take));
    painter.setPen(m_theme.color(Role::Line));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(area.adjusted(0, 0, -1, -1));
    const QRectF inner = area.adjusted(kPictureInset, kPictureInset, -kPictureInset, -kPictureInset);
    if (const TakeNotes *notes = notesOf(take))
        paintRoll(painter, inner, m_theme, *notes,
                  m_surroundings ? m_surroundings(*notes) : std::vector<SongNote>{});
    else if (const TakeStrokes *strokes = strokesOf(take))
        paintEnding(painter, m_theme, strokes->context, strokes->lines, inner);
}

void TakeDelegate::paintText(QPainter &painter, const QRect &area, const Take &take,
                             const QString &name) const
{
    const int line = area.height() / 3;
    QRect place(area.left(), area.top(), area.width(), line);
    paintName(painter, place, take, name);
    painter.setFont(m_theme.font(FontRole::Caption));
    painter.setPen(m_theme.color(Role::TextSecondary));
    const auto paintLine = [&](const QString &text) {
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, place.width()));
    };
    place.translate(0, line);
    paintLine(originText(take));
    place.translate(0, line);
    if (!take.isComplete && take.fraction < 1.0)
        paintProgress(painter, place, take);
    else
        paintLine(resultText(take));
}

void TakeDelegate::paintName(QPainter &painter, const QRect &place, const Take &take,
                             const QString &name) const
{
    painter.setFont(m_theme.font(FontRole::Title));
    painter.setPen(m_theme.color(Role::Text));
    const QFontMetrics metrics(painter.font());
    const QString shown = metrics.elidedText(name, Qt::ElideRight, place.width());
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, shown);
    if (take.id != m_auditioned)
        return;
    const int size = m_theme.px(metric::kIcon);
    const QRect eye(place.left() + metrics.horizontalAdvance(shown) + kInset,
                    place.center().y() - size / 2 + 1, size, size);
    const QString icon = notesOf(take) ? QStringLiteral("player-volume") : QStringLiteral("view-visible");
    if (eye.right() <= place.right())
        drawIcon(painter, m_theme, icon, eye, Role::Machine, size);
}

void TakeDelegate::paintProgress(QPainter &painter, const QRect &place, const Take &take) const
{
    const QString percent = tr("%1 %").arg(qRound(take.fraction * 100));
    const int percentWidth = painter.fontMetrics().horizontalAdvance(tr("%1 %").arg(100));
    const QRect bar(place.left(), place.center().y() - metric::kProgress / 2,
                    std::min(m_theme.px(72), place.width() - percentWidth - kInset), metric::kProgress);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(Role::Groove));
    painter.drawRoundedRect(bar, 3, 3);
    painter.setBrush(m_theme.color(Role::Machine));
    painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * take.fraction, bar.height()), 3, 3);
    painter.setPen(m_theme.color(Role::TextSecondary));
    painter.drawText(place.adjusted(bar.width() + kInset, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     percent);
}

QString TakeDelegate::originText(const Take &take) const
{
    if (!pictureOf(take))
        return tr("seed %1").arg(QLocale().toString(qulonglong(take.seed)));
    return m_stylesText ? m_stylesText(take) : QString();
}

QString TakeDelegate::resultText(const Take &take)
{
    const QLocale locale;
    const TakePicture *picture = pictureOf(take);
    if (picture && picture->file) {
        const QString size =
            picture->isPreview ? tr("preview") : tr("%1 × %2").arg(picture->width).arg(picture->height);
        return picture->seconds > 0.0 ? tr("%1 · %2").arg(size, shortDuration(picture->seconds)) : size;
    }
    if (take.score) {
        const QString score = locale.toString(*take.score, 'f', 2);
        //: log-likelihood of a take for each point or event of it, in nats
        return strokesOf(take) ? tr("%1 / point").arg(score) : tr("%1 / event").arg(score);
    }
    return take.isComplete ? QString() : tr("stopped");
}

bool TakeDelegate::editorEvent(QEvent *event, QAbstractItemModel *, const QStyleOptionViewItem &option,
                               const QModelIndex &index)
{
    if (event->type() != QEvent::MouseButtonRelease)
        return false;
    const auto *mouse = static_cast<QMouseEvent *>(event);
    const QRect star =
        starRect(option.rect, m_theme.px(metric::kIcon)).adjusted(-kInset, -kInset, kInset, kInset);
    if (mouse->button() != Qt::LeftButton || !star.contains(mouse->position().toPoint()))
        return false;
    m_takes.setStarred(index.data(TakeList::IdRole).toULongLong(),
                       !index.data(TakeList::IsStarredRole).toBool());
    return true;
}

} // namespace solferino
