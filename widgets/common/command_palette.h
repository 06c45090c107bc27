// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/command_list.h"
#include "widgets/common/overlay_card.h"

class QLineEdit;
class QListView;

namespace solferino {

class TextLabel;

/// Ctrl+Shift+P: type a few letters of any action of the window, Return goes to its place and runs it.
class CommandPalette final : public OverlayCard
{
    Q_OBJECT
public:
    CommandPalette(const Theme &theme, QWidget *window);

    void setPlaces(CommandPlaces places) { m_places = std::move(places); }

    [[nodiscard]] QSize sizeHint() const override;

protected:
    QWidget *prepare() override;
    void paintEvent(QPaintEvent *event) override;

private:
    void setFilter(const QString &typed);
    void run();
    void fit();

    CommandPlaces m_places;
    CommandList *m_commands;
    QLineEdit *m_input;
    TextLabel *m_count;
    QListView *m_list;
};

} // namespace solferino
