// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobs/job_bar.h"

#include "widgets/common/paint.h"

#include <QPainter>
#include <QPainterPath>

namespace solferino {

JobBar::JobBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Progress"));
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void JobBar::setFraction(double fraction)
{
    m_fraction = fraction;
    setAccessibleDescription(fraction < 0.0 ? QString() : tr("%1 percent").arg(qRound(fraction * 100.0)));
    update();
}

QSize JobBar::sizeHint() const
{
    return {m_theme.px(metric::kJobBar), m_theme.px(metric::kProgress)};
}

void JobBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawJobProgress(painter, m_theme, rect(), m_fraction, Role::Machine);
}

void drawJobProgress(QPainter &painter, const Theme &theme, const QRectF &bar, double fraction, Role role)
{
    drawProgress(painter, theme, bar, fraction, role);
    if (fraction >= 0.0)
        return;
    QPainterPath outline;
    outline.addRoundedRect(bar, bar.height() / 2.0, bar.height() / 2.0);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(outline, theme.hatch(role, Role::Groove, painter.device()->devicePixelRatio()));
    painter.restore();
}

} // namespace solferino
