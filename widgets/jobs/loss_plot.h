// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"
#include "widgets/jobs/loss_curves.h"

#include <QWidget>

#include <memory>

namespace solferino {

/// Loss over steps: training as a solid line in the machine's colour, validation dashed in the text colour, a
/// ring at the best, and an older run to compare with as a thin grey line.
class LossPlot final : public QWidget
{
    Q_OBJECT
public:
    LossPlot(const Theme &theme, QWidget *parent);
    ~LossPlot() override;

    void setCurves(const LossCurves &curves);
    [[nodiscard]] const LossCurves &curves() const;
    /// The validation curve of an older run; an empty one takes it away.
    void setReference(const QString &name, const LossCurves &reference);
    void setLogarithmic(bool isLogarithmic);
    [[nodiscard]] bool isLogarithmic() const;
    /// 0 to 0.99; above 0 the plain training curve stays behind as a faint line.
    void setSmoothing(double strength);
    [[nodiscard]] double smoothing() const;

    [[nodiscard]] QSize sizeHint() const override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace solferino
