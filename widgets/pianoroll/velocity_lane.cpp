// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/velocity_lane.h"

#include "core/commands/note_edits.h"
#include "widgets/pianoroll/grid_painter.h"
#include "widgets/pianoroll/roll_labels.h"
#include "widgets/pianoroll/roll_state.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace solferino {

namespace {

constexpr double kHead = 7.0;
constexpr int kMargin = 9; // above the head of velocity 127

} // namespace

VelocityLane::VelocityLane(RollState &state, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_theme(theme)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::ClickFocus);
    setAccessibleName(tr("Velocity lane"));
    setToolTip(tr("Drag to change velocities, Shift+drag to draw a ramp"));
    setMinimumHeight(theme.px(56));
    setMaximumHeight(theme.px(160));
    auto repaint = [this] {
        update();
    };
    connect(&state, &RollState::contentChanged, this, &VelocityLane::updateTicks);
    connect(&state, &RollState::geometryChanged, this, repaint);
    connect(&state, &RollState::trackChanged, this, repaint);
    connect(&state, &RollState::timelineChanged, this, repaint);
    connect(&state, &RollState::snapChanged, this, repaint);
    connect(&state, &RollState::timeRangeChanged, this, repaint);
    connect(&state, &RollState::playheadChanged, this, [this](Tick before) {
        for (const Tick tick : {before, m_state.playhead()}) {
            const double x = std::clamp(m_state.geometry().xAt(tick), -9.0, width() + 9.0);
            update(static_cast<int>(x) - 2, 0, 5, height());
        }
    });
    connect(&state.document(), &SongDocument::songReset, this, [this] { endDrag(false); });
    connect(&theme, &Theme::changed, this, repaint);
}

QSize VelocityLane::sizeHint() const
{
    return {400, m_theme.px(metric::kVelocityLane)};
}

double VelocityLane::stemX(const SongNote &note) const
{
    return std::floor(m_state.geometry().xAt(note.start)) + 2.0;
}

double VelocityLane::yOf(int velocity) const
{
    return height() - velocity * (height() - kMargin) / 127.0;
}

int VelocityLane::velocityAt(double y) const
{
    const double velocity = (height() - y) * 127.0 / (height() - kMargin);
    return std::clamp(static_cast<int>(std::lround(velocity)), 1, 127);
}

void VelocityLane::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    const QRect clip = event->rect();
    painter.fillRect(clip, m_theme.color(Role::Editor));
    paintTimeRange(painter, m_state, m_theme, clip);
    paintTimeLines(painter, m_state, m_theme, clip);
    painter.setRenderHint(QPainter::Antialiasing, true);
    paintStems(painter, clip);
    paintTakeStems(painter, clip);
    painter.setRenderHint(QPainter::Antialiasing, false);
    paintPlayhead(painter, m_state, m_theme, clip);
    if (m_isRamp && m_isDragging) {
        painter.setPen(m_theme.color(Role::Text));
        painter.drawLine(m_press, m_last);
    }
    if (m_isDragging) {
        const int velocity = m_grabbed && !m_after.empty()
                                 ? std::ranges::find(m_after, m_grabbed->id, &SongNote::id)->velocity
                                 : velocityAt(m_last.y());
        paintValueLabel(painter, m_theme, m_last + QPointF(10, 0), QString::number(velocity));
    }
}

void VelocityLane::paintStems(QPainter &painter, const QRect &clip)
{
    const Track *track = m_state.track();
    if (!track) {
        return;
    }
    const RollGeometry &geometry = m_state.geometry();
    const NotePreview *preview = m_state.preview();
    const Tick from = geometry.tickAt(clip.left() - kHead - 2);
    const Tick to = geometry.tickAt(clip.right() + kHead) + 1;
    m_state.forEachNote(*track, from, to, [&](const SongNote &note) {
        if (note.start >= from && !(preview && preview->hidden.contains(note.id))) {
            paintStem(painter, note, m_state.selection().contains(note.id));
        }
    });
    if (preview) {
        for (const SongNote &note : preview->notes) {
            if (note.start >= from && note.start < to) {
                paintStem(painter, note, true);
            }
        }
    }
}

void VelocityLane::paintStem(QPainter &painter, const SongNote &note, bool isSelected)
{
    const double x = stemX(note);
    const double y = yOf(note.velocity);
    const QColor color = m_theme.color(m_state.refused().contains(note.id) ? Role::Warning : Role::Person);
    painter.fillRect(QRectF(x - 1.5, y, 3.0, height() - y), color);
    painter.setPen(Qt::NoPen);
    const double radius = kHead / 2.0;
    if (isSelected) {
        painter.setBrush(m_theme.color(Role::Text));
        painter.drawEllipse(QPointF(x, y), radius + 1.0, radius + 1.0);
        painter.setBrush(color);
        painter.drawEllipse(QPointF(x, y), radius - 0.5, radius - 0.5);
    } else {
        painter.setBrush(color);
        painter.drawEllipse(QPointF(x, y), radius + 0.5, radius + 0.5);
    }
}

