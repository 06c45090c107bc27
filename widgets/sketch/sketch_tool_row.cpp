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

constexpr int kWide = 900; // words beside the icons at the right
constexpr int kLeastWidth = 560;
constexpr int kWidthField = 84;
constexpr int kSliderWidth = 88;
constexpr int kZoomField = 84;
constexpr double kHundred = 100.0;
constexpr std::array<int, 9> kZooms{10, 25, 50, 75, 100, 150, 200, 400, 800};

} // namespace

SketchToolRow::SketchToolRow(SketchState &state, const Theme &theme, SketchActions &actions,
                             SketchCanvas &canvas, QWidget *parent)
    : ActionRow(theme, metric::kTransport, parent)
    , m_state(state)
    , m_canvas(canvas)
    , m_widthLabel(new TextLabel(theme, FontRole::Body, Role::TextSecondary, this))
    , m_width(new QDoubleSpinBox(this))
    , m_stabiliserLabel(new TextLabel(theme, FontRole::Body, Role::TextSecondary, this))
    , m_stabiliser(new QSlider(Qt::Horizontal, this))
    , m_strength(new NumberLabel(theme, FontRole::Body, Role::Text, this))
    , m_zoom(new QComboBox(this))
{
    setMinimumWidth(kLeastWidth);
    for (QAction *action : actions.toolActions()) {
        addButton(action);
    }
    addButton(actions.symmetryAction());
    addSeparator();
    addPenSettings();
    addSeparator();
    m_history = {addButton(actions.undoAction()), addButton(actions.redoAction())};
    row().addStretch();
    m_modelView = addButton(actions.modelViewAction());
    m_grid = addButton(actions.gridAction());
    addSeparator();
    addZoom();

    connect(&state, &SketchState::toolChanged, this, &SketchToolRow::updatePen);
    connect(&state, &SketchState::viewChanged, this, &SketchToolRow::updateZoom);
    updatePen();
    updateZoom();
}

void SketchToolRow::addPenSettings()
{
    m_widthLabel->setText(tr("Width"));
    m_width->setRange(SketchState::kLeastWidth, SketchState::kMostWidth);
    m_width->setDecimals(1);
    m_width->setSingleStep(0.5);
    m_width->setSuffix(tr(" px"));
    m_width->setAccessibleName(tr("Width"));
    m_width->setToolTip(tr("Width of the pen at full pressure"));
    connect(m_width, &QDoubleSpinBox::valueChanged, &m_state, &SketchState::setWidth);

    m_stabiliserLabel->setText(tr("Stabiliser"));
    m_stabiliser->setRange(0, static_cast<int>(kHundred));
    m_stabiliser->setAccessibleName(tr("Stabiliser"));
    m_stabiliser->setToolTip(tr("How much a stroke is smoothed while it is drawn; 0 % is off"));
    connect(m_stabiliser, &QSlider::valueChanged, &m_state,
            [this](int percent) { m_state.setStabiliser(percent / kHundred); });
    m_strength->setWidest(tr("%1 %").arg(100));
    m_strength->setAlignment(Qt::AlignRight | Qt::AlignVCenter);

    row().addSpacing(4);
    row().addWidget(m_widthLabel);
    row().addSpacing(4);
    row().addWidget(m_width);
    row().addSpacing(8);
    row().addWidget(m_stabiliserLabel);
    row().addSpacing(4);
    row().addWidget(m_stabiliser);
    row().addWidget(m_strength);
}

void SketchToolRow::addZoom()
{
    m_zoom->setEditable(true);
    m_zoom->setInsertPolicy(QComboBox::NoInsert);
    m_zoom->setAccessibleName(tr("Zoom"));
    m_zoom->setToolTip(tr("Zoom; type a number of percent or choose one"));
    m_zoom->addItem(tr("Fit"));
    for (const int percent : kZooms) {
        m_zoom->addItem(tr("%1 %").arg(percent), percent);
    }
    connect(m_zoom, &QComboBox::activated, this, [this](int index) { zoomTo(m_zoom->itemText(index)); });
    connect(m_zoom->lineEdit(), &QLineEdit::editingFinished, this, [this] { zoomTo(m_zoom->currentText()); });
    row().addWidget(m_zoom);
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
    m_width->setFixedWidth(theme().px(kWidthField));
    m_stabiliser->setFixedWidth(theme().px(kSliderWidth));
    m_zoom->setFixedWidth(theme().px(kZoomField));
    const bool isWide = width() >= theme().px(kWide);
    m_modelView->setToolButtonStyle(isWide ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    m_grid->setToolButtonStyle(isWide ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    makeRoom(QList<QWidget *>{m_widthLabel, m_stabiliserLabel, m_strength} + m_history +
             QList<QWidget *>{m_stabiliser, m_zoom, m_width});
}

} // namespace solferino
