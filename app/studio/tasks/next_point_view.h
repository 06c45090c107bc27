// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include <nlohmann/json.hpp>

namespace solferino {

class Job;
class JobQueue;
class ModelPanel;
class Settings;
class SketchState;

/// The ellipses of the next point while SketchState shows the mixture: asked for when the drawing rests, the
/// newest wins.
class NextPointView final : public QObject
{
    Q_OBJECT
public:
    NextPointView(SketchState &state, JobQueue &queue, Settings &settings, ModelPanel &panel,
                  QObject *parent);

    void ask();
    /// The drawing has changed: what is shown is out of date.
    void drop();

Q_SIGNALS:
    void failed(solferino::Job *job);

private:
    void show(const nlohmann::json &prediction);

    SketchState &m_state;
    JobQueue &m_queue;
    Settings &m_settings;
    ModelPanel &m_panel;
    QPointer<Job> m_job;
};

} // namespace solferino
