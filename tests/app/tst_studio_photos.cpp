// SPDX-License-Identifier: GPL-3.0-or-later
// How photos, folders and videos come into Stylize and leave it: dropped, pasted, exported.
#include "app/studio/main_window.h"
#include "app/studio/tasks/stylize_batch.h"
#include "app/studio/tasks/stylize_files.h"
#include "core/documents/take_list.h"
#include "core/project/photo_image.h"
#include "tests/support/sample_video.h"
#include "tests/support/stylize_test.h"
#include "widgets/common/path_field.h"
#include "widgets/stylize/batch_dialog.h"
#include "widgets/stylize/compare_view.h"
#include "widgets/stylize/video_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace solferino;
using namespace Qt::StringLiterals;

class StudioPhotosTest final : public StylizeTest
{
    Q_OBJECT
public:
    StudioPhotosTest()
        : StylizeTest({240, 160})
    {}

private Q_SLOTS:
    void droppedFile_isThePhoto();
    void droppedFiles_giveTheFirstPicture();
    void droppedFolder_opensTheBatch();
    void droppedFolder_isDataInModels();
    void droppedText_isRefusedInOneSentence();
    void droppedPicture_isThePhoto();
    void pastedPicture_isThePhoto();
    void pastedFile_isThePhoto();
    void emptyClipboard_isSaidSo();
    void everyFormat_keepsPictureAndSettings();
    void foreignPicture_doesNotSayHowItWasMade();
    void folderOfRubbish_isReported();
    void video_isStylized();

private:
    void drop(const QMimeData &data);
    void dropFiles(const QStringList &paths);
    void press(const QDialog &dialog, const QString &button);
};

void StudioPhotosTest::drop(const QMimeData &data)
{
    CompareView &view = stylize().view();
    const QPoint middle = view.rect().center();
    QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&view, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(middle, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&view, &event);
}

void StudioPhotosTest::dropFiles(const QStringList &paths)
{
    QMimeData data;
    QList<QUrl> urls;
    for (const QString &each : paths)
        urls << QUrl::fromLocalFile(each);
    data.setUrls(urls);
    drop(data);
}

void StudioPhotosTest::droppedFile_isThePhoto()
{
    dropFiles({m_photo});
    QTRY_COMPARE_WITH_TIMEOUT(document().photo().name, std::string("squares.png"), kPatience);
    document().undoStack().undo();
    QVERIFY(!document().photo().file);
}

void StudioPhotosTest::droppedFiles_giveTheFirstPicture()
{
    const QString other = path(u"other.jpg"_s);
    QVERIFY(photoImage().save(other));
    dropFiles({written(path(u"note.txt"_s), "Hello"), m_photo, other});
    QTRY_COMPARE_WITH_TIMEOUT(document().photo().name, std::string("squares.png"), kPatience);
    QCOMPARE(document().undoStack().count(), 1);
}

void StudioPhotosTest::droppedFolder_opensTheBatch()
{
    const QString folder = path(u"some photos"_s);
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(photoImage().save(folder + u"/a.png"_s));
    dropFiles({folder});
    BatchDialog *dialog = stylize().batch().dialog();
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(dialog->plan().input, folder);
    dialog->close();
    QTRY_VERIFY(!stylize().batch().dialog());
}

void StudioPhotosTest::droppedFolder_isDataInModels()
{
    const QString folder = path(u"some tunes"_s);
    QVERIFY(QDir().mkpath(folder));
    MainWindow &window = m_studio->window();
    window.showWorkspace(u"models"_s);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(folder)});
    QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&window, &enter);
    QDropEvent event({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&window, &event);
    QVERIFY(!stylize().batch().dialog());
    QVERIFY(!stylize().isVisible());
    QStringList paths;
    for (const PathField *field : window.findChildren<PathField *>())
        paths << field->path();
    QVERIFY2(paths.contains(folder), qPrintable(paths.join(u", "_s)));
    window.showWorkspace(u"stylize"_s);
}

void StudioPhotosTest::droppedText_isRefusedInOneSentence()
{
    dropFiles({written(path(u"note.txt"_s), "Hello")});
    QTRY_VERIFY_WITH_TIMEOUT(!sentence().isEmpty(), kPatience);
    QVERIFY2(sentence().contains(u"note.txt"_s), qPrintable(sentence()));
    QVERIFY(!document().photo().file);

    QMimeData words;
    words.setText(u"Hello"_s);
    QDragEnterEvent enter({5, 5}, Qt::CopyAction, &words, Qt::LeftButton, {});
    QApplication::sendEvent(&stylize().view(), &enter);
    QVERIFY(!enter.isAccepted());
}

void StudioPhotosTest::droppedPicture_isThePhoto()
{
    QMimeData data;
    data.setImageData(photoImage());
    drop(data);
    QTRY_VERIFY_WITH_TIMEOUT(document().photo().file, kPatience);
    QCOMPARE(QSize(document().photo().width, document().photo().height), m_photoSize);
    QCOMPARE(document().undoStack().undoText(), u"Drop Photo"_s);
}

void StudioPhotosTest::pastedPicture_isThePhoto()
{
    QApplication::clipboard()->setImage(photoImage());
    stylize().files().paste();
    QTRY_VERIFY_WITH_TIMEOUT(document().photo().file, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!preview().before().isNull(), kPatience);
    QCOMPARE(preview().before().convertToFormat(QImage::Format_RGB32), photoImage());
    QCOMPARE(document().undoStack().undoText(), u"Paste Photo"_s);
}

