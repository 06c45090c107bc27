// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/tool_row.h"

#include "widgets/common/text_label.h"
#include "widgets/pianoroll/piano_roll_actions.h"
#include "widgets/pianoroll/timeline_edits.h"

#include <QAction>
#include <QBoxLayout>
#include <QComboBox>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWide = 980;
constexpr int kLeastWidth = 560;
constexpr int kMostSharps = 7;

QString rangeText(const RollState &state, const LoopRange &range)
{
    const std::int64_t first = state.tempoMap().barAt(range.start).bar + 1;
    const std::int64_t last = state.tempoMap().barAt(std::max(range.start, range.end - 1)).bar + 1;
    return first == last ? ToolRow::tr("bar %1").arg(first) : ToolRow::tr("bars %1–%2").arg(first).arg(last);
}

} // namespace

QString selectionText(const RollState &state, bool withBars)
{
    const std::vector<SongNote> notes = state.selectedNotes();
    if (notes.empty()) {
        return state.timeRange() ? ToolRow::tr("%1 selected").arg(rangeText(state, *state.timeRange()))
                                 : QString();
    }
    const auto size = static_cast<int>(notes.size());
    const QString count =
        size == 1 ? ToolRow::tr("1 note selected") : ToolRow::tr("%n notes selected", nullptr, size);
    return withBars ? u"%1 · %2"_s.arg(count, rangeText(state, *rangeOf(notes))) : count;
}

ToolRow::ToolRow(RollState &state, const Theme &theme, PianoRollActions &actions, QWidget *parent)
    : ActionRow(theme, metric::kToolRow, parent)
    , m_state(state)
    , m_track(new TextLabel(theme, FontRole::Title, Role::Text, this))
    , m_keyLabel(new TextLabel(theme, FontRole::Body, Role::TextSecondary, this))
    , m_key(new QComboBox(this))
    , m_selection(new TextLabel(theme, FontRole::Body, Role::TextSecondary, this))
{
    setMinimumWidth(kLeastWidth);
    for (QAction *action : actions.toolActions()) {
        addButton(action);
    }
    addSeparator();
    m_track->setElideMode(Qt::ElideRight);
    m_track->setMaximumWidth(theme.px(140));
    row().addWidget(m_track);
    row().addSpacing(4);
    m_keyLabel->setText(tr("Key"));
    row().addWidget(m_keyLabel);
    fillKeys();
    row().addWidget(m_key);
    m_scale = addButton(actions.shadeScaleAction());
    m_otherTracks = addButton(actions.otherTracksAction());
    row().addStretch();
    m_selection->setElideMode(Qt::ElideRight);
    row().addWidget(m_selection);
    addSeparator();
    m_zooms = {addButton(actions.zoomToSelectionAction()), addButton(actions.fitAction())};

    connect(&state, &RollState::trackChanged, this, &ToolRow::updateTrack);
    connect(&state, &RollState::timelineChanged, this, &ToolRow::updateKey);
    connect(&state, &RollState::playheadChanged, this, &ToolRow::updateKey);
    connect(&state, &RollState::selectionChanged, this, &ToolRow::updateSelection);
    connect(&state, &RollState::timeRangeChanged, this, &ToolRow::updateSelection);
    updateTrack();
    updateKey();
    updateSelection();
}

void ToolRow::fillKeys()
{
    m_key->setAccessibleName(tr("Key"));
    m_key->setToolTip(tr("Key at the playhead"));
    m_key->addItem(tr("No key"));
    for (const bool isMinor : {false, true}) {
        m_key->insertSeparator(m_key->count());
        for (int sharps = -kMostSharps; sharps <= kMostSharps; ++sharps) {
            m_key->addItem(keyName({0, sharps, isMinor}), QPoint(sharps, isMinor ? 1 : 0));
        }
    }
    m_key->setMaxVisibleItems(34);
    connect(m_key, &QComboBox::activated, this, [this](int index) {
        const QVariant data = m_key->itemData(index);
        std::optional<KeyChange> key;
        if (data.isValid()) {
            key = KeyChange{0, data.toPoint().x(), data.toPoint().y() == 1};
        }
        TimelineEdits(m_state.document()).setKey(m_state.playhead(), key);
    });
}

void ToolRow::updateTrack()
{
    const Track *track = m_state.track();
    m_track->setText(track ? QString::fromStdString(track->name) : tr("No track"));
    updateSelection();
}

void ToolRow::updateKey()
{
    const std::optional<KeyChange> key = m_state.keyAt(m_state.playhead());
    const int index = key ? m_key->findData(QPoint(key->sharps, key->isMinor ? 1 : 0)) : 0;
    if (index != m_key->currentIndex()) {
        m_key->setCurrentIndex(index);
    }
}

void ToolRow::updateSelection()
{
    m_selection->setText(selectionText(m_state, width() >= theme().px(kWide)));
}

void ToolRow::resizeEvent(QResizeEvent * /*event*/)
{
    const bool isWide = width() >= theme().px(kWide);
    m_otherTracks->setToolButtonStyle(isWide ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    updateSelection();
    makeRoom(QList<QWidget *>{m_selection} + m_zooms +
             QList<QWidget *>{m_keyLabel, m_otherTracks, m_scale, m_key});
}

} // namespace solferino
