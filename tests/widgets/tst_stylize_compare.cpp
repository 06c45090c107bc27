// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/stylize_fixture.h"
#include "widgets/common/empty_state.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/style.h"

#include <QAction>
#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

#include <cmath>
#include <memory>

using namespace solferino;
using namespace Qt::StringLiterals;

class StylizeCompareTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_window.reset(); }

    void empty_offersToOpen();
    void files_areToldByTheirPaths();
    void pictures_shareThePlace();
    void split_showsBothSides();
    void split_isDraggedByTheMouse();
    void split_movesByKeys();
    void split_staysInViewWhenZoomed();
    void modes_followTheirKeys();
    void before_isShownWhileBIsHeld();
    void peek_showsAnotherTakeAlone();
    void formerTake_isAskedForWhileXIsHeld();
    void return_keepsWhatIsShown();
    void row_asksForColours();
    void row_foldsItsChoicesWhereItIsNarrow();
    void emptyState_fitsIntoTheView();
    void wheel_zoomsAtThePointer();
    void picture_isMovedBySpaceAndMiddleButton();
    void fit_followsTheSizeOfTheView();
    void doubleClick_showsEveryPixel();
    void largePictures_getTheirHalvesLater();

private:
    /// A choice of the tool row.
    [[nodiscard]] SegmentedControl *segments(const QString &name) const
    {
        for (SegmentedControl *control : m_window->row->findChildren<SegmentedControl *>()) {
            if (control->accessibleName() == name)
                return control;
        }
        return nullptr;
    }

    Theme m_theme;
    std::unique_ptr<CompareWindow> m_window;
};

void StylizeCompareTest::initTestCase()
{
    m_theme.setScheme(ColorScheme::Dark);
    applyTheme(*qApp, m_theme);
}

void StylizeCompareTest::init()
{
    m_window = std::make_unique<CompareWindow>(m_theme);
    QVERIFY(QTest::qWaitForWindowExposed(&m_window->window));
}

void StylizeCompareTest::empty_offersToOpen()
{
    auto *card = m_window->view->findChild<EmptyState *>();
    QVERIFY(card->isVisible());
    QSignalSpy opened(m_window->view, &CompareView::openRequested);
    QTest::mouseClick(card->findChild<QPushButton *>(), Qt::LeftButton);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(m_window->view->accessibleDescription(), u"No photo"_s);
    QVERIFY(!m_window->actions->paintAction()->isEnabled());
    card->findChild<QPushButton *>()->setFocus();
    m_window->showPhoto();
    QVERIFY(!card->isVisible());
    QVERIFY(m_window->view->hasFocus());
    QVERIFY(m_window->actions->paintAction()->isEnabled());
}

