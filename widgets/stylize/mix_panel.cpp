// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/mix_panel.h"

#include "widgets/common/segmented_control.h"
#include "widgets/common/text_label.h"
#include "widgets/stylize/add_style_button.h"
#include "widgets/stylize/mix_pad.h"
#include "widgets/stylize/mix_row.h"
#include "widgets/stylize/style_list_model.h"

#include <QBoxLayout>
#include <QDoubleSpinBox>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>

#include <cmath>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFieldWidth = 60;
constexpr double kBrushSteps = 20.0; // of the slider for each doubling
constexpr double kLeastBrush = 0.25;
constexpr double kMostBrush = 8.0;

int brushPosition(double brush)
{
    return static_cast<int>(std::lround(kBrushSteps * std::log2(brush)));
}

double brushAt(int position)
{
    return std::exp2(position / kBrushSteps);
}

void connectGesture(QSlider *slider, MixPanel *panel)
{
    QObject::connect(slider, &QSlider::sliderPressed, panel, &MixPanel::gestureBegan);
    QObject::connect(slider, &QSlider::sliderReleased, panel, &MixPanel::gestureEnded);
}

} // namespace

MixPanel::MixPanel(const Theme &theme, StyleListModel &styles, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_styles(styles)
    , m_form(new SegmentedControl(theme, tr("Form of the mix"), this))
    , m_sliders(new QWidget(this))
    , m_pad(new MixPad(theme, this))
    , m_add(new AddStyleButton(theme, styles, this))
    , m_strength(new QSlider(Qt::Horizontal, this))
    , m_strengthField(new QSpinBox(this))
    , m_brush(new QSlider(Qt::Horizontal, this))
    , m_brushField(new QDoubleSpinBox(this))
    , m_brushNote(new TextLabel(theme, FontRole::Note, Role::TextSecondary, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metric::kGap);
    addHead(*column);
    addMix(*column);
    addSliders(*column);
    connect(&styles, &QAbstractItemModel::dataChanged, this, &MixPanel::updateMix);
    connect(&styles, &QAbstractItemModel::modelReset, this, &MixPanel::updateMix);
    setStyling({});
}

void MixPanel::addHead(QVBoxLayout &column)
{
    auto *head = new QHBoxLayout;
    auto *title = new TextLabel(m_theme, FontRole::Title, Role::Text, this);
    title->setText(tr("Mix"));
    m_form->addSegment(tr("Sliders"));
    m_form->addSegment(tr("Pad"));
    head->addWidget(title);
    head->addStretch();
    head->addWidget(m_form);
    column.addLayout(head);
    connect(m_form, &SegmentedControl::currentIndexChanged, this, [this](int index) {
        m_pad->setVisible(index == 1);
        m_sliders->setVisible(index == 0);
        Q_EMIT formChanged();
    });
}

void MixPanel::addMix(QVBoxLayout &column)
{
    auto *rows = new QVBoxLayout(m_sliders);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(metric::kGap);
    for (std::size_t i = 0; i < kMostMixedStyles; ++i) {
        auto *row = new MixRow(m_theme, m_sliders);
        rows->addWidget(row);
        m_rows.push_back(row);
        connect(row, &MixRow::gestureBegan, this, &MixPanel::gestureBegan);
        connect(row, &MixRow::gestureEnded, this, &MixPanel::gestureEnded);
        connect(row, &MixRow::shareRequested, this, [this, i](int percent) {
            requestMix(withWeight(m_styling.mix, i, percent / 100.0), tr("Change Mix"));
        });
        connect(row, &MixRow::removeRequested, this, [this, i] {
            const std::string style = m_styling.mix.at(i).style;
            requestMix(withoutStyle(m_styling.mix, style), tr("Take Out %1").arg(m_styles.titleOf(style)));
        });
    }
    column.addWidget(m_sliders);
    column.addWidget(m_pad);
    m_pad->hide();
    column.addWidget(m_add);
    connect(m_pad, &MixPad::gestureBegan, this, &MixPanel::gestureBegan);
    connect(m_pad, &MixPad::gestureEnded, this, &MixPanel::gestureEnded);
    connect(m_pad, &MixPad::mixRequested, this,
            [this](const StyleMix &mix) { requestMix(mix, tr("Change Mix")); });
    connect(m_add, &AddStyleButton::styleChosen, this, [this](const std::string &style) {
        requestMix(withStyle(m_styling.mix, style), tr("Add %1").arg(m_styles.titleOf(style)));
    });
}

void MixPanel::addSliders(QVBoxLayout &column)
{
    const auto addRow = [&](const QString &name, const QString &tip, QSlider *slider,
                            QAbstractSpinBox *field) {
        auto *label = new TextLabel(m_theme, FontRole::Body, Role::TextSecondary, this);
        label->setText(name);
        label->setBuddy(field);
        slider->setAccessibleName(name);
        field->setAccessibleName(name);
        slider->setToolTip(tip);
        field->setToolTip(tip);
        field->setButtonSymbols(QAbstractSpinBox::NoButtons);
        field->setAlignment(Qt::AlignRight);
        field->setKeyboardTracking(false);
        const auto fit = [this, label, field] {
            label->setFixedWidth(m_theme.px(metric::kLabelColumn));
            field->setFixedWidth(m_theme.px(kFieldWidth));
        };
        fit();
        connect(&m_theme, &Theme::changed, label, fit);
        connectGesture(slider, this);
        auto *row = new QHBoxLayout;
        row->setSpacing(metric::kGap);
        row->addWidget(label);
        row->addWidget(slider, 1);
        row->addWidget(field);
        column.addLayout(row);
    };
    m_strength->setRange(0, 100);
    m_strengthField->setRange(0, 100);
    //: after a number in a field
    m_strengthField->setSuffix(tr(" %"));
    addRow(tr("Strength"), tr("0 % leaves the photo, 100 % is the whole style"), m_strength, m_strengthField);
    m_brush->setRange(brushPosition(kLeastBrush), brushPosition(kMostBrush));
    m_brushField->setRange(kLeastBrush, kMostBrush);
    m_brushField->setDecimals(2);
    m_brushField->setSingleStep(0.1);
    //: times, after a number in a field
    m_brushField->setSuffix(tr(" ×"));
    addRow(tr("Brush size"), tr("Size of the strokes; 1 × as they were learned"), m_brush, m_brushField);
    m_brushNote->setWordWrap(true);
    m_brushNote->setTextFormat(Qt::RichText);
    m_brushNote->setTextInteractionFlags(Qt::LinksAccessibleByKeyboard | Qt::LinksAccessibleByMouse);
    m_brushNote->hide();
    column.addWidget(m_brushNote);
    connect(m_brushNote, &QLabel::linkActivated, this, &MixPanel::brushNoteActivated);

    const auto strengthTo = [this](int percent) {
        Styling styling = m_styling;
        styling.finish.strength = percent / 100.0;
        request(std::move(styling), tr("Change Strength"));
    };
    const auto brushTo = [this](double brush) {
        Styling styling = m_styling;
        styling.brush = brush;
        request(std::move(styling), tr("Change Brush Size"));
    };
    connect(m_strength, &QSlider::valueChanged, this, strengthTo);
    connect(m_strengthField, &QSpinBox::valueChanged, this, strengthTo);
    connect(m_brush, &QSlider::valueChanged, this, [brushTo](int position) { brushTo(brushAt(position)); });
    connect(m_brushField, &QDoubleSpinBox::valueChanged, this, brushTo);
}

bool MixPanel::showsPad() const
{
    return m_form->currentIndex() == 1;
}

void MixPanel::setShowsPad(bool shows)
{
    m_form->setCurrentIndex(shows ? 1 : 0);
}

void MixPanel::setStyling(const Styling &styling)
{
    m_styling = styling;
    updateMix();
    updateSliders();
}

void MixPanel::setBrushNote(const QString &note, const QString &link)
{
    m_brushNote->setVisible(!note.isEmpty());
    m_brushNote->setText(link.isEmpty()
                             ? note.toHtmlEscaped()
                             : u"%1 <a href=\"#\">%2</a>"_s.arg(note.toHtmlEscaped(), link.toHtmlEscaped()));
}

void MixPanel::updateMix()
{
    const StyleMix &mix = m_styling.mix;
    std::vector<MixPad::Corner> corners;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i]->setVisible(i < mix.size());
        if (i >= mix.size())
            continue;
        const QImage picture = m_styles.pictureOf(mix[i].style);
        const QString title = m_styles.titleOf(mix[i].style);
        m_rows[i]->setStyle(picture, title);
        m_rows[i]->setShare(static_cast<int>(std::lround(100 * mix[i].weight)), mix.size() == 1);
        corners.push_back({picture, title});
    }
    m_pad->setMix(mix, std::move(corners));
    m_add->setMix(mix);
}

void MixPanel::updateSliders()
{
    const QSignalBlocker blockers[] = {QSignalBlocker(m_strength), QSignalBlocker(m_strengthField),
                                       QSignalBlocker(m_brush), QSignalBlocker(m_brushField)};
    const int percent = static_cast<int>(std::lround(100 * m_styling.finish.strength));
    m_strength->setValue(percent);
    m_strengthField->setValue(percent);
    m_brush->setValue(brushPosition(m_styling.brush));
    m_brushField->setValue(m_styling.brush);
}

void MixPanel::requestMix(std::vector<MixedStyle> mix, const QString &text)
{
    Styling styling = m_styling;
    styling.mix = std::move(mix);
    request(std::move(styling), text);
}

void MixPanel::request(Styling styling, const QString &text)
{
    if (styling == m_styling)
        return;
    Q_EMIT stylingRequested(styling, text);
    // Where the listener did not take it, the controls go back to what is.
    updateMix();
    updateSliders();
}

} // namespace solferino
