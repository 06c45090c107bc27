// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/image_document.h"

#include <QObject>

namespace solferino {

class Job;
class JobQueue;
struct ModelChoice;
class Settings;
class StyleModels;

/// A picture to be made of a photo at its full size.
struct RenderOrder
{
    Photo photo;
    Styling styling;
    nlohmann::json options = nlohmann::json::object(); ///< `format`, `quality` and the like
};

/// Full-size pictures as jobs of the batch lane, on the photo's own bytes. GUI thread.
class FullSizeRender final : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        const StyleModels &models;
        JobQueue &queue;
        Settings &settings;
    };
    FullSizeRender(const Parts &parts, QObject *parent);

    /// The request without the photo's bytes, as takes keep it. Without a model it is empty.
    [[nodiscard]] JobRequest request(const RenderOrder &order) const;
    /// Queues it; null where there is no model for it. `title` is what the job line says.
    Job *submit(const RenderOrder &order, const QString &title);

Q_SIGNALS:
    /// `content` is whole.
    void rendered(solferino::Job *job, const solferino::TakePicture &content);
    void progressed(solferino::Job *job);
    /// Done, failed or cancelled; after rendered().
    void ended(solferino::Job *job);
    /// Something that the engine had to do otherwise, in its words.
    void noticed(const QString &sentence);

private:
    Parts m_parts;
};

} // namespace solferino
