// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

#include <optional>
#include <vector>

namespace solferino {

class Theme;

/// What a model painted while it learned: a strip of pictures, the photo first.
struct PictureSample
{
    qint64 step = 0;
    std::optional<double> validationLoss;
    QImage strip;
};

/// The newest strip of a training run, as large as there is room; arrow keys go back to earlier ones.
class SamplePictures final : public QWidget
{
    Q_OBJECT
public:
    SamplePictures(const Theme &theme, QWidget *parent);

    /// Appends it, or replaces the sample of the same step. The last 64 are kept. It is shown at once unless
    /// an earlier one is being looked at.
    void addSample(PictureSample sample);
    void clear();
    [[nodiscard]] const std::vector<PictureSample> &samples() const { return m_samples; }
    /// The strip that is shown, an index into samples(); -1 for none.
    [[nodiscard]] int shown() const { return m_shown; }
    void showSample(int index);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    const Theme &m_theme;
    std::vector<PictureSample> m_samples;
    int m_shown = -1;
};

} // namespace solferino
