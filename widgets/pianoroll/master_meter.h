// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"

#include <QWidget>

#include <array>

namespace solferino {

/// Two level bars with peak marks, and the peak in decibels beside them where there is room.
class MasterMeter final : public QWidget
{
    Q_OBJECT
public:
    MasterMeter(const Theme &theme, QWidget *parent);

    /// Peaks since the last call, 0..1 and above where it clips. Falls back by itself, a step a call.
    void setPeaks(float left, float right);
    void setShowsDecibels(bool shows);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Channel
    {
        double level = 0.0;
        double peak = 0.0;
        int held = 0; ///< calls since the peak was reached
    };
    [[nodiscard]] QString decibelText() const;

    const Theme &m_theme;
    std::array<Channel, 2> m_channels;
    bool m_showsDecibels = true;
};

} // namespace solferino
