// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/render_task.h"
#include "core/playback/song_renderer.h"
#include "core/playback/sound_fonts.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace solferino;
using namespace Qt::StringLiterals;

namespace {

constexpr int kRate = 44100;

/// Seven quarters at 120 bpm, three and a half seconds, with a bass on a second track.
Song tune()
{
    Song song;
    song.tracks.resize(2);
    song.tracks[0].id = 1;
    song.tracks[1].id = 2;
    song.tracks[1].program = 32;
    const int pitches[] = {60, 60, 67, 67, 69, 69, 67};
    for (int i = 0; i < 7; ++i) {
        song.tracks[0].notes.push_back(
            {.start = 480 * i, .length = 480, .pitch = pitches[i], .velocity = 100});
        song.tracks[1].notes.push_back({.start = 480 * i, .length = 240, .pitch = 36, .velocity = 100});
    }
    return song;
}

std::vector<float> renderAll(const Song &song, const RenderOptions &options)
{
    std::vector<float> samples;
    Result<std::unique_ptr<SongRenderer>> renderer = SongRenderer::create(song, options);
    if (!renderer)
        return samples;
    for (AudioBuffer block; renderer.value()->renderBlock(block);)
        samples.insert(samples.end(), block.samples.begin(), block.samples.end());
    return samples;
}

float peakOf(std::span<const float> samples)
{
    float peak = 0.0F;
    for (const float sample : samples)
        peak = std::max(peak, std::abs(sample));
    return peak;
}

/// The first frame with any sound; -1 if there is none.
qint64 onsetOf(const std::vector<float> &samples)
{
    const auto first = std::ranges::find_if(samples, [](float sample) { return std::abs(sample) > 1e-6F; });
    return first == samples.end() ? -1 : (first - samples.begin()) / 2;
}

} // namespace

class SongRendererTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (findSoundFont().isEmpty())
            QSKIP("No SoundFont is installed.");
        QVERIFY(m_folder.isValid());
    }

    void render_hasSoundAndLengthAndDoesNotClip()
    {
        std::vector<double> progress;
        const Result<RenderReport> report = renderSong(tune(), path(u"tune.wav"_s), {}, [&](double fraction) {
            progress.push_back(fraction);
            return true;
        });
        QVERIFY2(report.isOk(), report ? "" : qPrintable(report.error().detail));
        QVERIFY(report.value().peak > 0.02F);
        QVERIFY(report.value().peak < 1.0F);
        QCOMPARE(report.value().clippedSamples, 0);
        QVERIFY(report.value().seconds >= 3.5);
        QVERIFY(report.value().seconds <= 3.5 + 5.0);
        QVERIFY(std::ranges::is_sorted(progress));
        QCOMPARE(progress.back(), 1.0);

        const AudioBuffer file = readAudioFile(path(u"tune.wav"_s).toStdString());
        QCOMPARE(file.sampleRate, kRate);
        QCOMPARE(file.channels, 2);
        QCOMPARE(static_cast<double>(file.frames()), report.value().seconds * kRate);
        QVERIFY(std::abs(peakOf(file.samples) - report.value().peak) < 0.001F);
    }

    void renderer_rendersExactlyTheSongBeforeItsTail()
    {
        RenderOptions options;
        options.maxTailSeconds = 0.0;
        QCOMPARE(renderAll(tune(), options).size() / 2, std::size_t{154350});
        options.range = LoopRange{480, 960};
        QCOMPARE(renderAll(tune(), options).size() / 2, std::size_t{22050});
        options.range = LoopRange{960, 480};
        QVERIFY(renderAll(tune(), options).empty());
    }

    void tail_diesAwayBeforeItsLimit()
    {
        Song song = tune();
        song.tracks.resize(1);
        const std::vector<float> samples = renderAll(song, {});
        QVERIFY(samples.size() / 2 > 154350);
        QVERIFY(samples.size() / 2 < 154350 + 5 * kRate);
        QVERIFY(peakOf(std::span(samples).last(1000)) < 1e-4F);
    }

    void render_isDeterministic()
    {
        RenderOptions options;
        options.maxTailSeconds = 0.5;
        const std::vector<float> once = renderAll(tune(), options);
        QVERIFY(!once.empty());
        QVERIFY(once == renderAll(tune(), options));
    }

    void notes_beginAtTheirSample_data()
    {
        QTest::addColumn<qint64>("tick");
        for (const qint64 tick : {1, 100, 481, 1237})
            QTest::addRow("tick %lld", tick) << tick;
    }

    void notes_beginAtTheirSample()
    {
        QFETCH(qint64, tick);
        Song song;
        song.tracks.resize(1);
        song.tracks[0].program = 16; // organ: it has no slow attack
        song.tracks[0].notes = {{.start = tick, .length = 480, .velocity = 127}};
        RenderOptions options;
        options.maxTailSeconds = 0.0;
        const qint64 expected = std::llround(static_cast<double>(tick) / 960.0 * kRate);
        const qint64 onset = onsetOf(renderAll(song, options));
        QVERIFY2(onset >= expected, qPrintable(u"%1 < %2"_s.arg(onset).arg(expected)));
        QVERIFY2(onset < expected + 128, qPrintable(u"%1 > %2"_s.arg(onset).arg(expected)));
    }

    void stems_holdTheirTracksAlone()
    {
        RenderOptions options;
        options.maxTailSeconds = 0.0;
        Song song = tune();
        const std::vector<float> all = renderAll(song, options);
        options.tracks = {2};
        const std::vector<float> stem = renderAll(song, options);
        song.tracks[0].isMuted = true;
        options.tracks.clear();
        QVERIFY(renderAll(song, options) == stem);
        QVERIFY(stem != all);
        song.tracks[1].isMuted = true;
        QCOMPARE(peakOf(renderAll(song, options)), 0.0F);
    }

    void cancel_leavesNoFile()
    {
        const Result<RenderReport> report =
            renderSong(tune(), path(u"cancelled.wav"_s), {}, [](double fraction) { return fraction < 0.5; });
        QVERIFY(report.isOk());
        QVERIFY(report.value().wasCancelled);
        QVERIFY(QDir(m_folder.path()).entryList({u"cancelled*"_s}, QDir::Files | QDir::Hidden).isEmpty());
    }

    void errors_areSaid()
    {
        const Result<RenderReport> noFolder = renderSong(tune(), path(u"none/tune.wav"_s), {});
        QVERIFY(!noFolder);
        QVERIFY(noFolder.error().message.contains(u"none/tune.wav"_s));
        RenderOptions options;
        options.soundFont = path(u"none.sf2"_s);
        const Result<RenderReport> noFont = renderSong(tune(), path(u"tune2.wav"_s), options);
        QVERIFY(!noFont);
        QVERIFY(noFont.error().message.contains(u"none.sf2"_s));
        QVERIFY(!QFile::exists(path(u"tune2.wav"_s)));
    }

    void task_finishes()
    {
        RenderOptions options;
        options.format = AudioFormat::Flac16;
        RenderTask task(tune(), path(u"task.flac"_s), options, nullptr);
        QSignalSpy progress(&task, &RenderTask::progressChanged);
        QSignalSpy failed(&task, &RenderTask::failed);
        RenderReport report;
        connect(&task, &RenderTask::finished, this, [&report](const RenderReport &done) { report = done; });
        QTRY_VERIFY(report.seconds > 0.0);
        QVERIFY(progress.count() > 0);
        QCOMPARE(failed.count(), 0);
        QCOMPARE(task.fraction(), 1.0);
        QCOMPARE(static_cast<double>(readAudioFile(path(u"task.flac"_s).toStdString()).frames()),
                 report.seconds * kRate);
    }

    void task_isCancelled()
    {
        RenderTask task(tune(), path(u"stopped.wav"_s), {}, nullptr);
        QSignalSpy cancelled(&task, &RenderTask::cancelled);
        QSignalSpy finished(&task, &RenderTask::finished);
        task.cancel();
        QTRY_COMPARE(cancelled.count(), 1);
        QCOMPARE(finished.count(), 0);
        QVERIFY(!QFile::exists(path(u"stopped.wav"_s)));
    }

    void task_fails()
    {
        RenderTask task(tune(), path(u"none/task.wav"_s), {}, nullptr);
        QSignalSpy failed(&task, &RenderTask::failed);
        QTRY_COMPARE(failed.count(), 1);
    }

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(SongRendererTest)
#include "tst_song_renderer.moc"