void VelocityLane::paintTakeStems(QPainter &painter, const QRect &clip)
{
    QPen stem(m_theme.color(Role::Machine), 1.0, Qt::CustomDashLine, Qt::FlatCap);
    stem.setDashPattern({3.0, 2.0});
    const QPen head(m_theme.color(Role::Machine), 1.0);
    painter.setBrush(m_theme.color(Role::Editor));
    for (const SongNote &note : m_state.takeNotes()) {
        const double x = std::floor(m_state.geometry().xAt(note.start)) + 2.5;
        if (x < clip.left() - kHead || x > clip.right() + kHead) {
            continue;
        }
        const double y = yOf(note.velocity);
        painter.setPen(stem);
        painter.drawLine(QPointF(x, height()), QPointF(x, y + kHead / 2));
        painter.setPen(head);
        painter.drawEllipse(QPointF(x, y), kHead / 2 - 0.5, kHead / 2 - 0.5);
    }
}

void VelocityLane::updateTicks(Tick from, Tick to)
{
    const RollGeometry &geometry = m_state.geometry();
    const int margin = static_cast<int>(kHead) + 3;
    const double left = std::clamp(geometry.xAt(from), -50.0, width() + 50.0);
    const double right = to > geometry.lastTick() ? width() : geometry.xAt(to);
    update(static_cast<int>(left) - margin, 0, static_cast<int>(right - left) + 2 * margin, height());
}

std::optional<SongNote> VelocityLane::headAt(QPointF position) const
{
    std::optional<SongNote> found;
    double best = kHead;
    const RollGeometry &geometry = m_state.geometry();
    const Tick from = geometry.tickAt(position.x() - kHead - 2);
    m_state.forEachNote(
        *m_state.track(), from, geometry.tickAt(position.x() + kHead), [&](const SongNote &note) {
            const double distance = std::hypot(stemX(note) - position.x(), yOf(note.velocity) - position.y());
            const bool wins = m_state.selection().contains(note.id) ? distance <= best : distance < best;
            if (wins) {
                best = distance;
                found = note;
            }
        });
    return found;
}

void VelocityLane::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_state.track()) {
        return;
    }
    setFocus(Qt::MouseFocusReason);
    m_isDragging = true;
    m_isRamp = event->modifiers().testFlag(Qt::ShiftModifier);
    m_press = m_last = event->position();
    m_grabbed = m_isRamp ? std::nullopt : headAt(m_press);
    m_before = m_state.selectedNotes();
    if (m_grabbed && !m_state.selection().contains(m_grabbed->id)) {
        m_before = {*m_grabbed};
    } else if (m_before.empty()) {
        m_before.assign(m_state.notes().begin(), m_state.notes().end());
    }
    m_after = m_before;
    m_state.setEditing(true);
    if (!m_grabbed && !m_isRamp) {
        dragFree(m_press);
    }
}

void VelocityLane::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_isDragging) {
        return;
    }
    if (m_grabbed) {
        dragHead(event->position());
    } else if (m_isRamp) {
        dragRamp(event->position());
    } else {
        dragFree(event->position());
    }
    m_last = event->position();
    update();
}

void VelocityLane::dragHead(QPointF position)
{
    m_after = shiftVelocity(m_before, velocityAt(position.y()) - velocityAt(m_press.y()));
    m_state.setPreview({NoteSet(m_before), m_after});
}

void VelocityLane::dragFree(QPointF position)
{
    setVelocityBetween(m_last.x(), position.x(), velocityAt(m_last.y()), velocityAt(position.y()));
}

void VelocityLane::dragRamp(QPointF position)
{
    m_after = m_before;
    setVelocityBetween(m_press.x(), position.x(), velocityAt(m_press.y()), velocityAt(position.y()));
}

void VelocityLane::setVelocityBetween(double x0, double x1, int v0, int v1)
{
    if (x0 > x1) {
        std::swap(x0, x1);
        std::swap(v0, v1);
    }
    const double reach = 3.0;
    NotePreview preview;
    for (std::size_t i = 0; i < m_after.size(); ++i) {
        SongNote &note = m_after[i];
        const double x = stemX(note);
        if (x >= x0 - reach && x <= x1 + reach) {
            const double along = x1 > x0 ? std::clamp((x - x0) / (x1 - x0), 0.0, 1.0) : 1.0;
            note.velocity = static_cast<int>(std::lround(v0 + along * (v1 - v0)));
        }
        if (note != m_before[i]) {
            preview.hidden.insert(note.id);
            preview.notes.push_back(note);
        }
    }
    m_state.setPreview(std::move(preview));
}

void VelocityLane::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) {
        endDrag(true);
    }
}

void VelocityLane::endDrag(bool finishes)
{
    if (!m_isDragging) {
        return;
    }
    m_isDragging = false;
    m_state.setEditing(false);
    m_state.clearPreview();
    std::vector<SongNote> before;
    std::vector<SongNote> after;
    for (std::size_t i = 0; finishes && i < m_before.size(); ++i) {
        if (m_before[i] != m_after[i]) {
            before.push_back(m_before[i]);
            after.push_back(m_after[i]);
        }
    }
    m_before.clear();
    m_after.clear();
    if (!after.empty()) {
        m_state.rememberVelocity(after.back().velocity);
        m_state.replaceNotes(tr("Change Velocity"), before, std::move(after));
    }
    update();
}

bool VelocityLane::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && m_isDragging &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void VelocityLane::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_isDragging) {
        endDrag(false);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void VelocityLane::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // the editor gives it to the roll
}

} // namespace solferino
