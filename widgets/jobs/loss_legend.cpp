// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobs/loss_legend.h"

#include <QPainter>
#include <QStringList>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {
constexpr int kSample = 16;
constexpr int kGap = 8;
constexpr int kEntryGap = 16;

void drawSample(QPainter &painter, const Theme &theme, LossLegend::Mark mark, const QPointF &left)
{
    const QPointF right = left + QPointF(kSample, 0);
    switch (mark) {
    case LossLegend::Mark::Train:
        painter.setPen(QPen(theme.color(Role::Machine), 2.0, Qt::SolidLine, Qt::FlatCap));
        break;
    case LossLegend::Mark::Validation: {
        QPen pen(theme.color(Role::Text), 2.0, Qt::SolidLine, Qt::FlatCap);
        pen.setDashPattern({2.0, 1.0});
        painter.setPen(pen);
        break;
    }
    case LossLegend::Mark::Best:
        painter.setPen(QPen(theme.color(Role::Text), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse((left + right) / 2.0, 4.0, 4.0);
        return;
    case LossLegend::Mark::Reference:
        painter.setPen(QPen(theme.color(Role::Mark), 1.5));
        break;
    }
    painter.drawLine(left, right);
}

} // namespace

LossLegend::LossLegend(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setAccessibleName(tr("Legend"));
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void LossLegend::setEntries(std::vector<Entry> entries)
{
    m_entries = std::move(entries);
    setAccessibleDescription(spoken(m_entries));
    update();
}

QString LossLegend::spoken(const std::vector<Entry> &entries)
{
    QStringList texts;
    for (const Entry &entry : entries)
        texts << entry.text;
    return texts.join(u", "_s);
}

QSize LossLegend::sizeHint() const
{
    return {200, m_theme.px(metric::kChip)};
}

void LossLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_theme.font(FontRole::Title));
    painter.setPen(m_theme.color(Role::Text));
    painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeft, tr("Loss"));
    int x = painter.fontMetrics().horizontalAdvance(tr("Loss")) + kEntryGap - 4;
    painter.setFont(m_theme.font(FontRole::Note));
    for (const Entry &entry : m_entries) {
        const int width = kSample + kGap + painter.fontMetrics().horizontalAdvance(entry.text);
        if (x + width > this->width())
            break;
        drawSample(painter, m_theme, entry.mark, QPointF(x, height() / 2.0));
        painter.setPen(m_theme.color(Role::TextSecondary));
        painter.drawText(QRect(x + kSample + kGap, 0, width, height()), Qt::AlignVCenter, entry.text);
        x += width + kEntryGap;
    }
}

} // namespace solferino
