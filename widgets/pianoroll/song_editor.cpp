// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/song_editor.h"

#include "widgets/pianoroll/keyboard_strip.h"
#include "widgets/pianoroll/master_meter.h"
#include "widgets/pianoroll/piano_roll_actions.h"
#include "widgets/pianoroll/piano_roll_view.h"
#include "widgets/pianoroll/song_editor_parts.h"
#include "widgets/pianoroll/time_ruler.h"
#include "widgets/pianoroll/tool_row.h"
#include "widgets/pianoroll/track_list.h"
#include "widgets/pianoroll/transport_bar.h"
#include "widgets/pianoroll/velocity_lane.h"

#include <QAction>
#include <QBoxLayout>
#include <QMenu>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QSplitter>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <cmath>

namespace solferino {

namespace {

constexpr int kFoldBelow = 900; // the editor's width in a window of 1264

bool isEmpty(const Song &song)
{
    return std::ranges::all_of(song.tracks, [](const Track &track) { return track.notes.empty(); });
}

} // namespace

SongEditor::SongEditor(SongDocument &document, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_state(new RollState(document, this))
    , m_area(new QWidget(this))
    , m_roll(new PianoRollView(*m_state, theme, m_area))
    , m_actions(new PianoRollActions(*m_state, theme, *m_roll, m_area))
    , m_transport(new TransportBar(*m_state, theme, *m_actions, m_area, this))
    , m_tracks(new TrackList(*m_state, theme, this))
    , m_ruler(new TimeRuler(*m_state, theme, m_area))
    , m_keys(new KeyboardStrip(*m_state, theme, m_area))
    , m_lane(new VelocityLane(*m_state, theme, m_area))
    , m_horizontal(new QScrollBar(Qt::Horizontal, m_area))
    , m_vertical(new QScrollBar(Qt::Vertical, m_area))
    , m_splitter(new QSplitter(Qt::Vertical, m_area))
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addWidget(m_transport);
    m_column->addWidget(new ToolRow(*m_state, theme, *m_actions, this));
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_tracks);
    row->addWidget(m_area, 1);
    m_column->addLayout(row, 1);
    createArea();
    connectState();
    connectParts();
    setFocusProxy(m_roll);
    updateSizes();
    setEmptyState(emptySongContent(theme, tr("Melody RNN")));
    adoptSong();
    updateScrollBars();
}

void SongEditor::createArea()
{
    auto *layout = new QVBoxLayout(m_area);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_corner = new Surface(m_theme, Role::Panel, Qt::BottomEdge, m_area);
    auto *top = new QHBoxLayout;
    top->setSpacing(0);
    top->addWidget(m_corner);
    top->addWidget(m_ruler, 1);
    top->addWidget(new ScrollCorner(m_theme, Qt::BottomEdge | Qt::LeftEdge, m_area));
    layout->addLayout(top);

    m_splitter->addWidget(createRollPane());
    m_splitter->addWidget(createLanePane());
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setChildrenCollapsible(false);
    layout->addWidget(m_splitter, 1);

    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(0);
    auto *left = new Surface(m_theme, Role::Panel, Qt::TopEdge, m_area);
    left->setFixedWidth(m_theme.px(metric::kPianoKeys));
    bottom->addWidget(left);
    bottom->addWidget(m_horizontal, 1);
    bottom->addWidget(new ScrollCorner(m_theme, {}, m_area));
    layout->addLayout(bottom);
    for (QScrollBar *bar : {m_horizontal, m_vertical}) {
        bar->setFocusPolicy(Qt::NoFocus);
    }
    m_horizontal->setAccessibleName(tr("Scroll in time"));
    m_vertical->setAccessibleName(tr("Scroll in pitch"));
}

QWidget *SongEditor::createRollPane()
{
    auto *pane = new QWidget(m_splitter);
    auto *row = new QHBoxLayout(pane);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_keys);
    row->addWidget(m_roll, 1);
    row->addWidget(m_vertical);
    return pane;
}

QWidget *SongEditor::createLanePane()
{
    auto *pane = new QWidget(m_splitter);
    auto *row = new QHBoxLayout(pane);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_laneLabels = new LaneLabels(m_theme, pane);
    row->addWidget(m_laneLabels);
    row->addWidget(m_lane, 1);
    row->addWidget(new ScrollCorner(m_theme, Qt::LeftEdge, pane));
    return pane;
}

