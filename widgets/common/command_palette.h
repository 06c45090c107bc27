// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/overlay_card.h"

class QLineEdit;
class QListView;

namespace solferino {

class CommandList;
class TextLabel;

/// Ctrl+Shift+P: type a few letters of any action of the window, Return runs it.
class CommandPalette final : public OverlayCard
{
    Q_OBJECT
public:
    CommandPalette(const Theme &theme, QWidget *window);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    QWidget *prepare() override;
    void paintEvent(QPaintEvent *event) override;

private:
    void setFilter(const QString &typed);
    void run();
    void fit();

    CommandList *m_commands;
    QLineEdit *m_input;
    TextLabel *m_count;
    QListView *m_list;
};

} // namespace solferino
