// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/song_document.h"
#include "core/domain/sketch/drawing.h"

#include <QObject>
#include <QUndoStack>

namespace solferino {

/// Everything of a drawing but its strokes.
struct DrawingProperties
{
    std::string title;
    LayerLook mine;
    LayerLook machine;
    std::optional<BackgroundPicture> background;
    std::optional<SymmetryAxis> symmetry;

    bool operator==(const DrawingProperties &) const = default;
};

[[nodiscard]] DrawingProperties propertiesOf(const Drawing &drawing);

/// A change of strokes: those of `removed` go, those of `added` come at their places in the drawing order.
struct StrokeChange
{
    struct Placed
    {
        std::size_t place = 0; ///< index in the order after the change
        Stroke stroke;         ///< id 0: a fresh one is given
    };
    std::vector<StrokeId> removed;
    std::vector<Placed> added; ///< by place, ascending
};

/// The drawing that a person edits, with its undo stack. Only commands (core/commands) change it. GUI thread.
class SketchDocument final : public QObject
{
    Q_OBJECT
public:
    explicit SketchDocument(QObject *parent);

    [[nodiscard]] const Drawing &drawing() const { return m_drawing; }
    [[nodiscard]] const Stroke *find(StrokeId id) const; ///< valid until the drawing changes
    [[nodiscard]] QUndoStack &undoStack() { return m_undoStack; }
    /// Replaces everything and clears the undo stack: New, Open.
    void reset(Drawing drawing);
    /// A fresh id for a stroke or group. Never the same one twice, also after undo.
    [[nodiscard]] std::uint64_t takeId();
    /// A new drag: its commands merge with each other and with no others.
    [[nodiscard]] GestureId beginGesture();

Q_SIGNALS:
    void drawingReset();
    /// Strokes came, went or changed; `ids` names all that are new, gone or different.
    void strokesChanged(const std::vector<solferino::StrokeId> &ids);
    void propertiesChanged(); ///< title, layers, background, symmetry

private:
    friend class ReplaceStrokesCommand;
    friend class ChangeDrawingCommand;
    /// Applies the change and returns its inverse.
    StrokeChange exchangeStrokes(StrokeChange change);
    void exchangeProperties(DrawingProperties &properties);

    Drawing m_drawing;
    QUndoStack m_undoStack;
    std::uint64_t m_nextId = 1;
    GestureId m_lastGesture = 0;
};

} // namespace solferino
