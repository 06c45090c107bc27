// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/song_renderer.h"

#include "core/playback/event_list.h"
#include "core/playback/sequencer.h"
#include "core/playback/sound_fonts.h"
#include "core/playback/synth.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <cmath>
#include <exception>
#include <limits>

namespace solferino {

namespace {

/// Quieter than the last bit of 16.
constexpr float kSilence = 1.0F / 65536.0F;
/// The tail is over after this many silent frames with no voice left: the reverb may still be on its way.
constexpr std::int64_t kSilentFrames = 8192;

Song audibleSong(const Song &song, const std::vector<TrackId> &tracks)
{
    Song audible = song;
    const bool hasSolo = std::ranges::any_of(song.tracks, &Track::isSolo);
    std::erase_if(audible.tracks, [&](const Track &track) {
        if (!tracks.empty())
            return std::ranges::find(tracks, track.id) == tracks.end();
        return hasSolo ? !track.isSolo : track.isMuted;
    });
    for (Track &track : audible.tracks)
        track.isMuted = track.isSolo = false;
    return audible;
}

float peakOf(const AudioBuffer &block)
{
    float peak = 0.0F;
    for (const float sample : block.samples)
        peak = std::max(peak, std::abs(sample));
    return peak;
}

} // namespace

struct SongRenderer::Private
{
    Private(std::shared_ptr<Synth> sink, EventList list, int rate)
        : synth(std::move(sink))
        , events(std::move(list))
        , sequencer(*synth, rate)
        , sampleRate(rate)
    {}

    std::shared_ptr<Synth> synth;
    EventList events;
    Sequencer sequencer;
    int sampleRate;
    std::int64_t songFrames = 0;
    std::int64_t maxTailFrames = 0;
    std::int64_t done = 0;
    std::int64_t silentFrames = 0;
};

SongRenderer::SongRenderer(std::unique_ptr<Private> data)
    : d(std::move(data))
{}

SongRenderer::~SongRenderer() = default;

Result<std::unique_ptr<SongRenderer>> SongRenderer::create(const Song &song, const RenderOptions &options)
{
    const QString font = options.soundFont.isEmpty() ? findSoundFont() : options.soundFont;
    if (font.isEmpty())
        return Error{QCoreApplication::translate("Playback", "There is no SoundFont to render with."), {}};
    Result<std::shared_ptr<Synth>> synth = Synth::open(font, options.sampleRate);
    if (!synth)
        return synth.error();
    auto data = std::make_unique<Private>(
        std::move(synth).value(), prepareEvents(audibleSong(song, options.tracks)), options.sampleRate);
    const LoopRange range = options.range.value_or(LoopRange{0, song.length()});
    const TempoMap &map = data->events.tempoMap;
    const double seconds = std::max(map.secondsAt(range.end) - map.secondsAt(range.start), 0.0);
    data->songFrames = std::llround(seconds * options.sampleRate);
    data->maxTailFrames = std::llround(std::max(options.maxTailSeconds, 0.0) * options.sampleRate);
    data->events.end = 0.0; // the renderer stops the sequencer itself
    data->synth->load(data->events.instruments());
    data->sequencer.setEvents(&data->events);
    data->sequencer.play(range.start);
    return std::unique_ptr<SongRenderer>(new SongRenderer(std::move(data)));
}

std::int64_t SongRenderer::songFrames() const
{
    return d->songFrames;
}

bool SongRenderer::renderBlock(AudioBuffer &block)
{
    const bool isTail = d->done >= d->songFrames;
    if (isTail && d->sequencer.isPlaying())
        d->sequencer.stop();
    const std::int64_t end = isTail ? d->songFrames + d->maxTailFrames : d->songFrames;
    const std::int64_t frames = std::min<std::int64_t>(end - d->done, kBlockFrames);
    if (frames <= 0 || (isTail && d->silentFrames >= kSilentFrames))
        return false;
    block.sampleRate = d->sampleRate;
    block.channels = 2;
    block.samples.resize(static_cast<std::size_t>(2 * frames));
    d->sequencer.process(block.samples.data(), static_cast<int>(frames));
    d->done += frames;
    const bool isSilent = d->synth->voices() == 0 && peakOf(block) < kSilence;
    d->silentFrames = isSilent ? d->silentFrames + frames : 0;
    return true;
}

Result<RenderReport> renderSong(const Song &song, const QString &path, const RenderOptions &options,
                                const RenderProgress &progress)
{
    Result<std::unique_ptr<SongRenderer>> renderer = SongRenderer::create(song, options);
    if (!renderer)
        return renderer.error();
    RenderReport report;
    try {
        AudioFileWriter writer(QFile::encodeName(path).toStdString(), options.format, options.sampleRate, 2,
                               options.comment);
        const auto total = static_cast<double>(std::max<std::int64_t>(renderer.value()->songFrames(), 1));
        std::int64_t frames = 0;
        for (AudioBuffer block; renderer.value()->renderBlock(block);) {
            writer.write(block.samples);
            frames += static_cast<std::int64_t>(block.frames());
            report.peak = std::max(report.peak, peakOf(block));
            report.clippedSamples +=
                std::ranges::count_if(block.samples, [](float sample) { return std::abs(sample) > 1.0F; });
            if (progress && !progress(std::min(static_cast<double>(frames) / total, 1.0))) {
                report.wasCancelled = true;
                return report;
            }
        }
        report.seconds = static_cast<double>(frames) / options.sampleRate;
        writer.finish();
    } catch (const std::exception &error) {
        return Error{
            QCoreApplication::translate("Playback", "The sound file %1 could not be written.").arg(path),
            QString::fromUtf8(error.what())};
    }
    return report;
}

} // namespace solferino
