// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"

#include <QToolBar>

class QActionGroup;

namespace solferino {

/// The bar at the left edge of the window that chooses the workspace: large icons over their names.
class WorkspaceRail final : public QToolBar
{
    Q_OBJECT
public:
    WorkspaceRail(const Theme &theme, QWidget *parent);

    /// The action is checkable and exclusive with the others; give it a shortcut.
    QAction *addWorkspace(const QString &iconName, const QString &name);
    [[nodiscard]] int currentIndex() const;

Q_SIGNALS:
    void currentIndexChanged(int index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void removeGaps();

    const Theme &m_theme;
    QActionGroup *m_group;
};

} // namespace solferino
