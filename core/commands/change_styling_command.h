// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/image_document.h"

#include <QByteArray>
#include <QUndoCommand>

#include <optional>

namespace solferino {

/// Changes styles, weights, strength, brush, colours or mask. Commands of one gesture (not 0) merge: a drag
/// of a slider, a stroke of the mask's brush. Keeps a mask only where it changes it, packed: some kilobytes
/// of what is at most a megabyte.
class ChangeStylingCommand final : public QUndoCommand
{
public:
    ChangeStylingCommand(ImageDocument &document, const QString &text, Styling styling,
                         GestureId gesture = 0);

    void redo() override;
    void undo() override;
    [[nodiscard]] int id() const override;
    bool mergeWith(const QUndoCommand *other) override;

private:
    struct PackedMask
    {
        int width = 0;
        int height = 0;
        QByteArray values; ///< as qCompress() packs them

        bool operator==(const PackedMask &) const = default;
    };

    [[nodiscard]] static PackedMask packed(const StyleMask &mask);
    [[nodiscard]] static StyleMask unpacked(const PackedMask &mask);
    void exchange();
    /// The document is as the next redo or undo would make it.
    [[nodiscard]] bool changesNothing() const;

    ImageDocument &m_document;
    Styling m_styling;                ///< what the next redo or undo brings; once done, without its mask
    std::optional<PackedMask> m_mask; ///< its mask; none: the mask stays as it is
    bool m_isNew = true;              ///< not done yet
    GestureId m_gesture;
};

} // namespace solferino
