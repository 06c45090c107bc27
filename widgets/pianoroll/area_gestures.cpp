// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/area_gestures.h"

#include "core/commands/note_edits.h"
#include "widgets/common/theme.h"
#include "widgets/pianoroll/roll_state.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace solferino {

BoxGesture::BoxGesture(RollState &state, const RollPointer &press)
    : RollGesture(state, press)
    , m_before(state.selection())
    , m_corner(press)
{}

QRectF BoxGesture::box() const
{
    return QRectF(pressPosition(), m_corner.position).normalized();
}

void BoxGesture::drag(const RollPointer &pointer)
{
    m_corner = pointer;
    const auto [from, to] = std::minmax(press().tick, pointer.tick);
    const auto [low, high] = std::minmax(press().pitch, pointer.pitch);
    const bool removes = pointer.suspendsSnap();
    NoteSet selection = pointer.adds() || removes ? m_before : NoteSet();
    m_state.forEachNote(*m_state.track(), from, std::max(to, from + 1), [&](const SongNote &note) {
        if (note.pitch < low || note.pitch > high) {
            return;
        }
        if (removes) {
            selection.erase(note.id);
        } else {
            selection.insert(note.id);
        }
    });
    m_state.setSelection(std::move(selection));
}

void BoxGesture::finish()
{
    if (!isDragged() && !press().adds() && !press().suspendsSnap()) {
        m_state.clearSelection();
        const SnapGrid grid = m_state.grid();
        m_state.setCursor(
            {grid.before(press().tick, m_state.tempoMap(), m_state.ticksPerQuarter()), press().pitch});
    }
}

void BoxGesture::cancel()
{
    m_state.setSelection(m_before);
}

void BoxGesture::paint(QPainter &painter, const Theme &theme) const
{
    if (isDragged()) {
        QColor fill = theme.color(Role::Person);
        fill.setAlphaF(0.12F);
        painter.fillRect(box(), fill);
        painter.setPen(theme.color(Role::Person));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(box().toAlignedRect().adjusted(0, 0, -1, -1));
    }
}

EraseGesture::EraseGesture(RollState &state, const RollPointer &press)
    : RollGesture(state, press)
    , m_last(press.position)
{
    eraseAt(press.position);
}

void EraseGesture::eraseAt(QPointF position)
{
    const std::optional<NoteHit> hit = hitNote(m_state, position);
    if (hit && !m_erased.contains(hit->note.id)) {
        m_erased.insert(hit->note.id);
        m_notes.push_back(hit->note);
        m_state.setPreview({m_erased, {}});
    }
}

void EraseGesture::drag(const RollPointer &pointer)
{
    const QPointF way = pointer.position - m_last;
    const double length = std::hypot(way.x(), way.y());
    const double stride = 2.0;
    const int strides = std::max(1, static_cast<int>(std::ceil(length / stride)));
    for (int i = 1; i <= strides; ++i) {
        eraseAt(m_last + way * i / strides);
    }
    m_last = pointer.position;
}

void EraseGesture::finish()
{
    m_state.clearPreview();
    m_state.replaceNotes(tr("Erase Notes"), m_notes, {});
}

KnifeGesture::KnifeGesture(RollState &state, const RollPointer &press)
    : RollGesture(state, press)
    , m_end(press)
{
    cut(press);
}

double KnifeGesture::crossing(int pitch) const
{
    const QPointF a = pressPosition();
    const QPointF b = m_end.position;
    if (a.y() == b.y()) {
        return b.x();
    }
    const RollGeometry &geometry = m_state.geometry();
    const double middle = geometry.yAt(pitch) + geometry.rowHeight / 2.0;
    const double along = std::clamp((middle - a.y()) / (b.y() - a.y()), 0.0, 1.0);
    return a.x() + along * (b.x() - a.x());
}

void KnifeGesture::cut(const RollPointer &pointer)
{
    m_end = pointer;
    m_before.clear();
    m_after.clear();
    const RollGeometry &geometry = m_state.geometry();
    const SnapGrid grid = m_state.grid(pointer.suspendsSnap());
    const auto [low, high] = std::minmax(press().pitch, pointer.pitch);
    const auto [from, to] = std::minmax(press().tick, pointer.tick);
    m_state.forEachNote(*m_state.track(), from, std::max(to, from + 1), [&](const SongNote &note) {
        if (note.pitch < low || note.pitch > high) {
            return;
        }
        const Tick line = geometry.tickAt(crossing(note.pitch));
        const bool hasGridLine =
            grid.after(note.start, m_state.tempoMap(), m_state.ticksPerQuarter()) < note.end();
        const Tick place =
            hasGridLine ? grid.nearest(line, m_state.tempoMap(), m_state.ticksPerQuarter()) : line;
        if (line >= note.end() || place <= note.start || place >= note.end()) {
            return;
        }
        m_before.push_back(note);
        std::ranges::copy(splitNotes({note}, place), std::back_inserter(m_after));
    });
    m_state.setPreview({NoteSet(m_before), m_after});
}

void KnifeGesture::drag(const RollPointer &pointer)
{
    cut(pointer);
}

void KnifeGesture::finish()
{
    m_state.clearPreview();
    m_state.replaceNotes(tr("Split Notes"), m_before, m_after);
}

void KnifeGesture::paint(QPainter &painter, const Theme &theme) const
{
    painter.setPen(QPen(theme.color(Role::Text), 1.5));
    painter.drawLine(pressPosition(), m_end.position);
}

} // namespace solferino
