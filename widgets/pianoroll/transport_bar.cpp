// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/transport_bar.h"

#include "widgets/common/icons.h"
#include "widgets/common/text_label.h"
#include "widgets/pianoroll/master_meter.h"
#include "widgets/pianoroll/piano_roll_actions.h"
#include "widgets/pianoroll/position_field.h"
#include "widgets/pianoroll/timeline_edits.h"

#include <QAction>
#include <QBoxLayout>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QMenu>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>
#include <QWidgetAction>

#include <array>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWide = 980; // from here on there is room for all words
constexpr int kLeastWidth = 640;
constexpr int kVolumeSteps = 100;

const std::array<std::pair<int, int>, 11> kMeters{
    {{2, 4}, {3, 4}, {4, 4}, {5, 4}, {6, 4}, {7, 4}, {3, 8}, {6, 8}, {7, 8}, {9, 8}, {12, 8}}};
const std::array<int, 6> kDivisions{1, 2, 4, 8, 16, 32};
constexpr int kSnapOff = -1;

} // namespace

TransportBar::TransportBar(RollState &state, const Theme &theme, PianoRollActions &actions, QWidget *area,
                           QWidget *parent)
    : ActionRow(theme, metric::kTransport, parent)
    , m_state(state)
    , m_actions(actions)
{
    setMinimumWidth(kLeastWidth);
    setAccessibleName(tr("Transport"));
    createActions(area);
    for (QAction *action : {m_toStart, m_play, m_loop}) {
        addButton(action);
    }
    addSeparator();
    addFields();
    addSeparator();
    addSnap();
    addSeparator();
    m_clickButton = addButton(m_metronome);
    m_followButton = addButton(actions.followAction());
    row().addStretch();
    addOutput();

    connect(&state, &RollState::timelineChanged, this, &TransportBar::updateTimeline);
    connect(&state, &RollState::trackChanged, this, &TransportBar::updateTimeline);
    connect(&state, &RollState::playheadChanged, this, &TransportBar::updateTempo);
    connect(&state, &RollState::snapChanged, this, &TransportBar::updateSnap);
    updateTimeline();
    updateSnap();
}

QAction *TransportBar::addAction(const QString &text, const QString &key, const QString &tip,
                                 const QString &iconName, QWidget *area)
{
    auto *action = new QAction(text, this);
    action->setShortcut(QKeySequence::fromString(key));
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setStatusTip(tip);
    action->setToolTip(toolTipOf(*action));
    action->setIcon(themedIcon(theme(), iconName));
    area->addAction(action);
    m_list.append(action);
    return action;
}

void TransportBar::createActions(QWidget *area)
{
    m_toStart = addAction(tr("To &Start"), u"Home"_s, tr("Put the playhead at the start of the song"),
                          u"media-skip-backward"_s, area);
    connect(m_toStart, &QAction::triggered, this, [this] { Q_EMIT seekRequested(0); });
    m_play = addAction(tr("&Play"), u"Space"_s, tr("Play from the playhead, or pause"),
                       u"media-playback-start"_s, area);
    m_play->setCheckable(true);
    connect(m_play, &QAction::triggered, this, [this] {
        m_play->setChecked(m_isPlaying); // the player decides
        Q_EMIT playRequested(!m_isPlaying);
    });
    m_loop = addAction(tr("&Loop"), u"C"_s, tr("Repeat the loop, or the selection where there is none yet"),
                       u"media-playlist-repeat"_s, area);
    m_loop->setCheckable(true);
    connect(m_loop, &QAction::triggered, this, &TransportBar::toggleLoop);
    m_metronome = addAction(tr("&Metronome"), u"M"_s, tr("Click on every beat"), u"metronome"_s, area);
    m_metronome->setCheckable(true);
    connect(m_metronome, &QAction::triggered, this, &TransportBar::metronomeToggled);
}

void TransportBar::addFields()
{
    auto *position = new PositionField(m_state, theme(), this);
    connect(position, &PositionField::seekRequested, this, &TransportBar::seekRequested);
    row().addWidget(position);

    m_tempo = new QDoubleSpinBox(this);
    m_tempo->setRange(10.0, 999.0);
    m_tempo->setDecimals(2);
    m_tempo->setSuffix(tr(" bpm"));
    m_tempo->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_tempo->setKeyboardTracking(false);
    m_tempo->setAccessibleName(tr("Tempo"));
    m_tempo->setToolTip(tr("Tempo at the playhead in quarter notes a minute"));
    const auto adopt = [this] {
        m_tempo->setFont(theme().font(FontRole::Title));
        m_tempo->setFixedWidth(theme().px(100));
    };
    connect(&theme(), &Theme::changed, m_tempo, adopt);
    adopt();
    connect(m_tempo, &QDoubleSpinBox::valueChanged, this,
            [this](double tempo) { TimelineEdits(m_state.document()).setTempo(m_state.playhead(), tempo); });
    row().addWidget(m_tempo);

    m_meterBox = new QComboBox(this);
    m_meterBox->setAccessibleName(tr("Time signature"));
    m_meterBox->setToolTip(tr("Time signature at the playhead"));
    for (const auto &[numerator, denominator] : kMeters) {
        m_meterBox->addItem(u"%1/%2"_s.arg(numerator).arg(denominator), QPoint(numerator, denominator));
    }
    connect(m_meterBox, &QComboBox::activated, this, [this](int index) {
        const QPoint meter = m_meterBox->itemData(index).toPoint();
        TimelineEdits(m_state.document()).setMeter(m_state.playhead(), meter.x(), meter.y());
    });
    row().addWidget(m_meterBox);
}

