// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/keyboard_strip.h"

#include "widgets/pianoroll/roll_labels.h"
#include "widgets/pianoroll/roll_state.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace solferino {

KeyboardStrip::KeyboardStrip(RollState &state, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_theme(theme)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Piano keys"));
    setToolTip(tr("Press to hear a key, drag to glide"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    connect(&state, &RollState::geometryChanged, this, [this] { update(); });
    connect(&state, &RollState::cursorChanged, this, [this] { update(); });
    connect(&state, &RollState::noteAuditioned, this,
            [this](int pitch, int /*velocity*/, bool on) { mark(pitch, on); });
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize KeyboardStrip::sizeHint() const
{
    return {m_theme.px(metric::kPianoKeys), 200};
}

void KeyboardStrip::setHoveredPitch(int pitch)
{
    if (pitch != m_hoveredPitch) {
        m_hoveredPitch = pitch;
        update();
    }
}

int KeyboardStrip::blackWidth() const
{
    return (width() - 1) * 34 / 55;
}

void KeyboardStrip::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    const RollGeometry &geometry = m_state.geometry();
    const int low = geometry.pitchAt(height());
    const int high = geometry.pitchAt(0);
    paintKeys(painter, low, high);
    paintLabels(painter, low, high);
    painter.fillRect(width() - 1, 0, 1, height(), m_theme.color(Role::ControlLine));
}

void KeyboardStrip::paintKeys(QPainter &painter, int low, int high)
{
    const RollGeometry &geometry = m_state.geometry();
    const int keys = width() - 1;
    const QColor lines = m_theme.mixed(Role::KeyWhite, Role::KeyBlack, m_theme.isLight() ? 0.28 : 0.16);
    const auto fillOf = [this](int pitch) {
        if (pitch == m_markedPitch) {
            return m_theme.color(Role::Person);
        }
        const Role key = isBlackKey(pitch) ? Role::KeyBlack : Role::KeyWhite;
        return pitch == m_hoveredPitch ? m_theme.mixed(key, Role::Person, 0.35) : m_theme.color(key);
    };
    painter.fillRect(rect(), m_theme.color(Role::KeyWhite));
    for (int pitch = low; pitch <= high; ++pitch) {
        const QRect row(0, geometry.yAt(pitch), keys, geometry.rowHeight);
        if (!isBlackKey(pitch)) {
            painter.fillRect(row, fillOf(pitch));
            const bool bordersWhite = !isBlackKey(pitch + 11); // the key below
            if (bordersWhite) {
                painter.fillRect(row.left(), row.bottom(), row.width(), 1, lines);
            }
        }
    }
    for (int pitch = low; pitch <= high; ++pitch) {
        if (isBlackKey(pitch)) {
            const QRect row(0, geometry.yAt(pitch), keys, geometry.rowHeight);
            painter.fillRect(blackWidth(), row.top() + row.height() / 2 - 1, keys - blackWidth(), 1, lines);
            painter.fillRect(row.left(), row.top(), blackWidth(), row.height(), fillOf(pitch));
        }
    }
    if (hasFocus()) {
        const QRect row(0, geometry.yAt(m_state.cursor().pitch), keys, geometry.rowHeight);
        painter.setPen(QPen(m_theme.color(Role::Person), 2));
        painter.drawRect(row.adjusted(1, 1, -1, -1));
    }
}

void KeyboardStrip::paintLabels(QPainter &painter, int low, int high)
{
    const RollGeometry &geometry = m_state.geometry();
    painter.setFont(m_theme.font(FontRole::Caption));
    painter.setPen(m_theme.color(Role::NoteName));
    const int line = m_theme.lineHeight(FontRole::Caption);
    for (int pitch = low; pitch <= high; ++pitch) {
        const bool isNamed = pitch % 12 == 0 || (geometry.rowHeight >= 24 && !isBlackKey(pitch));
        if (isNamed || pitch == m_hoveredPitch || pitch == m_markedPitch) {
            const QRect row(0, geometry.yAt(pitch), width() - 7, geometry.rowHeight);
            QRect box = row;
            box.setTop(row.center().y() - line / 2);
            box.setHeight(line);
            painter.drawText(box, Qt::AlignRight | Qt::AlignVCenter, pitchName(pitch));
        }
    }
}

void KeyboardStrip::sound(int pitch, int velocity)
{
    if (pitch != m_soundingPitch) {
        silence();
        m_soundingPitch = pitch;
        m_state.audition(pitch, velocity, true);
    }
}

void KeyboardStrip::silence()
{
    if (m_soundingPitch >= 0) {
        m_state.audition(std::exchange(m_soundingPitch, -1), 0, false);
    }
}

void KeyboardStrip::mark(int pitch, bool on)
{
    if (on) {
        m_markedPitch = pitch;
    } else if (m_markedPitch == pitch) {
        m_markedPitch = -1;
    }
    update();
}

void KeyboardStrip::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) {
        const int softest = 50;
        const int velocity = softest + static_cast<int>(event->position().x()) * 70 / std::max(1, width());
        sound(m_state.geometry().pitchAt(event->position().y()), std::clamp(velocity, 1, 127));
    }
}

void KeyboardStrip::mouseMoveEvent(QMouseEvent *event)
{
    if (m_soundingPitch >= 0) {
        sound(m_state.geometry().pitchAt(event->position().y()), m_state.newNoteVelocity());
    }
}

void KeyboardStrip::mouseReleaseEvent(QMouseEvent * /*event*/)
{
    silence();
}

void KeyboardStrip::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const int pitch = byKey ? m_state.cursor().pitch : m_state.geometry().pitchAt(event->pos().y());
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Select All %1 Notes").arg(pitchName(pitch)), this,
                    [this, pitch] { Q_EMIT pitchSelectionRequested(pitch); });
    menu->popup(event->globalPos());
}

void KeyboardStrip::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // the editor gives it to the roll
}

void KeyboardStrip::keyPressEvent(QKeyEvent *event)
{
    EditCursor cursor = m_state.cursor();
    switch (event->key()) {
    case Qt::Key_Up:
        ++cursor.pitch;
        break;
    case Qt::Key_Down:
        --cursor.pitch;
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!event->isAutoRepeat()) {
            sound(cursor.pitch, m_state.newNoteVelocity());
        }
        return;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    m_state.setCursor(cursor);
}

void KeyboardStrip::keyReleaseEvent(QKeyEvent *event)
{
    if (!event->isAutoRepeat()) {
        silence();
    }
    QWidget::keyReleaseEvent(event);
}

void KeyboardStrip::focusOutEvent(QFocusEvent *event)
{
    silence();
    QWidget::focusOutEvent(event);
    update();
}

} // namespace solferino
