// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/style_thumbnails.h"

#include "app/studio/tasks/style_models.h"
#include "app/studio/tasks/stylize_requests.h"
#include "core/base/background.h"
#include "core/jobs/job_queue.h"
#include "core/project/photo_image.h"
#include "core/project/settings.h"
#include "widgets/stylize/style_list_model.h"

#include <algorithm>

namespace solferino {

namespace {

Result<Bytes> reduced(const Bytes &file)
{
    const Result<Picture> picture = decodedPicture(file, StyleThumbnails::kLongestSide);
    return picture ? encodedPicture(picture.value(), ImageFormat::Jpeg, {.quality = 95, .request = {}})
                   : picture.error();
}

} // namespace

StyleThumbnails::StyleThumbnails(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{}

void StyleThumbnails::setPhoto(const SharedBytes &file)
{
    const int number = ++m_number;
    m_photo.reset();
    reset();
    if (!file)
        return;
    runInBackground(
        this, [file] { return reduced(*file); },
        [this, number](Result<Bytes> bytes) {
            if (number != m_number || !bytes)
                return; // a photo that cannot be read is told of elsewhere
            m_photo = std::make_shared<const Bytes>(std::move(bytes).value());
            reset();
        });
}

void StyleThumbnails::setModel(const std::string &weights)
{
    m_weights = weights;
    reset();
}

void StyleThumbnails::setAllowed(bool isAllowed)
{
    if (std::exchange(m_isAllowed, isAllowed) == isAllowed)
        return;
    if (isAllowed)
        proceed();
    else
        stop();
}

void StyleThumbnails::reset()
{
    stop();
    m_parts.styles.clearPreviews();
    m_missing.clear();
    for (const StyleItem &style : m_parts.styles.styles())
        m_missing.push_back(style.name);
    proceed();
}

void StyleThumbnails::proceed()
{
    const ModelChoice *model = m_parts.models.find(m_weights);
    if (!m_isAllowed || !m_photo || m_job || m_missing.empty() || !model)
        return;
    Styling styling;
    for (const std::string &name : m_missing)
        styling.mix.push_back({name, 1.0});
    if (const ModelChoice *quick = m_parts.models.quickOne(*model, styling.mix))
        model = quick;
    QStringList options; // each with its whole weight
    for (const MixedStyle &style : styling.mix)
        options << QString::fromStdString(stylesOption(*model, {style}));
    JobRequest request = stylizedOnlyRequest(*model, styling);
    request.options["styles"] = options.join(QLatin1Char(',')).toStdString();
    request.options["each"] = true;
    request.options["format"] = "jpeg";
    request.inputs = {{"photo", "image/jpeg", *m_photo}};
    request.device = m_parts.settings.device().toStdString();
    Job *job =
        m_parts.queue.submitPassing(QStringLiteral("stylize-thumbnails"), std::move(request), tr("Styles"));
    m_job = job;
    connect(job, &Job::resultArrived, this, &StyleThumbnails::receive);
    connect(job, &Job::stateChanged, this, [this, job] {
        if (job->isFinished() && job == m_job)
            m_job = nullptr; // what failed stays as the painting
    });
}

void StyleThumbnails::receive(const Message &message)
{
    const nlohmann::json styles = message.body.value("styles", nlohmann::json::array());
    if (styles.empty() || message.attachments.empty())
        return;
    const std::string name = styles.front().value("name", std::string());
    std::erase(m_missing, name);
    runInBackground(
        this, [file = message.attachments.front().bytes] { return displayImage(file, 0); },
        [this, name, number = m_number](const Result<QImage> &image) {
            if (image && number == m_number)
                m_parts.styles.setPreview(name, image.value());
        });
}

void StyleThumbnails::stop()
{
    if (!m_job)
        return;
    disconnect(m_job, nullptr, this, nullptr);
    m_parts.queue.cancel(m_job->id());
    m_job = nullptr;
}

} // namespace solferino
