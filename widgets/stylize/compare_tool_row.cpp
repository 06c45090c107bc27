// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/compare_tool_row.h"

#include "widgets/common/icons.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/text_label.h"
#include "widgets/stylize/compare_actions.h"
#include "widgets/stylize/compare_view.h"

#include <QAction>
#include <QBoxLayout>
#include <QComboBox>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

#include <array>
#include <cmath>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kZoomField = 84;
constexpr int kBrushField = 64;
constexpr int kHardnessField = 92;

constexpr int kLeastWidth = 420;
constexpr int kLeastTitle = 140;
constexpr double kHundred = 100.0;
constexpr std::array<int, 8> kZooms{10, 25, 50, 75, 100, 200, 400, 800};

} // namespace

CompareToolRow::CompareToolRow(const Theme &theme, CompareView &view, CompareActions &actions,
                               QWidget *parent)
    : Surface(theme, Role::Panel, Qt::BottomEdge, parent)
    , m_view(view)
    , m_open(new QToolButton(this))
    , m_modes(new SegmentedControl(theme, tr("Comparison"), this))
    , m_coloursLabel(new TextLabel(theme, FontRole::Body, Role::TextSecondary, this))
    , m_colours(new SegmentedControl(theme, tr("Colours"), this))
    , m_size(new QSpinBox(this))
    , m_hardness(new QSpinBox(this))
    , m_title(new TextLabel(theme, FontRole::Body, Role::TextSecondary, this))
    , m_zoom(new QComboBox(this))
{
    setScaledHeight(metric::kTransport);
    setAccessibleName(tr("Tools"));
    setMinimumWidth(kLeastWidth); // arrange() makes room
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 0, 8, 1);
    layout->setSpacing(4);
    addOpen(*layout);
    addSeparator(*layout);
    addModes(*layout, actions);
    addSeparator(*layout);
    addColours(*layout);
    m_coloursEnd = addSeparator(*layout);
    addButton(*layout, actions.paintAction());
    addButton(*layout, actions.eraseAction());
    addButton(*layout, actions.showMaskAction());
    addButton(*layout, actions.cropAction());
    addBrush(*layout);
    layout->addStretch();
    m_title->setElideMode(Qt::ElideMiddle);
    m_title->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    layout->addWidget(m_title, 1000);
    layout->addSpacing(4);
    addZoom(*layout, actions);
    connect(&view, &CompareView::viewChanged, this, &CompareToolRow::updateView);
    connect(&view, &CompareView::toolChanged, this, &CompareToolRow::updateTool);
    connect(&theme, &Theme::changed, this, &CompareToolRow::arrange);
    updateView();
    updateTool();
}

void CompareToolRow::setTitle(const QString &title)
{
    m_title->setText(title);
    arrange();
}

void CompareToolRow::addOpen(QHBoxLayout &layout)
{
    m_open->setText(tr("Open…"));
    m_open->setIcon(themedIcon(theme(), u"document-open"_s));
    m_open->setToolTip(tr("Open a photo"));
    m_open->setAutoRaise(true);
    m_open->setFocusPolicy(Qt::TabFocus);
    layout.addWidget(m_open);
    connect(m_open, &QToolButton::clicked, this, &CompareToolRow::openRequested);
}

void CompareToolRow::addModes(QHBoxLayout &layout, const CompareActions &actions)
{
    for (const QAction *action : actions.modeActions()) {
        QAction *segment = m_modes->addSegment(action->text().remove(u'&'));
        segment->setToolTip(action->toolTip());
    }
    layout.addWidget(m_modes);
    connect(m_modes, &SegmentedControl::currentIndexChanged, this,
            [this](int index) { m_view.setMode(static_cast<CompareMode>(index)); });
}

void CompareToolRow::addColours(QHBoxLayout &layout)
{
    m_coloursLabel->setText(tr("Colours"));
    m_coloursLabel->setContentsMargins(0, 0, 4, 0);
    //: whose colours the stylized picture has
    m_colours->addSegment(tr("From style"));
    //: the photo's colours
    m_colours->addSegment(tr("Keep mine"));
    //: the style's colours, brought near the photo's
    m_colours->addSegment(tr("Match"));
    m_colours->setToolTip(tr("Of the style, of the photo, or of the style but moved to the photo's range"));
    layout.addWidget(m_coloursLabel);
    layout.addWidget(m_colours);
    connect(m_colours, &SegmentedControl::currentIndexChanged, this,
            [this](int index) { Q_EMIT coloursRequested(static_cast<StyleColours>(index)); });
}

void CompareToolRow::setColours(StyleColours colours)
{
    const QSignalBlocker blocker(m_colours);
    m_colours->setCurrentIndex(static_cast<int>(colours));
}

QToolButton *CompareToolRow::addButton(QHBoxLayout &layout, QAction *action)
{
    auto *button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(action->text().remove(u'&'));
    layout.addWidget(button);
    return button;
}

QWidget *CompareToolRow::addSeparator(QHBoxLayout &layout)
{
    auto *line = new Surface(theme(), Role::Line, {}, this);
    line->setFixedSize(1, theme().px(20));
    layout.addSpacing(4);
    layout.addWidget(line);
    layout.addSpacing(4);
    return line;
}

