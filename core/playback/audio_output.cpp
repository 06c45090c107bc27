// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/audio_output.h"

#include "core/playback/transport.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <portaudio.h>

#ifdef Q_OS_LINUX
#include <dlfcn.h>
#include <pa_linux_alsa.h>
#endif

namespace solferino {

namespace {

/// Low enough to feel immediate, long enough for sound servers and slow machines.
constexpr double kMinLatencySeconds = 0.02;
constexpr int kChannels = 2;

Error failure(PaError code)
{
    return {QCoreApplication::translate("Playback", "The sound device could not be opened."),
            QString::fromUtf8(Pa_GetErrorText(code))};
}

#ifdef Q_OS_LINUX
void dropAlsaMessage(const char *, int, const char *, int, const char *, ...) {}
#endif

/// ALSA and JACK print every device that they do not find to standard error; PortAudio has loaded them.
void silenceBackends()
{
#ifdef Q_OS_LINUX
    using AlsaHandler = decltype(&dropAlsaMessage);
    using JackHandler = void (*)(const char *);
    if (void *set = dlsym(RTLD_DEFAULT, "snd_lib_error_set_handler"))
        reinterpret_cast<int (*)(AlsaHandler)>(set)(dropAlsaMessage);
    for (const char *name : {"jack_set_error_function", "jack_set_info_function"}) {
        if (void *set = dlsym(RTLD_DEFAULT, name))
            reinterpret_cast<void (*)(JackHandler)>(set)([](const char *) {});
    }
#endif
}

/// Models may keep all processors busy: where the system allows it, the callback comes first. JACK and the
/// other systems see to that themselves.
void raisePriority([[maybe_unused]] PaStream *stream, [[maybe_unused]] PaDeviceIndex device)
{
#ifdef Q_OS_LINUX
    if (Pa_GetHostApiInfo(Pa_GetDeviceInfo(device)->hostApi)->type == paALSA)
        PaAlsa_EnableRealtimeScheduling(stream, 1);
#endif
}

PaDeviceIndex findDevice(const QString &name)
{
    for (PaDeviceIndex index = 0; !name.isEmpty() && index < Pa_GetDeviceCount(); ++index) {
        const PaDeviceInfo *info = Pa_GetDeviceInfo(index);
        if (info->maxOutputChannels >= kChannels && QString::fromUtf8(info->name) == name)
            return index;
    }
    return Pa_GetDefaultOutputDevice();
}

int renderCallback(const void *, void *output, unsigned long frames, const PaStreamCallbackTimeInfo *time,
                   PaStreamCallbackFlags, void *transport)
{
    const double latency = std::max(time->outputBufferDacTime - time->currentTime, 0.0);
    static_cast<Transport *>(transport)->render(static_cast<float *>(output), static_cast<int>(frames),
                                                latency);
    return paContinue;
}

} // namespace

struct AudioOutput::Stream
{
    PaStreamParameters parameters{};
    PaStream *stream = nullptr;
    QString deviceName;
    int sampleRate = 44100;

    ~Stream()
    {
        if (stream != nullptr)
            Pa_CloseStream(stream); // ends the callback first
        Pa_Terminate();
    }
};

AudioOutput::AudioOutput(std::unique_ptr<Stream> stream)
    : d(std::move(stream))
{}

AudioOutput::~AudioOutput() = default;

Result<std::unique_ptr<AudioOutput>> AudioOutput::open(const QString &deviceName)
{
    silenceBackends();
    if (const PaError code = Pa_Initialize(); code != paNoError)
        return failure(code);
    auto stream = std::make_unique<Stream>(); // from here on its destructor terminates PortAudio
    const PaDeviceIndex device = findDevice(deviceName);
    const PaDeviceInfo *info = device == paNoDevice ? nullptr : Pa_GetDeviceInfo(device);
    if (info == nullptr)
        return Error{QCoreApplication::translate("Playback", "No sound device was found."), {}};
    stream->parameters = {.device = device,
                          .channelCount = kChannels,
                          .sampleFormat = paFloat32,
                          .suggestedLatency = std::max(info->defaultLowOutputLatency, kMinLatencySeconds),
                          .hostApiSpecificStreamInfo = nullptr};
    stream->deviceName = QString::fromUtf8(info->name);
    stream->sampleRate = static_cast<int>(std::lround(info->defaultSampleRate));
    const PaError code = Pa_IsFormatSupported(nullptr, &stream->parameters, stream->sampleRate);
    if (code != paFormatIsSupported)
        return failure(code);
    return std::unique_ptr<AudioOutput>(new AudioOutput(std::move(stream)));
}

int AudioOutput::sampleRate() const
{
    return d->sampleRate;
}

QString AudioOutput::deviceName() const
{
    return d->deviceName;
}

Result<> AudioOutput::start(Transport &transport)
{
    PaError code = Pa_OpenStream(&d->stream, nullptr, &d->parameters, d->sampleRate,
                                 paFramesPerBufferUnspecified, paNoFlag, renderCallback, &transport);
    if (code == paNoError) {
        raisePriority(d->stream, d->parameters.device);
        code = Pa_StartStream(d->stream);
    }
    if (code != paNoError)
        return failure(code);
    return {};
}

bool AudioOutput::isRunning() const
{
    return d->stream != nullptr && Pa_IsStreamActive(d->stream) == 1;
}

} // namespace solferino
