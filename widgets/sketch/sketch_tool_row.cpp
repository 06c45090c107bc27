// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/sketch_tool_row.h"

#include "widgets/common/text_label.h"
#include "widgets/sketch/sketch_actions.h"
#include "widgets/sketch/sketch_canvas.h"

#include <QAction>
#include <QBoxLayout>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include <array>
#include <cmath>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWide = 900;      // words beside the icons at the right
constexpr int kVeryWide = 1000; // and before the fields
constexpr int kLeastWidth = 560;
constexpr int kWidthField = 84;
constexpr int kSliderWidth = 88;
constexpr int kZoomField = 84;
constexpr double kHundred = 100.0;
constexpr std::array<int, 9> kZooms{10, 25, 50, 75, 100, 150, 200, 400, 800};

} // namespace

SketchToolRow::SketchToolRow(SketchState &state, const Theme &theme, SketchActions &actions,
                             SketchCanvas &canvas, QWidget *parent)
    : Surface(theme, Role::Panel, Qt::BottomEdge, parent)
    , m_state(state)
    , m_look(theme)
    , m_canvas(canvas)
    , m_widthLabel(new TextLabel(theme, FontRole::Body, Role::TextSecondary, this))
    , m_width(new QDoubleSpinBox(this))
    , m_stabiliserLabel(new TextLabel(theme, FontRole::Body, Role::TextSecondary, this))
    , m_stabiliser(new QSlider(Qt::Horizontal, this))
    , m_strength(new NumberLabel(theme, FontRole::Body, Role::Text, this))
    , m_zoom(new QComboBox(this))
{
    setScaledHeight(metric::kTransport);
    setAccessibleName(tr("Tools"));
    setMinimumWidth(kLeastWidth);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 0, 8, 1);
    layout->setSpacing(4);
    for (QAction *action : actions.toolActions()) {
        addButton(*layout, action);
    }
    addButton(*layout, actions.symmetryAction());
    addSeparator(*layout);
    addPenSettings(*layout);
    addSeparator(*layout);
    addButton(*layout, actions.undoAction());
    addButton(*layout, actions.redoAction());
    layout->addStretch();
    m_modelView = addButton(*layout, actions.modelViewAction());
    m_grid = addButton(*layout, actions.gridAction());
    addSeparator(*layout);
    addZoom(*layout);

    connect(&state, &SketchState::toolChanged, this, &SketchToolRow::updatePen);
    connect(&state, &SketchState::viewChanged, this, &SketchToolRow::updateZoom);
    updatePen();
    updateZoom();
}

QToolButton *SketchToolRow::addButton(QHBoxLayout &layout, QAction *action)
{
    auto *button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(action->text().remove(u'&'));
    layout.addWidget(button);
    return button;
}

void SketchToolRow::addSeparator(QHBoxLayout &layout)
{
    auto *line = new Surface(m_look, Role::Line, {}, this);
    line->setFixedSize(1, m_look.px(20));
    layout.addSpacing(4);
    layout.addWidget(line);
    layout.addSpacing(4);
}

void SketchToolRow::addPenSettings(QHBoxLayout &layout)
{
    m_widthLabel->setText(tr("Width"));
    m_width->setRange(SketchState::kLeastWidth, SketchState::kMostWidth);
    m_width->setDecimals(1);
    m_width->setSingleStep(0.5);
    m_width->setSuffix(tr(" px"));
    m_width->setFixedWidth(m_look.px(kWidthField));
    m_width->setAccessibleName(tr("Width"));
    m_width->setToolTip(tr("Width of the pen at full pressure"));
    connect(m_width, &QDoubleSpinBox::valueChanged, &m_state, &SketchState::setWidth);

    m_stabiliserLabel->setText(tr("Stabiliser"));
    m_stabiliser->setRange(0, static_cast<int>(kHundred));
    m_stabiliser->setFixedWidth(m_look.px(kSliderWidth));
    m_stabiliser->setAccessibleName(tr("Stabiliser"));
    m_stabiliser->setToolTip(tr("How much a stroke is smoothed while it is drawn; 0 % is off"));
    connect(m_stabiliser, &QSlider::valueChanged, &m_state,
            [this](int percent) { m_state.setStabiliser(percent / kHundred); });
    m_strength->setWidest(tr("%1 %").arg(100));
    m_strength->setAlignment(Qt::AlignRight | Qt::AlignVCenter);

    layout.addSpacing(4);
    layout.addWidget(m_widthLabel);
    layout.addSpacing(4);
    layout.addWidget(m_width);
    layout.addSpacing(8);
    layout.addWidget(m_stabiliserLabel);
    layout.addSpacing(4);
    layout.addWidget(m_stabiliser);
    layout.addWidget(m_strength);
}

void SketchToolRow::addZoom(QHBoxLayout &layout)
{
    m_zoom->setEditable(true);
    m_zoom->setInsertPolicy(QComboBox::NoInsert);
    m_zoom->setFixedWidth(m_look.px(kZoomField));
    m_zoom->setAccessibleName(tr("Zoom"));
    m_zoom->setToolTip(tr("Zoom; type a number of percent or choose one"));
    m_zoom->addItem(tr("Fit"));
    for (const int percent : kZooms) {
        m_zoom->addItem(tr("%1 %").arg(percent), percent);
    }
    connect(m_zoom, &QComboBox::activated, this, [this](int index) { zoomTo(m_zoom->itemText(index)); });
    connect(m_zoom->lineEdit(), &QLineEdit::editingFinished, this, [this] { zoomTo(m_zoom->currentText()); });
    layout.addWidget(m_zoom);
}

void SketchToolRow::zoomTo(const QString &text)
{
    if (text == tr("Fit")) {
        m_canvas.fit();
    } else {
        QString digits = text;
        digits.remove(u'%');
        bool isNumber = false;
        const double percent = locale().toDouble(digits.trimmed(), &isNumber);
        if (isNumber && percent > 0 &&
            std::lround(m_state.geometry().zoom * kHundred) != std::lround(percent)) {
            m_canvas.setZoom(percent / kHundred);
        }
    }
    updateZoom();
}

void SketchToolRow::updatePen()
{
    const QSignalBlocker widthBlocker(m_width);
    const QSignalBlocker stabiliserBlocker(m_stabiliser);
    const int percent = static_cast<int>(std::lround(m_state.stabiliser() * kHundred));
    m_width->setValue(m_state.width());
    m_stabiliser->setValue(percent);
    m_strength->setText(tr("%1 %").arg(percent));
}

void SketchToolRow::updateZoom()
{
    const QSignalBlocker blocker(m_zoom);
    const int percent = static_cast<int>(std::lround(m_state.geometry().zoom * kHundred));
    m_zoom->setEditText(tr("%1 %").arg(percent));
}

void SketchToolRow::resizeEvent(QResizeEvent * /*event*/)
{
    const bool isWide = width() >= m_look.px(kWide);
    const bool isVeryWide = width() >= m_look.px(kVeryWide);
    m_modelView->setToolButtonStyle(isWide ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    m_grid->setToolButtonStyle(isWide ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    m_widthLabel->setVisible(isVeryWide);
    m_stabiliserLabel->setVisible(isVeryWide);
}

} // namespace solferino
