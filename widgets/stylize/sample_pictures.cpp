// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/sample_pictures.h"

#include "widgets/common/paint.h"
#include "widgets/common/theme.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>

namespace solferino {

namespace {

constexpr int kPictureHeight = 136;
constexpr int kLeastPictureHeight = 64; ///< in a low window
constexpr int kFoot = 28;
constexpr int kInset = 12;
constexpr int kFrame = 6;
constexpr std::size_t kMostSamples = 64;

} // namespace

SamplePictures::SamplePictures(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Samples"));
    setToolTip(tr("A photo, and what the model makes of it as it learns (←, → for earlier ones)"));
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void SamplePictures::addSample(PictureSample sample)
{
    const bool followsNewest = m_shown == static_cast<int>(m_samples.size()) - 1;
    const auto same = std::ranges::find(m_samples, sample.step, &PictureSample::step);
    if (same != m_samples.end())
        *same = std::move(sample);
    else
        m_samples.push_back(std::move(sample));
    if (m_samples.size() > kMostSamples) {
        m_samples.erase(m_samples.begin());
        m_shown = std::max(0, m_shown - 1);
    }
    showSample(followsNewest ? static_cast<int>(m_samples.size()) - 1 : m_shown);
}

void SamplePictures::clear()
{
    m_samples.clear();
    m_shown = -1;
    update();
}

void SamplePictures::showSample(int index)
{
    m_shown = m_samples.empty() ? -1 : std::clamp(index, 0, static_cast<int>(m_samples.size()) - 1);
    update();
}

QSize SamplePictures::sizeHint() const
{
    return {m_theme.px(5 * kPictureHeight), m_theme.px(kPictureHeight + kFoot)};
}

QSize SamplePictures::minimumSizeHint() const
{
    return {m_theme.px(kPictureHeight), m_theme.px(kLeastPictureHeight + kFoot)};
}

void SamplePictures::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const bool isNewest = m_shown == static_cast<int>(m_samples.size()) - 1;
    drawBox(painter, rect(), metric::kCorner, m_theme.color(Role::Editor),
            m_theme.color(isNewest && m_shown >= 0 ? Role::Machine : Role::Line));
    if (m_shown < 0) {
        painter.setFont(m_theme.font(FontRole::Note));
        painter.setPen(m_theme.color(Role::TextSecondary));
        painter.drawText(rect(), Qt::AlignCenter, tr("The first pictures come soon."));
        return;
    }
    const PictureSample &sample = m_samples[static_cast<std::size_t>(m_shown)];
    const int foot = m_theme.px(kFoot);
    const QRect room = rect().adjusted(kFrame, kFrame, -kFrame, -foot);
    const QSize size = sample.strip.size().scaled(room.size(), Qt::KeepAspectRatio);
    painter.drawImage(
        QRect(room.left(), room.top() + (room.height() - size.height()) / 2, size.width(), size.height()),
        sample.strip);

    const QRect text(kInset, height() - foot, width() - 2 * kInset, foot);
    const QLocale locale;
    painter.setFont(m_theme.font(FontRole::Body));
    painter.setPen(m_theme.color(Role::Text));
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                     tr("Step %1").arg(locale.toString(qlonglong(sample.step))));
    QString note = tr("%1 of %2").arg(m_shown + 1).arg(m_samples.size());
    if (sample.validationLoss) //: validation loss
        note =
            tr("val %1").arg(locale.toString(*sample.validationLoss, 'g', 4)) + QStringLiteral(" · ") + note;
    painter.setFont(m_theme.font(FontRole::Caption));
    painter.setPen(m_theme.color(Role::TextSecondary));
    painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, note);
    if (hasFocus()) {
        painter.setPen(m_theme.color(Role::Text));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void SamplePictures::wheelEvent(QWheelEvent *event)
{
    const QPoint turn = event->angleDelta();
    if (turn.x() == 0)
        event->ignore(); // up and down scroll the page
    else
        showSample(m_shown + (turn.x() > 0 ? -1 : 1));
}

void SamplePictures::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        showSample(m_shown - 1);
        break;
    case Qt::Key_Right:
        showSample(m_shown + 1);
        break;
    case Qt::Key_Home:
        showSample(0);
        break;
    case Qt::Key_End:
        showSample(static_cast<int>(m_samples.size()) - 1);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace solferino
