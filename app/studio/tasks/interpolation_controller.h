// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"
#include "core/protocol/job_request.h"
#include "widgets/sketch/interpolation_pad.h"

#include <QObject>

namespace solferino {

class Job;
class JobQueue;
class ModelPanel;
class Settings;
class SketchState;
class TakeList;
class TakeSession;

/// The pad between two drawings: each place of the puck asks for one drawing, the newest wins.
class InterpolationController final : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        SketchState &state;
        JobQueue &queue;
        Settings &settings;
        ModelPanel &panel;
        InterpolationPad &pad;
    };
    InterpolationController(const Parts &parts, QObject *parent);

    /// Takes the selected strokes, or the whole drawing where nothing is selected.
    void setEnd(InterpolationPad::End end);
    [[nodiscard]] bool isReady() const { return !m_first.empty() && !m_second.empty(); }
    /// Both drawings as a request attaches them.
    [[nodiscard]] std::vector<Attachment> inputs() const;
    /// Asks for the drawing at the puck's place.
    void request();
    void stop();

Q_SIGNALS:
    void endsChanged();
    /// Return in the pad: these lines are wanted on the canvas.
    void keepRequested(const solferino::Lines &lines);
    void jobFailed(solferino::Job *job);

private:
    void showResult();

    Parts m_parts;
    TakeList *m_takes;
    TakeSession *m_session;
    Lines m_first;
    Lines m_second;
    std::uint64_t m_seed = 1; ///< one for all places, so that the drawing changes smoothly
};

} // namespace solferino
