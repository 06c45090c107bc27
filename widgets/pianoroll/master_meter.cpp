// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/master_meter.h"

#include "widgets/common/text_label.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr double kFloor = -60.0; // decibels at the left end
constexpr int kBarHeight = 5;
constexpr int kTextWidth = 56;

double decibels(double level)
{
    return level > 0.0 ? 20.0 * std::log10(level) : -1000.0;
}

/// Place of a level along the bar, 0..1.
double share(double level)
{
    return std::clamp(1.0 - decibels(level) / kFloor, 0.0, 1.0);
}

} // namespace

MasterMeter::MasterMeter(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Output level"));
    setToolTip(tr("Level of the output"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize MasterMeter::sizeHint() const
{
    const int bars = m_theme.px(m_showsDecibels ? 136 : 88);
    return {bars + (m_showsDecibels ? m_theme.px(kTextWidth) : 0), m_theme.px(metric::kControl)};
}

void MasterMeter::setShowsDecibels(bool shows)
{
    if (shows != m_showsDecibels) {
        m_showsDecibels = shows;
        updateGeometry();
        update();
    }
}

void MasterMeter::setPeaks(float left, float right)
{
    const double fall = 0.86;
    const int holdCalls = 45;
    const std::array<float, 2> peaks{left, right};
    for (std::size_t i = 0; i < peaks.size(); ++i) {
        Channel &channel = m_channels[i];
        const double faded = channel.level * fall;
        channel.level = std::max<double>(peaks[i], faded < 0.0005 ? 0.0 : faded);
        if (channel.level >= channel.peak || ++channel.held > holdCalls) {
            channel.peak = channel.level;
            channel.held = 0;
        }
    }
    update();
}

QString MasterMeter::decibelText() const
{
    const double peak = std::max(m_channels[0].peak, m_channels[1].peak);
    if (decibels(peak) < kFloor) {
        return u"−∞ dB"_s;
    }
    QString number = QLocale().toString(std::abs(decibels(peak)), 'f', 1);
    return (decibels(peak) < 0 ? u"−%1 dB"_s : u"+%1 dB"_s).arg(number);
}

void MasterMeter::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    const int textWidth = m_showsDecibels ? m_theme.px(kTextWidth) : 0;
    const int bars = width() - textWidth;
    const int gap = 2;
    int y = height() / 2 - kBarHeight - gap / 2;
    for (const Channel &channel : m_channels) {
        painter.fillRect(0, y, bars, kBarHeight, m_theme.color(Role::Groove));
        const bool clips = channel.peak > 1.0;
        const int filled = static_cast<int>(std::lround(share(channel.level) * bars));
        painter.fillRect(0, y, filled, kBarHeight, m_theme.color(clips ? Role::Error : Role::Mark));
        if (channel.peak > 0.001) {
            const int x = static_cast<int>(share(channel.peak) * (bars - 2));
            painter.fillRect(x, y, 2, kBarHeight, m_theme.color(clips ? Role::Error : Role::Text));
        }
        y += kBarHeight + gap;
    }
    if (m_showsDecibels) {
        painter.setFont(m_theme.font(FontRole::Caption));
        painter.setPen(m_theme.color(Role::TextSecondary));
        drawTabularText(painter, QRect(bars, 0, textWidth, height()), Qt::AlignRight | Qt::AlignVCenter,
                        decibelText());
    }
}

} // namespace solferino