void CompareToolRow::addBrush(QHBoxLayout &layout)
{
    const auto add = [&](QSpinBox *field, const QString &prefix, const QString &name, const QString &tip) {
        field->setButtonSymbols(QAbstractSpinBox::NoButtons);
        field->setAlignment(Qt::AlignRight);
        field->setKeyboardTracking(false);
        field->setPrefix(prefix);
        //: after a number in a field
        field->setSuffix(tr(" %"));
        field->setAccessibleName(name);
        field->setToolTip(tip);
        layout.addWidget(field);
    };
    m_size->setRange(1, static_cast<int>(kHundred * MaskBrush::kMostSize));
    m_hardness->setRange(0, static_cast<int>(kHundred));
    //: size of the mask's brush, before a number in a field
    add(m_size, tr("⌀ "), tr("Size of the mask's brush"),
        tr("Size of the brush, of the picture's longer side ([ and ])"));
    //: hardness of the mask's brush, before a number in a field
    add(m_hardness, tr("Hard "), tr("Hardness of the mask's brush"),
        tr("How much of the brush paints in full; the rest is its soft edge ({ and })"));
    const auto change = [this] {
        MaskBrush brush = m_view.brush();
        if (m_size->value() != std::lround(kHundred * brush.size))
            brush.size = m_size->value() / kHundred;
        brush.hardness = m_hardness->value() / kHundred;
        m_view.setBrush(brush);
    };
    connect(m_size, &QSpinBox::valueChanged, this, change);
    connect(m_hardness, &QSpinBox::valueChanged, this, change);
}

void CompareToolRow::addZoom(QHBoxLayout &layout, const CompareActions &actions)
{
    m_zoom->setEditable(true);
    m_zoom->setInsertPolicy(QComboBox::NoInsert);
    m_zoom->setFixedWidth(theme().px(kZoomField));
    m_zoom->setAccessibleName(tr("Zoom"));
    m_zoom->setToolTip(tr("Zoom; type a number of percent or choose one"));
    m_zoom->addItem(tr("Fit"));
    for (const int percent : kZooms)
        m_zoom->addItem(tr("%1 %").arg(percent), percent);
    connect(m_zoom, &QComboBox::activated, this, [this](int index) { zoomTo(m_zoom->itemText(index)); });
    connect(m_zoom->lineEdit(), &QLineEdit::editingFinished, this, [this] { zoomTo(m_zoom->currentText()); });
    layout.addWidget(m_zoom);
    m_zoomButtons = {addButton(layout, actions.fitAction()), addButton(layout, actions.actualSizeAction())};
}

void CompareToolRow::zoomTo(const QString &text)
{
    if (text == tr("Fit")) {
        m_view.fit();
    } else {
        QString digits = text;
        digits.remove(u'%');
        bool isNumber = false;
        const double percent = locale().toDouble(digits.trimmed(), &isNumber);
        if (isNumber && percent > 0 && std::lround(m_view.zoom() * kHundred) != std::lround(percent))
            m_view.setZoom(percent / kHundred);
    }
    updateView();
}

void CompareToolRow::updateView()
{
    const QSignalBlocker modeBlocker(m_modes);
    const QSignalBlocker zoomBlocker(m_zoom);
    const bool hasPicture = !m_view.pictureSize().isEmpty();
    m_modes->setEnabled(hasPicture);
    m_colours->setEnabled(hasPicture);
    m_modes->setCurrentIndex(static_cast<int>(m_view.mode()));
    m_zoom->setEnabled(hasPicture);
    const double percent = m_view.zoom() * kHundred;
    m_zoom->setEditText(tr("%1 %").arg(locale().toString(percent, 'f', percent < 10 ? 1 : 0)));
}

void CompareToolRow::updateTool()
{
    const QSignalBlocker sizeBlocker(m_size);
    const QSignalBlocker hardnessBlocker(m_hardness);
    m_size->setValue(static_cast<int>(std::lround(kHundred * m_view.brush().size)));
    m_hardness->setValue(static_cast<int>(std::lround(kHundred * m_view.brush().hardness)));
    arrange();
}

void CompareToolRow::arrange()
{
    m_zoom->setFixedWidth(theme().px(kZoomField));
    m_size->setFixedWidth(theme().px(kBrushField));
    m_hardness->setFixedWidth(theme().px(kHardnessField));
    m_open->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    const bool paints = m_view.tool() != CompareTool::Move;
    m_size->setVisible(paints);
    m_hardness->setVisible(paints);
    m_modes->setCompact(false);
    m_colours->setCompact(false);
    m_title->hide();
    for (QWidget *widget : {static_cast<QWidget *>(m_coloursLabel), static_cast<QWidget *>(m_colours),
                            m_zoomButtons[0], m_zoomButtons[1], static_cast<QWidget *>(m_zoom)})
        widget->show();
    const auto rest = [this] {
        layout()->invalidate();
        return width() - layout()->minimumSize().width();
    };
    m_title->setVisible(rest() >= theme().px(kLeastTitle));
    // What has a key or a menu entry beside its button goes first.
    if (rest() < 0)
        m_coloursLabel->hide();
    if (rest() < 0)
        m_open->setToolButtonStyle(Qt::ToolButtonIconOnly);
    for (SegmentedControl *control : {m_colours, m_modes}) {
        if (rest() < 0)
            control->setCompact(true);
    }
    for (QWidget *widget : {m_zoomButtons[1], m_zoomButtons[0], static_cast<QWidget *>(m_hardness),
                            static_cast<QWidget *>(m_zoom), static_cast<QWidget *>(m_size),
                            static_cast<QWidget *>(m_colours)}) {
        if (rest() < 0)
            widget->hide();
    }
    m_coloursEnd->setVisible(m_colours->isVisibleTo(this));
}

void CompareToolRow::resizeEvent(QResizeEvent * /*event*/)
{
    arrange();
}

} // namespace solferino
