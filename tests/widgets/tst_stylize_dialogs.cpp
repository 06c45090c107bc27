// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/path_field.h"
#include "widgets/common/style.h"
#include "widgets/common/theme.h"
#include "widgets/stylize/batch_dialog.h"
#include "widgets/stylize/video_dialog.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTest>
#include <QTreeWidget>

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

} // namespace

class StylizeDialogsTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, m_theme); }

    void batch_startsWhenAllIsKnown();
    void batch_asksForWhatWasChosen();
    void batch_showsProgressAndCancels();
    void batch_reportsWhatWentWrongFirst();
    void video_suggestsItsResult();
    void video_asksForWhatWasChosen();

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
    QVERIFY(start->isEnabled());
    paths[1]->setPath(u"/in"_s);
    QVERIFY(!start->isEnabled()); // the photos themselves never change
}

void StylizeDialogsTest::batch_asksForWhatWasChosen()
{
    BatchDialog dialog(m_theme, nullptr);
    dialog.setPlan({u"/in"_s, u"/out"_s, u"webp"_s, 80});
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

QTEST_MAIN(StylizeDialogsTest)
#include "tst_stylize_dialogs.moc"
