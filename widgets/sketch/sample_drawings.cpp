// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/sample_drawings.h"

#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include "widgets/sketch/ghost_animation.h"
#include "widgets/sketch/sketch_thumbnail.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <optional>

namespace solferino {

namespace {

constexpr int kCardWidth = 188;
constexpr int kPictureHeight = 92;
constexpr int kFoot = 32;
constexpr int kGap = 12;
constexpr int kInset = 12;
constexpr int kDrawingGap = 8;
constexpr int kFrame = 16; ///< milliseconds
constexpr double kMillisecond = 1000.0;
constexpr std::size_t kMostSamples = 64;
constexpr qreal kPenWidth = 1.25;

/// Columns that let so many squares be largest in `area`.
int columnsFor(std::size_t count, const QRectF &area)
{
    int best = 1;
    double largest = 0.0;
    for (int columns = 1; columns <= static_cast<int>(count); ++columns) {
        const int rows = (static_cast<int>(count) + columns - 1) / columns;
        const double side = std::min(area.width() / columns, area.height() / rows);
        if (side > largest) {
            largest = side;
            best = columns;
        }
    }
    return best;
}

} // namespace

SampleDrawings::SampleDrawings(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Samples"));
    setToolTip(tr("What the model draws as it learns (←, → for earlier ones)"));
    m_timer.setInterval(kFrame);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        update();
        if (pointsShown() >= m_mostPoints)
            m_timer.stop();
    });
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void SampleDrawings::addSample(DrawingSample sample)
{
    const auto same = std::ranges::find(m_samples, sample.step, &DrawingSample::step);
    if (same != m_samples.end())
        m_samples.erase(same);
    if (m_samples.size() == kMostSamples)
        m_samples.erase(m_samples.begin());
    m_mostPoints = 0;
    for (const Lines &lines : sample.drawings)
        m_mostPoints = std::max(m_mostPoints, static_cast<int>(pointCount(lines)));
    m_samples.push_back(std::move(sample));
    m_last = static_cast<int>(m_samples.size()) - 1;
    if (m_theme.hasReducedMotion()) {
        m_clock.invalidate();
    } else {
        m_clock.start();
        m_timer.start();
    }
    update();
}

void SampleDrawings::clear()
{
    m_samples.clear();
    m_last = -1;
    m_timer.stop();
    update();
}

int SampleDrawings::visibleCards() const
{
    return std::max(1, (width() + kGap) / (m_theme.px(kCardWidth) + kGap));
}

void SampleDrawings::showUpTo(int index)
{
    const int most = static_cast<int>(m_samples.size()) - 1;
    m_last = std::clamp(index, std::min(visibleCards() - 1, most), most);
    update();
}

QSize SampleDrawings::sizeHint() const
{
    return {m_theme.px(4 * kCardWidth + 3 * kGap), m_theme.px(kPictureHeight + kFoot)};
}

QSize SampleDrawings::minimumSizeHint() const
{
    return {m_theme.px(kCardWidth), m_theme.px(kPictureHeight + kFoot)};
}

QRect SampleDrawings::cardRect(int place, int cards) const
{
    const int left = (width() + kGap) * place / cards;
    const int right = (width() + kGap) * (place + 1) / cards - kGap;
    return {left, 0, right - left, height()};
}

int SampleDrawings::pointsShown() const
{
    if (!m_clock.isValid())
        return m_mostPoints;
    return static_cast<int>(static_cast<double>(m_clock.elapsed()) / kMillisecond *
                            GhostAnimation::kPointsPerSecond);
}

void SampleDrawings::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    if (m_samples.empty()) {
        painter.setFont(m_theme.font(FontRole::Note));
        painter.setPen(m_theme.color(Role::TextSecondary));
        painter.drawText(rect(), Qt::AlignCenter, tr("The first samples come with the first checkpoint."));
        return;
    }
    const int cards = visibleCards();
    const int first = std::max(0, m_last - cards + 1);
    const int newest = static_cast<int>(m_samples.size()) - 1;
    for (int i = first; i <= m_last; ++i)
        paintCard(painter, cardRect(i - first, cards), m_samples[static_cast<std::size_t>(i)], i == newest);
    if (hasFocus()) {
        painter.setPen(m_theme.color(Role::Text));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void SampleDrawings::paintCard(QPainter &painter, const QRect &card, const DrawingSample &sample,
                               bool isNewest) const
{
    drawBox(painter, card, metric::kCorner, m_theme.color(Role::Editor),
            m_theme.color(isNewest ? Role::Machine : Role::Line));
    const int foot = m_theme.px(kFoot);
    const QRect text(card.left() + kInset, card.bottom() - foot + 1, card.width() - 2 * kInset, foot);
    painter.fillRect(card.left() + 1, text.top() - 1, card.width() - 2, 1, m_theme.color(Role::Line));

    const QRectF room = QRectF(card.left(), card.top(), card.width(), card.height() - foot)
                            .adjusted(kDrawingGap, kDrawingGap, -kDrawingGap, -kDrawingGap);
    const int columns = columnsFor(sample.drawings.size(), room);
    const int rows = std::max(1, (static_cast<int>(sample.drawings.size()) + columns - 1) / columns);
    const LineLook look{m_theme.color(Role::Machine), kPenWidth, false};
    for (std::size_t i = 0; i < sample.drawings.size(); ++i) {
        const QSizeF size(room.width() / columns, room.height() / rows);
        const QPointF corner(
            room.left() + size.width() * static_cast<double>(i % static_cast<std::size_t>(columns)),
            room.top() + size.height() * static_cast<double>(i / static_cast<std::size_t>(columns)));
        const QRectF place = QRectF(corner, size).adjusted(2, 2, -2, -2);
        const Lines &lines = sample.drawings[i];
        const std::optional<Bounds> bounds = boundsOf(lines);
        if (!bounds)
            continue;
        const LineFit fit = fitLines(*bounds, place);
        if (isNewest && pointsShown() < m_mostPoints)
            paintLines(painter, firstPoints(lines, static_cast<std::size_t>(pointsShown())), fit, look);
        else
            paintLines(painter, lines, fit, look);
    }

    const QLocale locale;
    painter.setFont(m_theme.font(FontRole::Body));
    painter.setPen(m_theme.color(Role::Text));
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, locale.toString(qlonglong(sample.step)));
    if (!sample.validationLoss)
        return;
    painter.setFont(m_theme.font(FontRole::Caption));
    painter.setPen(m_theme.color(Role::TextSecondary));
    painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter,
                     //: validation loss
                     tr("val %1").arg(locale.toString(*sample.validationLoss, 'f', 2)));
}

void SampleDrawings::wheelEvent(QWheelEvent *event)
{
    const QPoint turn = event->angleDelta();
    if (turn.x() == 0)
        event->ignore(); // up and down scroll the page
    else
        showUpTo(m_last + (turn.x() > 0 ? -1 : 1));
}

void SampleDrawings::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        showUpTo(m_last - 1);
        break;
    case Qt::Key_Right:
        showUpTo(m_last + 1);
        break;
    case Qt::Key_Home:
        showUpTo(0);
        break;
    case Qt::Key_End:
        showUpTo(static_cast<int>(m_samples.size()) - 1);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace solferino
