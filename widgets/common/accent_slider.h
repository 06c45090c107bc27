// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"

#include <QSlider>

namespace solferino {

/// A slider filled in the colour of a role: the share of a style is the machine's.
class AccentSlider final : public QSlider
{
    Q_OBJECT
public:
    AccentSlider(Role fill, Qt::Orientation orientation, QWidget *parent)
        : QSlider(orientation, parent)
        , m_fill(fill)
    {}

    [[nodiscard]] Role fill() const { return m_fill; }

private:
    Role m_fill;
};

} // namespace solferino
