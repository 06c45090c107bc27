// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/class_list.h"

#include "widgets/common/paint.h"
#include "widgets/sketch/sketch_thumbnail.h"

#include <QPainter>

#include <algorithm>

namespace solferino {

namespace {

constexpr int kRowHeight = 28;
constexpr int kPictureRowHeight = 36;
constexpr int kPicture = 28;
constexpr qreal kPenWidth = 1.25;

} // namespace

ClassList::ClassList(QObject *parent)
    : QAbstractListModel(parent)
{}

void ClassList::setClasses(std::vector<SketchClass> classes)
{
    m_classes = std::move(classes);
    m_hasPictures =
        std::ranges::any_of(m_classes, [](const SketchClass &one) { return !one.picture.empty(); });
    setFilter({});
}

void ClassList::setFilter(const QString &typed)
{
    beginResetModel();
    m_rows.clear();
    for (std::size_t i = 0; i < m_classes.size(); ++i) {
        if (std::optional<FuzzyMatch> match = fuzzyMatch(typed, m_classes[i].name))
            m_rows.push_back({i, std::move(*match)});
    }
    std::ranges::stable_sort(m_rows, std::greater{}, [](const Row &row) { return row.match.score; });
    endResetModel();
}

const SketchClass &ClassList::classAt(int row) const
{
    return m_classes[m_rows[static_cast<std::size_t>(row)].index];
}

int ClassList::rowOf(const QString &id) const
{
    const auto found =
        std::ranges::find_if(m_rows, [&](const Row &row) { return m_classes[row.index].id == id; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int ClassList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ClassList::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const SketchClass &one = classAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return one.name;
    case IdRole:
        return one.id;
    case NoteRole:
        return one.note;
    case PositionsRole: {
        const std::vector<int> &positions = m_rows[static_cast<std::size_t>(index.row())].match.positions;
        return QVariant::fromValue(QList<int>(positions.begin(), positions.end()));
    }
    default:
        return {};
    }
}

ClassDelegate::ClassDelegate(const Theme &theme, const ClassList &list, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_list(list)
{}

int ClassDelegate::rowHeight() const
{
    return m_theme.px(m_list.hasPictures() ? kPictureRowHeight : kRowHeight);
}

QSize ClassDelegate::sizeHint(const QStyleOptionViewItem & /*option*/, const QModelIndex & /*index*/) const
{
    return {1, rowHeight()};
}

void ClassDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const QRect &row = option.rect;
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(row, m_theme.color(Role::Selection));
    QRect text = row.adjusted(metric::kInset, 0, -metric::kInset, 0);
    if (m_list.hasPictures()) {
        const int side = m_theme.px(kPicture);
        const QRect picture(text.left(), row.center().y() - side / 2, side, side);
        paintLines(*painter, m_list.classAt(index.row()).picture, picture,
                   {m_theme.color(Role::Text), kPenWidth, false});
        text.setLeft(picture.right() + 1 + metric::kGap);
    }
    painter->setFont(m_theme.font(FontRole::Note));
    painter->setPen(m_theme.color(Role::TextSecondary));
    const QString note = index.data(ClassList::NoteRole).toString();
    painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter, note);
    text.setRight(text.right() - painter->fontMetrics().horizontalAdvance(note) - metric::kGap);
    drawMatchedText(*painter, m_theme, text, index.data().toString(),
                    index.data(ClassList::PositionsRole).value<QList<int>>());
    painter->restore();
}

} // namespace solferino