void SongEditor::connectState()
{
    connect(m_state, &RollState::selectionChanged, this, &SongEditor::selectionChanged);
    connect(m_state, &RollState::timeRangeChanged, this, [this] {
        const LoopRange range = m_state->timeRange().value_or(LoopRange{});
        Q_EMIT timeRangeChanged(range.start, range.end);
    });
    connect(m_state, &RollState::trackChanged, this, [this] {
        if (std::exchange(m_knownTrack, m_state->trackId()) != m_state->trackId()) {
            Q_EMIT activeTrackChanged(m_state->trackId());
        }
    });
    connect(m_state, &RollState::noteAuditioned, this, [this](int pitch, int velocity, bool on) {
        Q_EMIT noteAuditioned(m_state->trackId(), pitch, velocity, on);
    });
    connect(m_state, &RollState::geometryChanged, this, &SongEditor::updateScrollBars);
    connect(m_state, &RollState::timelineChanged, this, &SongEditor::updateScrollBars);
    connect(m_state, &RollState::timelineChanged, this, &SongEditor::updateEmptyState);
    connect(m_state, &RollState::marksChanged, this, &SongEditor::updateEmptyState);
    connect(&m_state->document(), &SongDocument::songReset, this, &SongEditor::adoptSong);
    connect(&m_theme, &Theme::changed, this, &SongEditor::updateSizes);
}

