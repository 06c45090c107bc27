// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/replay_track.h"

#include "widgets/sketch/stroke_replay_bar.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace solferino {

namespace {

constexpr int kHeight = 28;
constexpr double kBarHeight = 6.0;
constexpr double kGap = 4.0;
constexpr double kMostGaps = 0.25; ///< share of the width
constexpr double kInset = 1.0;     ///< half a playhead
constexpr double kHeadHeight = 20.0;
constexpr double kPale = 0.35;

} // namespace

ReplayTrack::ReplayTrack(const Theme &theme, QWidget *parent)
    : QAbstractSlider(parent)
    , m_theme(theme)
{
    setOrientation(Qt::Horizontal);
    setFocusPolicy(Qt::StrongFocus);
    setRange(0, 0);
    setAccessibleName(tr("Drawing order"));
    setToolTip(tr("Drag to see how the drawing came about (←, →; Page Up, Page Down by strokes)"));
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void ReplayTrack::setStrokes(const std::vector<ReplayStroke> &strokes)
{
    m_segments.clear();
    int points = 0;
    for (const ReplayStroke &stroke : strokes) {
        if (stroke.points <= 0)
            continue;
        m_segments.push_back({points, points + stroke.points, stroke.isMachine});
        points += stroke.points;
    }
    setRange(0, points);
    update();
}

int ReplayTrack::strokeAt(int points) const
{
    const auto past = std::ranges::lower_bound(m_segments, points, {}, &Segment::end);
    if (points <= 0 || past == m_segments.end())
        return points <= 0 ? -1 : static_cast<int>(m_segments.size()) - 1;
    return static_cast<int>(past - m_segments.begin());
}

QSize ReplayTrack::sizeHint() const
{
    return {m_theme.px(480), m_theme.px(kHeight)};
}

QSize ReplayTrack::minimumSizeHint() const
{
    return {m_theme.px(120), m_theme.px(kHeight)};
}

double ReplayTrack::gap() const
{
    const auto gaps = static_cast<double>(std::max<std::size_t>(m_segments.size(), 1));
    return std::min(kGap, kMostGaps * width() / gaps);
}

QPointF ReplayTrack::spanOf(std::size_t segment) const
{
    const double room =
        width() - 2 * kInset - gap() * static_cast<double>(std::max<std::size_t>(m_segments.size(), 1) - 1);
    const double aPoint = room / std::max(1, maximum());
    const Segment &span = m_segments[segment];
    return {kInset + span.first * aPoint + gap() * static_cast<double>(segment),
            (span.end - span.first) * aPoint};
}

double ReplayTrack::xOf(int points) const
{
    const int stroke = strokeAt(points);
    if (stroke < 0)
        return kInset;
    const auto index = static_cast<std::size_t>(stroke);
    const Segment &segment = m_segments[index];
    const QPointF span = spanOf(index);
    return span.x() + span.y() * (points - segment.first) / (segment.end - segment.first);
}

int ReplayTrack::pointsAt(double x) const
{
    for (std::size_t i = 0; i < m_segments.size(); ++i) {
        const QPointF span = spanOf(i);
        if (x <= span.x() + span.y()) {
            const double share = std::clamp((x - span.x()) / std::max(span.y(), 1e-6), 0.0, 1.0);
            const Segment &segment = m_segments[i];
            return segment.first + static_cast<int>(std::lround(share * (segment.end - segment.first)));
        }
    }
    return maximum();
}

void ReplayTrack::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double top = (height() - kBarHeight) / 2.0;
    if (m_segments.empty()) {
        painter.setBrush(m_theme.color(Role::Groove));
        painter.drawRoundedRect(QRectF(kInset, top, width() - 2 * kInset, kBarHeight), 3, 3);
        return;
    }
    for (std::size_t i = 0; i < m_segments.size(); ++i) {
        const Role role = m_segments[i].isMachine ? Role::Machine : Role::Person;
        const bool isWhole = m_segments[i].end <= sliderPosition();
        painter.setBrush(isWhole ? m_theme.color(role) : m_theme.mixed(Role::Panel, role, kPale));
        const QPointF span = spanOf(i);
        const double corner = std::min(kBarHeight, span.y()) / 2.0;
        painter.drawRoundedRect(QRectF(span.x(), top, span.y(), kBarHeight), corner, corner);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    const double head = kHeadHeight * m_theme.textScale() / 100.0;
    painter.fillRect(QRectF(std::round(xOf(sliderPosition())) - 1.0, (height() - head) / 2.0, 2.0, head),
                     m_theme.color(Role::Text));
    if (hasFocus()) {
        painter.setPen(m_theme.color(Role::Text));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void ReplayTrack::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    setSliderDown(true);
    setSliderPosition(pointsAt(event->position().x()));
}

void ReplayTrack::mouseMoveEvent(QMouseEvent *event)
{
    if (isSliderDown())
        setSliderPosition(pointsAt(event->position().x()));
}

void ReplayTrack::mouseReleaseEvent(QMouseEvent * /*event*/)
{
    setSliderDown(false);
}

void ReplayTrack::keyPressEvent(QKeyEvent *event)
{
    const bool isNext = event->key() == Qt::Key_PageDown;
    if (m_segments.empty() || (!isNext && event->key() != Qt::Key_PageUp)) {
        QAbstractSlider::keyPressEvent(event);
        return;
    }
    if (isNext) {
        const auto next = std::ranges::upper_bound(m_segments, value(), {}, &Segment::end);
        setValue(next == m_segments.end() ? maximum() : next->end);
    } else {
        setValue(m_segments[static_cast<std::size_t>(std::max(strokeAt(value()), 0))].first);
    }
}

void ReplayTrack::sliderChange(SliderChange /*change*/)
{
    update();
}

} // namespace solferino
