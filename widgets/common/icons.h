// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"

#include <QIcon>
#include <QString>

namespace solferino {

/// A line icon of assets/icons in the colour of a role; disabled, in the disabled text colour. It follows the
/// theme, which must outlive it. Names are those of Breeze where Breeze has the icon. Asserts that the icon
/// exists.
[[nodiscard]] QIcon themedIcon(const Theme &theme, const QString &name, Role role = Role::Text);

/// Paints an icon centred in `rect`, `size` pixels wide and high.
void drawIcon(QPainter &painter, const Theme &theme, const QString &name, const QRect &rect, Role role,
              int size);

} // namespace solferino
