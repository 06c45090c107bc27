// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/mix_pad.h"

#include "widgets/common/arrow_step.h"
#include "widgets/common/paint.h"
#include "widgets/common/style_draw.h"
#include "widgets/common/theme.h"
#include "widgets/stylize/style_thumbnail.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kHeight = 208;
constexpr int kPictureWidth = 48;
constexpr int kPictureHeight = 36;
constexpr int kInset = 10; // between the pad's edge and a corner's picture
constexpr int kPuck = 16;  // diameter
constexpr double kStep = 0.05;
constexpr double kFineStep = 0.01;

} // namespace

MixPad::MixPad(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Mix"));
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void MixPad::setMix(const StyleMix &mix, std::vector<Corner> corners)
{
    const bool isOwn = mix == m_mix;
    m_mix = mix;
    m_corners = std::move(corners);
    m_corners.resize(m_mix.size());
    // The puck stays where a person put it, also where several places stand for one mix.
    if (!isOwn && withPlace(mix, m_place) != mix)
        m_place = padPlace(mix);
    QStringList parts;
    for (std::size_t i = 0; i < m_mix.size(); ++i)
        parts.append(tr("%1 %2 %").arg(m_corners[i].title).arg(std::lround(100 * m_mix[i].weight)));
    setAccessibleDescription(parts.join(u", "_s));
    update();
}

QSize MixPad::sizeHint() const
{
    return {m_theme.px(metric::kDockLeastWidth) - 2 * metric::kInset, m_theme.px(kHeight)};
}

QSize MixPad::minimumSizeHint() const
{
    return {m_theme.px(metric::kDockLeastWidth) / 2, m_theme.px(kHeight)};
}

QRectF MixPad::room() const
{
    const int line = m_theme.lineHeight(FontRole::Caption);
    const double across = m_theme.px(kPictureWidth) / 2.0 + kInset;
    const double down = m_theme.px(kPictureHeight) / 2.0 + kInset;
    return QRectF(rect()).adjusted(across, down, -across, -down - line);
}

QPointF MixPad::cornerCenter(std::size_t index) const
{
    const QRectF area = room();
    const QPointF corner = padCorners(m_mix.size()).at(index);
    return area.topLeft() + QPointF(corner.x() * area.width(), corner.y() * area.height());
}

QPointF MixPad::puckCenter() const
{
    const QRectF area = room();
    return area.topLeft() + QPointF(m_place.x() * area.width(), m_place.y() * area.height());
}

void MixPad::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    drawBox(painter, rect(), metric::kCorner, m_theme.color(Role::Field), m_theme.color(Role::ControlLine));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.color(Role::Mark), 1.0));
    painter.setBrush(Qt::NoBrush);
    if (m_mix.size() == 4)
        painter.drawRect(room());
    else
        for (std::size_t i = 0; i < m_mix.size(); ++i)
            painter.drawLine(cornerCenter(i), cornerCenter((i + 1) % m_mix.size()));
    for (std::size_t i = 0; i < m_mix.size(); ++i)
        paintCorner(painter, i);
    if (m_mix.size() > 1) {
        painter.setPen(QPen(m_theme.color(Role::Text), 2.0));
        painter.setBrush(m_theme.color(Role::Machine));
        const double radius = m_theme.px(kPuck) / 2.0 - 1.0;
        painter.drawEllipse(puckCenter(), radius, radius);
    }
    if (hasFocus())
        draw::focusRing(painter, m_theme, rect().adjusted(3, 3, -3, -3));
}

void MixPad::paintCorner(QPainter &painter, std::size_t index) const
{
    const QSize size(m_theme.px(kPictureWidth), m_theme.px(kPictureHeight));
    QRect picture(QPoint(), size);
    picture.moveCenter(cornerCenter(index).toPoint());
    paintThumbnail(painter, m_theme, picture, m_corners[index].picture);
    painter.setFont(m_theme.font(FontRole::Caption));
    painter.setPen(m_theme.color(Role::Text));
    const QString share = tr("%1 %").arg(std::lround(100 * m_mix[index].weight));
    const int wide = m_theme.px(kPictureWidth) + 2 * kInset;
    const QRect line(picture.center().x() - wide / 2, picture.bottom() + 2, wide,
                     m_theme.lineHeight(FontRole::Caption));
    painter.drawText(line, Qt::AlignCenter, share);
}

QString MixPad::titleAt(QPoint position) const
{
    for (std::size_t i = 0; i < m_mix.size(); ++i) {
        QRect picture(0, 0, m_theme.px(kPictureWidth), m_theme.px(kPictureHeight));
        picture.moveCenter(cornerCenter(i).toPoint());
        if (picture.contains(position))
            return m_corners[i].title;
    }
    return {};
}

void MixPad::movePuck(QPointF position)
{
    const QRectF area = room();
    moveTo({(position.x() - area.left()) / std::max(1.0, area.width()),
            (position.y() - area.top()) / std::max(1.0, area.height())});
}

void MixPad::moveTo(QPointF place)
{
    if (m_mix.size() < 2)
        return;
    const StyleMix mix = withPlace(m_mix, place);
    m_place = padPlace(mix);
    if (mix == m_mix)
        return;
    m_mix = mix;
    update();
    Q_EMIT mixRequested(mix);
}

void MixPad::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_mix.size() < 2)
        return;
    m_isDragging = true;
    Q_EMIT gestureBegan();
    movePuck(event->position());
}

void MixPad::mouseMoveEvent(QMouseEvent *event)
{
    if (m_isDragging)
        movePuck(event->position());
}

void MixPad::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_isDragging)
        return;
    m_isDragging = false;
    Q_EMIT gestureEnded();
}

void MixPad::keyPressEvent(QKeyEvent *event)
{
    const double step = event->modifiers().testFlag(Qt::ShiftModifier) ? kFineStep : kStep;
    const QPointF way = arrowStep(event->key());
    const int corner = event->key() - Qt::Key_1;
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier))
        QWidget::keyPressEvent(event);
    else if (!way.isNull())
        moveTo(m_place + step * way);
    else if (corner >= 0 && corner < static_cast<int>(m_mix.size()))
        moveTo(padCorners(m_mix.size()).at(static_cast<std::size_t>(corner)));
    else
        QWidget::keyPressEvent(event);
}

bool MixPad::event(QEvent *event)
{
    // Digits and arrows are shortcuts too: while the pad has the focus they are the pad's.
    if (event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        const bool isOurs =
            !arrowStep(key->key()).isNull() || (key->key() >= Qt::Key_1 && key->key() <= Qt::Key_4);
        if (isOurs && !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier))) {
            key->accept();
            return true;
        }
    }
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), titleAt(help->pos()), this);
        return true;
    }
    return QWidget::event(event);
}

QString MixPad::keysTitle() const
{
    return tr("Mix");
}

std::vector<KeyLine> MixPad::keyLines() const
{
    return {{u"← → ↑ ↓"_s, tr("moves the puck between the styles")},
            {tr("Shift+arrows"), tr("moves it in small steps")},
            {u"1 – 4"_s, tr("takes one style alone")}};
}

} // namespace solferino
