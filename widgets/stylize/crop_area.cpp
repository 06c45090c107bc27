// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/crop_area.h"

#include "core/base/background.h"
#include "widgets/common/arrow_step.h"
#include "widgets/stylize/compare_painter.h"
#include "widgets/stylize/mip_levels.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr double kMargin = 24.0; // view pixels around the photo
constexpr double kReach = 10.0;  // view pixels around a side of the frame that take hold of it
constexpr double kKnob = 10.0;   // view pixels of a handle
constexpr double kStep = 8.0;    // view pixels of an arrow key
constexpr double kWheelDoubling = 480;
constexpr int kShade = 150; // of 255: how dark it is outside of the frame

Qt::CursorShape cursorOf(CropHandle handle)
{
    if (handle == CropHandle())
        return Qt::SizeAllCursor;
    if (handle.down == 0)
        return Qt::SizeHorCursor;
    if (handle.across == 0)
        return Qt::SizeVerCursor;
    return handle.across == handle.down ? Qt::SizeFDiagCursor : Qt::SizeBDiagCursor;
}

} // namespace

CropArea::CropArea(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(160, 120);
    setAccessibleName(tr("Photo with the frame of what stays"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void CropArea::setPhoto(const QImage &picture, QSize size, const PictureCrop &crop)
{
    m_levels = picture.isNull() ? nullptr : MipLevels::rough(picture);
    m_picture = picture.cacheKey();
    if (m_levels)
        runInBackground(
            this, [picture] { return MipLevels::make(picture); },
            [this, key = m_picture](std::shared_ptr<const MipLevels> levels) {
                if (key != m_picture)
                    return;
                m_levels = std::move(levels);
                update();
            });
    m_geometry.picture = size;
    m_isFitted = true;
    m_drag = Drag::None;
    fit();
    change(CropFrame(size, crop));
}

void CropArea::setAspect(double aspect)
{
    CropFrame frame = m_frame;
    frame.setAspect(aspect);
    change(frame);
}

void CropArea::turn()
{
    CropFrame frame = m_frame;
    frame.turn();
    change(frame);
}

void CropArea::showAll()
{
    CropFrame frame = m_frame;
    frame.showAll();
    change(frame);
}

void CropArea::change(const CropFrame &frame)
{
    m_frame = frame;
    const PictureCrop crop = frame.crop();
    const QSize size = crop.isWhole() ? frame.picture() : QSize(crop.width, crop.height);
    setAccessibleDescription(
        tr("%1 × %2 pixels from %3, %4").arg(size.width()).arg(size.height()).arg(crop.left).arg(crop.top));
    update();
    Q_EMIT frameChanged();
}

void CropArea::fit()
{
    m_geometry.pane = QSizeF(size());
    m_geometry.pixelRatio = devicePixelRatioF();
    if (m_isFitted)
        m_geometry.fit(kMargin);
    else
        m_geometry.keepInView();
    update();
}

void CropArea::resizeEvent(QResizeEvent * /*event*/)
{
    fit();
}

QRectF CropArea::frameOnView() const
{
    const QRectF &frame = m_frame.rect();
    return {m_geometry.toPane(frame.topLeft()), frame.size() * m_geometry.scale()};
}

void CropArea::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Role::Window));
    if (!m_levels || m_geometry.picture.isEmpty())
        return;
    const QRectF target = m_geometry.pictureRect();
    const QRect shown = target.toAlignedRect() & rect();
    if (m_levels->hasAlpha())
        paintCheckerboard(painter, m_theme, shown, target.topLeft());
    m_levels->draw(painter, target, shown);
    const QRectF frame = frameOnView();
    QPainterPath outside;
    outside.addRect(target);
    outside.addRect(frame);
    painter.fillPath(outside, QColor(0, 0, 0, kShade));
    paintFrame(painter, frame);
}

void CropArea::paintFrame(QPainter &painter, const QRectF &frame) const
{
    const auto line = [&painter](const QPointF &from, const QPointF &to, int alpha) {
        painter.setPen(QPen(QColor(0, 0, 0, alpha / 2), 3.0));
        painter.drawLine(from, to);
        painter.setPen(QPen(QColor(255, 255, 255, alpha), 1.0));
        painter.drawLine(from, to);
    };
    if (m_drag == Drag::Frame) { // thirds, to compose by
        for (const double share : {1.0 / 3, 2.0 / 3}) {
            const double x = frame.left() + share * frame.width();
            const double y = frame.top() + share * frame.height();
            line({x, frame.top()}, {x, frame.bottom()}, 110);
            line({frame.left(), y}, {frame.right(), y}, 110);
        }
    }
    line(frame.topLeft(), frame.topRight(), 255);
    line(frame.bottomLeft(), frame.bottomRight(), 255);
    line(frame.topLeft(), frame.bottomLeft(), 255);
    line(frame.topRight(), frame.bottomRight(), 255);
    painter.setPen(QPen(m_theme.color(Role::Person), hasFocus() ? 2.0 : 1.0));
    painter.setBrush(Qt::white);
    for (const int across : {-1, 0, 1}) {
        for (const int down : {-1, 0, 1}) {
            if (across == 0 && down == 0)
                continue;
            const QPointF middle(frame.center().x() + across * frame.width() / 2,
                                 frame.center().y() + down * frame.height() / 2);
            painter.drawRect(QRectF(middle - QPointF(kKnob, kKnob) / 2, QSizeF(kKnob, kKnob)));
        }
    }
}

