// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/endings_grid.h"

#include "core/documents/take_list.h"
#include "widgets/common/icons.h"
#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include "widgets/sketch/sketch_thumbnail.h"

#include <QLocale>
#include <QPaintEvent>
#include <QPainter>

#include <algorithm>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kInset = 12;       ///< between cells, and of texts inside them
constexpr int kPictureSide = 24; ///< free space beside a drawing
constexpr qreal kAuditionBorder = 2.0;
constexpr qreal kPenWidth = 2.0;
constexpr qreal kRing = 4.5;
constexpr qreal kRingPen = 1.5;
constexpr double kFrameStep = 0.12; ///< share of its size by which a frame grows at once
constexpr double kSmallest = 0.6;   ///< share of the median scale that all cells still follow

bool isGrowing(const Take &take)
{
    return !take.isComplete && take.fraction < 1.0;
}

/// `frame` if `bounds` lies inside it, else larger with room to spare where it was left.
Bounds grownTo(const Bounds &frame, const Bounds &bounds)
{
    const double spare =
        kFrameStep * std::max({bounds.width(), bounds.height(), frame.width(), frame.height()});
    Bounds grown = frame;
    if (bounds.left < frame.left)
        grown.left = bounds.left - spare;
    if (bounds.top < frame.top)
        grown.top = bounds.top - spare;
    if (bounds.right > frame.right)
        grown.right = bounds.right + spare;
    if (bounds.bottom > frame.bottom)
        grown.bottom = bounds.bottom + spare;
    return grown;
}

} // namespace

EndingsGrid::EndingsGrid(const Theme &theme, TakeList &takes, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_takes(takes)
    , m_keepHint(tr("Return keeps this ending"))
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Nine endings"));
    connect(&theme, &Theme::changed, this, [this] { update(); });
    connect(&takes, &TakeList::takeChanged, this, &EndingsGrid::updateCell);
    connect(&takes, &QAbstractItemModel::rowsInserted, this, &EndingsGrid::refresh);
    connect(&takes, &QAbstractItemModel::rowsRemoved, this, &EndingsGrid::refresh);
    connect(&takes, &QAbstractItemModel::modelReset, this, &EndingsGrid::refresh);
    refresh();
}

void EndingsGrid::setTakes(std::vector<TakeId> ids)
{
    m_chosen = std::move(ids);
    refresh();
}

TakeId EndingsGrid::takeAt(int cell) const
{
    return cell >= 0 && cell < kCells ? m_shown[static_cast<std::size_t>(cell)] : 0;
}

void EndingsGrid::setAuditioned(TakeId id)
{
    if (id == m_auditioned)
        return;
    m_auditioned = id;
    update();
}

void EndingsGrid::setKeepHint(const QString &hint)
{
    m_keepHint = hint;
    update();
}

void EndingsGrid::refresh()
{
    m_shown.fill(0);
    std::size_t cell = 0;
    const auto show = [&](TakeId id) {
        if (cell < m_shown.size() && m_takes.find(id))
            m_shown[cell++] = id;
    };
    const std::vector<Take> &takes = m_takes.takes();
    if (m_chosen.empty()) {
        const std::size_t first = takes.size() > kCells ? takes.size() - kCells : 0;
        for (std::size_t i = first; i < takes.size(); ++i)
            show(takes[i].id);
    } else {
        std::ranges::for_each(m_chosen, show);
    }
    std::erase_if(m_frames, [this](const auto &entry) { return cellOf(entry.first) < 0; });
    for (const TakeId id : m_shown)
        growFrame(id);
    m_scale = commonScale();
    update();
}

void EndingsGrid::updateCell(TakeId id)
{
    const int cell = cellOf(id);
    if (cell < 0)
        return;
    const double before = m_scale;
    growFrame(id);
    m_scale = commonScale();
    if (m_scale == before)
        update(cellRect(cell));
    else
        update();
}

void EndingsGrid::growFrame(TakeId id)
{
    const Take *take = m_takes.find(id);
    const TakeStrokes *strokes = take ? strokesOf(*take) : nullptr;
    const std::optional<Bounds> bounds = strokes ? boundsOf(strokes->context, strokes->lines) : std::nullopt;
    if (!bounds)
        return;
    const auto known = m_frames.find(id);
    const bool isNew = known == m_frames.end();
    m_frames[id] = isNew || take->isComplete ? *bounds : grownTo(known->second, *bounds);
}

double EndingsGrid::commonScale() const
{
    const QRectF room = pictureRect(cellRect(0));
    std::vector<double> scales;
    for (const auto &entry : m_frames)
        scales.push_back(fitLines(entry.second, room).scale);
    if (scales.empty())
        return 1.0;
    std::ranges::sort(scales);
    return std::max(scales.front(), kSmallest * scales[scales.size() / 2]);
}

QRect EndingsGrid::cellRect(int cell) const
{
    const auto edge = [](int side, int index) {
        return kInset + (side - kInset) * index / kColumns;
    };
    const int column = cell % kColumns;
    const int row = cell / kColumns;
    const int left = edge(width(), column);
    const int top = edge(height(), row);
    return {left, top, edge(width(), column + 1) - kInset - left, edge(height(), row + 1) - kInset - top};
}

