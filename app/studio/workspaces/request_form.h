// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace solferino {

class Button;
class ParameterForm;
class SeedRow;
class Theme;

/// The frame of a panel that makes requests: choices and options, which scroll where the window is low, and
/// below them, always in sight, the seed and the one filled button.
class RequestForm final : public QWidget
{
    Q_OBJECT
public:
    RequestForm(Theme &theme, const QString &buttonText, QWidget *parent);

    /// Adds a choice above the options.
    void addChoice(QWidget *widget);
    [[nodiscard]] ParameterForm &options() { return *m_options; }
    [[nodiscard]] const ParameterForm &options() const { return *m_options; }
    [[nodiscard]] SeedRow &seed() { return *m_seed; }
    [[nodiscard]] const SeedRow &seed() const { return *m_seed; }
    [[nodiscard]] Button &button() { return *m_button; }

private:
    QVBoxLayout *m_choices;
    ParameterForm *m_options;
    SeedRow *m_seed;
    Button *m_button;
};

/// A row of a panel beside those of a ParameterForm: a label that names the control, and the control.
[[nodiscard]] QWidget *labelledRow(Theme &theme, const QString &label, QWidget *control, QWidget *parent);

} // namespace solferino
