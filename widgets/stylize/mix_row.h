// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

class QSlider;
class QSpinBox;

namespace solferino {

class MixPicture;
class TextLabel;
class Theme;

/// One style of a mix: a picture, whose click takes the style out, title, and its share as slider and number.
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

private:
    const Theme &m_theme;
    MixPicture *m_picture;
    TextLabel *m_title;
    QSlider *m_slider;
    QSpinBox *m_field;
};

} // namespace solferino
