// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/keys_provider.h"
#include "widgets/common/overlay_card.h"

#include <QStringList>

#include <vector>

class QScrollArea;

namespace solferino {

/// Keys under one head.
struct KeysSection
{
    struct Line
    {
        QStringList caps;
        QString what;
    };
    QString title;
    std::vector<Line> lines;
};

/// What the keyboard does at `focus`: the keys of the widgets around it that list theirs, nearest first, then
/// the shortcuts of the window's actions by menu.
[[nodiscard]] std::vector<KeysSection> collectKeys(QWidget *focus, const QWidget &window);

/// F1 or ?: the keys of what has the focus.
class KeysHelp final : public OverlayCard
{
    Q_OBJECT
public:
    KeysHelp(const Theme &theme, QWidget *window);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    QWidget *prepare() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QScrollArea *m_area;
};

} // namespace solferino
