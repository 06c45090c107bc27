// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace solferino {

class SketchDocument;

/// What a model sees of the drawing: its simplified lines. It follows the drawing a moment later and works on
/// the I/O pool, so that no stroke waits for it. GUI thread.
class SketchReading final : public QObject
{
    Q_OBJECT
public:
    SketchReading(SketchDocument &document, QObject *parent);

    /// How far simplified lines may stray, canvas pixels.
    void setTolerance(double tolerance);
    /// Looks for a tolerance of at least `first` and at most `last` canvas pixels with which the drawing has
    /// `mostPoints` or fewer, and hands it on; nothing where there is none.
    void findTolerance(int mostPoints, double first, double last,
                       const std::function<void(std::optional<double>)> &found);
    /// Of the drawing as it was a moment ago.
    [[nodiscard]] const Lines &lines() const { return m_lines; }
    [[nodiscard]] int points() const { return m_points; }
    /// Of the drawing before simplification.
    [[nodiscard]] int strokes() const { return m_strokes; }

Q_SIGNALS:
    void changed();

private:
    void read();

    SketchDocument &m_document;
    QTimer m_timer;
    double m_tolerance = 0.0;
    int m_revision = 0;
    Lines m_lines;
    int m_points = 0;
    int m_strokes = 0;
};

} // namespace solferino
