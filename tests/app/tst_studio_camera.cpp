// SPDX-License-Identifier: GPL-3.0-or-later
// The photo of a camera, and a part of a photo.
#include "app/studio/tasks/stylize_camera.h"
#include "core/documents/take_list.h"
#include "core/domain/image/image_file.h"
#include "tests/support/sample_video.h"
#include "tests/support/stylize_test.h"
#include "widgets/stylize/camera_dialog.h"
#include "widgets/stylize/compare_view.h"
#include "widgets/stylize/crop_area.h"
#include "widgets/stylize/crop_view.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace solferino;
using namespace Qt::StringLiterals;

class StudioCameraTest final : public StylizeTest
{
    Q_OBJECT
public:
    StudioCameraTest()
        : StylizeTest({240, 160})
    {}

private Q_SLOTS:
    void crop_isHonouredEverywhere();
    void cropOfATake_isShownAsItWas();
    void camera_isTheNextPhoto();
    void camera_showsTheStyle();
    void camera_isMissedInASentence();

private:
};

void StudioCameraTest::crop_isHonouredEverywhere()
{
    openPhoto();
    choose("red_dots");
    settle();
    const Styling whole = document().styling();
    stylize().beginCrop();
    QVERIFY(stylize().cropView().isVisible());
    QVERIFY(!stylize().view().isVisible());
    CropArea &area = stylize().cropView().area();
    for (int i = 0; i < 40; ++i) // the right half goes, one pixel each
        QTest::keyClick(&area, Qt::Key_Left, Qt::ShiftModifier | Qt::ControlModifier);
    QTest::keyClick(&area, Qt::Key_Return);
    const PictureCrop crop{0, 0, 200, 160};
    QCOMPARE(document().styling().crop, crop);
    QVERIFY(stylize().view().isVisible());
    QCOMPARE(stylize().view().pictureSize(), QSize(200, 160));
    QCOMPARE(preview().before().size(), QSize(200, 160)); // at once
    QTRY_VERIFY_WITH_TIMEOUT(!preview().isBusy() && preview().seconds(), kPatience);
    QCOMPARE(preview().after().size(), QSize(200, 160));
    controller().render();
    QTRY_VERIFY_WITH_TIMEOUT(fullSizeTake(), kPatience);
    const Take take = *fullSizeTake();
    QCOMPARE(readImageHeader(*pictureOf(take)->file.load().value()).width, 200);
    QCOMPARE(take.request.options.value("crop", std::string()), std::string("0,0,200,160"));
    QVERIFY(readImageRequest(*pictureOf(take)->file.load().value())->find("0,0,200,160") !=
            std::string::npos);
    QCOMPARE(document().photo().width, m_photoSize.width()); // the photo is as it was
    document().undoStack().undo();
    QCOMPARE(document().styling(), whole);
    QTRY_COMPARE_WITH_TIMEOUT(preview().before().size(), m_photoSize, kPatience);
}

void StudioCameraTest::cropOfATake_isShownAsItWas()
{
    openPhoto();
    change(withCrop(document().styling(), document().photo(), {20, 20, 100, 40}));
    choose("red_dots");
    settle();
    controller().render();
    QTRY_VERIFY_WITH_TIMEOUT(fullSizeTake(), kPatience);
    document().undoStack().undo();
    document().undoStack().undo();
    QCOMPARE(stylize().view().pictureSize(), m_photoSize);
    controller().audition(fullSizeTake()->id);
    QTRY_COMPARE_WITH_TIMEOUT(stylize().view().pictureSize(), QSize(100, 40), kPatience);
    controller().close();
    QCOMPARE(stylize().view().pictureSize(), m_photoSize);
    controller().keep(fullSizeTake()->id);
    QCOMPARE(document().styling().crop, (PictureCrop{20, 20, 100, 40}));
}

void StudioCameraTest::camera_isTheNextPhoto()
{
#ifdef SOLFERINO_CAMERA_LIBRARY
    openPhoto();
    writeVideo(path(u"eye.avi"_s), 20);
    stylize().camera().setSource(QStringLiteral(SOLFERINO_CAMERA_LIBRARY),
                                 std::vector<CameraDevice>{{u"Eye"_s, path(u"eye.avi"_s)}});
    stylize().openCamera();
    CameraDialog *dialog = stylize().camera().dialog();
    QVERIFY(dialog && dialog->isVisible());
    QSignalSpy taken(&stylize().camera(), &StylizeCamera::taken);
    const QList<QPushButton *> buttons = dialog->findChildren<QPushButton *>();
    const auto take = std::ranges::find(buttons, u"Take Picture"_s, &QPushButton::text);
    QVERIFY(take != buttons.end());
    QTRY_VERIFY_WITH_TIMEOUT((*take)->isEnabled(), kPatience);
    QTest::keyClick(*take, Qt::Key_Space);
    QCOMPARE(taken.size(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(document().photo().width, 64, kPatience);
    QCOMPARE(document().undoStack().undoText(), u"Take a Picture"_s);
    document().undoStack().undo();
    QCOMPARE(document().photo().name, std::string("squares.png"));
    QTRY_VERIFY(!stylize().camera().dialog());
#else
    QSKIP("This build has no OpenCV.");
#endif
}

void StudioCameraTest::camera_showsTheStyle()
{
#ifdef SOLFERINO_CAMERA_LIBRARY
    openPhoto();
    choose("red_dots");
    settle();
    writeVideo(path(u"eye.avi"_s), 20);
    stylize().camera().setSource(QStringLiteral(SOLFERINO_CAMERA_LIBRARY),
                                 std::vector<CameraDevice>{{u"Eye"_s, path(u"eye.avi"_s)}});
    stylize().openCamera();
    CameraDialog *dialog = stylize().camera().dialog();
    dialog->findChildren<QCheckBox *>().back()->click();
    QVERIFY(dialog->wantsStyle());
    const auto showsRate = [dialog] {
        const QList<QLabel *> labels = dialog->findChildren<QLabel *>();
        return std::ranges::any_of(labels,
                                   [](const QLabel *label) { return label->text().contains(u"a second"_s); });
    };
    QTRY_VERIFY_WITH_TIMEOUT(showsRate(), kPatience);
    dialog->reject();
    QVERIFY(!document().undoStack().undoText().contains(u"Picture"_s));
    QTRY_VERIFY(!stylize().camera().dialog());
#else
    QSKIP("This build has no OpenCV.");
#endif
}

void StudioCameraTest::camera_isMissedInASentence()
{
    stylize().camera().setSource(path(u"none.so"_s), std::nullopt);
    stylize().openCamera();
    QVERIFY2(sentence().contains(u"OpenCV"_s), qPrintable(sentence()));
    stylize().camera().setSource(m_photo, std::vector<CameraDevice>()); // some file
    stylize().openCamera();
    QVERIFY2(sentence().contains(u"No camera is connected"_s), qPrintable(sentence()));
    QVERIFY(!stylize().camera().dialog());
}

QTEST_MAIN(StudioCameraTest)
#include "tst_studio_camera.moc"
