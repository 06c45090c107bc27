// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/stroke_replay_bar.h"

#include "widgets/common/action_maker.h"
#include "widgets/common/icons.h"
#include "widgets/common/text_label.h"
#include "widgets/sketch/replay_track.h"

#include <QAction>
#include <QBoxLayout>
#include <QComboBox>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>
#include <array>
#include <cmath>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFrame = 16; ///< milliseconds
constexpr int kTextWidth = 206;
constexpr int kLeastWidth = 420;
constexpr double kMillisecond = 1000.0;
constexpr std::array<double, 4> kSpeeds{0.5, 1.0, 2.0, 4.0};

QToolButton *buttonFor(QAction *action, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(action->text().remove(u'&'));
    return button;
}

} // namespace

StrokeReplayBar::StrokeReplayBar(const Theme &theme, QWidget *area, QWidget *parent)
    : Surface(theme, Role::Panel, Qt::TopEdge, parent)
    , m_look(theme)
    , m_track(new ReplayTrack(theme, this))
    , m_place(new TextLabel(theme, FontRole::Body, Role::Text, this))
    , m_counts(new TextLabel(theme, FontRole::Body, Role::TextSecondary, this))
{
    setScaledHeight(metric::kTransport);
    setMinimumWidth(kLeastWidth);
    setAccessibleName(tr("Replay"));
    createActions(area);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(metric::kGap, 1, metric::kGap, 0);
    layout->setSpacing(metric::kGap);
    for (QAction *action : m_actions)
        layout->addWidget(buttonFor(action, this));
    layout->addSpacing(metric::kGap);
    layout->addWidget(m_track, 1);
    layout->addSpacing(metric::kGap);

    auto *texts = new QWidget(this);
    auto *column = new QVBoxLayout(texts);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *line = new QHBoxLayout;
    column->addStretch();
    column->addLayout(line);
    column->addStretch();
    auto *width = new QSpacerItem(0, 0);
    column->addItem(width);
    line->addWidget(m_place);
    line->addWidget(m_counts);
    line->addStretch();
    layout->addWidget(texts);
    for (TextLabel *label : {m_place, m_counts})
        label->setElideMode(Qt::ElideRight);
    const auto adopt = [this, column, width] {
        // The track keeps its length while the words change; in a narrow window they give way.
        width->changeSize(m_look.px(kTextWidth), 0, QSizePolicy::Preferred, QSizePolicy::Fixed);
        column->invalidate();
    };
    connect(&theme, &Theme::changed, texts, adopt);
    adopt();
    buildSpeed();

    connect(m_track, &QAbstractSlider::valueChanged, this, [this](int points) {
        if (points != static_cast<int>(m_position))
            m_position = points; // by the person
        updateText();
        Q_EMIT positionChanged(points);
    });
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(kFrame);
    connect(&m_timer, &QTimer::timeout, this, &StrokeReplayBar::advance);
    updateText();
}

void StrokeReplayBar::createActions(QWidget *area)
{
    const ActionMaker maker(m_look, this, area);
    maker.add(m_actions,
              {tr("Replay from the &Start"), u"Shift+F5"_s, tr("Go back to the first stroke"),
               u"media-skip-backward"_s},
              [this] { setPosition(0); });
    m_play = maker.add(
        m_actions,
        {tr("&Replay"), u"F5"_s, tr("Play how the drawing came about, or pause"), u"media-playback-start"_s},
        [this] { setPlaying(!isPlaying()); });
    m_play->setCheckable(true);
}