QRectF EndingsGrid::pictureRect(const QRect &cell) const
{
    const int text = m_theme.lineHeight(FontRole::Caption) + kInset;
    return QRectF(cell).adjusted(kPictureSide, text, -kPictureSide, -text);
}

QRect EndingsGrid::starRect(const QRect &cell) const
{
    const int side = m_theme.px(metric::kIcon);
    return {cell.right() - kInset - side + 1, cell.top() + kInset / 2 + 2, side, side};
}

QSize EndingsGrid::sizeHint() const
{
    return {kColumns * 240 + kInset * (kColumns + 1), kColumns * 180 + kInset * (kColumns + 1)};
}

void EndingsGrid::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), m_theme.color(Role::Window));
    for (int cell = 0; cell < kCells; ++cell) {
        if (event->rect().intersects(cellRect(cell)))
            paintCell(painter, cell);
    }
}

void EndingsGrid::paintCell(QPainter &painter, int cell) const
{
    const QRect rect = cellRect(cell);
    const TakeId id = takeAt(cell);
    const Take *take = m_takes.find(id);
    const bool isAuditioned = take && id == m_auditioned;
    drawBox(painter, rect, metric::kCorner, m_theme.color(Role::Editor),
            m_theme.color(cell == m_hovered && take ? Role::Mark : Role::Line));
    painter.save();
    painter.setClipRect(rect.adjusted(1, 1, -1, -1));
    if (take)
        paintDrawing(painter, rect, *take);
    paintTexts(painter, rect, cell, take);
    painter.restore();
    if (isAuditioned) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_theme.color(Role::Machine), kAuditionBorder));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), metric::kCorner - 1,
                                metric::kCorner - 1);
        painter.restore();
    }
}

void EndingsGrid::paintDrawing(QPainter &painter, const QRect &cell, const Take &take) const
{
    const TakeStrokes *strokes = strokesOf(take);
    const auto frame = m_frames.find(take.id);
    if (!strokes || frame == m_frames.end())
        return;
    const QRectF room = pictureRect(cell);
    const double scale = std::min(m_scale, fitLines(frame->second, room).scale);
    const LineFit fit = centerLines(frame->second, room, scale);
    paintLines(painter, strokes->context, fit, {m_theme.color(Role::Person), kPenWidth, false});
    paintLines(painter, strokes->lines, fit, {m_theme.color(Role::Machine), kPenWidth, true});
    if (!isGrowing(take) || strokes->lines.empty() || strokes->lines.back().empty())
        return;
    const QPointF pen = fit.map(strokes->lines.back().back());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.color(Role::Machine), kRingPen));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(pen, kRing, kRing);
}

void EndingsGrid::paintTexts(QPainter &painter, const QRect &cell, int number, const Take *take) const
{
    const QRect inside = cell.adjusted(kInset, kInset / 2, -kInset, -kInset / 2);
    const int line = m_theme.px(16) + kInset / 2;
    const QRect top(inside.left(), inside.top(), inside.width(), line);
    const QRect bottom(inside.left(), inside.bottom() - line + 1, inside.width(), line);
    painter.setFont(m_theme.font(FontRole::Title));
    painter.setPen(m_theme.color(take ? Role::Text : Role::TextDisabled));
    const QString digit = QLocale().toString(number + 1);
    painter.drawText(top, Qt::AlignLeft | Qt::AlignVCenter, digit);
    if (!take)
        return;
    const int digitWidth = painter.fontMetrics().horizontalAdvance(digit);
    if (take->isStarred || number == m_hovered)
        drawIcon(painter, m_theme, take->isStarred ? u"starred"_s : u"non-starred"_s, starRect(cell),
                 Role::Text, m_theme.px(metric::kIcon));
    painter.setFont(m_theme.font(FontRole::Caption));
    if (take->id == m_auditioned) {
        painter.setPen(m_theme.color(Role::Machine));
        const QRect place(top.left() + digitWidth + metric::kGap, top.top(),
                          starRect(cell).left() - metric::kGap - top.left() - digitWidth - metric::kGap,
                          line);
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(m_keepHint, Qt::ElideRight, place.width()));
    }
    painter.setPen(m_theme.color(Role::TextSecondary));
    painter.drawText(bottom, Qt::AlignRight | Qt::AlignVCenter, noteOf(*take));
}

QString EndingsGrid::noteOf(const Take &take) const
{
    const QLocale locale;
    const TakeStrokes *strokes = strokesOf(take);
    if (isGrowing(take) && strokes)
        return tr("drawing · %n points", nullptr, static_cast<int>(pointCount(strokes->lines)));
    if (take.score)
        //: log-likelihood of a drawing for each of its points, in nats
        return tr("%1 / point").arg(locale.toString(*take.score, 'f', 2));
    return take.isComplete ? QString() : tr("stopped");
}

int EndingsGrid::cellAt(const QPoint &position) const
{
    for (int cell = 0; cell < kCells; ++cell) {
        if (cellRect(cell).contains(position))
            return cell;
    }
    return -1;
}

int EndingsGrid::cellOf(TakeId id) const
{
    const auto found = std::ranges::find(m_shown, id);
    return id == 0 || found == m_shown.end() ? -1 : static_cast<int>(found - m_shown.begin());
}

void EndingsGrid::resizeEvent(QResizeEvent * /*event*/)
{
    m_scale = commonScale();
}

} // namespace solferino
