// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/stylize_studio.h"

#include "app/studio/main_window.h"
#include "app/studio/tasks/stylize_files.h"
#include "core/commands/change_styling_command.h"
#include "core/documents/take_list.h"
#include "tests/support/studio_home.h"
#include "widgets/common/message_strip.h"
#include "widgets/stylize/compare_view.h"

#include <QApplication>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QProcess>
#include <QTest>

#include <algorithm>

namespace solferino {

using namespace Qt::StringLiterals;

QImage photoImage()
{
    QImage image(kPhotoSize, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            image.setPixel(x, y, qRgb(x, y, (x / 20 + y / 20) % 2 * 200));
    }
    return image;
}

QString written(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(bytes);
    return path;
}

void StylizeStudio::start()
{
    const QString models = path(u"bundled"_s);
    QVERIFY(QDir().mkpath(models));
    QCOMPARE(QProcess::execute(QStringLiteral(SOLFERINO_STYLE_MODEL_WRITER),
                               {models + u"/image_stylization.safetensors"_s}),
             0);
    qputenv("SOLFERINO_MODELS", models.toUtf8());
    qunsetenv("SOLFERINO_CAMERAS");
    m_photo = path(u"squares.png"_s);
    QVERIFY(photoImage().save(m_photo));
    m_studio = makeStudio(m_home.path(), QStringLiteral(SOLFERINO_ENGINE_PROGRAM));
    m_studio->start({});
    m_studio->window().showWorkspace(u"stylize"_s);
    QVERIFY(QTest::qWaitForWindowActive(&m_studio->window()));
}

void StylizeStudio::reset()
{
    stylize().findChild<MessageStrip *>()->dismiss();
    m_studio->imageTakes().reset({});
    document().reset({}, {});
}

QString StylizeStudio::sentence()
{
    return stripSentence(stylize());
}

const Take *StylizeStudio::fullSizeTake()
{
    const std::vector<Take> &takes = m_studio->imageTakes().takes();
    const auto found = std::ranges::find_if(
        takes, [](const Take &take) { return take.isComplete && !pictureOf(take)->isPreview; });
    return found != takes.end() ? &*found : nullptr;
}

void StylizeStudio::openPhoto()
{
    stylize().files().openPhoto(m_photo);
    QTRY_VERIFY_WITH_TIMEOUT(!preview().before().isNull() && preview().reducedFile(), kPatience);
}

void StylizeStudio::change(const Styling &styling)
{
    document().undoStack().push(new ChangeStylingCommand(document(), u"Change"_s, styling));
}

void StylizeStudio::paint()
{
    Styling styling = document().styling();
    styling.mix = {{"red_dots", 1.0}};
    change(styling);
    QTRY_VERIFY_WITH_TIMEOUT(!preview().isBusy() && preview().seconds(), kPatience);
}

void StylizeStudio::drop(const QMimeData &data)
{
    CompareView &view = stylize().view();
    const QPoint middle = view.rect().center();
    QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&view, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(middle, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&view, &event);
}

void StylizeStudio::dropFiles(const QStringList &paths)
{
    QMimeData data;
    QList<QUrl> urls;
    for (const QString &each : paths)
        urls << QUrl::fromLocalFile(each);
    data.setUrls(urls);
    drop(data);
}

} // namespace solferino
