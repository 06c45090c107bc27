// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/commands/stroke_edits.h"
#include "core/domain/sketch/svg_file.h"
#include "core/domain/text/format_error.h"
#include "widgets/sketch/sketch_edits.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

#include <algorithm>
#include <cmath>
#include <memory>
#include <span>
#include <unordered_map>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

const QString kSvgType = u"image/svg+xml"_s;

constexpr double kPasteOffset = 16.0; // view pixels

/// More than this is a file to import, not a thing to paste.
constexpr SvgLimits kClipboardLimits{.mostBytes = 16U << 20U, .mostPoints = 200'000};

/// The SVG on the clipboard; programs that hold it as text have it so.
QByteArray svgOnClipboard()
{
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    if (!data) {
        return {};
    }
    if (data->hasFormat(kSvgType)) {
        return data->data(kSvgType);
    }
    const QString text = data->text();
    return text.contains(u"<svg"_s) ? text.toUtf8() : QByteArray();
}

std::vector<Stroke> strokesFromSvg(const QByteArray &svg)
{
    const auto *bytes = reinterpret_cast<const std::uint8_t *>(svg.constData());
    return readSvg(std::span(bytes, static_cast<std::size_t>(svg.size())), kClipboardLimits).drawing.strokes;
}

/// Whether the first stroke of `part`, moved by `way`, would lie exactly on a stroke of the drawing.
bool liesOn(const Drawing &drawing, const Drawing &part, QPointF way)
{
    constexpr double kNear = 0.01; // canvas pixels
    const std::vector<StrokePoint> &points = part.strokes.front().points;
    const auto isSame = [way](const StrokePoint &there, const StrokePoint &pasted) {
        return std::abs(pasted.x + way.x() - there.x) < kNear &&
               std::abs(pasted.y + way.y() - there.y) < kNear;
    };
    return std::ranges::any_of(drawing.strokes, [&](const Stroke &stroke) {
        return std::ranges::equal(stroke.points, points, isSame);
    });
}

} // namespace

bool SketchEdits::canPaste()
{
    return !svgOnClipboard().isEmpty();
}

bool SketchEdits::canPastePicture()
{
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    return data && data->hasImage();
}

void SketchEdits::copy() const
{
    Drawing part;
    for (const Stroke &stroke : m_state.drawing().strokes) {
        if (m_state.isSelected(stroke.id)) {
            part.strokes.push_back(stroke);
        }
    }
    if (part.strokes.empty()) {
        return;
    }
    const QByteArray svg = QByteArray::fromStdString(writeSvg(part));
    auto data = std::make_unique<QMimeData>();
    data->setData(kSvgType, svg);
    data->setText(QString::fromUtf8(svg));
    QGuiApplication::clipboard()->setMimeData(data.release());
}

void SketchEdits::cut()
{
    copy();
    m_state.replaceStrokes(tr("Cut Strokes"), removeStrokes(m_state.drawing(), m_state.selection()));
}

Result<> SketchEdits::paste()
{
    std::vector<Stroke> strokes;
    try {
        strokes = strokesFromSvg(svgOnClipboard());
    } catch (const FormatError &error) {
        return Error{tr("The clipboard holds no drawing that can be read."), QString::fromUtf8(error.what())};
    }
    if (!strokes.empty()) {
        insert(tr("Paste Strokes"), std::move(strokes));
    }
    return {};
}

void SketchEdits::insert(const QString &text, std::vector<Stroke> strokes)
{
    Drawing part;
    part.strokes = std::move(strokes);
    const std::optional<Bounds> bounds = boundsOf(linesOf(part));
    if (!bounds) {
        return;
    }
    const CanvasGeometry &geometry = m_state.geometry();
    const QRectF view(QPointF(), QSizeF(geometry.size));
    QPointF way;
    // A level line has no height; Qt takes such a rectangle for an empty one.
    if (!view.intersects(geometry.toView(*bounds).adjusted(-1, -1, 1, 1))) {
        const Point centre = geometry.centre();
        way = {centre.x - (bounds->left + bounds->right) / 2, centre.y - (bounds->top + bounds->bottom) / 2};
    }
    const double step = kPasteOffset / geometry.zoom;
    while (liesOn(m_state.drawing(), part, way)) {
        way += QPointF(step, step); // a paste that covers its original would not be seen
    }
    std::unordered_map<GroupId, GroupId> groups;
    for (Stroke &stroke : part.strokes) {
        stroke.id = 0;
        if (stroke.group != 0) {
            const auto [group, isNew] = groups.try_emplace(stroke.group, 0);
            group->second = isNew ? m_state.document().takeId() : group->second;
            stroke.group = group->second;
        }
        for (StrokePoint &point : stroke.points) {
            point.x += way.x();
            point.y += way.y();
        }
    }
    m_state.setSelection(
        m_state.replaceStrokes(text, addStrokes(m_state.drawing(), std::move(part.strokes))));
}

} // namespace solferino
