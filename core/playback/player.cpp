// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/player.h"

#include "core/base/background.h"
#include "core/playback/event_list.h"
#include "core/playback/sound_device.h"
#include "core/playback/sound_fonts.h"
#include "core/playback/transport.h"

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <future>
#include <utility>
#include <vector>

namespace solferino {

namespace {

constexpr int kSilentSampleRate = 44100;
constexpr int kTickMilliseconds = 16;
constexpr int kBlockFrames = 1024;
/// After a longer pause (a debugger, a sleeping machine) the silent clock does not catch up.
constexpr qint64 kMaxSilentNanoseconds = 500'000'000;
/// How long the end of the program waits for devices that have gone.
constexpr std::chrono::seconds kFarewell{2};

} // namespace

/// Everything on the GUI thread; the audio side is the Transport's.
class Player::Private final : public QObject
{
public:
    Private(Player &player, const Setup &setup);
    ~Private() override;

    void startSound();
    void useSound(SoundDevice sound);
    void fallSilent(const QString &reason);
    void checkOutput();
    void setStatus(const QString &text);
    void replaceTransport(std::shared_ptr<Synth> synth, int sampleRate, Tick tick);
    void send(const transport::Command &command);
    void prepare();
    void deliver(std::shared_ptr<const EventList> events);
    void setPlaying(bool isPlaying);
    void runSilentClock();
    void tick();
    [[nodiscard]] Tick position();

    Player &player;
    const Setup setup;
    QString soundFont;
    QString status;
    bool isOpening = false; ///< a device, on the I/O pool
    std::shared_ptr<Synth> synth;
    std::unique_ptr<Transport> transport;
    std::unique_ptr<AudioOutput> output;    // declared last of these: its callback uses them
    std::vector<std::future<void>> closing; ///< devices that have gone

    std::shared_ptr<const Song> song = std::make_shared<Song>();
    AuditionedNotes take;
    std::shared_ptr<const EventList> events;
    bool isPreparing = false;
    bool isOutdated = false; ///< song or take have changed since the preparation began

    bool isPlaying = false;
    std::optional<Tick> startTick; ///< play() waits for the preparation
    Tick requestedTick = 0;        ///< where it is until the audio side has answered
    std::optional<LoopRange> loop;
    bool hasMetronome = false;
    double volume = 1.0;

    QTimer timer;
    QElapsedTimer silentClock;
    double silentFrames = 0.0; ///< of time that has passed and was not rendered
};

Player::Private::Private(Player &owner, const Setup &wanted)
    : player(owner)
    , setup(wanted)
    , soundFont(setup.soundFont.isEmpty() ? findSoundFont() : setup.soundFont)
    , timer(this)
{
    timer.setTimerType(Qt::PreciseTimer);
    timer.setInterval(kTickMilliseconds);
    connect(&timer, &QTimer::timeout, this, &Private::tick);
    replaceTransport(nullptr, kSilentSampleRate, 0);
    status = setup.wantsDevice ? Player::tr("Opening the sound device …") : Player::tr("Silent clock");
}

Player::Private::~Private()
{
    if (output && !output->isRunning())
        closing.push_back(closeElsewhere(std::move(output), std::move(transport)));
    const auto deadline = std::chrono::steady_clock::now() + kFarewell;
    for (const std::future<void> &isClosed : closing)
        isClosed.wait_until(deadline);
}

/// Also called when play() finds no device: it may have been plugged in since.
void Player::Private::startSound()
{
    if (!setup.wantsDevice || output || isOpening)
        return;
    isOpening = true;
    runInBackground(
        this, [font = soundFont, name = setup.deviceName] { return openSoundDevice(font, name); },
        [this](Result<SoundDevice> sound) {
            isOpening = false;
            if (sound)
                useSound(std::move(sound).value());
            else
                setStatus(Player::tr("Silent clock: %1").arg(sound.error().message));
        });
}

void Player::Private::setStatus(const QString &text)
{
    if (status == text)
        return;
    status = text;
    Q_EMIT player.statusChanged();
}

void Player::Private::useSound(SoundDevice sound)
{
    replaceTransport(sound.synth, sound.output->sampleRate(), position());
    synth = std::move(sound.synth);
    output = std::move(sound.output);
    if (const Result<> started = output->start(*transport); !started) {
        fallSilent(started.error().message);
        return;
    }
    prepare(); // loads the instruments
    setStatus(Player::tr("%1, %2 Hz").arg(output->deviceName()).arg(output->sampleRate()));
}

void Player::Private::fallSilent(const QString &reason)
{
    const Tick tick = position();
    closing.push_back(closeElsewhere(std::move(output), std::move(transport)));
    synth.reset();
    replaceTransport(nullptr, kSilentSampleRate, tick);
    setStatus(Player::tr("Silent clock: %1").arg(reason));
}

void Player::Private::checkOutput()
{
    if (output && !output->isRunning())
        fallSilent(Player::tr("The sound device has gone."));
}

/// Everything goes on at `tick`.
void Player::Private::replaceTransport(std::shared_ptr<Synth> sink, int sampleRate, Tick tick)
{
    transport = std::make_unique<Transport>(std::move(sink), sampleRate);
    transport->setVolume(volume);
    transport->send(transport::Metronome{hasMetronome});
    transport->send(transport::Loop{loop});
    if (events)
        transport->setEvents(events);
    requestedTick = tick;
    silentClock.start();
    silentFrames = 0.0;
    if (isPlaying && !startTick)
        send(transport::Play{tick});
    else
        send(transport::Seek{tick});
}

void Player::Private::send(const transport::Command &command)
{
    transport->send(command);
    if (!output)
        runSilentClock();
}

void Player::Private::prepare()
{
    isOutdated = isPreparing;
    if (isPreparing)
        return;
    isPreparing = true;
    runInBackground(
        this,
        [source = song, notes = take, target = synth] {
            auto prepared = std::make_shared<const EventList>(prepareEvents(*source, notes));
            if (target)
                target->load(prepared->instruments());
            return prepared;
        },
        [this](std::shared_ptr<const EventList> prepared) { deliver(std::move(prepared)); });
}

void Player::Private::deliver(std::shared_ptr<const EventList> prepared)
{
    isPreparing = false;
    events = std::move(prepared);
    transport->setEvents(events);
    if (isOutdated)
        prepare();
    else if (startTick)
        send(transport::Play{*std::exchange(startTick, std::nullopt)});
    if (!output)
        runSilentClock();
}

void Player::Private::setPlaying(bool playing)
{
    if (isPlaying == playing)
        return;
    isPlaying = playing;
    if (playing)
        timer.start();
    else
        timer.stop();
    Q_EMIT player.playingChanged(playing);
}

void Player::Private::runSilentClock()
{
    const qint64 passed = std::min(silentClock.nsecsElapsed(), kMaxSilentNanoseconds);
    silentClock.start();
    silentFrames = isPlaying ? silentFrames + static_cast<double>(passed) * 1e-9 * kSilentSampleRate : 0.0;
    std::array<float, std::size_t{2} * kBlockFrames> samples{};
    do {
        const int frames = static_cast<int>(std::min<double>(silentFrames, kBlockFrames));
        transport->render(samples.data(), frames, 0.0);
        silentFrames -= frames;
    } while (silentFrames >= 1.0);
}

void Player::Private::tick()
{
    checkOutput();
    if (!output)
        runSilentClock();
    const Tick now = position();
    const Transport::Playhead playhead = transport->playhead();
    if (playhead.isCurrent && !playhead.isPlaying && !startTick) {
        requestedTick = now;
        setPlaying(false);
    }
    Q_EMIT player.positionChanged(now);
}

Tick Player::Private::position()
{
    const Transport::Playhead playhead = transport->playhead();
    if (startTick || !playhead.isCurrent)
        return requestedTick;
    return static_cast<Tick>(std::llround(playhead.tick));
}

Player::Player(const Setup &setup, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, setup))
{
    d->startSound();
}

