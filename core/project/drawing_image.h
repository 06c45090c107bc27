// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/sketch/drawing.h"

#include <QByteArray>
#include <QString>

#include <string>

namespace solferino {

/// How a drawing becomes pixels.
struct DrawingImageStyle
{
    int width = 0;        ///< pixels, 1..16384; 0: from the height, or 1 pixel a canvas pixel
    int height = 0;       ///< the same
    double margin = 25.0; ///< canvas pixels around the drawing
    QString mineColour = QStringLiteral("#1C1D1F");
    QString machineColour = QStringLiteral("#1C1D1F");
    QString backgroundColour = QStringLiteral("#FFFFFF"); ///< empty: transparent
    bool hasBackgroundPicture = false;                    ///< with the picture under the strokes
    std::string request; ///< JSON of the job that made it, kept in the PNG's text; may be empty
};

/// The drawing as a PNG file, fitted into the picture; hidden layers are left out. An Error where there is
/// nothing to see or the picture would be too large. Any thread.
[[nodiscard]] Result<QByteArray> drawingPng(const Drawing &drawing, const DrawingImageStyle &style = {});

/// The same into a file that appears when it is whole.
[[nodiscard]] Result<> writeDrawingPng(const Drawing &drawing, const QString &path,
                                       const DrawingImageStyle &style = {});

} // namespace solferino
