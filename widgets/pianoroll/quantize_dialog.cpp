// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/quantize_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

QSpinBox *percentBox(double value, QWidget *parent)
{
    auto *box = new QSpinBox(parent);
    box->setRange(0, 100);
    box->setSuffix(u" %"_s);
    box->setValue(static_cast<int>(value * 100 + 0.5));
    return box;
}

} // namespace

QuantizeDialog::QuantizeDialog(const QuantizeOptions &options, int ticksPerQuarter, QWidget *parent)
    : QDialog(parent)
    , m_grid(new QComboBox(this))
    , m_strength(percentBox(options.strength, this))
    , m_swing(percentBox(options.swing, this))
    , m_ends(new QCheckBox(tr("Quantise ends, too"), this))
{
    setWindowTitle(tr("Quantise"));
    const Tick whole = 4 * Tick{ticksPerQuarter};
    for (const int division : {4, 8, 16, 32}) {
        m_grid->addItem(u"1/%1"_s.arg(division), QVariant::fromValue(std::max<Tick>(1, whole / division)));
        m_grid->addItem(tr("1/%1 triplet").arg(division),
                        QVariant::fromValue(std::max<Tick>(1, whole * 2 / (3 * division))));
    }
    const int present = m_grid->findData(QVariant::fromValue(options.grid));
    m_grid->setCurrentIndex(std::max(0, present));
    m_ends->setChecked(options.quantizesEnds);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Quantise"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *form = new QFormLayout(this);
    form->addRow(tr("&Grid"), m_grid);
    form->addRow(tr("&Strength"), m_strength);
    form->addRow(tr("S&wing"), m_swing);
    form->addRow(m_ends);
    form->addRow(buttons);
}

QuantizeOptions QuantizeDialog::options() const
{
    QuantizeOptions options;
    options.grid = m_grid->currentData().value<Tick>();
    options.strength = m_strength->value() / 100.0;
    options.swing = m_swing->value() / 100.0;
    options.quantizesEnds = m_ends->isChecked();
    return options;
}

} // namespace solferino
