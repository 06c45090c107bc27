// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/full_size_render.h"

#include "app/studio/tasks/style_models.h"
#include "app/studio/tasks/stylize_requests.h"
#include "core/jobs/job_queue.h"
#include "core/project/settings.h"

namespace solferino {

FullSizeRender::FullSizeRender(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{}

JobRequest FullSizeRender::request(const RenderOrder &order) const
{
    const ModelChoice *model = m_parts.models.find(order.styling.weights);
    if (!model)
        return {};
    JobRequest request = stylizeRequest(*model, order.styling);
    request.options.update(order.options);
    if (!order.styling.crop.isWhole())
        request.options["crop"] = cropText(order.styling.crop);
    request.inputs = {photoNote(order.photo)};
    addMaskInput(request, order.styling.finish.mask);
    request.device = m_parts.settings.device().toStdString();
    return request;
}

Job *FullSizeRender::submit(const RenderOrder &order, const QString &title)
{
    JobRequest request = this->request(order);
    if (request.inputs.empty() || !order.photo.file)
        return nullptr;
    request.inputs.front() = photoInput(order.photo);
    Job *job = m_parts.queue.submit(std::move(request), title, JobLane::Batch);
    connect(job, &Job::resultArrived, this, [this, job, photo = order.photo](const Message &message) {
        if (message.attachments.empty())
            return;
        TakePicture content;
        content.file = std::make_shared<const Bytes>(message.attachments.front().bytes);
        content.width = message.body.value("width", photo.width);
        content.height = message.body.value("height", photo.height);
        content.seconds = message.body.value("seconds", 0.0);
        content.photo = photo.file;
        Q_EMIT rendered(job, content);
    });
    connect(job, &Job::progressChanged, this, [this, job] { Q_EMIT progressed(job); });
    connect(job, &Job::logged, this, &FullSizeRender::noticed);
    connect(job, &Job::stateChanged, this, [this, job] {
        if (job->isFinished())
            Q_EMIT ended(job);
    });
    return job;
}

} // namespace solferino