void StrokeReplayBar::buildSpeed()
{
    auto *label = new TextLabel(m_look, FontRole::Body, Role::TextSecondary, this);
    label->setText(tr("Speed"));
    label->setElideMode(Qt::ElideRight);
    m_speedBox = new QComboBox(this);
    m_speedBox->setAccessibleName(tr("Speed of the replay"));
    m_speedBox->setToolTip(tr("Speed of the replay"));
    for (const double speed : kSpeeds)
        m_speedBox->addItem(tr("%1 ×").arg(QLocale().toString(speed)), speed);
    m_speedBox->setCurrentIndex(1);
    connect(m_speedBox, &QComboBox::currentIndexChanged, this,
            [this] { m_speed = m_speedBox->currentData().toDouble(); });
    layout()->addWidget(label);
    layout()->addWidget(m_speedBox);
}

void StrokeReplayBar::setStrokes(std::vector<ReplayStroke> strokes)
{
    if (strokes == m_strokes)
        return;
    const bool followsEnd = isAtEnd();
    const int before = position();
    m_strokes = std::move(strokes);
    {
        const QSignalBlocker blocker(m_track);
        m_track->setStrokes(m_strokes);
        if (followsEnd)
            m_track->setValue(m_track->maximum());
    }
    m_position = m_track->value();
    updateText();
    if (position() != before)
        Q_EMIT positionChanged(position());
}

void StrokeReplayBar::setSubject(const QString &subject)
{
    m_subject = subject;
    updateText();
}

int StrokeReplayBar::position() const
{
    return m_track->value();
}

int StrokeReplayBar::length() const
{
    return m_track->maximum();
}

void StrokeReplayBar::setPosition(int points)
{
    moveTo(points);
}

void StrokeReplayBar::moveTo(double position)
{
    m_position = std::clamp(position, 0.0, static_cast<double>(length()));
    m_track->setValue(static_cast<int>(m_position));
}

void StrokeReplayBar::setPlaying(bool playing)
{
    playing = playing && length() > 0;
    m_play->setChecked(playing);
    if (playing == isPlaying())
        return;
    if (playing) {
        if (isAtEnd())
            moveTo(0.0);
        m_clock.start();
        m_timer.start();
    } else {
        m_timer.stop();
    }
    m_play->setIcon(themedIcon(m_look, playing ? u"media-playback-pause"_s : u"media-playback-start"_s));
    Q_EMIT playingChanged(playing);
}

void StrokeReplayBar::setSpeed(double speed)
{
    const int index = m_speedBox->findData(speed);
    if (index >= 0)
        m_speedBox->setCurrentIndex(index);
}

void StrokeReplayBar::advance()
{
    const auto elapsed = static_cast<double>(m_clock.restart());
    if (!m_track->isSliderDown())
        moveTo(m_position + elapsed / kMillisecond * kPace * m_speed);
    if (isAtEnd())
        setPlaying(false);
}

QString StrokeReplayBar::text() const
{
    return m_place->text() + m_counts->text();
}

void StrokeReplayBar::updateText()
{
    const auto drawn = static_cast<int>(
        std::ranges::count_if(m_strokes, [](const ReplayStroke &stroke) { return stroke.points > 0; }));
    const auto machine = static_cast<int>(std::ranges::count_if(
        m_strokes, [](const ReplayStroke &stroke) { return stroke.points > 0 && stroke.isMachine; }));
    const int current = m_track->strokeAt(position()) + 1;
    if (drawn == 0) {
        m_place->setText(m_subject);
        m_counts->setText(m_subject.isEmpty() ? tr("Nothing drawn yet") : QString());
        return;
    }
    QString counts;
    if (!m_subject.isEmpty()) {
        counts = tr("%1 of %n strokes", nullptr, drawn).arg(current);
    } else {
        QStringList parts;
        if (drawn > machine)
            //: strokes of a drawing that the person drew
            parts.append(tr("%n yours", nullptr, drawn - machine));
        if (machine > 0)
            //: strokes of a drawing that a model drew
            parts.append(tr("%n new", nullptr, machine));
        counts = parts.join(u", "_s);
    }
    m_place->setText(m_subject.isEmpty() ? tr("Stroke %1").arg(current) : m_subject);
    m_counts->setText(u" · "_s + counts);
}

} // namespace solferino
