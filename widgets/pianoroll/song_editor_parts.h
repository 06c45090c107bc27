// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/empty_state.h"
#include "widgets/common/surface.h"

namespace solferino {

/// Name and scale at the left of the velocity lane.
class LaneLabels final : public Surface
{
    Q_OBJECT
public:
    LaneLabels(const Theme &theme, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;
};

/// The place beside or below a scroll bar, as wide as one.
class ScrollCorner final : public Surface
{
    Q_OBJECT
public:
    ScrollCorner(const Theme &theme, Qt::Edges hairlines, QWidget *parent);
};

/// What an empty song shows: one sentence, one action, one example; `modelName` begins.
[[nodiscard]] EmptyStateContent emptySongContent(const Theme &theme, const QString &modelName);

} // namespace solferino
