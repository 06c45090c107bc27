// SPDX-License-Identifier: GPL-3.0-or-later
// The frame of a crop: its geometry, and how mouse and keys move it.
#include "tests/widgets/stylize_fixture.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/style.h"
#include "widgets/stylize/crop_area.h"
#include "widgets/stylize/crop_view.h"

#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <random>

using namespace solferino;
using namespace Qt::StringLiterals;

namespace {

constexpr PictureCrop kPart{100, 50, 200, 100};

} // namespace

class StylizeCropTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, m_theme); }
    void init();

    void frame_isWholeWithoutACrop();
    void frame_staysInThePicture();
    void sides_moveAlone();
    void aspect_isKept();
    void turn_swapsTheSides();
    void drag_ofACornerResizes();
    void drag_insideMoves();
    void keys_moveAndResize();
    void shapes_changeTheFrame();
    void return_tellsTheCrop();
    void escape_cancels();
    void wholePhoto_isNoCrop();
    void outside_isDark();

private:
    [[nodiscard]] CropArea &area() { return m_view->area(); }
    [[nodiscard]] QPoint at(QPointF place) { return area().pictureGeometry().toPane(place).toPoint(); }
    [[nodiscard]] PictureCrop crop() { return area().frame().crop(); }

    Theme m_theme;
    std::unique_ptr<CropView> m_view;
};

void StylizeCropTest::init()
{
    m_view = std::make_unique<CropView>(m_theme, nullptr);
    m_view->resize(900, 500);
    m_view->setPhoto(plainImage(kPhoto, kRed), kPhoto, kPart);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    m_view->setFocus();
}

void StylizeCropTest::frame_isWholeWithoutACrop()
{
    const CropFrame frame(kPhoto, {});
    QVERIFY(frame.crop().isWhole());
    QCOMPARE(frame.rect(), QRectF(QPointF(), QSizeF(kPhoto)));
    QCOMPARE(CropFrame(kPhoto, kPart).crop(), kPart);
}

void StylizeCropTest::frame_staysInThePicture()
{
    std::mt19937 random(3);
    const auto number = [&random](int most) {
        return static_cast<int>(random() % static_cast<unsigned>(2 * most + 1)) - most;
    };
    for (const double aspect : {0.0, 1.0, 16.0 / 9, 0.5}) {
        CropFrame frame(kPhoto, kPart);
        frame.setAspect(aspect);
        for (int i = 0; i < 400; ++i) {
            frame.drag({number(1), number(1)}, frame.rect(), QPointF(number(500), number(500)));
            const QRectF &rect = frame.rect();
            QVERIFY(rect.left() >= -1e-6 && rect.top() >= -1e-6);
            QVERIFY(rect.right() <= kPhoto.width() + 1e-6 && rect.bottom() <= kPhoto.height() + 1e-6);
            QVERIFY(rect.width() >= CropFrame::kLeast - 1e-6 && rect.height() >= CropFrame::kLeast - 1e-6);
            QVERIFY(aspect <= 0.0 || qAbs(rect.width() / rect.height() - aspect) < 1e-6);
            QVERIFY(liesInside(frame.crop(), kPhoto.width(), kPhoto.height()));
        }
    }
    CropFrame small({3, 1}, {}); // there is no smaller picture
    small.drag({1, 1}, small.rect(), {-50, -50});
    QVERIFY(small.crop().isWhole());
}

void StylizeCropTest::sides_moveAlone()
{
    CropFrame frame(kPhoto, kPart);
    frame.drag({-1, 0}, frame.rect(), {-30, 99});
    QCOMPARE(frame.crop(), (PictureCrop{70, 50, 230, 100}));
    frame.drag({0, 1}, frame.rect(), {99, 20});
    QCOMPARE(frame.crop(), (PictureCrop{70, 50, 230, 120}));
    frame.drag({1, -1}, frame.rect(), {10, 10});
    QCOMPARE(frame.crop(), (PictureCrop{70, 60, 240, 110}));
}

