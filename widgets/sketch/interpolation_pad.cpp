// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/interpolation_pad.h"

#include "widgets/common/icons.h"
#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include "widgets/sketch/sketch_thumbnail.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kInset = 12;
constexpr int kRowHeight = 132; ///< of the pad and the two ends
constexpr int kEndWidth = 120;
constexpr int kPuckRoom = 16; ///< between the pad's edge and the puck at its farthest
constexpr qreal kPuck = 8.0;  ///< radius
constexpr qreal kTrack = 4.0;
constexpr qreal kPenWidth = 2.0;
constexpr double kStep = 0.05;
constexpr double kFineStep = 0.01;

} // namespace

InterpolationPad::InterpolationPad(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Between two drawings"));
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void InterpolationPad::setEnd(End end, Lines lines)
{
    (end == End::First ? m_first : m_second) = std::move(lines);
    update();
}

void InterpolationPad::setResult(Lines lines, bool isComplete)
{
    m_result = std::move(lines);
    m_isComplete = isComplete;
    update(resultRect());
}

void InterpolationPad::clearResult()
{
    setResult({}, true);
}

void InterpolationPad::setPlace(double position, double temperature)
{
    m_position = std::clamp(position, 0.0, 1.0);
    m_temperature = std::clamp(temperature, m_lowest, m_highest);
    update();
}

void InterpolationPad::setTemperatureRange(double lowest, double highest)
{
    m_lowest = lowest;
    m_highest = std::max(highest, lowest + kFineStep);
    setPlace(m_position, m_temperature);
}

QRect InterpolationPad::endRect(End end) const
{
    const int rowHeight = m_theme.px(kRowHeight);
    const int endWidth = std::min(m_theme.px(kEndWidth), width() / 4);
    const int left = end == End::First ? kInset : width() - kInset - endWidth;
    return {left, height() - kInset - rowHeight, endWidth, rowHeight};
}

QRect InterpolationPad::padRect() const
{
    const QRect first = endRect(End::First);
    const int left = first.right() + 1 + kInset;
    return {left, first.top(), endRect(End::Second).left() - kInset - left, first.height()};
}

QRect InterpolationPad::resultRect() const
{
    return {kInset, kInset, width() - 2 * kInset, padRect().top() - 2 * kInset};
}

QSize InterpolationPad::sizeHint() const
{
    return {m_theme.px(640), m_theme.px(kRowHeight + 320)};
}

QSize InterpolationPad::minimumSizeHint() const
{
    return {m_theme.px(360), m_theme.px(kRowHeight + 120)};
}

QPointF InterpolationPad::puckCenter() const
{
    const QRectF room = QRectF(padRect()).adjusted(kPuckRoom, kPuckRoom, -kPuckRoom, -kPuckRoom);
    const double wildness = (m_temperature - m_lowest) / (m_highest - m_lowest);
    return {room.left() + m_position * room.width(), room.bottom() - wildness * room.height()};
}

void InterpolationPad::movePuck(const QPointF &position)
{
    const QRectF room = QRectF(padRect()).adjusted(kPuckRoom, kPuckRoom, -kPuckRoom, -kPuckRoom);
    const double wildness = (room.bottom() - position.y()) / std::max(room.height(), 1.0);
    moveTo((position.x() - room.left()) / std::max(room.width(), 1.0),
           m_lowest + wildness * (m_highest - m_lowest));
}

void InterpolationPad::moveTo(double position, double temperature)
{
    const double oldPosition = m_position;
    const double oldTemperature = m_temperature;
    setPlace(position, temperature);
    if (m_position != oldPosition || m_temperature != oldTemperature)
        Q_EMIT moved(m_position, m_temperature);
}

void InterpolationPad::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Role::Window));
    paintResult(painter);
    paintEnd(painter, End::First);
    paintEnd(painter, End::Second);
    paintPad(painter);
}

void InterpolationPad::paintResult(QPainter &painter) const
{
    const QRect area = resultRect();
    drawBox(painter, area, metric::kCorner, m_theme.color(Role::Editor), m_theme.color(Role::Line));
    if (!m_result.empty()) {
        const QRectF room = QRectF(area).adjusted(2 * kInset, 2 * kInset, -2 * kInset, -2 * kInset);
        paintLines(painter, m_result, room, {m_theme.color(Role::Machine), kPenWidth, true});
    }
    painter.setFont(m_theme.font(FontRole::Caption));
    painter.setPen(m_theme.color(Role::TextSecondary));
    const QRect text = area.adjusted(kInset, kInset / 2, -kInset, -kInset / 2);
    if (m_first.empty() || m_second.empty())
        painter.drawText(text, Qt::AlignCenter, tr("Choose a drawing for each end."));
    else if (m_result.empty())
        painter.drawText(text, Qt::AlignCenter,
                         tr("Move the puck: what lies between the drawings appears here."));
    else
        painter.drawText(text, Qt::AlignRight | Qt::AlignBottom,
                         m_isComplete ? tr("Return keeps this drawing") : tr("drawing"));
}

