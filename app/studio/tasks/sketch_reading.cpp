// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/sketch_reading.h"

#include "core/base/background.h"
#include "core/documents/sketch_document.h"
#include "core/domain/sketch/stroke_simplifier.h"

#include <numeric>

namespace solferino {

namespace {

constexpr int kDelay = 50; ///< ms after a change

} // namespace

SketchReading::SketchReading(SketchDocument &document, QObject *parent)
    : QObject(parent)
    , m_document(document)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kDelay);
    connect(&m_timer, &QTimer::timeout, this, &SketchReading::read);
    const auto readSoon = [this] {
        m_timer.start();
    };
    connect(&document, &SketchDocument::strokesChanged, this, readSoon);
    connect(&document, &SketchDocument::drawingReset, this, readSoon);
}

void SketchReading::setTolerance(double tolerance)
{
    if (std::exchange(m_tolerance, tolerance) != tolerance)
        m_timer.start();
}

void SketchReading::findTolerance(int mostPoints, double first, double last,
                                  const std::function<void(std::optional<double>)> &found)
{
    runInBackground(
        this,
        [lines = linesOf(m_document.drawing()), most = static_cast<std::size_t>(mostPoints), first, last] {
            return toleranceToFit(lines, most, first, last);
        },
        found);
}

void SketchReading::read()
{
    const int revision = ++m_revision;
    runInBackground(
        this,
        [lines = linesOf(m_document.drawing()), tolerance = m_tolerance] {
            return std::pair(lines.size(), simplifyLines(lines, tolerance));
        },
        [this, revision](std::pair<std::size_t, Lines> found) {
            if (revision != m_revision)
                return; // a newer one is on its way
            m_strokes = static_cast<int>(found.first);
            m_lines = std::move(found.second);
            m_points = std::accumulate(m_lines.begin(), m_lines.end(), 0, [](int sum, const Polyline &line) {
                return sum + static_cast<int>(line.size());
            });
            Q_EMIT changed();
        });
}

} // namespace solferino
