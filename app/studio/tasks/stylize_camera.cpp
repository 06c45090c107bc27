// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/stylize_camera.h"

#include "app/studio/tasks/style_models.h"
#include "app/studio/tasks/stylize_requests.h"
#include "core/base/background.h"
#include "core/camera/camera_feed.h"
#include "core/jobs/job_queue.h"
#include "core/project/photo_image.h"
#include "core/project/settings.h"
#include "widgets/stylize/camera_dialog.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace solferino {

namespace {

const QString kCameraKey = QStringLiteral("stylize/camera");
constexpr int kLongestPainted = 384; ///< pixels of the running picture in a style
constexpr int kQuality = 90;         ///< of its files
constexpr double kSmoothing = 0.8;   ///< of the time between two of them

} // namespace

StylizeCamera::StylizeCamera(const Parts &parts, QWidget *window)
    : QObject(window)
    , m_parts(parts)
    , m_window(window)
    , m_feed(new CameraFeed(this))
    , m_library(cameraLibraryFile())
{
    connect(m_feed, &CameraFeed::arrived, this, &StylizeCamera::showPicture);
    connect(m_feed, &CameraFeed::failed, this, [this](const Error &error) {
        if (m_dialog)
            m_dialog->showError(error.message);
    });
}

bool StylizeCamera::isInstalled() const
{
    return QFileInfo(m_library).isFile();
}

void StylizeCamera::setSource(const QString &libraryFile, std::optional<std::vector<CameraDevice>> cameras)
{
    m_library = libraryFile;
    m_given = std::move(cameras);
}

CameraDialog *StylizeCamera::dialog() const
{
    return m_dialog;
}

void StylizeCamera::open(const Styling &styling, const QString &styleName)
{
    if (m_dialog) {
        m_dialog->raise();
        return;
    }
    if (!isInstalled()) {
        Q_EMIT failed({tr("This installation has no OpenCV, which cameras need."), m_library});
        return;
    }
    m_cameras = m_given ? *m_given : connectedCameras();
    if (m_cameras.empty()) {
        Q_EMIT failed({tr("No camera is connected: plug one in and try again."), {}});
        return;
    }
    m_styling = styling;
    makeDialog();
    m_dialog->setStyle(m_parts.models.find(styling.weights) ? styleName : QString());
    const QString last = m_parts.settings.value(kCameraKey).toString();
    const auto known = std::ranges::find(m_cameras, last, &CameraDevice::name);
    const int index = known != m_cameras.end() ? static_cast<int>(known - m_cameras.begin()) : 0;
    QStringList names;
    for (const CameraDevice &camera : m_cameras)
        names << camera.name;
    m_dialog->setCameras(names, index);
    m_dialog->show();
    startCamera(index);
}

void StylizeCamera::makeDialog()
{
    m_dialog = new CameraDialog(m_parts.theme, m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setModal(true);
    connect(m_dialog, &CameraDialog::cameraChosen, this, &StylizeCamera::startCamera);
    connect(m_dialog, &CameraDialog::styleWanted, this, &StylizeCamera::endPainting);
    connect(m_dialog, &CameraDialog::taken, this, &StylizeCamera::taken);
    connect(m_dialog, &QDialog::finished, this, [this] {
        m_feed->stop();
        endPainting();
    });
}

void StylizeCamera::startCamera(int index)
{
    const CameraDevice &camera = m_cameras.at(static_cast<std::size_t>(index));
    m_parts.settings.setValue(kCameraKey, camera.name);
    m_dialog->showWaiting();
    m_feed->start(openerOf(m_library, camera), camera.name);
}

void StylizeCamera::showPicture(const QImage &picture)
{
    if (!m_dialog)
        return;
    m_dialog->showPicture(picture);
    if (m_dialog->wantsStyle() && !m_isPainting)
        paint(picture);
}

void StylizeCamera::paint(const QImage &picture)
{
    m_isPainting = true;
    runInBackground(
        m_dialog.data(),
        [picture] {
            const QSize size = fittedSize(picture.size(), kLongestPainted);
            const QImage small = picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
            return encodedPicture(pictureFromImage(small), ImageFormat::Jpeg,
                                  {.quality = kQuality, .request = {}});
        },
        [this](Result<Bytes> file) {
            if (file)
                submit(std::move(file).value());
            else
                m_isPainting = false;
        });
}

void StylizeCamera::submit(Bytes file)
{
    const ModelChoice *model = m_parts.models.find(m_styling.weights);
    if (!model)
        return;
    if (const ModelChoice *quick = m_parts.models.quickOne(*model, m_styling.mix))
        model = quick;
    JobRequest request = stylizeRequest(*model, m_styling);
    request.options["format"] = "jpeg";
    request.options["quality"] = kQuality;
    request.inputs = {{"photo", "image/jpeg", std::move(file)}};
    request.device = m_parts.settings.device().toStdString();
    m_job = m_parts.queue.submitPassing(QStringLiteral("stylize-camera"), std::move(request), tr("Camera"));
    connect(m_job, &Job::resultArrived, this, &StylizeCamera::showPainted);
    connect(m_job, &Job::stateChanged, this, [this, job = m_job.data()] {
        if (!job->isFinished() || job != m_job)
            return;
        m_job = nullptr;
        if (job->state() == JobState::Done)
            m_isPainting = false; // else it would only fail again
        else if (m_dialog)
            m_dialog->showStyleFailure(job->reason());
    });
}

void StylizeCamera::showPainted(const Message &message)
{
    if (message.attachments.empty() || !m_dialog)
        return;
    const double seconds = m_sincePainted.isValid() ? double(m_sincePainted.restart()) / 1000 : 0.0;
    if (!m_sincePainted.isValid())
        m_sincePainted.start();
    m_interval = m_interval > 0.0 ? kSmoothing * m_interval + (1 - kSmoothing) * seconds : seconds;
    runInBackground(
        m_dialog.data(), [file = message.attachments.front().bytes] { return displayImage(file, 0); },
        [this](const Result<QImage> &image) {
            if (image)
                m_dialog->showStylized(image.value(), m_interval > 0.0 ? 1.0 / m_interval : 0.0);
        });
}

void StylizeCamera::endPainting()
{
    if (m_job) {
        disconnect(m_job, nullptr, this, nullptr);
        m_parts.queue.cancel(m_job->id());
    }
    m_job = nullptr;
    m_isPainting = false;
    m_interval = 0.0;
    m_sincePainted.invalidate();
}

} // namespace solferino
