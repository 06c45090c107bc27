// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/style_list_model.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace solferino {

StyleListModel::StyleListModel(QObject *parent)
    : QAbstractListModel(parent)
{}

void StyleListModel::setStyles(std::vector<StyleItem> styles)
{
    beginResetModel();
    m_styles = std::move(styles);
    m_previews.assign(m_styles.size(), {});
    endResetModel();
}

void StyleListModel::setPreview(const std::string &name, const QImage &picture)
{
    const QModelIndex index = indexOf(name);
    if (!index.isValid())
        return;
    m_previews[static_cast<std::size_t>(index.row())] = picture;
    Q_EMIT dataChanged(index, index, {PictureRole, IsPreviewRole});
}

void StyleListModel::clearPreviews()
{
    m_previews.assign(m_styles.size(), {});
    if (!m_styles.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {PictureRole, IsPreviewRole});
}

void StyleListModel::setMix(const StyleMix &mix)
{
    if (mix == m_mix)
        return;
    m_mix = mix;
    if (!m_styles.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {WeightRole, Qt::AccessibleTextRole});
}

QModelIndex StyleListModel::indexOf(const std::string &name) const
{
    const auto found = std::ranges::find(m_styles, name, &StyleItem::name);
    return found == m_styles.end() ? QModelIndex() : index(static_cast<int>(found - m_styles.begin()));
}

QString StyleListModel::titleOf(const std::string &name) const
{
    const QModelIndex index = indexOf(name);
    return index.isValid() ? index.data().toString() : QString::fromStdString(name);
}

QImage StyleListModel::pictureOf(const std::string &name) const
{
    return indexOf(name).data(PictureRole).value<QImage>();
}

QString StyleListModel::mixText(const StyleMix &mix) const
{
    if (mix.size() == 1)
        return titleOf(mix.front().style);
    QStringList parts;
    for (const MixedStyle &style : mix)
        //: a style and its share in percent
        parts.append(tr("%1 %2 %").arg(titleOf(style.style)).arg(std::lround(100 * style.weight)));
    return parts.join(QStringLiteral(" · "));
}

std::optional<double> StyleListModel::weightOf(const std::string &name) const
{
    const auto found = std::ranges::find(m_mix, name, &MixedStyle::style);
    return found == m_mix.end() ? std::nullopt : std::optional(found->weight);
}

int StyleListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_styles.size());
}

QVariant StyleListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    const StyleItem &style = m_styles[row];
    const std::optional<double> weight = weightOf(style.name);
    switch (role) {
    case Qt::DisplayRole:
        return style.title;
    case Qt::ToolTipRole:
        return tr("%1\nClick: this style alone. Ctrl+click: mix it in, or take it out.")
            .arg(style.credit.isEmpty() ? style.title : style.credit);
    case Qt::AccessibleTextRole:
        return weight ? tr("%1, %2 % of the mix").arg(style.title).arg(std::lround(100 * *weight))
                      : style.title;
    case NameRole:
        return QString::fromStdString(style.name);
    case PictureRole:
        return m_previews[row].isNull() ? style.painting : m_previews[row];
    case IsPreviewRole:
        return !m_previews[row].isNull();
    case WeightRole:
        return weight ? QVariant(*weight) : QVariant();
    default:
        return {};
    }
}

} // namespace solferino
