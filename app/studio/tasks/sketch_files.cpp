// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/sketch_files.h"

#include "app/studio/documents/document_controller.h"
#include "app/studio/workspaces/data_set_window.h"
#include "app/studio/workspaces/picture_size_dialog.h"
#include "core/base/background.h"
#include "core/base/background_task.h"
#include "core/commands/stroke_edits.h"
#include "core/domain/sketch/svg_file.h"
#include "core/domain/text/format_error.h"
#include "core/project/drawing_animation.h"
#include "core/project/drawing_image.h"
#include "core/project/settings.h"
#include "widgets/common/icons.h"
#include "widgets/sketch/sketch_actions.h"
#include "widgets/sketch/sketch_canvas.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QImageReader>
#include <QMimeData>
#include <QProgressDialog>
#include <QSaveFile>

#include <span>

namespace solferino {

namespace {

constexpr double kPace = 60.0; ///< points a second of an animation
constexpr qint64 kLargestFile = 64LL << 20;
constexpr int kLargestSide = 8192; ///< of a picture to trace, pixels
constexpr int kProgressSteps = 1000;

QString purpose()
{
    return QStringLiteral("export");
}

Result<> writeBytes(const QString &path, const char *data, std::size_t size)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(data, qint64(size)) == qint64(size) && file.commit())
        return {};
    return Error{SketchFiles::tr("“%1” could not be written.").arg(QFileInfo(path).fileName()),
                 file.errorString()};
}

Result<QByteArray> readBytes(const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{SketchFiles::tr("“%1” could not be read.").arg(name), file.errorString()};
    if (file.size() > kLargestFile)
        return Error{SketchFiles::tr("“%1” is larger than 64 MB.").arg(name), {}};
    return file.readAll();
}

Result<SvgDrawing> parseSvg(const QByteArray &bytes, const QString &name)
{
    const auto *data = reinterpret_cast<const std::uint8_t *>(bytes.constData());
    try {
        return readSvg(std::span(data, static_cast<std::size_t>(bytes.size())));
    } catch (const FormatError &error) {
        return Error{SketchFiles::tr("“%1” could not be read: %2").arg(name, QString::fromUtf8(error.what())),
                     {}};
    }
}

bool isSvg(const QByteArray &bytes)
{
    return bytes.left(4096).contains("<svg");
}

} // namespace

SketchFiles::SketchFiles(const Parts &parts, QWidget *window)
    : QObject(window)
    , m_parts(parts)
    , m_window(window)
{
    createActions();
    connect(&parts.actions, &SketchActions::backgroundRequested, this, &SketchFiles::placeBackground);
    connect(&parts.actions, &SketchActions::picturePasteRequested, this, &SketchFiles::pastePicture);
}

void SketchFiles::createActions()
{
    const auto add = [this](QList<QAction *> &list, const char *icon, const QString &text,
                            const QKeySequence &keys, const QString &tip, auto slot) {
        auto *action = new QAction(themedIcon(m_parts.theme, QString::fromLatin1(icon)), text, this);
        action->setShortcut(keys);
        action->setStatusTip(tip);
        connect(action, &QAction::triggered, this, slot);
        list << action;
    };
    add(m_exports, "document-export", tr("Export &SVG…"), QKeySequence(tr("Ctrl+Shift+E")),
        tr("Write the drawing with its stroke order"), [this] { exportSvg(false); });
    add(m_exports, "document-export", tr("Export &PNG…"), QKeySequence(tr("Ctrl+Shift+W")),
        tr("Write the drawing as a picture of any size"), [this] { exportPng(); });
    add(m_exports, "document-export", tr("Export &Animated SVG…"), {},
        tr("Write a drawing that draws itself in a browser"), [this] { exportSvg(true); });
    add(m_exports, "document-export", tr("Export &GIF…"), {}, tr("Write a drawing that draws itself"),
        [this] { exportGif(); });
    add(m_exports, "document-export", tr("&Copy as Picture"), QKeySequence(tr("Ctrl+Shift+C")),
        tr("Put the drawing on the clipboard as PNG and SVG"), [this] { copyPicture(); });
    add(m_imports, "document-import", tr("&Import SVG…"), QKeySequence(tr("Ctrl+I")),
        tr("Add the strokes of an SVG file"), [this] { importWithDialog(); });
    add(m_imports, "document-import", tr("Paste Picture to Trac&e"), QKeySequence(tr("Ctrl+Shift+V")),
        tr("Put the picture on the clipboard under the strokes"), [this] { pastePicture(); });
    add(m_data, "folder", tr("&Browse Drawings…"), {},
        tr("See the drawings of a data set, and take bad ones out"),
        [this] { showDataSets()->chooseFiles(); });
    add(m_data, "folder", tr("Make a &Data Set…"), {}, tr("Make a data set from folders of SVG or line art"),
        [this] { showDataSets()->chooseFolder(); });
}

