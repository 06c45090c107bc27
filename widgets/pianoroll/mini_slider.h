// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"

#include <QAbstractSlider>

namespace solferino {

/// A slim slider for rows of a list: filled from the left (volume), or from the centre with a tick there
/// (pan). A double-click brings back the value that was set with setDefaultValue.
class MiniSlider final : public QAbstractSlider
{
    Q_OBJECT
public:
    enum class Kind { Level, Balance };
    MiniSlider(const Theme &theme, Kind kind, QWidget *parent);

    void setDefaultValue(int value) { m_defaultValue = value; }
    [[nodiscard]] QSize sizeHint() const override { return {96, 16}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] double knobX() const;
    void moveTo(double x);

    const Theme &m_theme;
    Kind m_kind;
    int m_defaultValue = 0;
};

} // namespace solferino
