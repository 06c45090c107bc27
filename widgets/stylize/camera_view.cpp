// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/camera_view.h"

#include "widgets/common/paint.h"

#include <QPainter>

namespace solferino {

namespace {

constexpr int kLeastHeight = 240;
constexpr int kCountSize = 96; ///< pixels of the number that counts down

} // namespace

CameraView::CameraView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setMinimumHeight(kLeastHeight);
    setAccessibleName(tr("Picture of the camera"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void CameraView::setPicture(const QImage &picture)
{
    m_picture = picture;
    update();
}

void CameraView::setSentence(const QString &sentence, Role role)
{
    m_sentence = sentence;
    m_role = role;
    setAccessibleDescription(sentence);
    update();
}

void CameraView::setCount(int count)
{
    m_count = count;
    update();
}

void CameraView::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Role::Editor));
    if (!m_picture.isNull()) {
        const QSize size = m_picture.size().scaled(this->size(), Qt::KeepAspectRatio);
        QRect place({}, size);
        place.moveCenter(rect().center());
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.save();
        painter.translate(2 * place.center().x() + 1, 0);
        painter.scale(-1, 1);
        painter.drawImage(place, m_picture);
        painter.restore();
    }
    if (!m_sentence.isEmpty())
        paintSentence(painter);
    if (m_count > 0) {
        QFont font = m_theme.font(FontRole::Headline);
        font.setPixelSize(m_theme.px(kCountSize));
        painter.setFont(font);
        painter.setPen(Qt::black);
        painter.drawText(rect().translated(2, 2), Qt::AlignCenter, QString::number(m_count));
        painter.setPen(Qt::white);
        painter.drawText(rect(), Qt::AlignCenter, QString::number(m_count));
    }
}

void CameraView::paintSentence(QPainter &painter) const
{
    painter.setFont(m_theme.font(FontRole::Body));
    QRect place = rect().marginsRemoved({metric::kInset, metric::kInset, metric::kInset, metric::kInset});
    const int flags =
        Qt::AlignHCenter | Qt::TextWordWrap | (m_picture.isNull() ? Qt::AlignVCenter : Qt::AlignBottom);
    if (!m_picture.isNull()) {
        const QRect text = painter.boundingRect(place, flags, m_sentence);
        constexpr int kPad = metric::kGap;
        drawBox(painter, text.adjusted(-kPad, -kPad, kPad, kPad), metric::kCorner, m_theme.color(Role::Panel),
                m_theme.color(Role::ControlLine));
    }
    painter.setPen(m_theme.color(m_role));
    painter.drawText(place, flags, m_sentence);
}

} // namespace solferino
