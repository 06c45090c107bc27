// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/path_field.h"
#include "widgets/common/style.h"
#include "widgets/common/theme.h"
#include "widgets/stylize/batch_dialog.h"
#include "widgets/stylize/camera_dialog.h"
#include "widgets/stylize/camera_view.h"
#include "widgets/stylize/video_dialog.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTest>
#include <QTreeWidget>

#include <algorithm>

using namespace solferino;
using namespace Qt::StringLiterals;

namespace {

QPushButton *buttonNamed(const QDialog &dialog, const QString &text)
{
    for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
        if (button->text() == text)
            return button;
    }
    return nullptr;
}

/// Red at the left, blue at the right.
QImage halves()
{
    QImage image(640, 360, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            image.setPixelColor(x, y, x < image.width() / 2 ? Qt::red : Qt::blue);
    }
    return image;
}

} // namespace

class StylizeDialogsTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, m_theme); }

    void batch_startsWhenAllIsKnown();
    void batch_suggestsItsResults();
    void batch_asksForWhatWasChosen();
    void batch_showsProgressAndCancels();
    void batch_reportsWhatWentWrongFirst();
    void video_suggestsItsResult();
    void video_asksForWhatWasChosen();
    void camera_takesWhatItSees();
    void camera_countsDown();
    void camera_showsAMirrorAndTakesThePicture();
    void camera_offersAChoiceOfSeveral();
    void camera_showsAStyleAndItsRate();
    void camera_saysWhyThereIsNothing();

private:
    Theme m_theme;
};

void StylizeDialogsTest::batch_startsWhenAllIsKnown()
{
    BatchDialog dialog(m_theme, nullptr);
    dialog.show();
    QPushButton *start = buttonNamed(dialog, u"Stylize"_s);
    QVERIFY(!start->isEnabled());
    QVERIFY(!start->toolTip().isEmpty());
    QSignalSpy chosen(&dialog, &BatchDialog::inputChosen);
    const QList<PathField *> paths = dialog.findChildren<PathField *>();
    QTest::keyClicks(paths[0]->line(), u"/in"_s);
    QCOMPARE(chosen.last().at(0).toString(), u"/in"_s);
    paths[1]->setPath(u"/out"_s);
    QVERIFY(!start->isEnabled()); // not looked into yet
    dialog.setFound(0, 3);
    QVERIFY(!start->isEnabled());
    dialog.setFound(18, 3);
    QVERIFY(!start->isEnabled()); // no style
    QVERIFY(!start->toolTip().isEmpty());
    dialog.setSummary(u"Starry Night"_s);
    QVERIFY(start->isEnabled());
    paths[1]->setPath(u"/in"_s);
    QVERIFY(!start->isEnabled()); // the photos themselves never change
}

void StylizeDialogsTest::batch_suggestsItsResults()
{
    BatchDialog dialog(m_theme, nullptr);
    dialog.setPlan({.input = u"/in"_s, .output = {}});
    QCOMPARE(dialog.plan().output, u"/in/stylized"_s);
    const QList<PathField *> paths = dialog.findChildren<PathField *>();
    paths[0]->setPath(u"/other"_s);
    QCOMPARE(dialog.plan().output, u"/other/stylized"_s);
    paths[1]->setPath(u"/mine"_s);
    paths[0]->setPath(u"/in"_s);
    QCOMPARE(dialog.plan().output, u"/mine"_s); // the person's own choice stays
}

void StylizeDialogsTest::batch_asksForWhatWasChosen()
{
    BatchDialog dialog(m_theme, nullptr);
    dialog.setPlan({u"/in"_s, u"/out"_s, u"webp"_s, 80});
    dialog.setSummary(u"Starry Night"_s);
    dialog.setFound(2, 0);
    dialog.show();
    BatchPlan asked;
    connect(&dialog, &BatchDialog::startRequested, this, [&](const BatchPlan &plan) { asked = plan; });
    auto *quality = dialog.findChild<QSpinBox *>();
    auto *format = dialog.findChild<QComboBox *>();
    QVERIFY(quality->isEnabled());
    format->setCurrentIndex(format->findData(u"png"_s));
    QVERIFY(!quality->isEnabled());
    QTest::mouseClick(buttonNamed(dialog, u"Stylize"_s), Qt::LeftButton);
    QCOMPARE(asked.input, u"/in"_s);
    QCOMPARE(asked.output, u"/out"_s);
    QCOMPARE(asked.format, u"png"_s);
    QCOMPARE(asked.quality, 80);
}

