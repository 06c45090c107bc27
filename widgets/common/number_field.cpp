// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/number_field.h"

#include "widgets/common/pitch_name.h"

#include <algorithm>
#include <cmath>

namespace solferino {

namespace {
constexpr int kDecimals = 9;
constexpr double kFinestStep = 1e-6;
} // namespace

NumberField::NumberField(double min, double max, bool hasFixedDigits, QWidget *parent)
    : QDoubleSpinBox(parent)
    , m_hasFixedDigits(hasFixedDigits)
{
    setButtonSymbols(NoButtons);
    setAlignment(Qt::AlignRight);
    setDecimals(kDecimals);
    setRange(min, max);
    setKeyboardTracking(false);
    setCorrectionMode(CorrectToNearestValue);
}

QString NumberField::textFromValue(double value) const
{
    const double rounded = std::round(value * 100.0) / 100.0;
    if (m_hasFixedDigits && std::abs(value - rounded) < 1e-9)
        return locale().toString(value, 'f', 2);
    return locale().toString(value, 'g', 7);
}

void NumberField::stepBy(int steps)
{
    const double size = std::max(std::abs(value()), (maximum() - minimum()) / 100.0);
    const double step = std::pow(10.0, std::floor(std::log10(std::max(size, kFinestStep)))) / 2.0;
    const double moved = std::round(value() / step + steps) * step;
    setValue(std::clamp(moved, minimum(), maximum()));
    selectAll();
}

PitchBox::PitchBox(QWidget *parent)
    : QSpinBox(parent)
{
    setRange(0, 127);
}

QString PitchBox::textFromValue(int value) const
{
    return pitchName(value);
}

int PitchBox::valueFromText(const QString &text) const
{
    const int pitch = pitchOfName(text);
    return pitch < 0 ? value() : pitch;
}

QValidator::State PitchBox::validate(QString &text, int &) const
{
    const int pitch = pitchOfName(text);
    if (pitch < 0)
        return text.size() < 5 ? QValidator::Intermediate : QValidator::Invalid;
    return pitch < minimum() || pitch > maximum() ? QValidator::Intermediate : QValidator::Acceptable;
}

} // namespace solferino
