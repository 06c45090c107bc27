// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/take_controller.h"

#include "app/studio/tasks/command_line.h"
#include "app/studio/tasks/note_takes.h"
#include "app/studio/workspaces/model_panel.h"
#include "core/commands/replace_notes_command.h"
#include "core/documents/song_document.h"
#include "core/documents/take_list.h"
#include "core/jobs/job.h"
#include "core/playback/player.h"
#include "core/project/settings.h"
#include "widgets/pianoroll/roll_state.h"
#include "widgets/takes/take_panel.h"

namespace solferino {

namespace {

/// A take's notes at their place in the song.
std::vector<SongNote> placed(const TakeNotes &take)
{
    std::vector<SongNote> notes = take.notes;
    for (SongNote &note : notes)
        note.start += take.position;
    return notes;
}

/// Only the plan of a Fill asks for candidates that fit what follows: its result takes the place of what is
/// there.
bool fillsRange(const Take &take)
{
    return take.request.options.contains("fit_attempts");
}

} // namespace

TakeController::TakeController(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_session(
          new TakeSession(parts.queue, parts.takes, QStringLiteral("takes"), TakeSession::Jobs::Stay, this))
{
    connectParts();
    updateContext();
}

void TakeController::connectParts()
{
    ModelPanel &panel = m_parts.panel;
    connect(&panel, &ModelPanel::generateRequested, this, &TakeController::generate);
    connect(&panel, &ModelPanel::stopRequested, this, &TakeController::stop);
    connect(&panel, &ModelPanel::taskChanged, this, &TakeController::updateRefusal);

    TakePanel &list = m_parts.list;
    connect(&list, &TakePanel::auditionRequested, this, &TakeController::audition);
    connect(&list, &TakePanel::keepRequested, this, &TakeController::keep);
    connect(&list, &TakePanel::varyRequested, this, &TakeController::vary);
    connect(&list, &TakePanel::repeatRequested, this, &TakeController::repeatExactly);
    connect(&list, &TakePanel::settingsRequested, this, &TakeController::showSettings);
    connect(&list, &TakePanel::closed, this, [this] { audition(0); });
    list.setSurroundings([this](const TakeNotes &take) {
        const Track *track = m_parts.roll.song().findTrack(take.track);
        const Tick from = take.position - 2 * m_parts.roll.tempoMap().ticksPerBarAt(take.position);
        std::vector<SongNote> around;
        if (!track)
            return around;
        m_parts.roll.forEachNote(*track, std::max<Tick>(0, from), take.position, [&](const SongNote &note) {
            around.push_back(note);
            around.back().start -= take.position;
        });
        return around;
    });

    RollState &roll = m_parts.roll;
    connect(&roll, &RollState::selectionChanged, this, &TakeController::updateContext);
    connect(&roll, &RollState::timeRangeChanged, this, &TakeController::updateContext);
    connect(&roll, &RollState::trackChanged, this, &TakeController::updateContext);

    connect(&m_parts.takes, &TakeList::takeChanged, this, [this](TakeId id) {
        if (id == m_auditioned)
            showTake(find(id)); // it grows while it is shown
    });
    connect(&m_parts.takes, &TakeList::takeRemoved, this, [this](TakeId id) {
        if (id == m_auditioned)
            audition(0);
    });
    connect(&m_parts.takes, &QAbstractItemModel::modelReset, this, [this] { audition(0); });
    connect(&m_parts.player, &Player::positionChanged, this, [this](Tick position) {
        if (m_playsAudition && position >= m_auditionEnd)
            m_parts.player.stop();
    });
    connect(&m_parts.player, &Player::playingChanged, this, [this](bool isPlaying) {
        if (!isPlaying)
            m_playsAudition = false;
    });

    connect(m_session, &TakeSession::jobStarted, this, [this] { m_parts.panel.setBusy(true); });
    connect(m_session, &TakeSession::jobFinished, this, &TakeController::finish);
    connect(m_session, &TakeSession::firstTakeArrived, this, [this](TakeId id) {
        m_parts.list.setCurrent(id);
        m_parts.list.focusList();
    });
}

GenerationTarget TakeController::target() const
{
    const RollState &roll = m_parts.roll;
    GenerationTarget target;
    target.track = roll.trackId();
    target.playhead = roll.playhead();
    const GenerationKind kind = GenerationKind(m_parts.panel.task());
    if (kind == GenerationKind::Fill)
        target.timeRange = roll.timeRange();
    if (kind == GenerationKind::Continue) {
        for (const SongNote &note : roll.selectedNotes())
            target.selectedNotes.push_back(note.id);
    }
    return target;
}

void TakeController::updateContext()
{
    const RollState &roll = m_parts.roll;
    const TempoMap &map = roll.tempoMap();
    const auto bars = [&map](const LoopRange &range) {
        const std::int64_t first = map.barAt(range.start).bar + 1;
        const std::int64_t last = map.barAt(std::max(range.start, range.end - 1)).bar + 1;
        return first == last ? tr("bar %1").arg(first) : tr("bars %1–%2").arg(first).arg(last);
    };
    const int selected = static_cast<int>(roll.selectedNotes().size());
    ModelPanel &panel = m_parts.panel;
    if (roll.timeRange()) {
        panel.setContext(tr("Inside %1").arg(bars(*roll.timeRange())));
        panel.suggestTask(int(GenerationKind::Fill));
    } else if (const auto range = roll.selectionRange()) {
        //: %1 is "bar 3" or "bars 3–4"
        panel.setContext(tr("After %n selected note(s), %1", nullptr, selected).arg(bars(*range)));
        panel.suggestTask(int(GenerationKind::Continue));
    } else {
        panel.setContext(tr("At the playhead"));
        panel.suggestTask(int(GenerationKind::Generate));
    }
    m_parts.roll.setPrimerRange(roll.timeRange() ? std::nullopt : roll.selectionRange());
    updateRefusal();
}

void TakeController::updateRefusal()
{
    if (m_highestVoice.empty())
        return; // shown only after Generate was asked for
    m_highestVoice.clear();
    m_parts.roll.setRefused({});
    m_parts.panel.setObstacle({});
    Q_EMIT refusalGone();
}

void TakeController::generate()
{
    RollState &roll = m_parts.roll;
    const Track *track = roll.track();
    if (!track || !m_parts.panel.currentModel())
        return;
    if (auto refusal = primerRefusal(roll.song(), target())) {
        m_highestVoice = refusal->highestVoice;
        roll.setRefused(refusal->notes);
        const QString model = m_parts.panel.currentModel()->title;
        const QString sentence = tr("%1 %2 continues one voice.").arg(refusal->sentence, model);
        m_parts.panel.setObstacle(sentence);
        Q_EMIT refused(sentence);
        return;
    }
    const GenerationPlan plan = planGeneration(roll.song(), target());
    m_parts.panel.rollSeed();
    JobRequest request = withPlan(m_parts.panel.request(), plan);
    request.device = m_parts.settings.device().toStdString();
    const int count = request.options.value("count", 1);
    const QString what = plan.kind == GenerationKind::Fill       ? tr("Fill")
                         : plan.kind == GenerationKind::Continue ? tr("Continue")
                                                                 : tr("Generate");
    //: %1 is Generate, Continue or Fill
    const QString title = tr("%1 · %n take(s)", nullptr, count).arg(what);
    TakeForm form =
        noteTakes(request, {.track = track->id, .position = plan.insertAt}, roll.ticksPerQuarter());
    m_session->submit(std::move(request), std::move(form), title);
}

void TakeController::stop()
{
    m_session->cancel();
}

void TakeController::keepHighest()
{
    const std::vector<NoteId> voice = m_highestVoice;
    if (voice.empty())
        return;
    NoteSet selection;
    for (const NoteId id : voice)
        selection.insert(id);
    m_parts.roll.setSelection(std::move(selection));
    generate();
}

void TakeController::audition(TakeId id)
{
    const TakeNotes *take = find(id);
    m_auditioned = take ? id : 0;
    m_parts.list.setAuditioned(m_auditioned);
    showTake(take);
    if (!take) {
        if (m_playsAudition)
            m_parts.player.stop();
        return;
    }
    m_auditionEnd = take->position + take->length;
    if (!m_parts.player.isPlaying() || m_playsAudition) {
        m_parts.player.play(take->position);
        m_playsAudition = true;
    }
}

const TakeNotes *TakeController::find(TakeId id) const
{
    const Take *take = m_parts.takes.find(id);
    return take ? notesOf(*take) : nullptr;
}

void TakeController::showTake(const TakeNotes *take)
{
    RollState &roll = m_parts.roll;
    if (!take) {
        roll.setTakeNotes({});
        roll.setTakeRange({});
        m_parts.player.setTake({}, 0);
        return;
    }
    std::vector<SongNote> notes = placed(*take);
    m_parts.player.setTake(notes, take->track);
    roll.setTakeNotes(std::move(notes));
    roll.setTakeRange(LoopRange{take->position, take->position + take->length});
}

void TakeController::keep(TakeId id)
{
    const TakeNotes *take = find(id);
    if (!take)
        return;
    RollState &roll = m_parts.roll;
    const Track *track = roll.song().findTrack(take->track);
    if (!track)
        track = roll.track();
    if (!track)
        return;
    NoteChange change;
    change.track = track->id;
    change.added = placed(*take);
    if (fillsRange(*m_parts.takes.find(id))) {
        roll.forEachNote(*track, take->position, take->position + take->length, [&](const SongNote &note) {
            if (note.start >= take->position)
                change.removed.push_back(note.id);
        });
    }
    const TrackId trackId = track->id;
    auto *command = new ReplaceNotesCommand(roll.document(), tr("Keep Take"), {std::move(change)});
    roll.document().undoStack().push(command);
    const std::vector<NoteChange> changes = command->changes();
    m_parts.takes.remove(id);
    audition(0);
    roll.setTrack(trackId);
    roll.setTimeRange({});
    NoteSet added;
    for (const SongNote &note : changes.front().added)
        added.insert(note.id);
    roll.setSelection(std::move(added)); // the next Continue goes on from here
}

void TakeController::vary(TakeId id)
{
    if (const Take *take = m_parts.takes.find(id))
        repeat(*take, take->seed + 1, tr("Vary"));
}

void TakeController::repeatExactly(TakeId id)
{
    if (const Take *take = m_parts.takes.find(id))
        repeat(*take, take->seed, tr("Repeat Exactly"));
}

void TakeController::repeat(const Take &take, std::uint64_t seed, const QString &title)
{
    const TakeNotes *notes = notesOf(take);
    if (!notes)
        return;
    m_session->repeat(take, seed, noteTakes(take.request, *notes, m_parts.roll.ticksPerQuarter()), title);
}

void TakeController::showSettings(TakeId id)
{
    const Take *take = m_parts.takes.find(id);
    if (!take)
        return;
    m_parts.panel.chooseModel(take->request.model, take->request.weights);
    m_parts.panel.setOptions(take->request.options);
    m_parts.panel.setSeed(take->seed);
}

QString TakeController::commandLine(TakeId id) const
{
    const Take *take = m_parts.takes.find(id);
    return take ? engineCommandLine(take->request) : QString();
}

Song TakeController::songOf(const TakeNotes &take) const
{
    const Song &song = m_parts.roll.song();
    Song excerpt;
    excerpt.ticksPerQuarter = song.ticksPerQuarter;
    excerpt.tempos = {{0, static_cast<std::uint32_t>(
                              60e6 / m_parts.roll.tempoMap().quartersPerMinuteAt(take.position) + 0.5)}};
    MeterChange meter = m_parts.roll.tempoMap().meterAt(take.position);
    meter.time = 0;
    excerpt.meters = {meter};
    Track track;
    if (const Track *source = song.findTrack(take.track)) {
        track.name = source->name;
        track.program = source->program;
        track.channel = source->channel;
        track.isDrum = source->isDrum;
    }
    track.id = excerpt.nextId++;
    track.notes = take.notes;
    for (SongNote &note : track.notes)
        note.id = excerpt.nextId++;
    excerpt.tracks = {std::move(track)};
    return excerpt;
}

void TakeController::finish(Job *job)
{
    if (m_session->currentJob() != job)
        return; // a newer request has taken its place
    m_parts.panel.setBusy(false);
    if (job->state() == JobState::Failed || job->state() == JobState::Interrupted)
        Q_EMIT jobFailed(job);
}

} // namespace solferino
