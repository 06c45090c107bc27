// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/song.h"
#include "core/protocol/job_request.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace solferino {

/// Identifies a take within a TakeList; never used twice in one list. 0 is "none".
using TakeId = std::uint64_t;

/// One result of a model beside the person's song: it enters the song only when it is kept.
struct Take
{
    TakeId id = 0;
    std::string name = {};            ///< given by the person; empty: views number it
    JobRequest request = {};          ///< what made it, with the options, device and weights as run
    int index = 0;                    ///< which of the request's results it is, from 0
    std::uint64_t seed = 0;           ///< of this take alone: with it and count 1 it comes out the same
    TrackId track = 0;                ///< the track that it is meant for; 0: a new one
    Tick position = 0;                ///< tick of the song where its time 0 lies
    Tick length = 0;                  ///< ticks, its final rest included
    std::vector<SongNote> notes = {}; ///< times relative to `position`; ids are of no meaning
    std::optional<double> score = {}; ///< log-likelihood per event, in nats
    double fraction = 1.0;            ///< how much of it has arrived, 0..1
    bool isComplete = false;          ///< false while it streams in, or for ever if its job was stopped
    bool isStarred = false;

    bool operator==(const Take &) const = default;
};

} // namespace solferino
