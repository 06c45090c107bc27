// SPDX-License-Identifier: GPL-3.0-or-later
// Takes that become files.
#include "app/studio/tasks/stylize_preview.h"
#include "app/studio/tasks/stylize_requests.h"
#include "app/studio/tasks/stylize_take_controller.h"
#include "core/base/background.h"
#include "core/documents/take_list.h"
#include "core/project/photo_image.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>

namespace solferino {

namespace {

Result<> writeFile(const QString &path, const Bytes &bytes)
{
    QSaveFile file(path);
    const auto size = static_cast<qint64>(bytes.size());
    const bool isWritten = file.open(QIODevice::WriteOnly) &&
                           file.write(reinterpret_cast<const char *>(bytes.data()), size) == size &&
                           file.commit();
    if (isWritten)
        return {};
    return Error{
        StylizeTakeController::tr("“%1” could not be written: %2. The picture is still among the takes.")
            .arg(QFileInfo(path).fileName(), file.errorString()),
        {}};
}

ImageFormat formatOf(const Bytes &file)
{
    try {
        return readImageHeader(file).format;
    } catch (const std::exception &) {
        return ImageFormat::Png;
    }
}

bool isLossless(ImageFormat format)
{
    return format == ImageFormat::Png || format == ImageFormat::Tiff;
}

/// A picture that we made in another format, with its request.
Result<SharedBytes> encodedAgain(const Bytes &file, ImageFormat format, int quality)
{
    const Result<Picture> picture = decodedPicture(file);
    if (!picture)
        return picture.error();
    Result<Bytes> bytes = encodedPicture(
        picture.value(), format, {.quality = quality, .request = readImageRequest(file).value_or("")});
    return bytes ? SharedBytes(std::make_shared<const Bytes>(std::move(bytes).value()))
                 : Result<SharedBytes>(bytes.error());
}

/// The request in a picture file that we wrote.
Result<JobRequest> readRequest(const QString &path)
{
    const Result<Photo> file = readPhoto(path);
    if (!file)
        return file.error();
    QString detail;
    try {
        if (const std::optional<std::string> text = readImageRequest(*file.value().file))
            return requestFromJson(nlohmann::json::parse(*text));
    } catch (const std::exception &error) {
        detail = QString::fromUtf8(error.what());
    }
    return Error{
        StylizeTakeController::tr("“%1” does not say how it was made.").arg(QFileInfo(path).fileName()),
        detail};
}

} // namespace

const Take *StylizeTakeController::findRendered(const JobRequest &request) const
{
    const SharedBytes &photo = m_parts.document.photo().file;
    const auto found = std::ranges::find_if(m_parts.takes.takes(), [&](const Take &take) {
        const TakePicture *picture = pictureOf(take);
        return picture && picture->file && !picture->isPreview && areSame(picture->photo, photo) &&
               makeTheSame(take.request, request);
    });
    return found != m_parts.takes.takes().end() ? &*found : nullptr;
}

void StylizeTakeController::write(const QString &path, ImageFormat format, int quality)
{
    RenderOrder wanted = order(shownStyling());
    const char *names[] = {"jpeg", "png", "tiff", "webp"};
    wanted.options["format"] = names[static_cast<int>(format)];
    wanted.options["quality"] = quality;
    const auto writeFromEngine = [this, path](const TakePicture &content) {
        writeBytes(path, [file = content.file] { return file.load(); });
    };
    const Take *known = findRendered(m_render->request(wanted));
    if (!known) {
        submit(wanted, writeFromEngine);
        return;
    }
    const bool hasQuality = known->request.options.value("quality", 0) == quality;
    runInBackground(
        this, [file = pictureOf(*known)->file] { return file.load(); },
        [=, this](const Result<SharedBytes> &file) {
            if (!file)
                Q_EMIT failed(file.error());
            else if (const ImageFormat made = formatOf(*file.value());
                     made == format && (isLossless(made) || hasQuality))
                writeBytes(path, [file] { return file; });
            else if (isLossless(made))
                writeBytes(path, [file = file.value(), format, quality] {
                    return encodedAgain(*file, format, quality);
                });
            else
                submit(wanted, writeFromEngine);
        });
}

void StylizeTakeController::writeBytes(const QString &path, std::function<Result<SharedBytes>()> make)
{
    runInBackground(
        this,
        [path, make = std::move(make)]() -> Result<> {
            const Result<SharedBytes> bytes = make();
            return bytes ? writeFile(path, *bytes.value()) : Result<>(bytes.error());
        },
        [this, path](const Result<> &result) {
            if (result)
                Q_EMIT written(path);
            else
                Q_EMIT failed(result.error());
        });
}

QString StylizeTakeController::writeTake(TakeId id, const QString &folder)
{
    const Take *take = m_parts.takes.find(id);
    const TakePicture *picture = take ? pictureOf(*take) : nullptr;
    if (!picture || !picture->file)
        return {};
    const Result<SharedBytes> file = picture->file.load();
    if (!file) {
        Q_EMIT failed(file.error());
        return {};
    }
    const QString name =
        stylizedFileName(m_parts.document.photo().name, stylingOf(*take).mix, formatOf(*file.value()));
    const QString path = QDir(folder).filePath(name);
    if (const Result<> result = writeFile(path, *file.value()); !result) {
        Q_EMIT failed(result.error());
        return {};
    }
    return path;
}

void StylizeTakeController::showSettingsOfFile(const QString &path)
{
    runInBackground(
        this, [path] { return readRequest(path); },
        [this](const Result<JobRequest> &request) {
            if (request)
                change(solferino::stylingOf(request.value(), m_parts.models), tr("Use Settings of File"));
            else
                Q_EMIT failed(request.error());
        });
}

} // namespace solferino
