// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"

#include <QPersistentModelIndex>
#include <QStyledItemDelegate>

#include <vector>

namespace solferino {

/// What a person can ask of a job in its row.
enum class JobButton { None, Cancel, MoveUp, MoveDown, Retry, RetryOnCpu, ShowResult, CopyLog };

[[nodiscard]] QString jobButtonText(JobButton button);

/// Paints a row of the Jobs dock: state, name, bar and words, time left, device, and its buttons.
class JobDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    JobDelegate(const Theme &theme, QObject *parent);

    /// The buttons of a row from left to right.
    [[nodiscard]] static std::vector<JobButton> buttonsOf(const QModelIndex &index);
    /// All that can be asked of a row: its buttons and what has a key or a menu entry alone.
    [[nodiscard]] static std::vector<JobButton> choicesOf(const QModelIndex &index);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

Q_SIGNALS:
    void triggered(const QModelIndex &index, solferino::JobButton button);

private:
    struct Place
    {
        JobButton button;
        QRect rect;
    };
    [[nodiscard]] std::vector<Place> places(const QRect &row, const QModelIndex &index) const;
    [[nodiscard]] JobButton buttonAt(const QPoint &position, const QRect &row,
                                     const QModelIndex &index) const;
    void paintProgress(QPainter &painter, const QRect &row, const QModelIndex &index) const;
    void paintButtons(QPainter &painter, const QRect &row, const QModelIndex &index) const;

    const Theme &m_theme;
    QPersistentModelIndex m_hoveredRow;
    JobButton m_hovered = JobButton::None;
};

} // namespace solferino
