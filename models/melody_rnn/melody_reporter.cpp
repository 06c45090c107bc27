// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/melody_rnn/melody_reporter.h"

#include "core/domain/music/melody.h"
#include "models/melody_rnn/melody_take.h"

#include <algorithm>

namespace solferino::models {

namespace {

constexpr std::chrono::milliseconds kReportInterval{50};
/// Melodies up to here are told note by note at any speed, longer ones at most so often.
constexpr std::size_t kShortMelody = 256;
constexpr std::chrono::milliseconds kPartialInterval{20};

} // namespace

MelodyReporter::MelodyReporter(Progress &progress, const MelodyGenerateOptions &options, std::uint64_t seed,
                               int transposition)
    : m_progress(progress)
    , m_seed(seed)
    , m_transposition(transposition)
    , m_total(static_cast<std::int64_t>(options.count) * options.steps)
    , m_lastPartial(static_cast<std::size_t>(options.count))
{
    report();
}

void MelodyReporter::grown(int take, const MelodyLane &lane, int steps)
{
    if (std::all_of(lane.events.end() - steps, lane.events.end(),
                    [](int event) { return event == kMelodyNoEvent; }))
        return;
    Clock::time_point &last = m_lastPartial[static_cast<std::size_t>(take)];
    if (lane.events.size() > kShortMelody) {
        const Clock::time_point now = Clock::now();
        if (now - last < kPartialInterval)
            return;
        last = now;
    }
    std::vector<MelodyNote> notes = melodyNotes(lane.events);
    for (MelodyNote &note : notes)
        note.pitch -= m_transposition;
    m_progress.partial({{"take", take},
                        {"seed", m_seed + static_cast<std::uint64_t>(take)},
                        {"steps_done", lane.events.size()},
                        {"notes", melodyNotesJson(notes)}});
}

void MelodyReporter::steps(int count)
{
    m_done += count;
    if (count > 0 && m_done == m_total)
        report();
    else
        keepAlive();
}

void MelodyReporter::keepAlive()
{
    if (Clock::now() - m_lastReport >= kReportInterval)
        report();
}

void MelodyReporter::report()
{
    m_lastReport = Clock::now();
    m_progress.report({.step = m_done, .total = m_total, .unit = "steps", .text = "generating"});
}

} // namespace solferino::models