void StylizeCropTest::aspect_isKept()
{
    CropFrame frame(kPhoto, kPart);
    frame.setAspect(1.0);
    QVERIFY(qAbs(frame.rect().width() - frame.rect().height()) < 1e-9);
    QVERIFY(QLineF(frame.rect().center(), QPointF(200, 100)).length() < 1e-6); // around the same middle
    const QPointF corner = frame.rect().topLeft();
    frame.drag({1, 1}, frame.rect(), {20, 0});
    QVERIFY(QLineF(frame.rect().topLeft(), corner).length() < 1e-6);
    QVERIFY(qAbs(frame.rect().width() - frame.rect().height()) < 1e-9);
}

void StylizeCropTest::turn_swapsTheSides()
{
    CropFrame frame(kPhoto, kPart);
    frame.turn();
    QCOMPARE(frame.crop(), (PictureCrop{150, 0, 100, 200}));
    QCOMPARE(frame.aspect(), 0.0);
}

void StylizeCropTest::drag_ofACornerResizes()
{
    dragOver(area(), Qt::LeftButton, at({300, 150}), at({340, 200}));
    const PictureCrop now = crop();
    QCOMPARE(now.left, kPart.left);
    QCOMPARE(now.top, kPart.top);
    QVERIFY(qAbs(now.width - 240) <= 2 && qAbs(now.height - 150) <= 2);
}

void StylizeCropTest::drag_insideMoves()
{
    dragOver(area(), Qt::LeftButton, at({200, 100}), at({230, 110}));
    const PictureCrop now = crop();
    QVERIFY(qAbs(now.left - 130) <= 2 && qAbs(now.top - 60) <= 2);
    QCOMPARE(now.width, kPart.width);
    QCOMPARE(now.height, kPart.height);
}

void StylizeCropTest::keys_moveAndResize()
{
    QTest::keyClick(&area(), Qt::Key_Right, Qt::ControlModifier);
    QTest::keyClick(&area(), Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(crop(), (PictureCrop{101, 51, 200, 100}));
    QTest::keyClick(&area(), Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier);
    QTest::keyClick(&area(), Qt::Key_Down, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(crop(), (PictureCrop{101, 51, 199, 101}));
    QTest::keyClick(&area(), Qt::Key_Up);
    QVERIFY(crop().top < 51);
    QTest::keyClick(&area(), Qt::Key_R);
    QVERIFY(crop().height > crop().width);
}

void StylizeCropTest::shapes_changeTheFrame()
{
    auto *shapes = m_view->findChild<SegmentedControl *>();
    shapes->setCurrentIndex(2);
    QVERIFY(qAbs(crop().width - crop().height) <= 1);
    shapes->setCurrentIndex(1);
    QVERIFY(qAbs(crop().width * kPhoto.height() - crop().height * kPhoto.width()) <= kPhoto.width());
    shapes->setCurrentIndex(4);
    QVERIFY(qAbs(double(crop().width) / crop().height - 16.0 / 9) < 0.03);
    shapes->setCurrentIndex(0);
    QCOMPARE(area().frame().aspect(), 0.0);
}

void StylizeCropTest::return_tellsTheCrop()
{
    QSignalSpy chosen(m_view.get(), &CropView::cropChosen);
    QTest::keyClick(&area(), Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.front().front().value<PictureCrop>(), kPart);
}

void StylizeCropTest::escape_cancels()
{
    QSignalSpy cancelled(m_view.get(), &CropView::cancelled);
    QSignalSpy chosen(m_view.get(), &CropView::cropChosen);
    QTest::keyClick(&area(), Qt::Key_Escape);
    QCOMPARE(cancelled.size(), 1);
    QCOMPARE(chosen.size(), 0);
}

void StylizeCropTest::wholePhoto_isNoCrop()
{
    for (QPushButton *button : m_view->findChildren<QPushButton *>()) {
        if (button->text() == u"Whole Photo"_s)
            button->click();
    }
    QVERIFY(crop().isWhole());
}

void StylizeCropTest::outside_isDark()
{
    const QImage shown = m_view->grab().toImage();
    QCOMPARE(shown.pixelColor(at({200, 100})), kRed);
    QVERIFY(shown.pixelColor(at({20, 20})).red() < kRed.red() / 2 + 1);
}

QTEST_MAIN(StylizeCropTest)
#include "tst_stylize_crop.moc"