QString SketchFiles::askForPath(const QString &title, const QString &suffix, const QString &filter)
{
    const QString proposed = m_parts.settings.lastFolder(purpose()) + QLatin1Char('/') +
                             m_parts.documents.name() + QLatin1Char('.') + suffix;
    QString path = QFileDialog::getSaveFileName(m_window, title, proposed, filter);
    if (path.isEmpty())
        return {};
    if (QFileInfo(path).suffix().isEmpty())
        path += QLatin1Char('.') + suffix;
    m_parts.settings.setLastFolder(purpose(), QFileInfo(path).path());
    return path;
}

void SketchFiles::write(const QString &path, Writer writer)
{
    runInBackground(
        this, [path, drawing = m_parts.state.drawing(), writer] { return writer(drawing, path); },
        [this](const Result<> &result) {
            if (!result)
                Q_EMIT failed(result.error());
        });
}

bool SketchFiles::refuseEmpty()
{
    if (boundsOf(linesOf(m_parts.state.drawing())))
        return false;
    Q_EMIT failed({tr("There is nothing to see in this drawing."), {}});
    return true;
}

void SketchFiles::exportSvg(bool isAnimated)
{
    if (refuseEmpty())
        return;
    const QString path = askForPath(isAnimated ? tr("Export Animated SVG") : tr("Export SVG"),
                                    QStringLiteral("svg"), tr("SVG files (*.svg)"));
    if (path.isEmpty())
        return;
    write(path, [isAnimated](const Drawing &drawing, const QString &file) {
        const std::string svg = isAnimated ? writeAnimatedSvg(drawing, kPace) : writeSvg(drawing);
        return writeBytes(file, svg.data(), svg.size());
    });
}

void SketchFiles::exportPng()
{
    if (refuseEmpty())
        return;
    const auto bounds = boundsOf(linesOf(m_parts.state.drawing()));
    PictureSizeDialog dialog(m_parts.theme, *bounds, m_parts.state.drawing().background.has_value(),
                             m_window);
    if (dialog.exec() != QDialog::Accepted)
        return;
    const QString path = askForPath(tr("Export PNG"), QStringLiteral("png"), tr("PNG pictures (*.png)"));
    if (path.isEmpty())
        return;
    write(path, [style = dialog.style()](const Drawing &drawing, const QString &file) {
        return writeDrawingPng(drawing, file, style);
    });
}

void SketchFiles::exportGif()
{
    if (refuseEmpty())
        return;
    const QString path = askForPath(tr("Export GIF"), QStringLiteral("gif"), tr("GIF animations (*.gif)"));
    if (path.isEmpty())
        return;
    const QString name = QFileInfo(path).fileName();
    auto *dialog =
        new QProgressDialog(tr("Drawing “%1”").arg(name), tr("Cancel"), 0, kProgressSteps, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Export GIF"));
    dialog->setMinimumDuration(300);
    dialog->setAutoReset(false);
    auto *task = new BackgroundTask(
        [path, drawing = m_parts.state.drawing()](const BackgroundTask::Progress &progress) {
            return writeDrawingGif(drawing, path, {}, progress);
        },
        [this](const Result<AnimationReport> &result) {
            if (!result)
                Q_EMIT failed(result.error());
        },
        dialog);
    connect(dialog, &QProgressDialog::canceled, task, &BackgroundTask::cancel);
    connect(task, &BackgroundTask::progressChanged, dialog,
            [dialog](double fraction) { dialog->setValue(qRound(fraction * kProgressSteps)); });
    connect(task, &BackgroundTask::ended, dialog, &QWidget::close);
}

void SketchFiles::copyPicture()
{
    const Drawing &drawing = m_parts.state.drawing();
    const Result<QByteArray> png = drawingPng(drawing);
    if (!png) {
        Q_EMIT failed(png.error());
        return;
    }
    const std::string svg = writeSvg(drawing);
    auto *mime = new QMimeData;
    mime->setImageData(QImage::fromData(png.value()));
    mime->setData(QStringLiteral("image/png"), png.value());
    mime->setData(QStringLiteral("image/svg+xml"), QByteArray::fromStdString(svg));
    QApplication::clipboard()->setMimeData(mime);
}

void SketchFiles::importWithDialog()
{
    const QString path = QFileDialog::getOpenFileName(m_window, tr("Import"),
                                                      m_parts.settings.lastFolder(QStringLiteral("open")),
                                                      tr("Drawings and pictures (*.svg *.png *.jpg *.jpeg)"));
    if (path.isEmpty())
        return;
    m_parts.settings.setLastFolder(QStringLiteral("open"), QFileInfo(path).path());
    importFile(path);
}

void SketchFiles::importFile(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == u"npz" || suffix == u"ndjson") {
        showDataSets()->read({path}, false);
        return;
    }
    runInBackground(
        this, [path] { return readBytes(path); },
        [this, name = QFileInfo(path).fileName()](const Result<QByteArray> &bytes) {
            if (!bytes)
                Q_EMIT failed(bytes.error());
            else if (isSvg(bytes.value()) || name.endsWith(QStringLiteral(".svg"), Qt::CaseInsensitive))
                importSvg(bytes.value(), name);
            else
                setBackground(bytes.value(), name);
        });
}

