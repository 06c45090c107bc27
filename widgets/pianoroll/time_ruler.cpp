// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/time_ruler.h"

#include "widgets/pianoroll/roll_state.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace solferino {

namespace {

constexpr int kLoopZone = 9;
constexpr int kBraceHeight = 5;
constexpr int kBraceFoot = 9;
constexpr int kMarkHeight = 3;
constexpr double kReach = 6.0;
constexpr double kLeastLabelPixels = 44.0;

} // namespace

TimeRuler::TimeRuler(RollState &state, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_theme(theme)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::ClickFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Time ruler"));
    setToolTip(tr("Click to set the playhead, drag to select time, Shift+drag to select notes.\n"
                  "Drag along the upper edge to loop; double-click the loop to remove it."));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto repaint = [this] {
        update();
    };
    connect(&state, &RollState::geometryChanged, this, repaint);
    connect(&state, &RollState::timelineChanged, this, repaint);
    connect(&state, &RollState::timeRangeChanged, this, repaint);
    connect(&state, &RollState::marksChanged, this, repaint);
    connect(&state, &RollState::snapChanged, this, repaint);
    connect(&state, &RollState::playheadChanged, this, &TimeRuler::updatePlayhead);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize TimeRuler::sizeHint() const
{
    return {400, m_theme.px(metric::kRuler)};
}

void TimeRuler::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Role::Panel));
    if (const auto range = m_state.timeRange()) {
        const int x = static_cast<int>(m_state.geometry().xAt(range->start));
        const int right = static_cast<int>(m_state.geometry().xAt(range->end));
        painter.fillRect(x, 0, right - x, height(), m_theme.color(Role::Selection));
    }
    paintLines(painter);
    painter.fillRect(0, height() - 1, width(), 1, m_theme.color(Role::Line));
    const bool isRefused = !m_state.refused().isEmpty();
    paintBar(painter, m_state.primerRange(), m_theme.color(isRefused ? Role::Warning : Role::Person), false);
    paintBar(painter, m_state.takeRange(), m_theme.color(Role::Machine), true);
    paintLoop(painter);
    paintHead(painter);
}

void TimeRuler::paintLines(QPainter &painter)
{
    const RollGeometry &geometry = m_state.geometry();
    collectTimeLines(m_state, geometry.tickAt(-kLeastLabelPixels * 2), geometry.lastTick() + 1, m_lines);
    painter.setFont(m_theme.font(FontRole::Caption));
    const int labelStride = barsPerLine(m_state, geometry.firstTick(), kLeastLabelPixels);
    const int line = m_theme.lineHeight(FontRole::Caption);
    const int labelTop = height() - line - 1;
    for (const TimeLine &mark : m_lines) {
        const int x = static_cast<int>(std::floor(geometry.xAt(mark.tick)));
        if (mark.kind == GridLine::Beat) {
            painter.fillRect(x, height() - 4, 1, 3, m_theme.color(Role::GridBeat));
        } else if (mark.kind == GridLine::Bar && mark.bar % labelStride == 0) {
            painter.fillRect(x, height() - 14, 1, 13, m_theme.color(Role::GridBar));
            painter.setPen(m_theme.color(Role::TextSecondary));
            painter.drawText(QRect(x + 8, labelTop, 80, line), Qt::AlignLeft | Qt::AlignVCenter,
                             QString::number(mark.bar + 1));
        }
    }
}

std::optional<LoopRange> TimeRuler::shownLoop() const
{
    return m_draggedLoop ? m_draggedLoop : m_state.song().loop;
}

void TimeRuler::paintLoop(QPainter &painter)
{
    const std::optional<LoopRange> loop = shownLoop();
    if (!loop) {
        return;
    }
    const int x = static_cast<int>(std::clamp(m_state.geometry().xAt(loop->start), -9.0, width() + 9.0));
    const int right = static_cast<int>(std::clamp(m_state.geometry().xAt(loop->end), -9.0, width() + 9.0));
    const QColor color = m_theme.color(Role::Mark);
    painter.fillRect(x, 0, right - x, kBraceHeight, color);
    painter.fillRect(x, 0, 2, kBraceFoot, color);
    painter.fillRect(right - 2, 0, 2, kBraceFoot, color);
}

void TimeRuler::paintBar(QPainter &painter, const std::optional<LoopRange> &range, const QColor &color,
                         bool isDashed)
{
    if (!range) {
        return;
    }
    const RollGeometry &geometry = m_state.geometry();
    const int x = static_cast<int>(std::floor(geometry.xAt(range->start)));
    const int right = static_cast<int>(std::floor(geometry.xAt(range->end)));
    const int dash = 6;
    const int period = isDashed ? 9 : right - x;
    const int first = x + (x < 0 && isDashed ? -x / period * period : 0);
    for (int from = first; from < std::min(right, width()); from += std::max(1, period)) {
        const int to = isDashed ? std::min(right, from + dash) : right;
        painter.fillRect(from, height() - kMarkHeight, to - from, kMarkHeight, color);
    }
}