void StylizeDialogsTest::batch_showsProgressAndCancels()
{
    BatchDialog dialog(m_theme, nullptr);
    dialog.show();
    dialog.showProgress(4, 18, u"shoes.jpg"_s);
    auto *bar = dialog.findChild<QProgressBar *>();
    QVERIFY(bar->isVisible());
    QCOMPARE(bar->value(), 4);
    QSignalSpy cancelled(&dialog, &BatchDialog::cancelRequested);
    QTest::mouseClick(buttonNamed(dialog, u"Cancel the Batch"_s), Qt::LeftButton);
    QCOMPARE(cancelled.count(), 1);
}

void StylizeDialogsTest::batch_reportsWhatWentWrongFirst()
{
    BatchDialog dialog(m_theme, nullptr);
    dialog.setPlan({u"/in"_s, u"/out"_s, u"jpeg"_s, 92});
    dialog.show();
    dialog.showReport({{u"a.jpg"_s, {}}, {u"b.gif"_s, u"It moves: only still pictures are read."_s}}, {});
    auto *results = dialog.findChild<QTreeWidget *>();
    QVERIFY(results->isVisible());
    QCOMPARE(results->topLevelItemCount(), 2);
    QCOMPARE(results->topLevelItem(0)->text(0), u"b.gif"_s);
    QCOMPARE(results->topLevelItem(0)->text(1), u"It moves: only still pictures are read."_s);
    QCOMPARE(results->topLevelItem(1)->text(0), u"a.jpg"_s);
    QSignalSpy shown(&dialog, &BatchDialog::resultRequested);
    QTest::mouseClick(buttonNamed(dialog, u"Show Results"_s), Qt::LeftButton);
    QCOMPARE(shown.last().at(0).toString(), u"/out"_s);
}

void StylizeDialogsTest::video_suggestsItsResult()
{
    VideoDialog dialog(m_theme, nullptr);
    dialog.show();
    QPushButton *start = buttonNamed(dialog, u"Stylize"_s);
    QVERIFY(!start->isEnabled());
    const QList<PathField *> paths = dialog.findChildren<PathField *>();
    paths[0]->setPath(u"/films/quay.mov"_s);
    QVERIFY(!start->isEnabled()); // no style
    dialog.setSummary(u"Starry Night"_s);
    QCOMPARE(dialog.plan().output, u"/films/quay stylized.mp4"_s);
    QVERIFY(start->isEnabled());
    paths[1]->setPath(u"/films/mine.mkv"_s);
    paths[0]->setPath(u"/films/other.mov"_s);
    QCOMPARE(dialog.plan().output, u"/films/mine.mkv"_s); // the person's own choice stays
    paths[1]->setPath(u"/films/other.mov"_s);
    QVERIFY(!start->isEnabled());
}

void StylizeDialogsTest::video_asksForWhatWasChosen()
{
    VideoDialog dialog(m_theme, nullptr);
    dialog.setPlan({u"/a.mp4"_s, u"/b.mp4"_s, 640, 0.5});
    dialog.setSummary(u"Starry Night"_s);
    dialog.show();
    VideoPlan asked;
    connect(&dialog, &VideoDialog::startRequested, this, [&](const VideoPlan &plan) { asked = plan; });
    QTest::keyClick(dialog.findChild<QSlider *>(), Qt::Key_End);
    QTest::mouseClick(buttonNamed(dialog, u"Stylize"_s), Qt::LeftButton);
    QCOMPARE(asked.input, u"/a.mp4"_s);
    QCOMPARE(asked.output, u"/b.mp4"_s);
    QCOMPARE(asked.longestSide, 640);
    QCOMPARE(asked.stability, 0.99);
}

