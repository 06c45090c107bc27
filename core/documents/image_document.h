// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/song_document.h"
#include "core/documents/take.h"
#include "core/domain/image/picture_crop.h"
#include "core/domain/image/picture_mix.h"

#include <QObject>
#include <QSize>
#include <QUndoStack>

#include <memory>
#include <string>
#include <vector>

namespace solferino {

/// A photo as its file holds it. Shared with jobs and takes, never changed.
struct Photo
{
    std::string name; ///< file name with extension; "Pasted picture" and the like where there was no file
    SharedBytes file; ///< JPEG, PNG, TIFF or WebP; null: no photo
    int width = 0;    ///< upright
    int height = 0;

    bool operator==(const Photo &other) const
    {
        return name == other.name && areSame(file, other.file) && width == other.width &&
               height == other.height;
    }
};

/// One of up to four styles of a mix.
struct MixedStyle
{
    std::string style;   ///< name in the model, "van_gogh_starry_night"
    double weight = 1.0; ///< 0..1

    bool operator==(const MixedStyle &) const = default;
};

inline constexpr std::size_t kMostMixedStyles = 4;

/// How the photo is to look: everything of an image document but the photo.
struct Styling
{
    std::string weights; ///< model's name or file; empty: the first bundled
    PictureCrop crop;    ///< the part of the photo that is taken
    std::vector<MixedStyle> mix;
    double brush = 1.0;
    PictureMix finish; ///< strength, colours, mask over the crop, at most kLongestMask along its longer side

    bool operator==(const Styling &) const = default;
};

/// Pixels of the part of the photo that the styling takes.
[[nodiscard]] QSize croppedSize(const Photo &photo, const Styling &styling);

/// The styling with another crop; its mask moves along.
[[nodiscard]] Styling withCrop(Styling styling, const Photo &photo, const PictureCrop &crop);

/// The picture that a person stylizes, with its undo stack. Only commands (core/commands) change it. GUI
/// thread.
class ImageDocument final : public QObject
{
    Q_OBJECT
public:
    explicit ImageDocument(QObject *parent);

    [[nodiscard]] const Photo &photo() const { return m_photo; }
    [[nodiscard]] const Styling &styling() const { return m_styling; }
    [[nodiscard]] QUndoStack &undoStack() { return m_undoStack; }
    /// Of what is stylized: the photo, or the part of it.
    [[nodiscard]] QSize pictureSize() const { return croppedSize(m_photo, m_styling); }
    /// Replaces everything and clears the undo stack: New, Open.
    void reset(Photo photo, Styling styling);
    /// A new drag: its commands merge with each other and with no others.
    [[nodiscard]] GestureId beginGesture();

Q_SIGNALS:
    void photoChanged();   ///< after reset() too
    void stylingChanged(); ///< after reset() too

private:
    friend class ChangePhotoCommand;
    friend class ChangeStylingCommand;
    void exchange(Photo &photo, StyleMask &mask, PictureCrop &crop);
    void exchange(Styling &styling);

    Photo m_photo;
    Styling m_styling;
    QUndoStack m_undoStack;
    GestureId m_lastGesture = 0;
};

} // namespace solferino
