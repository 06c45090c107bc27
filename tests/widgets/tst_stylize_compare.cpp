// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/style.h"
#include "widgets/common/theme.h"
#include "widgets/stylize/compare_actions.h"
#include "widgets/stylize/compare_tool_row.h"
#include "widgets/stylize/compare_view.h"

#include <QAction>
#include <QApplication>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <cmath>
#include <memory>

using namespace solferino;
using namespace Qt::StringLiterals;

namespace {

constexpr QSize kPhoto(400, 300);
const QColor kRed(200, 40, 40);
const QColor kBlue(40, 40, 200);

QImage plain(QSize size, const QColor &colour)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(colour);
    return image;
}

/// Columns of one pixel, black and white in turn.
QImage fineColumns(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x)
            image.setPixel(x, y, x % 2 ? 0xffffffff : 0xff000000);
    }
    return image;
}

QImage drawn(const QImage &picture, QSize size)
{
    QImage canvas(size, QImage::Format_RGB32);
    canvas.fill(Qt::green);
    QPainter painter(&canvas);
    MipLevels::make(picture)->draw(painter, QRectF(QPointF(), size), canvas.rect());
    return canvas;
}

int valueAt(const StyleMask &mask, QPointF place, QSize picture)
{
    const int x = static_cast<int>(place.x() * mask.width / picture.width());
    const int y = static_cast<int>(place.y() * mask.height / picture.height());
    return mask.values.at(static_cast<std::size_t>(y * mask.width + x));
}

} // namespace

class StylizeCompareTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void levels_averageFinePatterns();
    void levels_keepThePlaceOfOddSizes();
    void levels_keepClearPlacesClear();
    void geometry_keepsThePlaceUnderThePointer();

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
    void wheel_zoomsAtThePointer();
    void picture_isMovedBySpaceAndMiddleButton();
    void fit_followsTheSizeOfTheView();
    void doubleClick_showsEveryPixel();
    void largePictures_getTheirHalvesLater();

    void brush_paintsOneStrokeAsOneStep();
    void brush_erasesAndTheRightButtonToo();
    void brush_doesNotAddUpWithinAStroke();
    void brush_fadesByItsHardness();
    void brush_paintsByKeys();
    void escape_dropsTheStroke();
    void mask_isTintedOnRequest();
    void mask_isInvertedAndTakenAway();
    void row_givesWayWhereItIsNarrow();

private:
    void showPhoto();
    [[nodiscard]] QColor pixel(QPoint place) const { return m_view->grab().toImage().pixelColor(place); }
    [[nodiscard]] QPoint at(QPointF place) const { return m_view->pictureGeometry().toPane(place).toPoint(); }
    void drag(Qt::MouseButton button, QPoint from, QPoint to) const;

    Theme m_theme;
    std::unique_ptr<QWidget> m_window;
    CompareView *m_view = nullptr;
    CompareActions *m_actions = nullptr;
    CompareToolRow *m_row = nullptr;
};

void StylizeCompareTest::initTestCase()
{
    m_theme.setScheme(ColorScheme::Dark);
    applyTheme(*qApp, m_theme);
}

void StylizeCompareTest::init()
{
    m_window = std::make_unique<QWidget>();
    auto *column = new QVBoxLayout(m_window.get());
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_view = new CompareView(m_theme, m_window.get());
    m_actions = new CompareActions(*m_view, m_theme, m_window.get());
    m_row = new CompareToolRow(m_theme, *m_view, *m_actions, m_window.get());
    column->addWidget(m_row);
    column->addWidget(m_view, 1);
    m_window->resize(800, 544);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_view->setFocus();
}

void StylizeCompareTest::cleanup()
{
    m_window.reset();
}

void StylizeCompareTest::showPhoto()
{
    m_view->setPictureSize(kPhoto);
    m_view->setBefore({plain(kPhoto, kRed), u"Before"_s, Role::Person});
    m_view->setAfter({plain(kPhoto / 2, kBlue), u"Starry Night"_s, Role::Machine});
}

