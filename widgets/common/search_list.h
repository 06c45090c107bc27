// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QLineEdit;
class QListView;

namespace solferino {

/// A line to type in with a list of what matches below it: arrows and page keys in the line choose among the
/// selectable rows, Return or a click takes one. Furnishes both; whoever owns them lays them out and filters.
class SearchList final : public QObject
{
    Q_OBJECT
public:
    SearchList(QLineEdit &input, QListView &list, QObject *parent);

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    /// The current row is wanted.
    void taken();

private:
    void moveCurrent(int rows);

    QLineEdit &m_input;
    QListView &m_list;
};

} // namespace solferino
