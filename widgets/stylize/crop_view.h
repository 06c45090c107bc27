// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/image/picture_crop.h"

#include <QImage>
#include <QWidget>

namespace solferino {

class CropArea;
class SegmentedControl;
class TextLabel;
class Theme;

/// Asks which part of a photo is to stay: the photo with a frame, and under it shapes of frames and what to
/// do.
class CropView final : public QWidget
{
    Q_OBJECT
public:
    CropView(const Theme &theme, QWidget *parent);

    /// Begins with the crop as it is. `picture` may be smaller than the photo, which has `size` pixels.
    void setPhoto(const QImage &picture, QSize size, const PictureCrop &crop);
    [[nodiscard]] CropArea &area() { return *m_area; }

Q_SIGNALS:
    void cropChosen(const solferino::PictureCrop &crop);
    void cancelled();

private:
    QWidget *makeBar();
    void chooseShape(int index);
    void updateSize();
    void apply();

    const Theme &m_theme;
    CropArea *m_area;
    SegmentedControl *m_shapes = nullptr;
    TextLabel *m_size = nullptr;
};

} // namespace solferino
