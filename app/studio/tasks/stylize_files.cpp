// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/stylize_files.h"

#include "app/studio/tasks/stylize_camera.h"
#include "app/studio/tasks/stylize_take_controller.h"
#include "core/base/background.h"
#include "core/commands/change_photo_command.h"
#include "core/project/photo_image.h"
#include "core/project/settings.h"
#include "widgets/common/icons.h"

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QMimeData>

#include <algorithm>

namespace solferino {

namespace {

const QString kExample = QStringLiteral(":/samples/canvas_shoes.jpg");
const QString kQualityKey = QStringLiteral("stylize/quality");
constexpr int kQuality = 92;

QString photoPurpose()
{
    return QStringLiteral("photos");
}

QString nameOf(ImageFormat format)
{
    const char *names[] = {"JPEG", "PNG", "TIFF", "WebP"};
    return QString::fromLatin1(names[static_cast<int>(format)]);
}

QString exportPurpose()
{
    return QStringLiteral("export");
}

bool isVideo(const QString &path)
{
    static const QStringList suffixes{QStringLiteral("mp4"), QStringLiteral("mov"),  QStringLiteral("avi"),
                                      QStringLiteral("mkv"), QStringLiteral("webm"), QStringLiteral("m4v")};
    return suffixes.contains(QFileInfo(path).suffix().toLower());
}

bool isPicture(const QString &path)
{
    return imageFormat(QFileInfo(path).suffix().toStdString()).has_value();
}

} // namespace

StylizeFiles::StylizeFiles(const Parts &parts, QWidget *window)
    : QObject(window)
    , m_parts(parts)
    , m_window(window)
{
    createActions();
    connect(&parts.camera, &StylizeCamera::taken, this, [this](const QImage &picture) {
        openImage(picture, tr("Picture of the camera"), tr("Take a Picture"));
    });
    connect(&parts.camera, &StylizeCamera::failed, this, &StylizeFiles::failed);
}

bool StylizeFiles::isForUs(const QString &path)
{
    return isPicture(path) || isVideo(path);
}

QString StylizeFiles::photoPatterns()
{
    return QStringLiteral("*.jpg *.jpeg *.png *.tif *.tiff *.webp");
}

void StylizeFiles::createActions()
{
    const auto add = [this](QList<QAction *> &list, const char *icon, const QString &text,
                            const QString &keys, const QString &tip, auto slot) {
        auto *action = new QAction(themedIcon(m_parts.theme, QString::fromLatin1(icon)), text, this);
        action->setShortcut(QKeySequence(keys));
        action->setStatusTip(tip);
        connect(action, &QAction::triggered, this, slot);
        list << action;
    };
    const auto addExport = [&](ImageFormat format, const QString &text, const QString &keys,
                               const QString &tip) {
        add(m_exports, "document-export", text, keys, tip, [this, format] { exportAs(format); });
    };
    addExport(ImageFormat::Png, tr("Export &PNG…"), tr("Ctrl+Shift+E"),
              tr("Write the stylized picture at full size, without loss"));
    addExport(ImageFormat::Jpeg, tr("Export &JPEG…"), tr("Ctrl+Shift+W"),
              tr("Write the stylized picture at full size as a small file"));
    addExport(ImageFormat::Tiff, tr("Export &TIFF…"), {},
              tr("Write the stylized picture at full size for print"));
    addExport(ImageFormat::WebP, tr("Export &WebP…"), {},
              tr("Write the stylized picture at full size for the web"));
    add(m_clipboard, "document-export", tr("&Copy Picture"), tr("Ctrl+C"),
        tr("Put what is shown on the clipboard"), [this] { copy(); });
    add(m_clipboard, "document-import", tr("&Paste Photo"), tr("Ctrl+V"),
        tr("Stylize the picture on the clipboard"), [this] { paste(); });
    add(m_imports, "document-open", tr("Open &Photo…"), tr("Ctrl+I"), tr("Choose a photo to stylize"),
        [this] { openWithDialog(); });
    add(m_imports, "camera-photo", tr("&Take a Picture…"), tr("Ctrl+Shift+T"),
        tr("Stylize what the camera sees"), [this] { Q_EMIT cameraRequested(); });
    m_imports.back()->setVisible(m_parts.camera.isInstalled());
    add(m_imports, "document-import", tr("Open the &Example"), {}, tr("Try the styles on a photo of ours"),
        [this] { openExample(); });
    add(m_batches, "folder", tr("Stylize a &Folder…"), tr("Ctrl+Shift+F"),
        tr("Make all photos of a folder look like this one"), [this] { Q_EMIT folderRequested({}); });
    add(m_batches, "media-record", tr("Stylize a &Video…"), {}, tr("Make a video look like this photo"),
        [this] { Q_EMIT videoRequested({}); });
}

void StylizeFiles::openWithDialog()
{
    const QString path =
        QFileDialog::getOpenFileName(m_window, tr("Open Photo"), m_parts.settings.lastFolder(photoPurpose()),
                                     tr("Photos (%1);;All files (*)").arg(photoPatterns()));
    if (path.isEmpty())
        return;
    m_parts.settings.setLastFolder(photoPurpose(), QFileInfo(path).path());
    openPhoto(path);
}

void StylizeFiles::showSettingsOfFile()
{
    const QString path = QFileDialog::getOpenFileName(m_window, tr("Show Settings of a File"),
                                                      m_parts.settings.lastFolder(exportPurpose()),
                                                      tr("Pictures (%1)").arg(photoPatterns()));
    if (!path.isEmpty())
        m_parts.takes.showSettingsOfFile(path);
}

void StylizeFiles::openDropped(const QStringList &paths)
{
    const auto picture = std::ranges::find_if(paths, isPicture);
    if (paths.isEmpty())
        return;
    if (picture != paths.end())
        openPhoto(*picture);
    else if (QFileInfo(paths.front()).isDir())
        Q_EMIT folderRequested(paths.front());
    else if (isVideo(paths.front()))
        Q_EMIT videoRequested(paths.front());
    else
        openPhoto(paths.front()); // its content decides, or the sentence says why not
}

void StylizeFiles::openPhoto(const QString &path)
{
    runInBackground(
        this, [path] { return readPhoto(path); },
        [this](Result<Photo> photo) { take(std::move(photo), tr("Open Photo")); });
}

void StylizeFiles::openImage(const QImage &image, const QString &name, const QString &text)
{
    runInBackground(
        this, [image, name] { return photoFromImage(image, name); },
        [this, text](Result<Photo> photo) { take(std::move(photo), text); });
}

void StylizeFiles::openExample()
{
    QFile file(kExample);
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QByteArray bytes = file.readAll();
    take(photoFromBytes({bytes.begin(), bytes.end()}, QFileInfo(kExample).fileName()), tr("Open Example"));
}

void StylizeFiles::paste()
{
    const QMimeData *mime = QApplication::clipboard()->mimeData();
    QStringList paths;
    for (const QUrl &url : mime ? mime->urls() : QList<QUrl>())
        paths << url.toLocalFile();
    paths.removeAll(QString());
    const QImage image = mime && mime->hasImage() ? qvariant_cast<QImage>(mime->imageData()) : QImage();
    if (!paths.isEmpty())
        openDropped(paths);
    else if (!image.isNull())
        openImage(image, tr("Pasted picture"), tr("Paste Photo"));
    else
        Q_EMIT failed({tr("There is no picture on the clipboard."), {}});
}

void StylizeFiles::take(Result<Photo> photo, const QString &text)
{
    if (photo)
        m_parts.document.undoStack().push(
            new ChangePhotoCommand(m_parts.document, text, std::move(photo).value()));
    else
        Q_EMIT failed(photo.error());
}

void StylizeFiles::exportAs(ImageFormat format)
{
    const Photo &photo = m_parts.document.photo();
    if (!photo.file) {
        Q_EMIT failed({tr("There is no photo to export yet."), {}});
        return;
    }
    const QString suffix = QString::fromLatin1(imageExtension(format));
    const QString proposed = m_parts.settings.lastFolder(exportPurpose()) + QLatin1Char('/') +
                             stylizedFileName(photo.name, m_parts.takes.shownStyling().mix, format);
    QString path = QFileDialog::getSaveFileName(m_window, tr("Export Picture"), proposed,
                                                tr("%1 pictures (*.%2)").arg(nameOf(format), suffix));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QLatin1Char('.') + suffix;
    m_parts.settings.setLastFolder(exportPurpose(), QFileInfo(path).path());
    int quality = m_parts.settings.value(kQualityKey, kQuality).toInt();
    if (format == ImageFormat::Jpeg || format == ImageFormat::WebP) {
        bool isChosen = false;
        quality = QInputDialog::getInt(m_window, tr("Quality"), tr("1 is small, 100 is best:"), quality, 1,
                                       100, 1, &isChosen);
        if (!isChosen)
            return;
        m_parts.settings.setValue(kQualityKey, quality);
    }
    m_parts.takes.write(path, format, quality);
}

void StylizeFiles::copy()
{
    const QImage &shown = m_parts.takes.shown();
    if (shown.isNull())
        Q_EMIT failed({tr("There is no stylized picture to copy yet."), {}});
    else
        QApplication::clipboard()->setImage(shown);
}

} // namespace solferino