void StylizeCompareTest::drag(Qt::MouseButton button, QPoint from, QPoint to) const
{
    QTest::mouseMove(m_view, from);
    QTest::mousePress(m_view, button, {}, from);
    for (const QPoint place : {(2 * from + to) / 3, (from + 2 * to) / 3, to}) {
        QMouseEvent move(QEvent::MouseMove, place, m_view->mapToGlobal(QPointF(place)), Qt::NoButton, button,
                         {});
        QApplication::sendEvent(m_view, &move);
    }
    QTest::mouseRelease(m_view, button, {}, to);
}

void StylizeCompareTest::levels_averageFinePatterns()
{
    const QImage small = drawn(fineColumns({1600, 1200}), {150, 112});
    for (int x = 1; x < small.width() - 1; ++x)
        QVERIFY2(std::abs(qGray(small.pixel(x, 50)) - 128) <= 2, qPrintable(QString::number(x)));
}

void StylizeCompareTest::levels_keepThePlaceOfOddSizes()
{
    QImage image = plain({1001, 777}, Qt::white);
    QPainter painter(&image);
    painter.fillRect(0, 0, 700, 777, Qt::black);
    painter.end();
    const QImage small = drawn(image, {143, 111});
    QVERIFY(qGray(small.pixel(97, 50)) < 40);
    QVERIFY(qGray(small.pixel(102, 50)) > 215);
    QVERIFY(qGray(small.pixel(142, 110)) > 215); // the last column and row are covered
}