void StylizeCompareTest::files_areToldByTheirPaths()
{
    QSignalSpy dropped(m_window->view, &CompareView::filesDropped);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(u"/photos/a b.jpg"_s), QUrl(u"https://example.org/c.png"_s)});
    QDragEnterEvent enter({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(m_window->view, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({50, 50}, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, {});
    drop.setDropAction(Qt::MoveAction); // as file managers do on one disk
    QApplication::sendEvent(m_window->view, &drop);
    QVERIFY(drop.isAccepted());
    QCOMPARE(drop.dropAction(), Qt::CopyAction); // the file stays
    QCOMPARE(dropped.count(), 1);
    QCOMPARE(dropped.at(0).at(0).toStringList(), QStringList{u"/photos/a b.jpg"_s});

    QMimeData words;
    words.setText(u"words"_s);
    QDragEnterEvent other({50, 50}, Qt::CopyAction, &words, Qt::LeftButton, {});
    other.ignore();
    QApplication::sendEvent(m_window->view, &other);
    QVERIFY(!other.isAccepted());
}

void StylizeCompareTest::pictures_shareThePlace()
{
    m_window->showPhoto();
    m_window->view->setMode(CompareMode::SideBySide);
    const QRect before = m_window->view->paneRect(CompareMode::Before);
    const QRect after = m_window->view->paneRect(CompareMode::After);
    QCOMPARE(before.size(), after.size());
    const QPoint center = m_window->view->pictureGeometry().pictureRect().center().toPoint();
    QCOMPARE(m_window->pixel(before.topLeft() + center), kRed);
    QCOMPARE(m_window->pixel(after.topLeft() + center), kBlue);
    m_window->view->zoomBy(4.0);
    QCOMPARE(m_window->pixel(before.topLeft() + QPoint(5, 100)), kRed);
    QCOMPARE(m_window->pixel(after.topLeft() + QPoint(5, 100)), kBlue);
}

void StylizeCompareTest::split_showsBothSides()
{
    m_window->showPhoto();
    const int y = m_window->view->height() - 40;
    const QRectF picture = m_window->view->pictureGeometry().pictureRect();
    QCOMPARE(m_window->view->zoom(), 1.0); // a small photo is not enlarged
    const int middle = static_cast<int>(picture.center().x());
    const int inside = static_cast<int>(picture.bottom()) - 4;
    QCOMPARE(m_window->pixel({middle - 10, inside}), kRed);
    QCOMPARE(m_window->pixel({middle + 10, inside}), kBlue);
    QCOMPARE(m_window->pixel({middle - 10, y}), m_theme.color(Role::Window));
    QCOMPARE(m_window->pixel({middle, inside}), QColor(Qt::white));
    QVERIFY(m_window->view->accessibleDescription().contains(u"50"_s));
}

void StylizeCompareTest::split_isDraggedByTheMouse()
{
    m_window->showPhoto();
    QSignalSpy changed(m_window->view, &CompareView::viewChanged);
    const QPoint handle = m_window->view->handleRect().center().toPoint();
    m_window->drag(Qt::LeftButton, handle, handle + QPoint(100, 30));
    QCOMPARE(m_window->view->split(), 0.75);
    QVERIFY(changed.count() >= 1);
    const QRectF picture = m_window->view->pictureGeometry().pictureRect();
    QCOMPARE(m_window->pixel({handle.x() + 50, static_cast<int>(picture.bottom()) - 4}), kRed);
    // The line can be taken as well, away from its handle.
    const QPoint line(m_window->view->handleRect().center().toPoint().x() + 3,
                      static_cast<int>(picture.top()) + 90);
    m_window->drag(Qt::LeftButton, line, line - QPoint(2000, 0));
    QCOMPARE(m_window->view->split(), 0.0);
}

void StylizeCompareTest::split_movesByKeys()
{
    m_window->showPhoto();
    QTest::keyClick(m_window->view, Qt::Key_Left);
    QCOMPARE(m_window->view->split(), 0.45);
    QTest::keyClick(m_window->view, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(m_window->view->split(), 0.46);
    QTest::keyClick(m_window->view, Qt::Key_End);
    QCOMPARE(m_window->view->split(), 1.0);
    QTest::keyClick(m_window->view, Qt::Key_Home);
    QCOMPARE(m_window->view->split(), 0.0);
}

void StylizeCompareTest::split_staysInViewWhenZoomed()
{
    m_window->showPhoto();
    m_window->view->setZoom(16.0);
    QVERIFY(QRectF(m_window->view->rect()).contains(m_window->view->handleRect()));
    QCOMPARE(m_window->view->handleRect().center().toPoint().x(), m_window->view->width() / 2);
}

void StylizeCompareTest::modes_followTheirKeys()
{
    m_window->showPhoto();
    const QPoint left = m_window->at({20, 290});
    const QPoint right = m_window->at({380, 290});
    QTest::keyClick(m_window->view, Qt::Key_4);
    QCOMPARE(m_window->view->mode(), CompareMode::After);
    QCOMPARE(m_window->pixel(left), kBlue);
    QTest::keyClick(m_window->view, Qt::Key_3);
    QCOMPARE(m_window->pixel(right), kRed);
    QVERIFY(m_window->view->handleRect().isEmpty());
    QTest::keyClick(m_window->view, Qt::Key_2);
    QCOMPARE(m_window->view->mode(), CompareMode::SideBySide);
    QTest::keyClick(m_window->view, Qt::Key_1);
    QCOMPARE(m_window->view->mode(), CompareMode::Split);
    QVERIFY(m_window->actions->modeActions().front()->isChecked());
    m_window->view->setAfter({});
    QCOMPARE(m_window->pixel(right), kRed); // nothing to compare with yet
}

void StylizeCompareTest::before_isShownWhileBIsHeld()
{
    m_window->showPhoto();
    const QPoint right = m_window->at({380, 290});
    QTest::keyPress(m_window->view, Qt::Key_B);
    QCOMPARE(m_window->pixel(right), kRed);
    QTest::keyRelease(m_window->view, Qt::Key_B);
    QCOMPARE(m_window->pixel(right), kBlue);
}

void StylizeCompareTest::peek_showsAnotherTakeAlone()
{
    m_window->showPhoto();
    const QColor other(20, 160, 20);
    const double zoom = m_window->view->zoom();
    m_window->view->peek({plainImage({100, 75}, other), u"Take 2"_s, Role::Machine});
    QCOMPARE(m_window->pixel(m_window->at({20, 290})), other);
    QCOMPARE(m_window->pixel(m_window->at({380, 290})), other);
    QCOMPARE(m_window->view->zoom(), zoom);
    m_window->view->endPeek();
    QCOMPARE(m_window->pixel(m_window->at({20, 290})), kRed);
}

void StylizeCompareTest::formerTake_isAskedForWhileXIsHeld()
{
    m_window->showPhoto();
    QSignalSpy asked(m_window->view, &CompareView::formerRequested);
    QSignalSpy released(m_window->view, &CompareView::formerReleased);
    QTest::keyPress(m_window->view, Qt::Key_X);
    QCOMPARE(asked.size(), 1);
    QVERIFY(released.isEmpty());
    QFocusEvent away(QEvent::FocusOut);
    QApplication::sendEvent(m_window->view, &away);
    QCOMPARE(released.size(), 1); // the key comes up elsewhere
    QTest::keyRelease(m_window->view, Qt::Key_X);
    QCOMPARE(released.size(), 1);
}

void StylizeCompareTest::return_keepsWhatIsShown()
{
    m_window->showPhoto();
    QSignalSpy kept(m_window->view, &CompareView::keepRequested);
    QTest::keyClick(m_window->view, Qt::Key_Return);
    QCOMPARE(kept.size(), 1);
    m_window->view->setAfter({});
    QTest::keyClick(m_window->view, Qt::Key_Return);
    QCOMPARE(kept.size(), 1); // nothing to keep
}

void StylizeCompareTest::row_asksForColours()
{
    std::vector<StyleColours> asked;
    connect(m_window->row, &CompareToolRow::coloursRequested, m_window->row,
            [&asked](StyleColours colours) { asked.push_back(colours); });
    m_window->showPhoto();
    SegmentedControl *colours = segments(u"Colours"_s);
    QTest::keyClick(colours, Qt::Key_Right);
    QCOMPARE(asked, std::vector{StyleColours::Keep});
    m_window->row->setColours(StyleColours::Match);
    QCOMPARE(colours->currentIndex(), 2);
    QCOMPARE(asked.size(), std::size_t(1)); // it was told
}

void StylizeCompareTest::row_foldsItsChoicesWhereItIsNarrow()
{
    m_window->showPhoto();
    m_window->window.resize(1200, 544);
    QTRY_COMPARE(m_window->row->width(), 1200);
    QVERIFY(!segments(u"Comparison"_s)->isCompact());
    QVERIFY(!segments(u"Colours"_s)->isCompact());
    m_window->window.resize(520, 544);
    QTRY_COMPARE(m_window->row->width(), 520);
    QVERIFY(segments(u"Comparison"_s)->isCompact());
    for (const SegmentedControl *each : m_window->row->findChildren<SegmentedControl *>())
        QVERIFY(!each->isVisible() || m_window->row->rect().contains(each->geometry()));
    QTest::keyClick(segments(u"Comparison"_s), Qt::Key_Right);
    QCOMPARE(m_window->view->mode(), CompareMode::SideBySide);
}

void StylizeCompareTest::emptyState_fitsIntoTheView()
{
    m_theme.setTextScale(200);
    m_window->window.resize(620, 544);
    QTRY_COMPARE(m_window->view->width(), 620);
    const auto *card = m_window->view->findChild<EmptyState *>();
    QVERIFY(m_window->view->rect().contains(card->geometry()));
    m_theme.setTextScale(100);
    QCOMPARE(card->width(), 440);
}

void StylizeCompareTest::wheel_zoomsAtThePointer()
{
    m_window->view->setPictureSize({6000, 4000});
    m_window->view->setBefore({plainImage({600, 400}, kRed), u"Before"_s, Role::Person});
    m_window->view->setZoom(0.5);
    const QPointF pointer(600, 120);
    const QPointF place = m_window->view->pictureGeometry().toPicture(pointer);
    QWheelEvent wheel(pointer, m_window->view->mapToGlobal(pointer), {}, {0, 120}, Qt::NoButton, {},
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(m_window->view, &wheel);
    QVERIFY(m_window->view->zoom() > 0.55);
    const QPointF off = m_window->view->pictureGeometry().toPicture(pointer) - place;
    QVERIFY(std::hypot(off.x(), off.y()) < 3.0);
}

void StylizeCompareTest::picture_isMovedBySpaceAndMiddleButton()
{
    m_window->showPhoto();
    m_window->view->setZoom(8.0);
    m_window->actions->paintAction()->trigger(); // the hand goes before the brush
    QSignalSpy stroked(m_window->view, &CompareView::maskStroked);
    const QPointF before = m_window->view->pictureGeometry().origin;
    m_window->drag(Qt::MiddleButton, {200, 200}, {240, 180});
    QCOMPARE(m_window->view->pictureGeometry().origin, before - QPointF(40, -20) / 8.0);
    QTest::keyPress(m_window->view, Qt::Key_Space);
    m_window->drag(Qt::LeftButton, {200, 200}, {160, 220});
    QTest::keyRelease(m_window->view, Qt::Key_Space);
    QCOMPARE(m_window->view->pictureGeometry().origin, before);
    QTest::keyClick(m_window->view, Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(m_window->view->pictureGeometry().origin, before + QPointF(8, 0));
    QCOMPARE(stroked.count(), 0);
}

void StylizeCompareTest::fit_followsTheSizeOfTheView()
{
    m_window->view->setPictureSize({6000, 4000});
    const double zoom = m_window->view->zoom();
    m_window->window.resize(600, 444);
    QTRY_VERIFY(m_window->view->zoom() < zoom);
    m_window->view->setZoom(0.5);
    m_window->window.resize(800, 544);
    QTRY_COMPARE(m_window->view->width(), 800);
    QCOMPARE(m_window->view->zoom(), 0.5);
    m_window->actions->fitAction()->trigger();
    QCOMPARE(m_window->view->zoom(), zoom);
}

void StylizeCompareTest::doubleClick_showsEveryPixel()
{
    m_window->view->setPictureSize({6000, 4000});
    m_window->view->setBefore({plainImage({600, 400}, kRed), u"Before"_s, Role::Person});
    QTest::mouseDClick(m_window->view, Qt::LeftButton, {}, {200, 200});
    QCOMPARE(m_window->view->zoom(), 1.0);
    QTest::mouseDClick(m_window->view, Qt::LeftButton, {}, {200, 200});
    QVERIFY(m_window->view->isFitted());
}

void StylizeCompareTest::largePictures_getTheirHalvesLater()
{
    m_window->view->setPictureSize({2000, 1500});
    m_window->view->setBefore({plainImage({2000, 1500}, kBlue), u"Before"_s, Role::Person});
    QVERIFY(m_window->view->isRefining());
    m_window->view->setBefore({plainImage({2000, 1500}, kRed), u"Before"_s, Role::Person});
    QTRY_VERIFY(!m_window->view->isRefining());
    QCOMPARE(m_window->pixel(m_window->at({1000, 700})), kRed); // what came late for the first was not taken
}

QTEST_MAIN(StylizeCompareTest)
#include "tst_stylize_compare.moc"
