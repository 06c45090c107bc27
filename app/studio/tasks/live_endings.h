// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/tasks/take_session.h"
#include "core/domain/sketch/drawing.h"

#include <QObject>

#include <optional>

namespace solferino {

class JobQueue;
class ModelPanel;
class Settings;
class SketchState;
class TakeList;

/// A few endings of the drawing while the pen rests. They live in a list of their own and are gone with the
/// next stroke; the newest request wins.
class LiveEndings final : public QObject
{
    Q_OBJECT
public:
    LiveEndings(SketchState &state, JobQueue &queue, Settings &settings, ModelPanel &panel, QObject *parent);

    [[nodiscard]] TakeList &takes() const { return *m_takes; }
    [[nodiscard]] bool isDrawing() const { return m_session->currentJob(); }
    /// Asks for endings of the drawing as it is. Nothing happens for an empty drawing or without a model.
    void begin();
    /// Asks for drawings that go on at a place.
    void begin(Point place, const Lines &modelView);
    /// Asks again for what was asked for last.
    void retry() { m_session->retry(); }
    /// Stops at once and forgets what came.
    void drop();

Q_SIGNALS:
    void offered(solferino::TakeId id); ///< the first ending has its first points
    void ended();                       ///< all have come
    void failed(solferino::Job *job);

private:
    void submit(JobRequest request, Lines context);

    SketchState &m_state;
    Settings &m_settings;
    ModelPanel &m_panel;
    TakeList *m_takes;
    TakeSession *m_session;
};

} // namespace solferino