void SketchFiles::importSvg(const QByteArray &bytes, const QString &name)
{
    runInBackground(
        this, [bytes, name] { return parseSvg(bytes, name); },
        [this, name](const Result<SvgDrawing> &svg) {
            if (!svg) {
                Q_EMIT failed(svg.error());
                return;
            }
            addDrawing(svg.value().drawing);
            QStringList warnings;
            for (const std::string &warning : svg.value().warnings)
                warnings << QString::fromStdString(warning);
            if (!warnings.isEmpty())
                Q_EMIT noticed(tr("Not all of “%1” is in the drawing: %2").arg(name, warnings.first()),
                               warnings.size() > 1 ? warnings.join(QLatin1Char('\n')) : QString());
        });
}

void SketchFiles::addDrawing(const Drawing &drawing)
{
    std::vector<Stroke> strokes = drawing.strokes;
    const auto bounds = boundsOf(linesOf(drawing));
    if (!bounds)
        return;
    const bool isEmpty = m_parts.state.drawing().strokes.empty();
    const Point centre = m_parts.state.geometry().centre();
    const Point way = isEmpty ? Point{}
                              : Point{centre.x - (bounds->left + bounds->right) / 2,
                                      centre.y - (bounds->top + bounds->bottom) / 2};
    for (Stroke &stroke : strokes) {
        stroke.id = 0;
        stroke.group = 0;
        for (StrokePoint &point : stroke.points) {
            point.x += way.x;
            point.y += way.y;
        }
    }
    m_parts.state.replaceStrokes(tr("Import SVG"), addStrokes(m_parts.state.drawing(), std::move(strokes)));
    m_parts.canvas.fit();
}

void SketchFiles::placeBackground()
{
    const QString path = QFileDialog::getOpenFileName(m_window, tr("Place Picture"),
                                                      m_parts.settings.lastFolder(QStringLiteral("pictures")),
                                                      tr("Pictures (*.png *.jpg *.jpeg)"));
    if (path.isEmpty())
        return;
    m_parts.settings.setLastFolder(QStringLiteral("pictures"), QFileInfo(path).path());
    runInBackground(
        this, [path] { return readBytes(path); },
        [this, name = QFileInfo(path).fileName()](const Result<QByteArray> &bytes) {
            if (bytes)
                setBackground(bytes.value(), name);
            else
                Q_EMIT failed(bytes.error());
        });
}

void SketchFiles::pastePicture()
{
    const QMimeData *mime = QApplication::clipboard()->mimeData();
    QByteArray bytes = mime ? mime->data(QStringLiteral("image/png")) : QByteArray();
    if (bytes.isEmpty() && mime && mime->hasImage()) {
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        qvariant_cast<QImage>(mime->imageData()).save(&buffer, "PNG");
    }
    if (bytes.isEmpty())
        Q_EMIT failed({tr("There is no picture on the clipboard."), {}});
    else
        setBackground(bytes, tr("the clipboard"));
}

void SketchFiles::setBackground(const QByteArray &bytes, const QString &name)
{
    QByteArray data = bytes;
    QBuffer buffer(&data);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer); // reads the head alone
    const QSize size = reader.size();
    const QByteArray format = reader.format();
    const bool isKnown = format == "png" || format == "jpeg";
    if (!isKnown || size.isEmpty() || size.width() > kLargestSide || size.height() > kLargestSide) {
        Q_EMIT failed({isKnown ? tr("“%1” is larger than %2 pixels.").arg(name).arg(kLargestSide)
                               : tr("“%1” is no PNG or JPEG picture.").arg(name),
                       {}});
        return;
    }
    m_parts.actions.edits().placeBackground("image/" + format.toStdString(), {bytes.begin(), bytes.end()},
                                            size);
}

DataSetWindow *SketchFiles::showDataSets()
{
    if (!m_dataWindow) {
        m_dataWindow = new DataSetWindow(m_parts.theme, m_parts.settings, m_window);
        connect(m_dataWindow, &DataSetWindow::drawingChosen, this, [this](const Lines &lines) {
            Drawing drawing;
            drawing.strokes = strokesFrom(lines, SketchLayer::Mine, static_cast<float>(m_parts.state.width()),
                                          drawing.nextId);
            addDrawing(drawing);
        });
    }
    m_dataWindow->show();
    m_dataWindow->raise();
    m_dataWindow->activateWindow();
    return m_dataWindow;
}

} // namespace solferino