void SongEditor::connectParts()
{
    connect(m_transport, &TransportBar::playRequested, this, &SongEditor::playRequested);
    connect(m_transport, &TransportBar::seekRequested, this, &SongEditor::seek);
    connect(m_transport, &TransportBar::metronomeToggled, this, &SongEditor::metronomeToggled);
    connect(m_transport, &TransportBar::masterVolumeChanged, this, &SongEditor::masterVolumeChanged);
    connect(m_roll, &PianoRollView::playToggled, this,
            [this] { Q_EMIT playRequested(!m_transport->isPlaying()); });
    connect(m_roll, &PianoRollView::pitchHovered, m_keys, &KeyboardStrip::setHoveredPitch);
    connect(m_ruler, &TimeRuler::seekRequested, this, &SongEditor::seek);
    connect(m_ruler, &TimeRuler::notesRequested, this,
            [this](const LoopRange &range) { m_actions->edits().selectRange(range); });
    connect(m_ruler, &TimeRuler::loopRequested, this,
            [this](const std::optional<LoopRange> &loop) { m_actions->edits().setLoop(loop); });
    connect(m_keys, &KeyboardStrip::pitchSelectionRequested, this,
            [this](int pitch) { m_actions->edits().selectPitch(pitch); });
    connect(m_horizontal, &QScrollBar::valueChanged, this, &SongEditor::scroll);
    connect(m_vertical, &QScrollBar::valueChanged, this, &SongEditor::scroll);
    for (QWidget *part : {static_cast<QWidget *>(m_ruler), static_cast<QWidget *>(m_keys),
                          static_cast<QWidget *>(m_lane), static_cast<QWidget *>(m_roll)}) {
        part->installEventFilter(this);
    }
    const std::array<std::pair<QKeySequence, int>, 2> panes{
        {{QKeySequence(Qt::Key_F6), 1}, {QKeySequence(Qt::SHIFT | Qt::Key_F6), -1}}};
    for (const auto &[key, step] : panes) {
        auto *action = new QAction(step > 0 ? tr("Next Pane") : tr("Previous Pane"), this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        connect(action, &QAction::triggered, this, [this, step = step] { focusPane(step); });
    }
}

QList<QAction *> SongEditor::trackActions() const
{
    return {m_tracks->menu()->menuAction()};
}

const QList<QAction *> &SongEditor::transportActions() const
{
    return m_transport->transportActions();
}

std::vector<NoteId> SongEditor::selection() const
{
    std::vector<NoteId> ids;
    for (const SongNote &note : m_state->selectedNotes()) {
        ids.push_back(note.id);
    }
    return ids;
}

void SongEditor::setPlaying(bool playing)
{
    m_transport->setPlaying(playing);
    if (playing) {
        m_roll->resumeFollowing();
    }
}

void SongEditor::setPeaks(float left, float right)
{
    m_transport->meter().setPeaks(left, right);
}

void SongEditor::setTake(std::vector<SongNote> notes, std::optional<LoopRange> range)
{
    m_state->setTakeRange(range);
    m_state->setTakeNotes(std::move(notes));
}

void SongEditor::setStrip(QWidget *strip)
{
    const int afterTransport = 1;
    m_column->insertWidget(afterTransport, strip);
}

void SongEditor::seek(Tick tick)
{
    m_state->setPlayhead(tick);
    m_roll->resumeFollowing();
    Q_EMIT seekRequested(tick);
}

void SongEditor::adoptSong()
{
    m_state->setTool(isEmpty(m_state->song()) ? RollTool::Draw : RollTool::Select);
    m_roll->showStart();
    updateEmptyState();
}

void SongEditor::setEmptyState(const EmptyStateContent &content)
{
    delete m_empty;
    m_empty = new EmptyState(m_theme, content, m_roll);
    m_empty->setCursor(Qt::ArrowCursor);
    connect(m_empty, &EmptyState::primaryRequested, this, &SongEditor::generateRequested);
    connect(m_empty, &EmptyState::secondaryRequested, this, &SongEditor::openRequested);
    connect(m_empty, &EmptyState::exampleRequested, this, &SongEditor::exampleRequested);
    updateEmptyState();
}

void SongEditor::updateEmptyState()
{
    if (m_empty) {
        m_empty->setVisible(isEmpty(m_state->song()) && m_state->takeNotes().empty() &&
                            !m_state->isEditing());
        placeEmptyState();
    }
}

void SongEditor::placeEmptyState()
{
    if (m_empty) {
        m_empty->setRoom(m_roll->width() - 2 * metric::kInset);
        m_empty->move((m_roll->width() - m_empty->width()) / 2,
                      std::max(8, (m_roll->height() - m_empty->height()) / 2));
    }
}

void SongEditor::updateScrollBars()
{
    if (m_isScrolling) {
        return;
    }
    const RollGeometry &geometry = m_state->geometry();
    const double content = static_cast<double>(m_state->contentEnd()) * geometry.pixelsPerTick();
    const QSignalBlocker horizontalBlocker(m_horizontal);
    const QSignalBlocker verticalBlocker(m_vertical);
    const int width = geometry.size.width();
    const auto left = static_cast<int>(std::lround(geometry.left));
    m_horizontal->setPageStep(width);
    m_horizontal->setSingleStep(48);
    m_horizontal->setRange(0, std::max(left, static_cast<int>(std::ceil(content)) - width));
    m_horizontal->setValue(left);
    m_vertical->setPageStep(geometry.size.height());
    m_vertical->setSingleStep(geometry.rowHeight);
    m_vertical->setRange(0, std::max(0, geometry.contentHeight() - geometry.size.height()));
    m_vertical->setValue(geometry.top);
}

void SongEditor::scroll()
{
    RollGeometry geometry = m_state->geometry();
    geometry.left = m_horizontal->value();
    geometry.top = m_vertical->value();
    m_isScrolling = true;
    m_state->setGeometry(geometry);
    m_isScrolling = false;
    m_roll->pauseFollowing();
}

void SongEditor::updateSizes()
{
    const int keys = m_theme.px(metric::kPianoKeys);
    m_corner->setFixedWidth(keys);
    m_keys->setFixedWidth(keys);
    m_laneLabels->setFixedWidth(keys);
    const int bars = m_theme.px(metric::kScrollBar);
    m_horizontal->setFixedHeight(bars);
    m_vertical->setFixedWidth(bars);
}

void SongEditor::focusPane(int step)
{
    const std::array<QWidget *, 4> panes{m_tracks, m_keys, m_roll, m_lane};
    const auto count = std::ssize(panes);
    std::ptrdiff_t present = 2;
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        const QWidget *pane = panes[static_cast<std::size_t>(i)];
        present = pane->hasFocus() || pane->isAncestorOf(focusWidget()) ? i : present;
    }
    panes[static_cast<std::size_t>((present + step + count) % count)]->setFocus(Qt::ShortcutFocusReason);
}

void SongEditor::resizeEvent(QResizeEvent * /*event*/)
{
    m_tracks->setFolded(width() < m_theme.px(kFoldBelow));
}

bool SongEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && watched == m_roll) {
        placeEmptyState();
    }
    if (event->type() != QEvent::Wheel || watched == m_roll) {
        return QWidget::eventFilter(watched, event);
    }
    // The strips around the roll scroll and zoom it.
    const auto *wheel = static_cast<QWheelEvent *>(event);
    const auto *part = static_cast<QWidget *>(watched);
    const QPointF position(part == m_keys ? m_roll->width() / 2.0 : wheel->position().x(),
                           part == m_keys ? wheel->position().y() : m_roll->height() / 2.0);
    QWheelEvent forwarded(position, wheel->globalPosition(), wheel->pixelDelta(), wheel->angleDelta(),
                          wheel->buttons(), wheel->modifiers(), wheel->phase(), wheel->inverted());
    QCoreApplication::sendEvent(m_roll, &forwarded);
    return true;
}

} // namespace solferino