void CropArea::updateCursor(QPointF position)
{
    if (m_drag == Drag::Pan)
        setCursor(Qt::ClosedHandCursor);
    else if (const auto handle =
                 m_frame.handleAt(m_geometry.toPicture(position), kReach / m_geometry.scale()))
        setCursor(cursorOf(m_drag == Drag::Frame ? m_handle : *handle));
    else
        unsetCursor();
}

void CropArea::mousePressEvent(QMouseEvent *event)
{
    if (m_drag != Drag::None || m_geometry.picture.isEmpty())
        return;
    m_dragFrom = event->position();
    m_dragFrame = m_frame.rect();
    const auto handle = m_frame.handleAt(m_geometry.toPicture(m_dragFrom), kReach / m_geometry.scale());
    if (event->button() == Qt::LeftButton && handle) {
        m_handle = *handle;
        m_drag = Drag::Frame;
    } else if (event->button() != Qt::RightButton) {
        m_drag = Drag::Pan;
    }
    updateCursor(m_dragFrom);
    update();
}

void CropArea::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF way = event->position() - m_dragFrom;
    if (m_drag == Drag::Frame) {
        CropFrame frame = m_frame;
        frame.drag(m_handle, m_dragFrame, way / m_geometry.scale());
        change(frame);
    } else if (m_drag == Drag::Pan) {
        m_isFitted = false;
        m_geometry.scrollBy(way);
        m_dragFrom = event->position();
        update();
    }
    updateCursor(event->position());
}

void CropArea::mouseReleaseEvent(QMouseEvent *event)
{
    m_drag = Drag::None;
    updateCursor(event->position());
    update();
}

void CropArea::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (m_frame.rect().contains(m_geometry.toPicture(event->position())))
        Q_EMIT applied();
}

void CropArea::wheelEvent(QWheelEvent *event)
{
    m_isFitted = false;
    m_geometry.zoomTo(m_geometry.zoom * std::exp2(event->angleDelta().y() / kWheelDoubling),
                      event->position());
    update();
}

bool CropArea::event(QEvent *event)
{
    // Its keys come before those of menus.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto &key = static_cast<const QKeyEvent &>(*event);
        const bool isOurs = key.key() == Qt::Key_R || key.key() == Qt::Key_F || key.key() == Qt::Key_Escape;
        if (isOurs && (key.modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void CropArea::keyPressEvent(QKeyEvent *event)
{
    if (!handleKey(*event))
        QWidget::keyPressEvent(event);
}

bool CropArea::handleKey(const QKeyEvent &event)
{
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const QPointF way = arrowStep(event.key());
    if (!way.isNull() && !(modifiers & ~(Qt::ShiftModifier | Qt::ControlModifier))) {
        const bool isFine = modifiers.testFlag(Qt::ControlModifier);
        const double step = isFine ? 1.0 : std::max(1.0, std::round(kStep / m_geometry.scale()));
        const CropHandle handle = !modifiers.testFlag(Qt::ShiftModifier) ? CropHandle()
                                  : way.x() != 0                         ? CropHandle{1, 0}
                                                                         : CropHandle{0, 1};
        CropFrame frame = m_frame;
        frame.drag(handle, frame.rect(), step * way);
        change(frame);
        return true;
    }
    if (modifiers)
        return false;
    switch (event.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT applied();
        return true;
    case Qt::Key_Escape:
        Q_EMIT cancelled();
        return true;
    case Qt::Key_R:
        turn();
        return true;
    case Qt::Key_F:
        m_isFitted = true;
        fit();
        return true;
    default:
        return false;
    }
}

std::vector<KeyLine> CropArea::keyLines() const
{
    return {{tr("Arrows"), tr("moves the frame; with Ctrl pixel by pixel")},
            {tr("Shift+arrows"), tr("makes the frame larger or smaller")},
            {u"R"_s, tr("turns the frame from wide to high and back")},
            {tr("Wheel"), tr("zooms where the pointer is; F shows the whole photo again")},
            {tr("Return"), tr("crops the photo")},
            {tr("Esc"), tr("leaves the photo as it was")}};
}

} // namespace solferino
