// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/image_document.h"

#include <QObject>
#include <QPointer>

namespace solferino {

class Job;
class JobQueue;
class Settings;
class StyleModels;
class Theme;
class VideoDialog;
struct VideoPlan;

/// A video as a job: asks which, and queues it. GUI thread.
class StylizeVideo final : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        const Theme &theme;
        const StyleModels &models;
        JobQueue &queue;
        Settings &settings;
    };
    StylizeVideo(const Parts &parts, QWidget *window);

    /// Shows the dialog for a video; empty: the person chooses one.
    void open(const QString &path, const Styling &styling, const QString &summary);

Q_SIGNALS:
    void jobFailed(solferino::Job *job);
    void written(const QString &path);

private:
    void start(const VideoPlan &plan);
    /// Why a plan cannot be carried out; empty: it can.
    [[nodiscard]] QString obstacle(const VideoPlan &plan) const;

    Parts m_parts;
    QWidget *m_window;
    QPointer<VideoDialog> m_dialog;
    Styling m_styling;
};

} // namespace solferino