void TimeRuler::paintHead(QPainter &painter)
{
    const int x = static_cast<int>(std::floor(m_state.geometry().xAt(m_state.playhead())));
    if (x < -8 || x > width() + 8) {
        return;
    }
    const double bottom = height();
    const double top = bottom - 12;
    QPainterPath head;
    head.moveTo(x - 6, top);
    head.lineTo(x + 7, top);
    head.lineTo(x + 7, bottom - 6);
    head.lineTo(x + 0.5, bottom);
    head.lineTo(x - 6, bottom - 6);
    head.closeSubpath();
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.fillPath(head, m_theme.color(Role::Text));
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void TimeRuler::updatePlayhead(Tick before)
{
    for (const Tick tick : {before, m_state.playhead()}) {
        const double x = std::clamp(m_state.geometry().xAt(tick), -20.0, width() + 20.0);
        update(static_cast<int>(x) - 8, 0, 17, height());
    }
}

TimeRuler::Drag TimeRuler::dragAt(QPointF position) const
{
    const RollGeometry &geometry = m_state.geometry();
    const bool isNearHead = std::abs(position.x() - geometry.xAt(m_state.playhead())) <= kReach;
    if (position.y() > kLoopZone) {
        return isNearHead && position.y() > height() / 2.0 ? Drag::Playhead : Drag::Range;
    }
    const std::optional<LoopRange> loop = shownLoop();
    if (!loop) {
        return Drag::LoopEnd;
    }
    const double start = geometry.xAt(loop->start);
    const double end = geometry.xAt(loop->end);
    if (std::abs(position.x() - end) <= kReach) {
        return Drag::LoopEnd;
    }
    if (std::abs(position.x() - start) <= kReach) {
        return Drag::LoopStart;
    }
    return position.x() > start && position.x() < end ? Drag::LoopMove : Drag::LoopEnd;
}

Tick TimeRuler::snapped(double x, Qt::KeyboardModifiers modifiers) const
{
    const SnapGrid grid = m_state.grid(modifiers.testFlag(Qt::AltModifier));
    return grid.nearest(m_state.geometry().tickAt(x), m_state.tempoMap(), m_state.ticksPerQuarter());
}

void TimeRuler::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) {
        return;
    }
    setFocus(Qt::MouseFocusReason);
    m_drag = dragAt(event->position());
    m_isDragged = false;
    m_press = event->position();
    m_anchor = snapped(m_press.x(), event->modifiers());
    m_loopBefore = m_state.song().loop;
    m_rangeBefore = m_state.timeRange();
    const RollGeometry &geometry = m_state.geometry();
    const bool isInLoop = m_loopBefore && m_press.x() >= geometry.xAt(m_loopBefore->start) - kReach &&
                          m_press.x() <= geometry.xAt(m_loopBefore->end) + kReach;
    if (m_drag == Drag::LoopEnd && !isInLoop) {
        m_loopBefore = LoopRange{m_anchor, m_anchor}; // a new one
    }
    if (event->modifiers().testFlag(Qt::ShiftModifier) && m_drag == Drag::Playhead) {
        m_drag = Drag::Range;
    }
}

void TimeRuler::mouseMoveEvent(QMouseEvent *event)
{
    if (m_drag == Drag::None) {
        const Drag over = dragAt(event->position());
        const bool resizes = shownLoop() && (over == Drag::LoopStart || over == Drag::LoopEnd);
        setCursor(resizes || over == Drag::Playhead ? Qt::SizeHorCursor : Qt::ArrowCursor);
        return;
    }
    const double tremble = 3.0;
    m_isDragged = m_isDragged || std::abs(event->position().x() - m_press.x()) >= tremble;
    if (m_isDragged) {
        dragTo(event);
    }
}

void TimeRuler::dragTo(QMouseEvent *event)
{
    const Tick tick = snapped(event->position().x(), event->modifiers());
    const LoopRange loop = m_loopBefore.value_or(LoopRange{});
    switch (m_drag) {
    case Drag::Playhead:
        Q_EMIT seekRequested(tick);
        break;
    case Drag::Range:
        m_state.setTimeRange(LoopRange{std::min(m_anchor, tick), std::max(m_anchor, tick)});
        break;
    case Drag::LoopStart:
        m_draggedLoop = LoopRange{std::min(tick, loop.end), std::max(tick, loop.end)};
        break;
    case Drag::LoopEnd:
        m_draggedLoop = LoopRange{std::min(tick, loop.start), std::max(tick, loop.start)};
        break;
    case Drag::LoopMove: {
        const Tick shift = std::max(-loop.start, tick - m_anchor);
        m_draggedLoop = LoopRange{loop.start + shift, loop.end + shift};
        break;
    }
    case Drag::None:
        break;
    }
    update();
}

void TimeRuler::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_drag == Drag::None) {
        return;
    }
    const bool selectsNotes = event->modifiers().testFlag(Qt::ShiftModifier);
    if (m_drag == Drag::Range && !m_isDragged) {
        m_state.setTimeRange(std::nullopt);
        Q_EMIT seekRequested(m_anchor);
    } else if (m_drag == Drag::Range && selectsNotes && m_state.timeRange()) {
        const LoopRange range = *m_state.timeRange();
        m_state.setTimeRange(m_rangeBefore);
        Q_EMIT notesRequested(range);
    }
    endDrag();
}

void TimeRuler::endDrag()
{
    m_drag = Drag::None;
    if (const std::optional<LoopRange> loop = std::exchange(m_draggedLoop, std::nullopt)) {
        if (loop->end > loop->start) {
            Q_EMIT loopRequested(loop);
        }
    }
    update();
}

void TimeRuler::cancelDrag()
{
    if (m_drag == Drag::Range) {
        m_state.setTimeRange(m_rangeBefore);
    }
    m_draggedLoop.reset();
    endDrag();
}

void TimeRuler::mouseDoubleClickEvent(QMouseEvent *event)
{
    const std::optional<LoopRange> loop = m_state.song().loop;
    const double x = event->position().x();
    const RollGeometry &geometry = m_state.geometry();
    if (event->position().y() <= kLoopZone && loop && x >= geometry.xAt(loop->start) &&
        x <= geometry.xAt(loop->end)) {
        Q_EMIT loopRequested(std::nullopt);
    }
}

bool TimeRuler::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && m_drag != Drag::None &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void TimeRuler::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_drag != Drag::None) {
        cancelDrag();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void TimeRuler::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // the editor gives it to the roll
}

} // namespace solferino
