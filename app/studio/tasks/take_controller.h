// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/tasks/generation_plan.h"
#include "core/documents/take.h"

#include <QObject>

namespace solferino {

class Job;
class JobQueue;
class ModelPanel;
class Player;
class RollState;
class Settings;
class TakeList;
class TakePanel;
class TakeSession;

/// The act of generating in Compose: from the selection to takes, from a take to a sound and a ghost, from a
/// kept take to one undo step. Joins panel, list, roll, player and queue, which know nothing of each other.
class TakeController final : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        RollState &roll;
        TakeList &takes;
        Player &player;
        JobQueue &queue;
        Settings &settings;
        ModelPanel &panel;
        TakePanel &list;
    };
    TakeController(const Parts &parts, QObject *parent);

    void generate();
    void stop();
    /// Shows and plays a take in its place; 0 puts it away.
    void audition(TakeId id);
    void keep(TakeId id);
    void vary(TakeId id);
    void repeatExactly(TakeId id);
    void showSettings(TakeId id);
    /// The same job for a shell.
    [[nodiscard]] QString commandLine(TakeId id) const;
    /// Drops the lower notes from the selection, so that one voice is left.
    void keepHighest();
    [[nodiscard]] TakeId auditioned() const { return m_auditioned; }
    /// The song with this take alone, for files.
    [[nodiscard]] Song songOf(const TakeNotes &take) const;

Q_SIGNALS:
    /// The primer is not one voice; keepHighest() mends it.
    void refused(const QString &sentence);
    void refusalGone();
    void jobFailed(solferino::Job *job);

private:
    [[nodiscard]] GenerationTarget target() const;
    void connectParts();
    void updateContext();
    void updateRefusal();
    /// Null where it has gone or holds no notes.
    [[nodiscard]] const TakeNotes *find(TakeId id) const;
    void showTake(const TakeNotes *take);
    void repeat(const Take &take, std::uint64_t seed, const QString &title);
    void finish(Job *job);

    Parts m_parts;
    TakeSession *m_session;
    TakeId m_auditioned = 0;
    Tick m_auditionEnd = 0;
    bool m_playsAudition = false;
    std::vector<NoteId> m_highestVoice;
};

} // namespace solferino