void StylizeCompareTest::levels_keepClearPlacesClear()
{
    QImage image({800, 800}, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    const QImage small = drawn(image, {100, 100});
    QCOMPARE(small.pixelColor(50, 50), QColor(Qt::green));
    QVERIFY(MipLevels::make(image)->hasAlpha());
    QVERIFY(!MipLevels::make(plain({10, 10}, kRed))->hasAlpha());
}

void StylizeCompareTest::geometry_keepsThePlaceUnderThePointer()
{
    PictureGeometry geometry;
    geometry.picture = {6000, 4000};
    geometry.pane = {900, 600};
    geometry.fit(24);
    QVERIFY(geometry.pictureRect().left() >= 24 && geometry.pictureRect().top() >= 23);
    const QPointF pointer(300, 200);
    geometry.zoomTo(0.5, pointer);
    const QPointF place = geometry.toPicture(pointer);
    for (const double zoom : {0.8, 1.0, 2.5}) {
        geometry.zoomTo(zoom, pointer);
        const QPointF off = geometry.toPicture(pointer) - place;
        QVERIFY(std::hypot(off.x(), off.y()) < 3.0);
    }
    geometry.scrollBy({1e6, 1e6});
    QVERIFY(geometry.pictureRect().intersects(QRectF(QPointF(), geometry.pane)));
}

void StylizeCompareTest::empty_offersToOpen()
{
    auto *card = m_view->findChild<EmptyState *>();
    QVERIFY(card->isVisible());
    QSignalSpy opened(m_view, &CompareView::openRequested);
    QTest::mouseClick(card->findChild<QPushButton *>(), Qt::LeftButton);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(m_view->accessibleDescription(), u"No photo"_s);
    QVERIFY(!m_actions->paintAction()->isEnabled());
    showPhoto();
    QVERIFY(!card->isVisible());
    QVERIFY(m_actions->paintAction()->isEnabled());
}

void StylizeCompareTest::files_areToldByTheirPaths()
{
    QSignalSpy dropped(m_view, &CompareView::filesDropped);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(u"/photos/a b.jpg"_s), QUrl(u"https://example.org/c.png"_s)});
    QDragEnterEvent enter({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(m_view, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(m_view, &drop);
    QCOMPARE(dropped.count(), 1);
    QCOMPARE(dropped.at(0).at(0).toStringList(), QStringList{u"/photos/a b.jpg"_s});

    QMimeData words;
    words.setText(u"words"_s);
    QDragEnterEvent other({50, 50}, Qt::CopyAction, &words, Qt::LeftButton, {});
    other.ignore();
    QApplication::sendEvent(m_view, &other);
    QVERIFY(!other.isAccepted());
}

void StylizeCompareTest::pictures_shareThePlace()
{
    showPhoto();
    m_view->setMode(CompareMode::SideBySide);
    const QRect before = m_view->paneRect(CompareMode::Before);
    const QRect after = m_view->paneRect(CompareMode::After);
    QCOMPARE(before.size(), after.size());
    const QPoint center = m_view->pictureGeometry().pictureRect().center().toPoint();
    QCOMPARE(pixel(before.topLeft() + center), kRed);
    QCOMPARE(pixel(after.topLeft() + center), kBlue);
    m_view->zoomBy(4.0);
    QCOMPARE(pixel(before.topLeft() + QPoint(5, 100)), kRed);
    QCOMPARE(pixel(after.topLeft() + QPoint(5, 100)), kBlue);
}

void StylizeCompareTest::split_showsBothSides()
{
    showPhoto();
    const int y = m_view->height() - 40;
    const QRectF picture = m_view->pictureGeometry().pictureRect();
    QCOMPARE(m_view->zoom(), 1.0); // a small photo is not enlarged
    const int middle = static_cast<int>(picture.center().x());
    const int inside = static_cast<int>(picture.bottom()) - 4;
    QCOMPARE(pixel({middle - 10, inside}), kRed);
    QCOMPARE(pixel({middle + 10, inside}), kBlue);
    QCOMPARE(pixel({middle - 10, y}), m_theme.color(Role::Window));
    QCOMPARE(pixel({middle, inside}), QColor(Qt::white));
    QVERIFY(m_view->accessibleDescription().contains(u"50"_s));
}

void StylizeCompareTest::split_isDraggedByTheMouse()
{
    showPhoto();
    QSignalSpy changed(m_view, &CompareView::viewChanged);
    const QPoint handle = m_view->handleRect().center().toPoint();
    drag(Qt::LeftButton, handle, handle + QPoint(100, 30));
    QCOMPARE(m_view->split(), 0.75);
    QVERIFY(changed.count() >= 1);
    const QRectF picture = m_view->pictureGeometry().pictureRect();
    QCOMPARE(pixel({handle.x() + 50, static_cast<int>(picture.bottom()) - 4}), kRed);
    // The line can be taken as well, away from its handle.
    const QPoint line(m_view->handleRect().center().toPoint().x() + 3, static_cast<int>(picture.top()) + 90);
    drag(Qt::LeftButton, line, line - QPoint(2000, 0));
    QCOMPARE(m_view->split(), 0.0);
}

void StylizeCompareTest::split_movesByKeys()
{
    showPhoto();
    QTest::keyClick(m_view, Qt::Key_Left);
    QCOMPARE(m_view->split(), 0.45);
    QTest::keyClick(m_view, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(m_view->split(), 0.46);
    QTest::keyClick(m_view, Qt::Key_End);
    QCOMPARE(m_view->split(), 1.0);
    QTest::keyClick(m_view, Qt::Key_Home);
    QCOMPARE(m_view->split(), 0.0);
}

void StylizeCompareTest::split_staysInViewWhenZoomed()
{
    showPhoto();
    m_view->setZoom(16.0);
    QVERIFY(QRectF(m_view->rect()).contains(m_view->handleRect()));
    QCOMPARE(m_view->handleRect().center().toPoint().x(), m_view->width() / 2);
}

void StylizeCompareTest::modes_followTheirKeys()
{
    showPhoto();
    const QPoint left = at({20, 290});
    const QPoint right = at({380, 290});
    QTest::keyClick(m_view, Qt::Key_4);
    QCOMPARE(m_view->mode(), CompareMode::After);
    QCOMPARE(pixel(left), kBlue);
    QTest::keyClick(m_view, Qt::Key_3);
    QCOMPARE(pixel(right), kRed);
    QVERIFY(m_view->handleRect().isEmpty());
    QTest::keyClick(m_view, Qt::Key_2);
    QCOMPARE(m_view->mode(), CompareMode::SideBySide);
    QTest::keyClick(m_view, Qt::Key_1);
    QCOMPARE(m_view->mode(), CompareMode::Split);
    QVERIFY(m_actions->modeActions().front()->isChecked());
    m_view->setAfter({});
    QCOMPARE(pixel(right), kRed); // nothing to compare with yet
}

void StylizeCompareTest::before_isShownWhileBIsHeld()
{
    showPhoto();
    const QPoint right = at({380, 290});
    QTest::keyPress(m_view, Qt::Key_B);
    QCOMPARE(pixel(right), kRed);
    QTest::keyRelease(m_view, Qt::Key_B);
    QCOMPARE(pixel(right), kBlue);
}

void StylizeCompareTest::peek_showsAnotherTakeAlone()
{
    showPhoto();
    const QColor other(20, 160, 20);
    const double zoom = m_view->zoom();
    m_view->peek({plain({100, 75}, other), u"Take 2"_s, Role::Machine});
    QCOMPARE(pixel(at({20, 290})), other);
    QCOMPARE(pixel(at({380, 290})), other);
    QCOMPARE(m_view->zoom(), zoom);
    m_view->endPeek();
    QCOMPARE(pixel(at({20, 290})), kRed);
}

void StylizeCompareTest::wheel_zoomsAtThePointer()
{
    m_view->setPictureSize({6000, 4000});
    m_view->setBefore({plain({600, 400}, kRed), u"Before"_s, Role::Person});
    m_view->setZoom(0.5);
    const QPointF pointer(600, 120);
    const QPointF place = m_view->pictureGeometry().toPicture(pointer);
    QWheelEvent wheel(pointer, m_view->mapToGlobal(pointer), {}, {0, 120}, Qt::NoButton, {},
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(m_view, &wheel);
    QVERIFY(m_view->zoom() > 0.55);
    const QPointF off = m_view->pictureGeometry().toPicture(pointer) - place;
    QVERIFY(std::hypot(off.x(), off.y()) < 3.0);
}

void StylizeCompareTest::picture_isMovedBySpaceAndMiddleButton()
{
    showPhoto();
    m_view->setZoom(8.0);
    m_actions->paintAction()->trigger(); // the hand goes before the brush
    QSignalSpy stroked(m_view, &CompareView::maskStroked);
    const QPointF before = m_view->pictureGeometry().origin;
    drag(Qt::MiddleButton, {200, 200}, {240, 180});
    QCOMPARE(m_view->pictureGeometry().origin, before - QPointF(40, -20) / 8.0);
    QTest::keyPress(m_view, Qt::Key_Space);
    drag(Qt::LeftButton, {200, 200}, {160, 220});
    QTest::keyRelease(m_view, Qt::Key_Space);
    QCOMPARE(m_view->pictureGeometry().origin, before);
    QTest::keyClick(m_view, Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(m_view->pictureGeometry().origin, before + QPointF(8, 0));
    QCOMPARE(stroked.count(), 0);
}

void StylizeCompareTest::fit_followsTheSizeOfTheView()
{
    m_view->setPictureSize({6000, 4000});
    const double zoom = m_view->zoom();
    m_window->resize(600, 444);
    QTRY_VERIFY(m_view->zoom() < zoom);
    m_view->setZoom(0.5);
    m_window->resize(800, 544);
    QTRY_COMPARE(m_view->width(), 800);
    QCOMPARE(m_view->zoom(), 0.5);
    m_actions->fitAction()->trigger();
    QCOMPARE(m_view->zoom(), zoom);
}

void StylizeCompareTest::doubleClick_showsEveryPixel()
{
    m_view->setPictureSize({6000, 4000});
    m_view->setBefore({plain({600, 400}, kRed), u"Before"_s, Role::Person});
    QTest::mouseDClick(m_view, Qt::LeftButton, {}, {200, 200});
    QCOMPARE(m_view->zoom(), 1.0);
    QTest::mouseDClick(m_view, Qt::LeftButton, {}, {200, 200});
    QVERIFY(m_view->isFitted());
}

void StylizeCompareTest::largePictures_getTheirHalvesLater()
{
    m_view->setPictureSize({2000, 1500});
    m_view->setBefore({fineColumns({2000, 1500}), u"Before"_s, Role::Person});
    QVERIFY(m_view->isRefining());
    m_view->setBefore({plain({2000, 1500}, kRed), u"Before"_s, Role::Person});
    QTRY_VERIFY(!m_view->isRefining());
    QCOMPARE(pixel(at({1000, 700})), kRed); // what came late for the first was not taken
}

void StylizeCompareTest::brush_paintsOneStrokeAsOneStep()
{
    showPhoto();
    QTest::keyClick(m_view, Qt::Key_M);
    QCOMPARE(m_view->tool(), CompareTool::PaintMask);
    int strokes = 0;
    StyleMask mask;
    connect(m_view, &CompareView::maskStroked, this, [&](const StyleMask &painted) {
        ++strokes;
        mask = painted;
    });
    QSignalSpy live(m_view, &CompareView::maskPainted);
    QTest::mousePress(m_view, Qt::LeftButton, {}, at({60, 60}));
    QTRY_VERIFY(live.count() > 0); // shown while it is painted
    QTest::mouseMove(m_view, at({60, 60}));
    QMouseEvent move(QEvent::MouseMove, at({160, 60}), m_view->mapToGlobal(QPointF(at({160, 60}))),
                     Qt::NoButton, Qt::LeftButton, {});
    QApplication::sendEvent(m_view, &move);
    QTest::mouseRelease(m_view, Qt::LeftButton, {}, at({160, 60}));
    QCOMPARE(strokes, 1);
    QCOMPARE(valueAt(mask, {60, 60}, kPhoto), 255);
    QCOMPARE(valueAt(mask, {110, 60}, kPhoto), 255); // the way between, too
    QCOMPARE(valueAt(mask, {110, 120}, kPhoto), 0);
    QVERIFY(m_view->mask().values.empty()); // only the document changes it
    m_view->setMask(mask);
    QCOMPARE(m_view->mask(), mask);
}

void StylizeCompareTest::brush_erasesAndTheRightButtonToo()
{
    showPhoto();
    StyleMask mask;
    connect(m_view, &CompareView::maskStroked, this, [&](const StyleMask &painted) {
        mask = painted;
        m_view->setMask(painted);
    });
    QTest::keyClick(m_view, Qt::Key_E);
    drag(Qt::LeftButton, at({60, 60}), at({100, 60}));
    QCOMPARE(valueAt(mask, {80, 60}, kPhoto), 0);
    QCOMPARE(valueAt(mask, {80, 160}, kPhoto), 255);
    QTest::keyClick(m_view, Qt::Key_M);
    drag(Qt::LeftButton, at({80, 60}), at({81, 60}));
    QCOMPARE(valueAt(mask, {80, 60}, kPhoto), 255);
    drag(Qt::RightButton, at({300, 200}), at({320, 200}));
    QCOMPARE(valueAt(mask, {310, 200}, kPhoto), 0);
    QTest::keyClick(m_view, Qt::Key_Escape);
    QCOMPARE(m_view->tool(), CompareTool::Move);
}

void StylizeCompareTest::brush_doesNotAddUpWithinAStroke()
{
    MaskStroke once({}, {0.2, 0.0, false}, {1000, 800});
    once.lineTo({300, 400});
    once.lineTo({700, 400});
    MaskStroke twice({}, {0.2, 0.0, false}, {1000, 800});
    for (const double x : {300.0, 700.0, 300.0, 700.0})
        twice.lineTo({x, 400});
    QCOMPARE(once.mask(), twice.mask());
    QVERIFY(valueAt(once.mask(), {500, 440}, {1000, 800}) > 20);
    QVERIFY(valueAt(once.mask(), {500, 440}, {1000, 800}) < 235);
}

void StylizeCompareTest::brush_fadesByItsHardness()
{
    const QSize size(1000, 1000);
    MaskStroke hard({}, {0.4, 1.0, false}, size);
    const QRect changed = hard.lineTo({500, 500});
    QVERIFY(changed.contains(500, 500));
    MaskStroke soft({}, {0.4, 0.0, false}, size);
    soft.lineTo({500, 500});
    QCOMPARE(valueAt(hard.mask(), {680, 500}, size), 255);
    QCOMPARE(valueAt(hard.mask(), {720, 500}, size), 0);
    QCOMPARE(valueAt(soft.mask(), {500, 500}, size), 255);
    int before = 255;
    for (int x = 520; x < 700; x += 20) {
        const int value = valueAt(soft.mask(), QPointF(x, 500), size);
        QVERIFY(value < before);
        before = value;
    }
}

void StylizeCompareTest::brush_paintsByKeys()
{
    showPhoto();
    StyleMask mask;
    connect(m_view, &CompareView::maskStroked, this, [&](const StyleMask &painted) { mask = painted; });
    QTest::keyClick(m_view, Qt::Key_M);
    const double size = m_view->brush().size;
    QTest::keyClick(m_view, Qt::Key_BracketLeft);
    QVERIFY(m_view->brush().size < size);
    QTest::keyClick(m_view, Qt::Key_BracketRight);
    QCOMPARE(m_view->brush().size, size);
    QTest::keyClick(m_view, Qt::Key_D);
    for (int i = 0; i < 4; ++i)
        QTest::keyClick(m_view, Qt::Key_Right);
    QTest::keyClick(m_view, Qt::Key_D);
    QVERIFY(!mask.values.empty());
    QCOMPARE(valueAt(mask, {200 + 48, 150}, kPhoto), 255);
    QCOMPARE(valueAt(mask, {100, 150}, kPhoto), 0);
}

void StylizeCompareTest::escape_dropsTheStroke()
{
    showPhoto();
    QSignalSpy stroked(m_view, &CompareView::maskStroked);
    QTest::keyClick(m_view, Qt::Key_M);
    QTest::mousePress(m_view, Qt::LeftButton, {}, at({60, 60}));
    QTest::keyClick(m_view, Qt::Key_Escape);
    QTest::mouseRelease(m_view, Qt::LeftButton, {}, at({60, 60}));
    QCOMPARE(stroked.count(), 0);
    QCOMPARE(m_view->tool(), CompareTool::PaintMask);
}

void StylizeCompareTest::mask_isTintedOnRequest()
{
    showPhoto();
    StyleMask mask{2, 1, {0, 255}};
    m_view->setMask(mask);
    m_view->setMode(CompareMode::After);
    const QPoint left = at({20, 200});
    QCOMPARE(pixel(left), kBlue);
    QTest::keyClick(m_view, Qt::Key_Q);
    QVERIFY(m_view->showsMask());
    QVERIFY(pixel(left).green() > kBlue.green() + 40);
    QCOMPARE(pixel(at({380, 200})), kBlue);
    m_actions->showMaskAction()->trigger();
    QCOMPARE(pixel(left), kBlue);
}

void StylizeCompareTest::mask_isInvertedAndTakenAway()
{
    showPhoto();
    StyleMask requested;
    connect(m_actions, &CompareActions::maskRequested, this,
            [&](const StyleMask &mask) { requested = mask; });
    QAction *clear = m_actions->maskActions().back();
    QVERIFY(!clear->isEnabled());
    m_view->setMask({2, 1, {0, 200}});
    QVERIFY(clear->isEnabled());
    m_actions->maskActions().at(m_actions->maskActions().size() - 2)->trigger();
    QCOMPARE(requested, (StyleMask{2, 1, {255, 55}}));
    clear->trigger();
    QVERIFY(requested.values.empty());
}

void StylizeCompareTest::row_givesWayWhereItIsNarrow()
{
    showPhoto();
    m_row->setTitle(u"shoes.jpg"_s);
    m_window->resize(1200, 544);
    QTRY_COMPARE(m_row->width(), 1200);
    const auto titled = [this] {
        for (const QLabel *label : m_row->findChildren<QLabel *>()) {
            if (label->text() == u"shoes.jpg"_s)
                return label->isVisible();
        }
        return false;
    };
    QVERIFY(titled());
    m_actions->paintAction()->trigger();
    m_window->resize(520, 544);
    QTRY_COMPARE(m_row->width(), 520);
    QVERIFY(!titled());
    for (const QAbstractButton *button : m_row->findChildren<QAbstractButton *>()) {
        if (button->isVisible())
            QVERIFY(m_row->rect().contains(QRect(button->mapTo(m_row, QPoint()), button->size())));
    }
}

QTEST_MAIN(StylizeCompareTest)
#include "tst_stylize_compare.moc"
