// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

class QSlider;
class QSpinBox;
class QToolButton;

namespace solferino {

class TextLabel;
class Theme;

/// One style of a mix: picture, title, its share as a slider and as a number, and a cross that takes it out.
class MixRow final : public QWidget
{
    Q_OBJECT
public:
    MixRow(const Theme &theme, QWidget *parent);

    void setStyle(const QImage &picture, const QString &title);
    /// Percent, 0..100. A style that is alone has all of it and cannot leave.
    void setShare(int percent, bool isAlone);

Q_SIGNALS:
    void shareRequested(int percent);
    void removeRequested();
    void gestureBegan();
    void gestureEnded();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QRect pictureRect() const;

    const Theme &m_theme;
    QImage m_picture;
    TextLabel *m_title;
    QSlider *m_slider;
    QSpinBox *m_field;
    QToolButton *m_remove;
};

} // namespace solferino
