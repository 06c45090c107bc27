// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/stylize_take_controller.h"

#include "app/studio/tasks/style_models.h"
#include "app/studio/tasks/stylize_preview.h"
#include "app/studio/tasks/stylize_requests.h"
#include "core/base/background.h"
#include "core/documents/take_list.h"
#include "core/jobs/job_queue.h"
#include "core/project/photo_image.h"
#include "widgets/takes/take_panel.h"

#include <algorithm>

namespace solferino {

namespace {

constexpr std::size_t kMostPreviews = 24; ///< takes of previews that are not starred
constexpr int kPreviewQuality = 90;
constexpr double kLeastBrush = 0.25;
constexpr double kLargestBrush = 8.0;
constexpr int kLongestShown = 8192;

/// The mixes are of the same styles, whatever their weights.
bool haveSameStyles(const std::vector<MixedStyle> &one, const std::vector<MixedStyle> &other)
{
    return std::ranges::is_permutation(one, other, {}, &MixedStyle::style, &MixedStyle::style);
}

} // namespace

StylizeTakeController::StylizeTakeController(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_render(new FullSizeRender({parts.models, parts.queue, parts.settings}, this))
{
    connectParts();
}

void StylizeTakeController::connectParts()
{
    connect(&m_parts.preview, &StylizePreview::settled, this, &StylizeTakeController::record);
    connect(&m_parts.preview, &StylizePreview::changed, this, [this] {
        if (m_live != 0 && m_parts.preview.after().isNull())
            settleLive(0); // no style is chosen any more
        else if (m_shown == 0)
            Q_EMIT shownChanged();
    });
    connect(&m_parts.document, &ImageDocument::stylingChanged, this, [this] {
        m_isRecorded = false;
        m_isLiveSettled = m_keepsLive = false;
        close();
    });
    connect(&m_parts.document, &ImageDocument::photoChanged, this, [this] {
        ++m_recordNumber; // what is being recorded is of another photo
        settleLive(0);
        m_former = 0;
    });
    TakePanel &list = m_parts.list;
    connect(&list, &TakePanel::auditionRequested, this, &StylizeTakeController::audition);
    connect(&list, &TakePanel::keepRequested, this, &StylizeTakeController::keep);
    connect(&list, &TakePanel::varyRequested, this, &StylizeTakeController::vary);
    connect(&list, &TakePanel::repeatRequested, this, &StylizeTakeController::repeatExactly);
    connect(&list, &TakePanel::settingsRequested, this, &StylizeTakeController::showSettings);
    connect(&list, &TakePanel::closed, this, &StylizeTakeController::close);
    connect(&m_parts.takes, &TakeList::takeRemoved, this, [this](TakeId id) {
        if (id == m_live)
            m_live = 0;
        if (id == m_shown || id == m_wanted)
            close();
    });
    connect(&m_parts.takes, &QAbstractItemModel::modelReset, this, [this] {
        m_renderings.clear(); // what is still being rendered is of another document
        settleLive(0);
        m_former = 0;
        Q_EMIT renderingChanged();
    });
    connect(m_render, &FullSizeRender::rendered, this, &StylizeTakeController::takeRendered);
    connect(m_render, &FullSizeRender::ended, this, &StylizeTakeController::endRendering);
    connect(m_render, &FullSizeRender::noticed, this, &StylizeTakeController::noticed);
    connect(m_render, &FullSizeRender::progressed, this, [this](Job *job) {
        const Take *take = m_parts.takes.find(m_renderings.value(job).take);
        if (!take || take->isComplete)
            return;
        Take grown = *take;
        grown.fraction = job->progress().fraction.value_or(0.0);
        m_parts.takes.update(grown);
    });
}

const QImage &StylizeTakeController::shown() const
{
    return m_shown != 0 ? m_shownImage : m_parts.preview.after();
}

Styling StylizeTakeController::shownStyling() const
{
    const Take *take = m_parts.takes.find(m_shown);
    return take ? stylingOf(*take) : m_parts.document.styling();
}

Styling StylizeTakeController::stylingOf(const Take &take) const
{
    Styling styling = solferino::stylingOf(take.request, m_parts.models);
    const TakePicture *picture = pictureOf(take);
    if (m_strokesAsPreview && picture && !picture->isPreview)
        styling.brush = std::max(kLeastBrush, styling.brush / m_parts.preview.reduction());
    return styling;
}

void StylizeTakeController::setStrokesAsPreview(bool isWanted)
{
    m_strokesAsPreview = isWanted;
}

RenderOrder StylizeTakeController::order(const Styling &styling) const
{
    RenderOrder order{m_parts.document.photo(), styling, m_renderOptions};
    if (m_strokesAsPreview)
        order.styling.brush = std::min(kLargestBrush, styling.brush * m_parts.preview.reduction());
    return order;
}

void StylizeTakeController::record()
{
    const Photo &photo = m_parts.document.photo();
    const JobRequest request =
        m_render->request({photo, m_parts.document.styling(), nlohmann::json::object()});
    if (!photo.file || m_parts.preview.after().isNull())
        return;
    const auto known = std::ranges::find_if(m_parts.takes.takes(), [&](const Take &take) {
        const TakePicture *picture = pictureOf(take);
        return picture && picture->isPreview && areSame(picture->photo, photo.file) &&
               makeTheSame(take.request, request);
    });
    if (known != m_parts.takes.takes().end()) {
        settleLive(known->id);
        return;
    }
    const int number = ++m_recordNumber;
    m_isRecorded = true;
    runInBackground(
        this,
        [image = m_parts.preview.after()] {
            return encodedPicture(pictureFromImage(image), ImageFormat::Jpeg,
                                  {.quality = kPreviewQuality, .request = {}});
        },
        [this, number, request, size = m_parts.preview.size(),
         seconds = m_parts.preview.seconds().value_or(0.0)](Result<Bytes> file) {
            if (number == m_recordNumber && file)
                addPreview(std::make_shared<const Bytes>(std::move(file).value()), request, size, seconds);
        });
}

void StylizeTakeController::addPreview(const SharedBytes &file, const JobRequest &request, QSize size,
                                       double seconds)
{
    Take take;
    take.request = request;
    take.content = TakePicture{.file = file,
                               .width = size.width(),
                               .height = size.height(),
                               .isPreview = true,
                               .seconds = seconds,
                               .photo = m_parts.document.photo().file};
    take.isComplete = true;
    // Else another look has been asked for since, and is perhaps known.
    const bool isLive = m_isRecorded || !m_isLiveSettled;
    const Take *live = m_parts.takes.find(m_live);
    const bool goesOn = isLive && live && !live->isStarred && live->name.empty() && m_shown != m_live &&
                        haveSameStyles(mixOf(live->request, m_parts.models), mixOf(request, m_parts.models));
    if (goesOn) { // the same styles under another weight: the look is still being sought
        take.id = m_live;
        m_parts.takes.update(take);
    } else {
        take.id = m_parts.takes.add(take);
    }
    if (m_isRecorded) {
        settleLive(take.id);
    } else if (isLive && !m_parts.preview.after().isNull()) {
        m_live = take.id;
        markShown();
    }
    dropOldPreviews();
}

void StylizeTakeController::settleLive(TakeId id)
{
    m_live = id;
    m_isLiveSettled = id != 0;
    const bool keeps = std::exchange(m_keepsLive, false) && id != 0;
    if (id == 0)
        close();
    else
        markShown();
    if (keeps)
        keep(id);
}

void StylizeTakeController::dropOldPreviews()
{
    const auto isOld = [this](const Take &take) {
        const TakePicture *picture = pictureOf(take);
        return picture && picture->isPreview && !take.isStarred && take.id != m_live && take.id != m_shown;
    };
    const std::vector<Take> &takes = m_parts.takes.takes();
    while (std::ranges::count_if(takes, isOld) >= static_cast<std::ptrdiff_t>(kMostPreviews))
        m_parts.takes.remove(std::ranges::find_if(takes, isOld)->id);
}

void StylizeTakeController::render()
{
    submit(order(m_parts.document.styling()), {});
}

void StylizeTakeController::submit(const RenderOrder &order, Then then)
{
    if (!order.photo.file) {
        Q_EMIT refused(tr("There is no photo yet: open one first."));
        return;
    }
    const JobRequest request = m_render->request(order);
    if (request.options.value("styles", std::string()).empty()) {
        Q_EMIT refused(tr("No style is chosen yet: choose one in the strip below the picture."));
        return;
    }
    //: %1 is a photo's file name
    Job *job = m_render->submit(order, tr("Render %1").arg(QString::fromStdString(order.photo.name)));
    if (!job)
        return;
    const QSize size = croppedSize(order.photo, order.styling);
    Take take;
    take.request = request;
    take.content = TakePicture{.width = size.width(), .height = size.height(), .photo = order.photo.file};
    take.fraction = 0.0;
    m_renderings.insert(job,
                        {m_parts.takes.add(std::move(take)), m_parts.document.styling(), std::move(then)});
    Q_EMIT renderingChanged();
}

void StylizeTakeController::takeRendered(Job *job, const TakePicture &content)
{
    if (!m_renderings.contains(job))
        return;
    const Rendering rendering = m_renderings.value(job);
    if (const Take *take = m_parts.takes.find(rendering.take)) {
        Take whole = *take;
        whole.content = content;
        whole.fraction = 1.0;
        whole.isComplete = true;
        m_parts.takes.update(whole);
        if (m_parts.document.styling() == rendering.styling && m_shown == 0)
            m_parts.list.setCurrent(rendering.take); // which shows it
    }
    if (rendering.then)
        rendering.then(content);
}

void StylizeTakeController::endRendering(Job *job)
{
    if (!m_renderings.contains(job))
        return;
    const Rendering rendering = m_renderings.take(job);
    const Take *take = m_parts.takes.find(rendering.take);
    if (take && !take->isComplete)
        m_parts.takes.remove(rendering.take);
    Q_EMIT renderingChanged();
    if (job->state() == JobState::Failed || job->state() == JobState::Interrupted)
        Q_EMIT jobFailed(job);
}

void StylizeTakeController::stop()
{
    Job *newest = nullptr;
    for (Job *job : m_renderings.keys()) {
        if (!newest || job->id() > newest->id())
            newest = job;
    }
    if (newest)
        m_parts.queue.cancel(newest->id());
}

void StylizeTakeController::audition(TakeId id)
{
    const Take *take = m_parts.takes.find(id);
    const TakePicture *picture = take ? pictureOf(*take) : nullptr;
    if (!picture || !picture->file || id == m_shown)
        return;
    if (id == m_live && m_isLiveSettled) {
        close();
        return;
    }
    m_wanted = id;
    runInBackground(
        this, [file = picture->file] { return displayImage(file, kLongestShown); },
        [this, id](const Result<QImage> &image) {
            if (id != m_wanted)
                return;
            if (image)
                show(id, image.value());
            else
                Q_EMIT failed(image.error());
        });
}

void StylizeTakeController::show(TakeId id, const QImage &image)
{
    m_wanted = 0;
    m_shown = id;
    m_shownImage = image;
    markShown();
    Q_EMIT shownChanged();
}

void StylizeTakeController::markShown()
{
    const TakeId listed = listedTake();
    if (listed != m_listed)
        m_former = std::exchange(m_listed, listed);
    m_parts.list.follow(listed);
}

void StylizeTakeController::close()
{
    show(0, {});
}

} // namespace solferino
