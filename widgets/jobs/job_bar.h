// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"

#include <QWidget>

namespace solferino {

/// The small progress bar of the job line. A fraction below 0 means unknown and is hatched.
class JobBar final : public QWidget
{
    Q_OBJECT
public:
    JobBar(const Theme &theme, QWidget *parent);

    void setFraction(double fraction);
    [[nodiscard]] double fraction() const { return m_fraction; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    double m_fraction = -1.0;
};

/// Paints a progress bar whose fraction may be unknown (below 0).
void drawJobProgress(QPainter &painter, const Theme &theme, const QRectF &bar, double fraction, Role role);

} // namespace solferino
