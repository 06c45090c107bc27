// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDoubleSpinBox>
#include <QSpinBox>

namespace solferino {

/// A field for a real number without step buttons; it shows as many digits as the value needs, two at least
/// where `hasFixedDigits`. Up and Down change it by a twentieth of its size.
class NumberField final : public QDoubleSpinBox
{
    Q_OBJECT
public:
    NumberField(double min, double max, bool hasFixedDigits, QWidget *parent);

    [[nodiscard]] QString textFromValue(double value) const override;
    void stepBy(int steps) override;

private:
    bool m_hasFixedDigits;
};

/// A spin box that shows MIDI pitches by name; it takes names and numbers.
class PitchBox final : public QSpinBox
{
    Q_OBJECT
public:
    explicit PitchBox(QWidget *parent);

    [[nodiscard]] QString textFromValue(int value) const override;
    [[nodiscard]] int valueFromText(const QString &text) const override;
    [[nodiscard]] QValidator::State validate(QString &text, int &position) const override;
};

} // namespace solferino