Player::~Player() = default;

void Player::setSong(const Song &song)
{
    d->song = std::make_shared<const Song>(song);
    d->prepare();
}

void Player::setTake(std::vector<SongNote> notes, TrackId takeTrack)
{
    d->take = {std::move(notes), takeTrack};
    d->prepare();
}

void Player::play(Tick from)
{
    d->checkOutput();
    d->startSound();
    d->requestedTick = from;
    d->silentClock.start();
    if (d->isPreparing)
        d->startTick = from;
    else
        d->send(transport::Play{from});
    d->setPlaying(true);
}

void Player::stop()
{
    d->requestedTick = position();
    d->startTick.reset();
    d->send(transport::Stop{});
    d->send(transport::Seek{d->requestedTick}); // what is heard lags behind what is rendered
    d->setPlaying(false);
}

void Player::seek(Tick tick)
{
    d->requestedTick = tick;
    if (d->startTick)
        d->startTick = tick;
    else
        d->send(transport::Seek{tick});
    Q_EMIT positionChanged(tick);
}

void Player::setLoop(std::optional<LoopRange> loop)
{
    d->loop = loop;
    d->send(transport::Loop{loop});
}

void Player::setMetronome(bool on)
{
    d->hasMetronome = on;
    d->send(transport::Metronome{on});
}

void Player::setMasterVolume(double volume)
{
    d->volume = std::clamp(volume, 0.0, 1.0);
    d->transport->setVolume(d->volume);
}

void Player::audition(TrackId track, int pitch, int velocity, bool on)
{
    const Track *found = d->song->findTrack(track);
    d->send(AuditionNote{.channel = found != nullptr ? startStateOf(*found) : SynthChannelState{},
                         .pitch = std::clamp(pitch, kMinMidiPitch, kMaxMidiPitch),
                         .velocity = std::clamp(velocity, 1, 127),
                         .isOn = on});
}

void Player::panic()
{
    d->send(transport::Panic{});
}

bool Player::isPlaying() const
{
    return d->isPlaying;
}

Tick Player::position() const
{
    return d->position();
}

std::pair<float, float> Player::takePeaks()
{
    return d->transport->takePeaks();
}

bool Player::hasDevice() const
{
    return d->output != nullptr;
}

QString Player::statusText() const
{
    return d->status;
}

QString Player::soundFont() const
{
    return d->soundFont;
}

} // namespace solferino
