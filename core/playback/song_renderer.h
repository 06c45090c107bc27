// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/audio/audio_buffer.h"
#include "core/domain/audio/audio_file.h"
#include "core/domain/music/song.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace solferino {

struct RenderOptions
{
    AudioFormat format = AudioFormat::Wav16;
    int sampleRate = 44100;         ///< Hz, 8000..96000
    QString soundFont;              ///< empty: the first one found of the usual places
    std::optional<LoopRange> range; ///< ticks; none: from the start to the end of the last note
    std::vector<TrackId> tracks;    ///< these alone, for stems; empty: those that mute and solo let through
    double maxTailSeconds = 5.0;    ///< for what still sounds after the end
    std::string comment;            ///< for the file's metadata
};

/// What came of a render.
struct RenderReport
{
    double seconds = 0.0;            ///< of sound, the tail included
    float peak = 0.0F;               ///< 1 is full scale
    std::int64_t clippedSamples = 0; ///< beyond full scale: flat in the file unless it holds floats
    bool wasCancelled = false;       ///< then there is no file
};

/// Renders a song block by block, faster than it plays. Any thread; nothing is shared with a Player.
class SongRenderer final
{
public:
    static constexpr int kBlockFrames = 4096;

    [[nodiscard]] static Result<std::unique_ptr<SongRenderer>> create(const Song &song,
                                                                      const RenderOptions &options);
    ~SongRenderer();
    SongRenderer(const SongRenderer &) = delete;
    SongRenderer &operator=(const SongRenderer &) = delete;

    /// Frames of the song itself; the tail comes after them.
    [[nodiscard]] std::int64_t songFrames() const;
    /// The next block, of kBlockFrames but for the last ones of song and tail. False once all has died away.
    [[nodiscard]] bool renderBlock(AudioBuffer &block);

private:
    struct Private;
    explicit SongRenderer(std::unique_ptr<Private> data);

    std::unique_ptr<Private> d;
};

/// Called between blocks with the share that is done, 0..1; false cancels.
using RenderProgress = std::function<bool(double)>;

/// Renders into a file that appears when it is whole. Any thread.
[[nodiscard]] Result<RenderReport> renderSong(const Song &song, const QString &path,
                                              const RenderOptions &options,
                                              const RenderProgress &progress = {});

} // namespace solferino
