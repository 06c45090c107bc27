// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/piano_roll_view.h"

#include "widgets/pianoroll/grid_painter.h"
#include "widgets/pianoroll/note_walk.h"
#include "widgets/pianoroll/roll_labels.h"

#include <QKeyEvent>
#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace solferino {

PianoRollView::PianoRollView(RollState &state, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_theme(theme)
    , m_notes(state, theme)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(120, 80);
    setAccessibleName(tr("Piano roll"));
    setContextMenuPolicy(Qt::PreventContextMenu);
    connectState();
    updateAccessibleText();
}

PianoRollView::~PianoRollView() = default;

void PianoRollView::connectState()
{
    auto repaint = [this] {
        update();
    };
    connect(&m_state, &RollState::contentChanged, this, &PianoRollView::updateTicks);
    connect(&m_state, &RollState::playheadChanged, this, &PianoRollView::updatePlayhead);
    connect(&m_state, &RollState::geometryChanged, this, repaint);
    connect(&m_state, &RollState::timelineChanged, this, repaint);
    connect(&m_state, &RollState::trackChanged, this, repaint);
    connect(&m_state, &RollState::snapChanged, this, repaint);
    connect(&m_state, &RollState::timeRangeChanged, this, repaint);
    connect(&m_state, &RollState::displayChanged, this, repaint);
    connect(&m_state, &RollState::marksChanged, this, repaint);
    connect(&m_state, &RollState::cursorChanged, this, repaint);
    connect(&m_state, &RollState::cursorChanged, this, &PianoRollView::updateAccessibleText);
    connect(&m_state, &RollState::selectionChanged, this, &PianoRollView::updateAccessibleText);
    connect(&m_state, &RollState::toolChanged, this, [this] { updateCursorShape(m_pointer); });
    // What a drag began with is gone when something else changes the song.
    auto cancel = [this] {
        endGesture(false);
    };
    connect(&m_state.document(), &SongDocument::songReset, this, cancel);
    connect(&m_state.document(), &SongDocument::tracksChanged, this, cancel);
    connect(&m_state.document(), &SongDocument::notesChanged, this, cancel);
    connect(&m_theme, &Theme::changed, this, [this] {
        m_notes.updateTheme();
        update();
    });
}

void PianoRollView::fit()
{
    RollGeometry geometry = m_state.geometry();
    const auto notes = m_state.notes();
    const std::optional<LoopRange> range = rangeOf(notes);
    if (!range) {
        geometry.showTime(0, m_state.tempoMap().tickOfBar(8));
        geometry.centrePitches(60, 84);
        m_state.setGeometry(geometry);
        return;
    }
    const auto [low, high] = std::ranges::minmax_element(notes, {}, &SongNote::pitch);
    const int rows = high->pitch - low->pitch + 5;
    geometry.rowHeight = std::clamp(geometry.size.height() / std::max(1, rows), RollGeometry::kLeastRowHeight,
                                    m_theme.px(metric::kPianoRow));
    geometry.showTime(0, range->end);
    geometry.centrePitches(low->pitch, high->pitch);
    m_state.setGeometry(geometry);
}

void PianoRollView::zoomToSelection()
{
    const std::vector<SongNote> notes = m_state.selectedNotes();
    std::optional<LoopRange> range = rangeOf(notes);
    if (!range) {
        range = m_state.timeRange();
    }
    if (!range) {
        return;
    }
    RollGeometry geometry = m_state.geometry();
    geometry.showTime(range->start, range->end);
    if (!notes.empty()) {
        const auto [low, high] = std::ranges::minmax_element(notes, {}, &SongNote::pitch);
        geometry.centrePitches(low->pitch, high->pitch);
    }
    m_state.setGeometry(geometry);
}

void PianoRollView::showStart()
{
    RollGeometry geometry = m_state.geometry();
    geometry.left = 0;
    const auto notes = m_state.notes();
    if (notes.empty()) {
        geometry.centrePitches(54, 86);
    } else {
        const auto [low, high] = std::ranges::minmax_element(notes, {}, &SongNote::pitch);
        geometry.centrePitches(low->pitch, high->pitch);
    }
    m_state.setGeometry(geometry);
}

void PianoRollView::reveal(Tick start, Tick end, int pitch)
{
    RollGeometry geometry = m_state.geometry();
    const double margin = 24.0;
    const double left = geometry.xAt(start);
    const double right = geometry.xAt(end);
    const bool isWide = right - left > width() - 2 * margin;
    const bool isInView = isWide ? left < width() && right > 0 : left >= 0 && right <= width() - 2;
    if (!isInView) {
        geometry.left += left < 0 || isWide ? left - margin : right - width() + margin;
    }
    const int y = geometry.yAt(pitch);
    if (y < geometry.rowHeight) {
        geometry.top += y - geometry.rowHeight;
    } else if (y > height() - 2 * geometry.rowHeight) {
        geometry.top += y - height() + 2 * geometry.rowHeight;
    }
    m_state.setGeometry(geometry);
}