void StylizeDialogsTest::camera_takesWhatItSees()
{
    CameraDialog dialog(m_theme, nullptr);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QSignalSpy taken(&dialog, &CameraDialog::taken);
    QPushButton *take = buttonNamed(dialog, u"Take Picture"_s);
    QVERIFY(!take->isEnabled());
    const QImage picture = halves();
    dialog.showPicture(picture);
    QVERIFY(take->isEnabled());
    QVERIFY(take->hasFocus());
    QTest::keyClick(take, Qt::Key_Space);
    QCOMPARE(taken.size(), 1);
    QCOMPARE(taken.front().front().value<QImage>(), picture);
    QVERIFY(!dialog.isVisible());
}

void StylizeDialogsTest::camera_countsDown()
{
    CameraDialog dialog(m_theme, nullptr);
    dialog.show();
    dialog.showPicture(halves());
    QSignalSpy taken(&dialog, &CameraDialog::taken);
    dialog.findChild<QCheckBox *>()->setChecked(true);
    QPushButton *take = buttonNamed(dialog, u"Take Picture"_s);
    QTest::keyClick(take, Qt::Key_Return);
    QCOMPARE(taken.size(), 0);
    QVERIFY(dialog.isVisible());
    QTest::keyClick(take, Qt::Key_Return); // not to be waited for
    QCOMPARE(taken.size(), 1);
}

void StylizeDialogsTest::camera_showsAMirrorAndTakesThePicture()
{
    CameraDialog dialog(m_theme, nullptr);
    dialog.show();
    dialog.showPicture(halves());
    auto *view = dialog.findChild<CameraView *>();
    const QImage shown = view->grab().toImage();
    const QPoint middle = view->rect().center();
    QCOMPARE(shown.pixelColor(middle - QPoint(30, 0)), QColor(Qt::blue));
    QCOMPARE(shown.pixelColor(middle + QPoint(30, 0)), QColor(Qt::red));
}

void StylizeDialogsTest::camera_offersAChoiceOfSeveral()
{
    CameraDialog dialog(m_theme, nullptr);
    auto *cameras = dialog.findChild<QComboBox *>();
    dialog.setCameras({u"Eye"_s}, 0);
    QVERIFY(cameras->isHidden());
    dialog.setCameras({u"Eye"_s, u"Other"_s}, 1);
    QVERIFY(!cameras->isHidden());
    QCOMPARE(cameras->currentText(), u"Other"_s);
    QSignalSpy chosen(&dialog, &CameraDialog::cameraChosen);
    dialog.show();
    QTest::keyClick(cameras, Qt::Key_Up);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.front().front().toInt(), 0);
}

void StylizeDialogsTest::camera_showsAStyleAndItsRate()
{
    CameraDialog dialog(m_theme, nullptr);
    dialog.show();
    QVERIFY(!dialog.wantsStyle());
    dialog.setStyle(u"Red Dots"_s);
    QCheckBox *styled = dialog.findChildren<QCheckBox *>().back();
    QSignalSpy wanted(&dialog, &CameraDialog::styleWanted);
    styled->click();
    QCOMPARE(wanted.size(), 1);
    QVERIFY(dialog.wantsStyle());
    dialog.showPicture(halves());
    auto *view = dialog.findChild<CameraView *>();
    QCOMPARE(view->picture(), halves()); // until the first has been painted
    QImage painted(40, 20, QImage::Format_RGB32);
    painted.fill(Qt::green);
    dialog.showStylized(painted, 4.2);
    dialog.showPicture(halves());
    QCOMPARE(view->picture(), painted);
    const QList<QLabel *> labels = dialog.findChildren<QLabel *>();
    QVERIFY(
        std::ranges::any_of(labels, [](const QLabel *label) { return label->text().startsWith(u"4.2"); }));
    styled->click();
    QCOMPARE(view->picture(), halves());
}

void StylizeDialogsTest::camera_saysWhyThereIsNothing()
{
    CameraDialog dialog(m_theme, nullptr);
    dialog.show();
    dialog.showPicture(halves());
    dialog.showError(u"It was unplugged."_s);
    QVERIFY(!buttonNamed(dialog, u"Take Picture"_s)->isEnabled());
    QCOMPARE(dialog.findChild<CameraView *>()->accessibleDescription(), u"It was unplugged."_s);
}

QTEST_MAIN(StylizeDialogsTest)
#include "tst_stylize_dialogs.moc"
