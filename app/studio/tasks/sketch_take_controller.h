// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/tasks/sketch_takes.h"
#include "core/documents/take.h"

#include <QObject>

#include <functional>

namespace solferino {

class EndingsGrid;
class InterpolationController;
class Job;
class JobQueue;
class LiveEndings;
struct ModelChoice;
class ModelPanel;
class Settings;
class SketchReading;
class SketchState;
class TakeList;
class TakePanel;
class TakeSession;

/// What stands against a request, in one sentence, and what mends it.
struct SketchRefusal
{
    QString sentence;
    QString repair = {}; ///< text of the button; empty where there is no repair
    std::function<void()> mend = {};
    bool isFinal = true; ///< nothing is generated; else only less well
};

/// The act of generating in Sketch: from the drawing to takes, from a take to a ghost, from a kept take to
/// one undo step. Joins panel, list, grid, canvas and queue, which know nothing of each other.
class SketchTakeController final : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        SketchState &state;
        SketchReading &reading;
        TakeList &takes;
        JobQueue &queue;
        Settings &settings;
        ModelPanel &panel;
        TakePanel &list;
        EndingsGrid &grid;
        InterpolationController &between;
    };
    SketchTakeController(const Parts &parts, QObject *parent);

    void generate();
    void stop();
    /// Shows a take in its place; 0 puts it away.
    void audition(TakeId id);
    void keep(TakeId id);
    void vary(TakeId id);
    void repeatExactly(TakeId id);
    void showSettings(TakeId id);
    /// Chooses weights that can look at a drawing, where the chosen ones cannot and others can.
    void chooseEncoder();
    /// The same job for a shell.
    [[nodiscard]] QString commandLine(TakeId id) const;

    /// Endings while the pen rests.
    void setLive(bool isLive);
    [[nodiscard]] bool isLive() const { return m_isLive; }
    void rest();  ///< the pen rests
    void touch(); ///< the pen goes down, or the drawing changes
    /// Draws on from a place of the canvas.
    void steer(Point place);
    [[nodiscard]] LiveEndings &live() { return *m_live; }

    // What the canvas asks for while a ghost is shown, whichever list it is of:
    void showNext(int step);
    void keepShown();
    void close();
    /// Stars the shown take; a live ending goes into the take list.
    void starShown();
    /// Adds lines of the machine as one undo step.
    void keepLines(const QString &text, const Lines &lines);

Q_SIGNALS:
    void refused(const solferino::SketchRefusal &refusal);
    void refusalGone();
    void jobFailed(solferino::Job *job, const std::function<void()> &retry);
    /// The takes of a request have all come.
    void finished();

private:
    void connectParts();
    [[nodiscard]] SketchTask task() const;
    [[nodiscard]] bool refuse();
    [[nodiscard]] bool hasEncoder() const;
    /// Installed weights with an encoder; null for none.
    [[nodiscard]] const ModelChoice *encoder() const;
    void readDrawing();
    void updateContext();
    /// Points that the chosen model knows, 0 for any number.
    [[nodiscard]] int longestDrawing() const;
    /// Canvas pixels of a tolerance of 1 with the panel's options.
    [[nodiscard]] double pixelsPerTolerance() const;
    /// Says so where a drawing is longer than the model knows, and offers to simplify it.
    void adviseOnLength();
    void simplifyToFit();
    /// Asks the engine for what the panel says.
    void submit();
    /// Shows a take of either list; null puts it away.
    void show(TakeList *source, TakeId id);
    /// The model had nothing to add.
    [[nodiscard]] static bool isEmpty(const Take &take);
    void showGhost();
    void repeat(TakeId id, std::uint64_t seedStep, const QString &title);
    void finish(Job *job);
    [[nodiscard]] const Take *shown() const;

    Parts m_parts;
    TakeSession *m_session;
    LiveEndings *m_live;
    TakeList *m_source = nullptr; ///< of the shown take
    TakeId m_shown = 0;
    bool m_isLive = true;
    bool m_isFresh = false;   ///< drawn on since the last kept take
    bool m_isRefused = false; ///< a refusal is shown
};

} // namespace solferino