void PianoRollView::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    const QRect clip = event->rect();
    paintRows(painter, m_state, m_theme, clip);
    paintTimeRange(painter, m_state, m_theme, clip);
    paintTimeLines(painter, m_state, m_theme, clip);
    m_notes.paint(painter, clip);
    paintCursor(painter);
    paintPlayhead(painter, m_state, m_theme, clip);
    if (m_gesture) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        m_gesture->paint(painter, m_theme);
    }
}

void PianoRollView::paintCursor(QPainter &painter) const
{
    if (!hasFocus() || !m_state.selection().isEmpty() || m_gesture || !m_state.track()) {
        return;
    }
    const EditCursor &cursor = m_state.cursor();
    const Tick end = cursor.tick + m_state.newNoteLength();
    const QRect cell = m_state.geometry().noteRect(cursor.tick, end, cursor.pitch);
    QPen pen(m_theme.color(Role::Text), 1, Qt::DotLine);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(cell.adjusted(0, 0, -1, -1));
    painter.fillRect(cell.left(), cell.top(), 2, cell.height(), m_theme.color(Role::Text));
}

void PianoRollView::updateTicks(Tick from, Tick to)
{
    const RollGeometry &geometry = m_state.geometry();
    const double reach = 100.0;
    const double left = std::clamp(geometry.xAt(from), -reach, width() + reach);
    const double right = to > geometry.lastTick() ? width() : geometry.xAt(to);
    if (right < 0 || left > width()) {
        return;
    }
    const int margin = 4; // outlines, and the least width of a note
    const int x = static_cast<int>(left) - margin;
    update(x, 0, static_cast<int>(right) - x + margin, height());
}

bool PianoRollView::showsPlayhead() const
{
    const double x = m_state.geometry().xAt(m_state.playhead());
    const double margin = 8.0;
    return x >= 0 && x <= width() - margin;
}

void PianoRollView::pauseFollowing()
{
    m_isFollowingPaused = !showsPlayhead();
}

void PianoRollView::resumeFollowing()
{
    m_isFollowingPaused = false;
    updatePlayhead(m_state.playhead());
}

void PianoRollView::updatePlayhead(Tick before)
{
    const double x = m_state.geometry().xAt(m_state.playhead());
    const bool isShown = showsPlayhead();
    m_isFollowingPaused = m_isFollowingPaused && !isShown;
    const bool mayScroll = !m_isFollowingPaused && !m_state.isEditing() && !m_panFrom;
    if (!isShown && m_state.followsPlayhead() && mayScroll) {
        RollGeometry next = m_state.geometry();
        const double lead = 0.06;
        next.left += x - width() * lead;
        m_state.setGeometry(next); // repaints all
        return;
    }
    for (const double place : {m_state.geometry().xAt(before), x}) {
        if (place > -8 && place < width() + 8) {
            update(static_cast<int>(place) - 2, 0, 5, height());
        }
    }
}

void PianoRollView::resizeEvent(QResizeEvent * /*event*/)
{
    RollGeometry geometry = m_state.geometry();
    geometry.size = size();
    if (!m_isPlaced && height() > 0) {
        m_isPlaced = true;
        geometry.rowHeight = m_theme.px(metric::kPianoRow);
        m_state.setGeometry(geometry);
        showStart();
        return;
    }
    m_state.setGeometry(geometry);
}

void PianoRollView::updateAccessibleText()
{
    const EditCursor &cursor = m_state.cursor();
    const auto count = static_cast<int>(m_state.selection().count());
    const BarPosition place = m_state.tempoMap().barAt(cursor.tick);
    //: %1 is a pitch such as C4
    const QString where = tr("Cursor at %1, bar %2, beat %3")
                              .arg(pitchName(cursor.pitch))
                              .arg(place.bar + 1)
                              .arg(place.beat + 1);
    setAccessibleDescription(count > 0 ? tr("%n notes selected", nullptr, count) : where);
}

QString PianoRollView::keysTitle() const
{
    return tr("Piano roll");
}

std::vector<KeyLine> PianoRollView::keyLines() const
{
    return {
        {tr("Tab"), tr("selects the next note, and leaves the roll after the last")},
        {tr("Shift+Tab"), tr("selects the previous note")},
        {tr("Space"), tr("plays or pauses; held during a drag it pans")},
        {tr("Esc"), tr("cancels a drag")},
        {tr("Right button"), tr("erases what it crosses, with every tool")},
        {tr("Shift+click"), tr("adds to the selection; Alt+click takes away")},
        {tr("Ctrl+drag"), tr("leaves the notes and moves copies")},
        {tr("Alt+drag"), tr("ignores the grid")},
        {tr("Shift+drag an end"), tr("stretches the selection")},
        {tr("Double-click"), tr("draws a note with Select; on a faint note, edits its track")},
        {tr("Ctrl+wheel"), tr("zooms in time, with Shift in pitch")},
        {tr("Middle button"), tr("pans")},
    };
}

bool PianoRollView::focusNextPrevChild(bool next)
{
    const std::optional<SongNote> note = neighbourNote(m_state, next);
    if (!note) {
        return QWidget::focusNextPrevChild(next);
    }
    selectWalked(m_state, *note, false);
    reveal(note->start, note->end(), note->pitch);
    return true;
}

} // namespace solferino
