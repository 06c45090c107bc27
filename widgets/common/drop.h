// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDropEvent>

namespace solferino {

/// What is dropped stays where it comes from: a file manager that proposes to move a file must not hear that
/// it was moved.
inline void acceptAsCopy(QDropEvent &event)
{
    event.setDropAction(Qt::CopyAction);
    event.accept();
}

} // namespace solferino
