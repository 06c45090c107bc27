// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"

#include <QList>
#include <QString>

#include <functional>

class QAction;
class QObject;
class QWidget;

namespace solferino {

/// What people see of an action.
struct ActionEntry
{
    QString text;
    QString keys; ///< portable text, several separated by "; "
    QString tip;
    QString iconName = {};
};

/// Makes the actions of an editor. Their keys work while the focus is inside `area`, so that other editors
/// and fields keep theirs.
class ActionMaker final
{
public:
    ActionMaker(const Theme &theme, QObject *owner, QWidget *area);

    QAction *add(QList<QAction *> &list, const ActionEntry &entry, std::function<void()> slot) const;
    QAction *addToggle(QList<QAction *> &list, const ActionEntry &entry,
                       const std::function<void(bool)> &slot) const;
    void addMenu(QList<QAction *> &list, const QString &title, const QList<QAction *> &actions) const;

private:
    const Theme &m_theme;
    QObject *m_owner;
    QWidget *m_area;
};

/// "Transpose (T)": the tooltip of an action with its key.
[[nodiscard]] QString toolTipOf(const QAction &action);

} // namespace solferino
