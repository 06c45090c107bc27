// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/sound_fonts.h"
#include "core/playback/transport.h"

#include <QtTest>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace solferino;

namespace {

constexpr int kRate = 44100;
constexpr Instrument kOrgan{.bank = 0, .program = 16, .isDrum = false};

float renderPeak(Synth &synth, int frames)
{
    std::vector<float> samples(static_cast<std::size_t>(2 * frames));
    synth.render(samples.data(), frames);
    float peak = 0.0F;
    for (const float sample : samples)
        peak = std::max(peak, std::abs(sample));
    return peak;
}

} // namespace

class SynthTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        if (findSoundFont().isEmpty())
            QSKIP("No SoundFont is installed.");
        m_synth = Synth::open(findSoundFont(), kRate).value();
    }

    void instruments_areRefusedUntilTheyAreLoaded()
    {
        QVERIFY(!m_synth->setInstrument(0, kOrgan));
        m_synth->noteOn(0, 60, 100);
        QCOMPARE(renderPeak(*m_synth, kRate / 10), 0.0F);
        m_synth->load({kOrgan});
        QVERIFY(m_synth->setInstrument(0, kOrgan));
        m_synth->noteOn(0, 60, 100);
        QVERIFY(renderPeak(*m_synth, kRate / 10) > 0.01F);
    }

    void instruments_haveStandIns_data()
    {
        QTest::addColumn<int>("bank");
        QTest::addColumn<int>("program");
        QTest::addColumn<bool>("isDrum");
        QTest::newRow("no such bank") << 100 * 128 + 3 << 40 << false;
        QTest::newRow("no such kit") << 0 << 77 << true;
        QTest::newRow("no such program") << 0 << 1000 << false;
    }

    void instruments_haveStandIns()
    {
        QFETCH(int, bank);
        QFETCH(int, program);
        QFETCH(bool, isDrum);
        const Instrument instrument{bank, program, isDrum};
        m_synth->load({instrument});
        QVERIFY(m_synth->setInstrument(7, instrument));
        m_synth->noteOn(7, 60, 100);
        QVERIFY(renderPeak(*m_synth, kRate / 10) > 0.001F);
    }

    void mute_silencesSoundingNotesAndGivesThemBack()
    {
        m_synth->load({kOrgan});
        QVERIFY(m_synth->setInstrument(200, kOrgan)); // far beyond the sixteen channels of MIDI
        m_synth->noteOn(200, 60, 100);
        const float before = renderPeak(*m_synth, kRate / 5);
        QVERIFY(before > 0.01F);
        m_synth->setAudible(200, false);
        (void)renderPeak(*m_synth, kRate); // the reverb of the font dies away
        QVERIFY(renderPeak(*m_synth, kRate / 5) < before / 1000.0F);
        m_synth->setAudible(200, true);
        QVERIFY(renderPeak(*m_synth, kRate / 5) > before / 2.0F);
    }

    void stopSounds_endsAllVoices()
    {
        m_synth->load({kOrgan});
        QVERIFY(m_synth->setInstrument(0, kOrgan));
        for (const int pitch : {60, 64, 67})
            m_synth->noteOn(0, pitch, 100);
        (void)renderPeak(*m_synth, 1000);
        QVERIFY(m_synth->voices() >= 3);
        m_synth->stopSounds();
        (void)renderPeak(*m_synth, 1000);
        QCOMPARE(m_synth->voices(), 0);
    }

    void load_goesOnBesideTheSound()
    {
        m_synth->load({kOrgan});
        QVERIFY(m_synth->setInstrument(0, kOrgan));
        m_synth->noteOn(0, 60, 100);
        std::atomic<bool> isDone = false;
        std::thread loader([this, &isDone] {
            for (int program = 0; program < 40; ++program)
                m_synth->load({{.bank = 0, .program = program, .isDrum = false}});
            isDone = true;
        });
        bool soundsOn = true;
        for (int program = 0; !isDone; program = (program + 1) % 40) {
            if (!m_synth->beginBlock())
                continue;
            (void)m_synth->setInstrument(1, {.bank = 0, .program = program, .isDrum = false});
            m_synth->noteOn(1, 60, 100);
            soundsOn = renderPeak(*m_synth, 1024) > 0.001F && soundsOn;
            m_synth->noteOff(1, 60);
            m_synth->endBlock();
        }
        loader.join();
        QVERIFY(soundsOn);
        QVERIFY(m_synth->setInstrument(1, {.bank = 0, .program = 39, .isDrum = false}));
    }

    void block_keepsLoadingOut()
    {
        QVERIFY(m_synth->beginBlock());
        QVERIFY(!m_synth->beginBlock());
        std::thread loader([this] { m_synth->load({kOrgan}); });
        (void)renderPeak(*m_synth, kRate / 10);
        QVERIFY(!m_synth->setInstrument(0, kOrgan));
        m_synth->endBlock();
        loader.join();
        QVERIFY(m_synth->setInstrument(0, kOrgan));
    }

    void transport_standsStillWhileItLoads()
    {
        Transport transport(m_synth, kRate);
        transport.setEvents(std::make_shared<const EventList>(prepareEvents(Song())));
        transport.send(transport::Play{0});
        std::vector<float> samples(std::size_t{2} * 4410, 1.0F);
        QVERIFY(m_synth->beginBlock()); // as load() does
        transport.render(samples.data(), 4410, 0.0);
        QVERIFY(std::ranges::all_of(samples, [](float sample) { return sample == 0.0F; }));
        QVERIFY(!transport.playhead().isCurrent); // Play waits
        m_synth->endBlock();
        transport.render(samples.data(), 4410, 0.0);
        QVERIFY(transport.playhead().isCurrent);
    }

private:
    std::shared_ptr<Synth> m_synth;
};

QTEST_GUILESS_MAIN(SynthTest)
#include "tst_synth.moc"