void InterpolationPad::paintEnd(QPainter &painter, End end) const
{
    const QRect area = endRect(end);
    const Lines &lines = end == End::First ? m_first : m_second;
    drawBox(painter, area, metric::kCorner, m_theme.color(Role::Editor), m_theme.color(Role::Line));
    painter.setFont(m_theme.font(FontRole::Caption));
    painter.setPen(m_theme.color(Role::TextSecondary));
    const QRect text = area.adjusted(kInset, kInset / 2, -kInset, -kInset / 2);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignTop, end == End::First ? tr("First") : tr("Second"));
    const int line = m_theme.lineHeight(FontRole::Caption) + kInset;
    if (lines.empty()) {
        const int icon = m_theme.px(metric::kIcon);
        drawIcon(painter, m_theme, u"list-add"_s, area, Role::TextSecondary, icon);
    } else {
        paintLines(painter, lines, QRectF(area).adjusted(kInset, line, -kInset, -kInset),
                   {m_theme.color(Role::Person), kPenWidth, false});
    }
}

void InterpolationPad::paintPad(QPainter &painter) const
{
    const QRect area = padRect();
    const QPointF puck = puckCenter();
    drawBox(painter, area, metric::kCorner, m_theme.color(Role::Panel), m_theme.color(Role::Line));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.color(Role::Line), 1.0));
    painter.drawLine(QPointF(puck.x(), area.top() + 1.0), QPointF(puck.x(), area.bottom()));
    const QRectF track(area.left() + kPuckRoom, puck.y() - kTrack / 2.0, area.width() - 2.0 * kPuckRoom,
                       kTrack);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(Role::Groove));
    painter.drawRoundedRect(track, kTrack / 2.0, kTrack / 2.0);
    painter.setBrush(m_theme.color(Role::Panel));
    painter.setPen(QPen(m_theme.color(isEnabled() ? Role::Text : Role::TextDisabled), 2.0));
    painter.drawEllipse(puck, kPuck - 1.0, kPuck - 1.0);
    painter.restore();

    painter.setFont(m_theme.font(FontRole::Caption));
    painter.setPen(m_theme.color(Role::TextSecondary));
    const QRect text = area.adjusted(kInset, kInset / 2, -kInset, -kInset / 2);
    const QString safer = tr("safer");
    //: place between two drawings in percent, then the temperature
    const QString place = tr("%1 % · temperature %2")
                              .arg(qRound(m_position * 100))
                              .arg(QLocale().toString(m_temperature, 'f', 2));
    painter.drawText(text, Qt::AlignLeft | Qt::AlignTop, tr("wilder"));
    const QFontMetrics metrics = painter.fontMetrics();
    if (metrics.horizontalAdvance(safer) + kInset + metrics.horizontalAdvance(place) <= text.width())
        painter.drawText(text, Qt::AlignLeft | Qt::AlignBottom, safer);
    painter.drawText(text, Qt::AlignRight | Qt::AlignBottom, place);
    if (hasFocus()) {
        painter.setPen(m_theme.color(Role::Text));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(area.adjusted(-3, -3, 2, 2));
    }
}

void InterpolationPad::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const QPoint position = event->position().toPoint();
    for (const End end : {End::First, End::Second}) {
        if (endRect(end).contains(position))
            Q_EMIT endRequested(end);
    }
    m_isDragging = padRect().contains(position);
    if (m_isDragging)
        movePuck(event->position());
}

void InterpolationPad::mouseMoveEvent(QMouseEvent *event)
{
    if (m_isDragging)
        movePuck(event->position());
}

void InterpolationPad::mouseReleaseEvent(QMouseEvent * /*event*/)
{
    m_isDragging = false;
}

void InterpolationPad::keyPressEvent(QKeyEvent *event)
{
    const double step = event->modifiers().testFlag(Qt::ShiftModifier) ? kFineStep : kStep;
    const double warmth = step * (m_highest - m_lowest);
    switch (event->key()) {
    case Qt::Key_Left:
        moveTo(m_position - step, m_temperature);
        break;
    case Qt::Key_Right:
        moveTo(m_position + step, m_temperature);
        break;
    case Qt::Key_Up:
        moveTo(m_position, m_temperature + warmth);
        break;
    case Qt::Key_Down:
        moveTo(m_position, m_temperature - warmth);
        break;
    case Qt::Key_Home:
        moveTo(0.0, m_temperature);
        break;
    case Qt::Key_End:
        moveTo(1.0, m_temperature);
        break;
    case Qt::Key_1:
        Q_EMIT endRequested(End::First);
        break;
    case Qt::Key_2:
        Q_EMIT endRequested(End::Second);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_result.empty())
            Q_EMIT keepRequested();
        break;
    case Qt::Key_Escape:
        Q_EMIT closed();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

bool InterpolationPad::event(QEvent *event)
{
    // Tools have digits and arrows as shortcuts too: while the pad has the focus they are the pad's.
    if (event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        const bool isOurs = (key->key() >= Qt::Key_Home && key->key() <= Qt::Key_Down) ||
                            key->key() == Qt::Key_1 || key->key() == Qt::Key_2 ||
                            key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter ||
                            key->key() == Qt::Key_Escape;
        if (isOurs && (key->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) == Qt::NoModifier) {
            key->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

QString InterpolationPad::keysTitle() const
{
    return tr("Between two drawings");
}

std::vector<KeyLine> InterpolationPad::keyLines() const
{
    return {{u"← →"_s, tr("moves towards the first or the second drawing")},
            {u"↑ ↓"_s, tr("makes the model wilder or safer")},
            {tr("Shift+arrows"), tr("moves in small steps")},
            {tr("1, 2"), tr("chooses the drawing at this end")},
            {tr("Return"), tr("keeps what is shown")},
            {tr("Esc"), tr("goes back to the canvas")}};
}

} // namespace solferino
