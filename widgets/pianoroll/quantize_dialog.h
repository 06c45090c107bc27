// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/commands/note_edits.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace solferino {

/// Asks how to quantise: grid, strength, swing, and whether ends follow.
class QuantizeDialog final : public QDialog
{
    Q_OBJECT
public:
    QuantizeDialog(const QuantizeOptions &options, int ticksPerQuarter, QWidget *parent);

    [[nodiscard]] QuantizeOptions options() const;

private:
    QComboBox *m_grid;
    QSpinBox *m_strength;
    QSpinBox *m_swing;
    QCheckBox *m_ends;
};

} // namespace solferino