void TransportBar::addSnap()
{
    m_snapLabel = new TextLabel(theme(), FontRole::Body, Role::TextSecondary, this);
    m_snapLabel->setText(tr("Snap"));
    row().addWidget(m_snapLabel);
    row().addSpacing(4);
    m_snapBox = new QComboBox(this);
    m_snapBox->setAccessibleName(tr("Snap grid"));
    m_snapBox->setToolTip(tr("Grid that edits snap to (Alt+1 to Alt+7, N turns it off)"));
    for (const int division : kDivisions) {
        m_snapBox->addItem(u"1/%1"_s.arg(division), division);
    }
    m_snapBox->addItem(tr("Auto"), SnapGrid::kAdaptive);
    m_snapBox->addItem(tr("Off"), kSnapOff);
    connect(m_snapBox, &QComboBox::activated, this, [this](int index) {
        const int division = m_snapBox->itemData(index).toInt();
        SnapGrid grid = m_state.snap();
        grid.isOn = division != kSnapOff;
        grid.division = grid.isOn ? division : grid.division;
        m_state.setSnap(grid);
    });
    row().addWidget(m_snapBox);
    for (QAction *action : {m_actions.tripletAction(), m_actions.dottedAction()}) {
        m_kindButtons << addButton(action);
    }
}

void TransportBar::addOutput()
{
    auto *button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setIcon(themedIcon(theme(), u"player-volume"_s));
    button->setToolTip(tr("Output volume"));
    button->setAccessibleName(tr("Output volume"));
    button->setFocusPolicy(Qt::TabFocus);
    auto *menu = new QMenu(button);
    auto *holder = new QWidgetAction(menu);
    m_volume = new QSlider(Qt::Horizontal, menu);
    m_volume->setRange(0, kVolumeSteps);
    m_volume->setValue(kVolumeSteps);
    m_volume->setMinimumWidth(theme().px(160));
    m_volume->setAccessibleName(tr("Output volume"));
    connect(m_volume, &QSlider::valueChanged, this,
            [this](int value) { Q_EMIT masterVolumeChanged(static_cast<double>(value) / kVolumeSteps); });
    holder->setDefaultWidget(m_volume);
    menu->addAction(holder);
    connect(button, &QToolButton::clicked, menu,
            [button, menu] { menu->popup(button->mapToGlobal(button->rect().bottomLeft())); });
    row().addWidget(button);
    m_volumeButton = button;
    m_meter = new MasterMeter(theme(), this);
    row().addWidget(m_meter);
}

void TransportBar::setPlaying(bool playing)
{
    m_isPlaying = playing;
    m_play->setChecked(playing);
    m_play->setIcon(themedIcon(theme(), playing ? u"media-playback-pause"_s : u"media-playback-start"_s));
    m_play->setText(playing ? tr("&Pause") : tr("&Play"));
    m_play->setToolTip(toolTipOf(*m_play));
}

void TransportBar::setMetronome(bool on)
{
    m_metronome->setChecked(on);
}

void TransportBar::setMasterVolume(double volume)
{
    const QSignalBlocker blocker(m_volume);
    m_volume->setValue(static_cast<int>(volume * kVolumeSteps + 0.5));
}

void TransportBar::toggleLoop(bool on)
{
    if (!on) {
        m_lastLoop = m_state.song().loop;
        m_actions.edits().setLoop(std::nullopt);
        return;
    }
    std::optional<LoopRange> range = m_lastLoop ? m_lastLoop : m_state.timeRange();
    if (!range) {
        range = m_state.selectionRange();
    }
    if (!range) {
        const std::int64_t bars = 4;
        const std::int64_t first = m_state.tempoMap().barAt(m_state.playhead()).bar;
        range = LoopRange{m_state.tempoMap().tickOfBar(first), m_state.tempoMap().tickOfBar(first + bars)};
    }
    m_actions.edits().setLoop(range);
    updateTimeline();
}

void TransportBar::updateTimeline()
{
    m_loop->setChecked(m_state.song().loop.has_value());
    updateTempo();
}

void TransportBar::updateTempo()
{
    const double tempo = m_state.tempoMap().quartersPerMinuteAt(m_state.playhead());
    if (std::abs(tempo - m_tempo->value()) > 0.004 && !m_tempo->hasFocus()) {
        const QSignalBlocker blocker(m_tempo);
        m_tempo->setValue(tempo);
    }
    const MeterChange meter = m_state.tempoMap().meterAt(m_state.playhead());
    const QPoint value(meter.numerator, meter.denominator);
    if (m_meterBox->currentData().toPoint() == value) {
        return;
    }
    int index = m_meterBox->findData(value);
    if (index < 0) {
        index = m_meterBox->count();
        m_meterBox->addItem(u"%1/%2"_s.arg(meter.numerator).arg(meter.denominator), value);
    }
    m_meterBox->setCurrentIndex(index);
}

void TransportBar::updateSnap()
{
    const SnapGrid &snap = m_state.snap();
    const int index = m_snapBox->findData(snap.isOn ? snap.division : kSnapOff);
    m_snapBox->setCurrentIndex(index);
}

void TransportBar::resizeEvent(QResizeEvent * /*event*/)
{
    m_meter->setShowsDecibels(width() >= theme().px(kWide));
    makeRoom(QList<QWidget *>{m_snapLabel} + m_kindButtons +
             QList<QWidget *>{m_meter, m_followButton, m_clickButton, m_volumeButton, m_snapBox, m_meterBox});
}

} // namespace solferino
