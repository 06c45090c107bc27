// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/stylize_preview.h"

#include "app/studio/tasks/style_models.h"
#include "app/studio/tasks/stylize_requests.h"
#include "core/base/background.h"
#include "core/jobs/job_queue.h"
#include "core/project/photo_image.h"
#include "core/project/settings.h"

#include <algorithm>

namespace solferino {

namespace {

constexpr std::size_t kKept = 32;     ///< pictures of the net, as files
constexpr int kQuality = 95;          ///< of the files that go to the engine and come back
constexpr int kLongestShown = 8192;   ///< pixels of the photo that the screen gets
constexpr double kShortSeconds = 0.3; ///< of a job that is worth waiting for

Error tooLarge()
{
    return {StylizePreview::tr("There is not enough memory to show this picture."), {}};
}

/// A wish's picture: what was decoded is kept for the next finish of it.
struct Composed
{
    std::shared_ptr<const Picture> decoded;
    QImage image;
};

Result<Composed> composed(const std::shared_ptr<const Picture> &photo, std::shared_ptr<const Picture> decoded,
                          const SharedBytes &file, const PictureMix &finish)
{
    if (!decoded) {
        Result<Picture> picture = decodedPicture(*file);
        if (!picture)
            return picture.error();
        const Picture &net = picture.value();
        const bool fits = net.width == photo->width && net.height == photo->height;
        decoded = std::make_shared<const Picture>(fits ? std::move(picture).value()
                                                       : resized(net, photo->width, photo->height));
    }
    return Composed{decoded, displayImage(mixed(*photo, *decoded, finish))};
}

/// The part that is to be stylized, at screen size.
std::shared_ptr<const Picture> reducedPart(const Picture &photo, const PictureCrop &crop)
{
    const QSize size = crop.isWhole() ? QSize(photo.width, photo.height) : QSize(crop.width, crop.height);
    const QSize small = fittedSize(size, StylizePreview::kLongestSide);
    const auto reduced = [&](const Picture &part) {
        return std::make_shared<const Picture>(small == size ? part
                                                             : resized(part, small.width(), small.height()));
    };
    return crop.isWhole() ? reduced(photo) : reduced(cropped(photo, crop));
}

} // namespace

StylizePreview::StylizePreview(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    connect(&parts.document, &ImageDocument::photoChanged, this, &StylizePreview::readPhoto);
    connect(&parts.document, &ImageDocument::stylingChanged, this, &StylizePreview::updateStyling);
    readPhoto();
}

QSize StylizePreview::size() const
{
    return m_reduced ? QSize(m_reduced->width, m_reduced->height) : QSize();
}

double StylizePreview::reduction() const
{
    const QSize whole = m_parts.document.pictureSize();
    return m_reduced ? double(std::max(whole.width(), whole.height())) /
                           std::max(m_reduced->width, m_reduced->height)
                     : 1.0;
}

Result<StylizePreview::ReadPhoto> StylizePreview::readPhotoFile(const Bytes &file, const PictureCrop &crop)
try {
    Result<Picture> whole = decodedPicture(file);
    if (!whole)
        return whole.error();
    const QSize size(whole.value().width, whole.value().height);
    const QSize shown = fittedSize(size, kLongestShown);
    ReadPhoto read;
    read.reduced = reducedPart(whole.value(), crop);
    read.whole = displayImage(shown == size ? std::move(whole).value()
                                            : resized(whole.value(), shown.width(), shown.height()));
    if (read.whole.isNull())
        return tooLarge();
    Picture sent = *read.reduced; // the net sees no transparency
    sent.alpha.clear();
    Result<Bytes> bytes = encodedPicture(sent, ImageFormat::Jpeg, {.quality = kQuality, .request = {}});
    if (!bytes)
        return bytes.error();
    read.reducedFile = std::make_shared<const Bytes>(std::move(bytes).value());
    return read;
} catch (const std::bad_alloc &) {
    return tooLarge();
}

void StylizePreview::readPhoto()
{
    const SharedBytes &file = m_parts.document.photo().file;
    const PictureCrop &crop = m_parts.document.styling().crop;
    const bool isKnown = m_photoFile && file && areSame(m_photoFile, file);
    if (isKnown && crop == m_crop)
        return;
    const int number = ++m_photoNumber;
    m_photoFile = file;
    m_crop = crop;
    m_reduced.reset();
    m_reducedFile.reset();
    m_cache.clear();
    m_decodedKey.clear();
    m_decoded.reset();
    m_next.reset();
    if (!isKnown)
        m_whole = {};
    m_before = part(m_crop);
    dropJob();
    showNothing();
    if (!file || isKnown)
        Q_EMIT photoShown();
    if (!file)
        return;
    runInBackground(
        this, [file, crop] { return readPhotoFile(*file, crop); },
        [this, number](Result<ReadPhoto> photo) {
            if (number != m_photoNumber)
                return;
            if (photo) {
                takePhoto(std::move(photo).value());
                return;
            }
            m_photoFile.reset();
            updateBusy();
            Q_EMIT photoFailed(photo.error());
        });
    updateBusy();
}

void StylizePreview::updateStyling()
{
    if (m_photoFile && m_parts.document.styling().crop != m_crop)
        readPhoto();
    else
        ask();
}

QImage StylizePreview::part(const PictureCrop &crop) const
{
    if (crop.isWhole() || m_whole.isNull())
        return m_whole;
    const double scale = double(m_whole.width()) / m_parts.document.photo().width; // below 1 for huge photos
    const QRectF place(crop.left * scale, crop.top * scale, crop.width * scale, crop.height * scale);
    return m_whole.copy(place.toRect() & m_whole.rect());
}

void StylizePreview::takePhoto(ReadPhoto photo)
{
    m_whole = std::move(photo.whole);
    m_before = part(m_crop);
    m_reduced = std::move(photo.reduced);
    m_reducedFile = std::move(photo.reducedFile);
    updateBusy();
    Q_EMIT photoShown();
    ask();
}

void StylizePreview::refresh()
{
    dropJob();
    m_cache.clear();
    m_decodedKey.clear();
    ask();
}

void StylizePreview::showMask(const StyleMask &mask)
{
    if (!m_reduced || !m_decoded)
        return;
    PictureMix finish = m_parts.document.styling().finish;
    finish.mask = mask;
    startComposing({{m_decodedKey, {}, m_seconds.value_or(0.0)}, std::move(finish), false});
}

std::string StylizePreview::keyOf(const ModelChoice &model) const
{
    return stylizedOnlyRequest(model, m_parts.document.styling()).options.dump() + model.weights;
}

const StylizePreview::Stylized *StylizePreview::cached(const std::string &key)
{
    const auto found = std::ranges::find(m_cache, key, &Stylized::key);
    if (found == m_cache.end())
        return nullptr;
    m_cache.splice(m_cache.begin(), m_cache, found);
    return &m_cache.front();
}

void StylizePreview::ask()
{
    if (!m_reducedFile)
        return;
    const Styling &styling = m_parts.document.styling();
    const ModelChoice *model = m_parts.models.find(styling.weights);
    if (!model || stylesOption(*model, styling.mix).empty()) {
        dropJob();
        showNothing();
        return;
    }
    if (const Stylized *best = cached(keyOf(*model))) {
        dropJob();
        compose(*best, true);
        return;
    }
    const bool isFullShort = m_fullSeconds > 0.0 && m_fullSeconds < kShortSeconds;
    const ModelChoice *quick = isFullShort ? nullptr : m_parts.models.quickOne(*model, styling.mix);
    const Stylized *first = quick ? cached(keyOf(*quick)) : nullptr;
    if (first)
        compose(*first, false);
    if (m_job && m_mayFinish)
        return; // finish() asks again
    if (quick && !first)
        submit(*quick, true);
    else
        submit(*model, isFullShort);
}

void StylizePreview::submit(const ModelChoice &model, bool isQuick)
{
    dropJob();
    JobRequest request = stylizedOnlyRequest(model, m_parts.document.styling());
    const std::string key = keyOf(model);
    request.options["format"] = "jpeg";
    request.options["quality"] = kQuality;
    request.inputs = {{"photo", "image/jpeg", *m_reducedFile}};
    request.device = m_parts.settings.device().toStdString();
    Job *job =
        m_parts.queue.submitPassing(QStringLiteral("stylize-preview"), std::move(request), tr("Preview"));
    m_job = job;
    m_mayFinish = isQuick;
    m_hasResult = false;
    connect(job, &Job::resultArrived, this, [this, key](const Message &message) { receive(message, key); });
    connect(job, &Job::stateChanged, this, [this, job] {
        if (job->isFinished())
            finish(job);
    });
    updateBusy();
}

void StylizePreview::receive(const Message &message, const std::string &key)
{
    if (message.attachments.empty() || cached(key))
        return;
    m_hasResult = true;
    const double seconds = message.body.value("seconds", 0.0);
    m_cache.push_front({key, std::make_shared<const Bytes>(message.attachments.front().bytes), seconds});
    if (m_cache.size() > kKept)
        m_cache.pop_back();
    const ModelChoice *model = m_parts.models.find(m_parts.document.styling().weights);
    if (model && keyOf(*model) == key)
        m_fullSeconds = seconds;
    compose(m_cache.front(), false); // finish() says whether that was all
}

void StylizePreview::finish(Job *job)
{
    if (job != m_job)
        return;
    m_job = nullptr;
    if (job->state() == JobState::Done && m_hasResult)
        ask();
    else if (job->state() == JobState::Failed || job->state() == JobState::Interrupted)
        Q_EMIT failed(job);
    updateBusy();
}

void StylizePreview::dropJob()
{
    if (!m_job)
        return;
    disconnect(m_job, nullptr, this, nullptr);
    m_parts.queue.cancel(m_job->id());
    m_job = nullptr;
    updateBusy();
}

void StylizePreview::compose(const Stylized &stylized, bool isFinal)
{
    Wish wish{stylized, m_parts.document.styling().finish, isFinal};
    const auto isSame = [&wish](const std::optional<Wish> &other) {
        return other && other->stylized.key == wish.stylized.key && other->finish == wish.finish;
    };
    if (isSame(m_composing) && !m_next)
        m_composing->isFinal = isFinal;
    else
        startComposing(std::move(wish));
}

void StylizePreview::startComposing(Wish wish)
{
    if (m_composing) {
        m_next = std::move(wish);
        return;
    }
    auto decoded = m_decodedKey == wish.stylized.key ? m_decoded : nullptr;
    m_composing = std::move(wish);
    const Wish &running = *m_composing;
    runInBackground(
        this,
        [photo = m_reduced, decoded, file = running.stylized.file, finish = running.finish] {
            return composed(photo, decoded, file, finish);
        },
        [this, epoch = m_epoch](Result<Composed> made) {
            const Wish done = *std::exchange(m_composing, {});
            const bool counts = epoch == m_epoch && made;
            if (counts) {
                m_decoded = made.value().decoded;
                m_decodedKey = done.stylized.key;
                m_after = made.value().image;
                m_seconds = done.stylized.seconds;
            }
            const bool isSettled = counts && done.isFinal && !m_next;
            if (std::optional<Wish> next = std::exchange(m_next, {}))
                startComposing(std::move(*next));
            m_isBusy = m_job || m_composing || (m_photoFile && !m_reducedFile);
            Q_EMIT changed();
            if (isSettled)
                Q_EMIT settled();
        });
    updateBusy();
}

void StylizePreview::showNothing()
{
    ++m_epoch;
    m_next.reset();
    m_after = {};
    m_seconds.reset();
    Q_EMIT changed();
}

void StylizePreview::updateBusy()
{
    const bool isBusy = m_job || m_composing || (m_photoFile && !m_reducedFile);
    if (std::exchange(m_isBusy, isBusy) != isBusy)
        Q_EMIT changed();
}

} // namespace solferino
