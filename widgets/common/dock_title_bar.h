// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/surface.h"

class QDockWidget;
class QHBoxLayout;

namespace solferino {

class TextLabel;

/// Title bar of a dock: its name, a count behind it, room for actions, Float and Close. It gives the whole
/// dock the colour of panels.
class DockTitleBar final : public Surface
{
    Q_OBJECT
public:
    /// Becomes the dock's title bar.
    DockTitleBar(const Theme &theme, QDockWidget &dock);

    /// Words behind the name in the secondary colour: a count.
    void setCount(const QString &text);
    /// Puts a widget before Float and Close.
    void addActionWidget(QWidget *widget);

private:
    TextLabel *m_count;
    QHBoxLayout *m_actions;
};

} // namespace solferino