void StudioPhotosTest::pastedFile_isThePhoto()
{
    auto *data = new QMimeData; // the clipboard's
    data->setUrls({QUrl::fromLocalFile(m_photo)});
    QApplication::clipboard()->setMimeData(data);
    stylize().files().paste();
    QTRY_COMPARE_WITH_TIMEOUT(document().photo().name, std::string("squares.png"), kPatience);
}

void StudioPhotosTest::emptyClipboard_isSaidSo()
{
    QApplication::clipboard()->setText(u"words"_s);
    stylize().files().paste();
    QCOMPARE(sentence(), u"There is no picture on the clipboard."_s);
}

void StudioPhotosTest::everyFormat_keepsPictureAndSettings()
{
    openPhoto();
    choose("red_dots");
    settle();
    const Styling made = document().styling();
    for (const ImageFormat format :
         {ImageFormat::Png, ImageFormat::Tiff, ImageFormat::WebP, ImageFormat::Jpeg}) {
        change(made);
        QSignalSpy done(&controller(), &StylizeTakeController::written);
        const QString file = path(u"made.%1"_s.arg(QLatin1String(imageExtension(format))));
        controller().write(file, format, 70);
        QTRY_COMPARE_WITH_TIMEOUT(done.size(), 1, kPatience);
        const Result<Photo> photo = readPhoto(file);
        QVERIFY2(photo.isOk(), qPrintable(file));
        QCOMPARE(readImageHeader(*photo.value().file).format, format);
        QCOMPARE(QSize(photo.value().width, photo.value().height), m_photoSize);
        Styling other = made;
        other.mix = {{"blue_lines", 1.0}};
        other.brush = 2.0;
        change(other);
        controller().showSettingsOfFile(file);
        QTRY_COMPARE_WITH_TIMEOUT(document().styling(), made, kPatience);
    }
}

void StudioPhotosTest::foreignPicture_doesNotSayHowItWasMade()
{
    openPhoto();
    controller().showSettingsOfFile(m_photo);
    QTRY_COMPARE_WITH_TIMEOUT(sentence(), u"“squares.png” does not say how it was made."_s, kPatience);
}

void StudioPhotosTest::folderOfRubbish_isReported()
{
    openPhoto();
    choose("red_dots");
    settle();
    const QString folder = path(u"mixed"_s);
    QVERIFY(QDir().mkpath(folder + u"/folder.jpg"_s));
    QVERIFY(photoImage().save(folder + u"/good.png"_s));
    written(folder + u"/empty.jpg"_s, {});
    written(folder + u"/note.txt"_s, "Hello");
    written(folder + u"/text.webp"_s, "This is no picture.");
    QFile whole(m_photo);
    QVERIFY(whole.open(QIODevice::ReadOnly));
    written(folder + u"/cut.png"_s, whole.read(whole.size() / 2));
    stylize().batch().open(folder, document().styling(), nlohmann::json::object(), u"Red Dots"_s);
    BatchPlan plan;
    plan.input = folder;
    plan.output = path(u"mixed results"_s);
    plan.format = u"webp"_s;
    Q_EMIT stylize().batch().dialog()->startRequested(plan);
    QTRY_VERIFY_WITH_TIMEOUT(!stylize().batch().isRunning(), kPatience);
    QCOMPARE(QDir(plan.output).entryList(QDir::Files), QStringList(u"good-red_dots.webp"_s));
    const std::vector<BatchResult> &results = stylize().batch().results();
    QCOMPARE(results.size(), std::size_t(4)); // neither the folder nor the text is a picture by its name
    for (const BatchResult &result : results) {
        const bool isGood = result.file == u"good.png"_s;
        QVERIFY2(result.reason.isEmpty() == isGood, qPrintable(result.file + result.reason));
        QVERIFY2(result.reason.count(u'\n') == 0, qPrintable(result.reason));
    }
    stylize().batch().dialog()->close();
}

void StudioPhotosTest::video_isStylized()
{
#ifdef SOLFERINO_CAMERA_LIBRARY
    openPhoto();
    choose("red_dots");
    settle();
    const QString video = path(u"film.avi"_s);
    writeVideo(video, 3);
    dropFiles({video});
    const auto dialogs = m_studio->window().findChildren<VideoDialog *>();
    QCOMPARE(dialogs.size(), 1);
    VideoPlan plan = dialogs.front()->plan();
    QCOMPARE(plan.input, video);
    plan.output = path(u"painted.avi"_s);
    dialogs.front()->setPlan(plan);
    press(*dialogs.front(), u"Stylize"_s);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(plan.output), kPatience);
    cv::VideoCapture painted(plan.output.toStdString());
    int frames = 0;
    for (cv::Mat frame; painted.read(frame);)
        ++frames;
    QCOMPARE(frames, 3);
#else
    QSKIP("This build has no OpenCV.");
#endif
}

void StudioPhotosTest::press(const QDialog &dialog, const QString &button)
{
    for (QPushButton *each : dialog.findChildren<QPushButton *>()) {
        if (each->text() == button && each->isVisible()) {
            QVERIFY(each->isEnabled());
            each->click();
            return;
        }
    }
    QFAIL(qPrintable(u"There is no button "_s + button));
}

QTEST_MAIN(StudioPhotosTest)
#include "tst_studio_photos.moc"
