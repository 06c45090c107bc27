// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/stored_bytes.h"
#include "core/domain/music/song.h"
#include "core/domain/shared_bytes.h"
#include "core/domain/sketch/drawing.h"
#include "core/protocol/job_request.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace solferino {

/// Identifies a take within a TakeList; never used twice in one list. 0 is "none".
using TakeId = std::uint64_t;

/// New notes for a song.
struct TakeNotes
{
    TrackId track = 0;                ///< the track that they are meant for; 0: a new one
    Tick position = 0;                ///< tick of the song where their time 0 lies
    Tick length = 0;                  ///< ticks, the final rest included
    std::vector<SongNote> notes = {}; ///< times relative to `position`; ids are of no meaning

    bool operator==(const TakeNotes &) const = default;
};

/// New strokes for a drawing, canvas pixels.
struct TakeStrokes
{
    Lines lines = {};
    Lines context = {}; ///< the drawing that they belong to, as it was when they were asked for

    bool operator==(const TakeStrokes &) const = default;
};

/// A picture made from a photo.
struct TakePicture
{
    StoredBytes file = {}; ///< as the engine sent it: PNG, JPEG, TIFF or WebP; null: none yet
    int width = 0;
    int height = 0;
    bool isPreview = false; ///< smaller than the photo
    double seconds = 0.0;   ///< that the engine took
    /// What it was made from: the document's photo as it then was. The take's request goes without its bytes
    /// (an input "photo"); whoever repeats it puts them back.
    SharedBytes photo = {};

    bool operator==(const TakePicture &other) const
    {
        return file == other.file && areSame(photo, other.photo) && width == other.width &&
               height == other.height && isPreview == other.isPreview && seconds == other.seconds;
    }
};

using TakeContent = std::variant<TakeNotes, TakeStrokes, TakePicture>;

/// One result of a model beside the person's work: it enters the document only when it is kept.
struct Take
{
    TakeId id = 0;
    std::string name = {};            ///< given by the person; empty: views number it
    JobRequest request = {};          ///< what made it, with the options, device and weights as run
    int index = 0;                    ///< which of the request's results it is, from 0
    std::uint64_t seed = 0;           ///< of this take alone: with it and count 1 it comes out the same
    TakeContent content = {};         ///< what it would bring
    std::optional<double> score = {}; ///< log-likelihood per event or point, in nats
    double fraction = 1.0;            ///< how much of it has arrived, 0..1
    bool isComplete = false;          ///< false while it streams in, or for ever if its job was stopped
    bool isStarred = false;

    bool operator==(const Take &) const = default;
};

/// The content of a take of this kind, else null.
[[nodiscard]] inline const TakeNotes *notesOf(const Take &take)
{
    return std::get_if<TakeNotes>(&take.content);
}
[[nodiscard]] inline const TakeStrokes *strokesOf(const Take &take)
{
    return std::get_if<TakeStrokes>(&take.content);
}
[[nodiscard]] inline const TakePicture *pictureOf(const Take &take)
{
    return std::get_if<TakePicture>(&take.content);
}

} // namespace solferino
