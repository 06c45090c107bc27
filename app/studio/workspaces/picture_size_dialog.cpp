// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/workspaces/picture_size_dialog.h"

#include "widgets/common/button.h"
#include "widgets/common/theme.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QSpinBox>

namespace solferino {

namespace {

constexpr int kLargestSide = 16384;
constexpr int kWantedSide = 1024; ///< of the larger side at first

} // namespace

PictureSizeDialog::PictureSizeDialog(Theme &theme, const Bounds &drawing, bool hasPicture, QWidget *parent)
    : QDialog(parent)
    , m_width(new QSpinBox(this))
    , m_height(new QSpinBox(this))
    , m_transparent(new QCheckBox(tr("No paper behind the strokes"), this))
    , m_picture(new QCheckBox(tr("With the picture for tracing"), this))
{
    setWindowTitle(tr("Size of the Picture"));
    const DrawingImageStyle defaults;
    const double width = drawing.width() + 2 * defaults.margin;
    const double height = drawing.height() + 2 * defaults.margin;
    const double scale = kWantedSide / std::max(width, height);
    for (QSpinBox *box : {m_width, m_height}) {
        box->setRange(1, kLargestSide);
        box->setSuffix(tr(" px"));
    }
    m_width->setValue(qRound(width * scale));
    m_height->setValue(qRound(height * scale));
    // The sides follow each other, so that the drawing fills the picture.
    connect(m_width, &QSpinBox::valueChanged, this, [this, ratio = height / width](int value) {
        const QSignalBlocker blocker(m_height);
        m_height->setValue(qRound(value * ratio));
    });
    connect(m_height, &QSpinBox::valueChanged, this, [this, ratio = width / height](int value) {
        const QSignalBlocker blocker(m_width);
        m_width->setValue(qRound(value * ratio));
    });
    m_picture->setVisible(hasPicture);

    auto *form = new QFormLayout;
    form->addRow(tr("Width"), m_width);
    form->addRow(tr("Height"), m_height);
    form->addRow(m_transparent);
    form->addRow(m_picture);
    auto *cancel = new Button(theme, tr("Cancel"), Emphasis::Plain, this);
    auto *accept = new Button(theme, tr("Export…"), Emphasis::Person, this);
    accept->setDefault(true);
    connect(cancel, &Button::clicked, this, &QDialog::reject);
    connect(accept, &Button::clicked, this, &QDialog::accept);
    auto *foot = new QHBoxLayout;
    foot->addStretch(1);
    foot->addWidget(cancel);
    foot->addWidget(accept);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addLayout(foot);
}

DrawingImageStyle PictureSizeDialog::style() const
{
    DrawingImageStyle style;
    style.width = m_width->value();
    style.height = m_height->value();
    style.hasBackgroundPicture = m_picture->isChecked();
    if (m_transparent->isChecked())
        style.backgroundColour.clear();
    return style;
}

} // namespace solferino
