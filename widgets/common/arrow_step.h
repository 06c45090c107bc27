// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>

namespace solferino {

/// One step of an arrow key, y downwards; (0, 0) of any other.
[[nodiscard]] inline QPointF arrowStep(int key)
{
    switch (key) {
    case Qt::Key_Left:
        return {-1, 0};
    case Qt::Key_Right:
        return {1, 0};
    case Qt::Key_Up:
        return {0, -1};
    case Qt::Key_Down:
        return {0, 1};
    default:
        return {};
    }
}

} // namespace solferino
