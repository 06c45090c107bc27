// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"

#include <QWidget>

namespace solferino {

/// A plain area in the colour of a role, with hairlines along some of its edges: bars, strips, panels.
class Surface : public QWidget
{
    Q_OBJECT
public:
    Surface(const Theme &theme, Role fill, Qt::Edges hairlines, QWidget *parent);

    void setFill(Role fill);
    void setHairlineRole(Role role);
    /// A height at 100 % that follows the text scale.
    void setScaledHeight(int height);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    [[nodiscard]] const Theme &theme() const { return m_theme; }

private:
    const Theme &m_theme;
    Role m_fill;
    Role m_hairlineRole = Role::Line;
    Qt::Edges m_hairlines;
    int m_height = 0;
};

} // namespace solferino
