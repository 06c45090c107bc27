// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"
#include "core/project/drawing_image.h"

#include <QDialog>

class QCheckBox;
class QSpinBox;

namespace solferino {

class Theme;

/// Asks for the size of a picture of a drawing and what lies behind the strokes.
class PictureSizeDialog final : public QDialog
{
    Q_OBJECT
public:
    PictureSizeDialog(Theme &theme, const Bounds &drawing, bool hasPicture, QWidget *parent);

    [[nodiscard]] DrawingImageStyle style() const;

private:
    QSpinBox *m_width;
    QSpinBox *m_height;
    QCheckBox *m_transparent;
    QCheckBox *m_picture;
};

} // namespace solferino
