// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/stylize_fixture.h"
#include "widgets/common/style.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace solferino;
using namespace Qt::StringLiterals;

namespace {

int valueAt(const StyleMask &mask, QPointF place, QSize picture)
{
    const int x = static_cast<int>(place.x() * mask.width / picture.width());
    const int y = static_cast<int>(place.y() * mask.height / picture.height());
    return mask.values.at(static_cast<std::size_t>(y * mask.width + x));
}

} // namespace

class StylizeMaskTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_window.reset(); }

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
    Theme m_theme;
    std::unique_ptr<CompareWindow> m_window;
};

void StylizeMaskTest::initTestCase()
{
    m_theme.setScheme(ColorScheme::Dark);
    applyTheme(*qApp, m_theme);
}

void StylizeMaskTest::init()
{
    m_window = std::make_unique<CompareWindow>(m_theme);
    QVERIFY(QTest::qWaitForWindowExposed(&m_window->window));
}

void StylizeMaskTest::brush_paintsOneStrokeAsOneStep()
{
    m_window->showPhoto();
    QTest::keyClick(m_window->view, Qt::Key_M);
    QCOMPARE(m_window->view->tool(), CompareTool::PaintMask);
    int strokes = 0;
    StyleMask mask;
    connect(m_window->view, &CompareView::maskStroked, this, [&](const StyleMask &painted) {
        ++strokes;
        mask = painted;
    });
    QSignalSpy live(m_window->view, &CompareView::maskPainted);
    QTest::mousePress(m_window->view, Qt::LeftButton, {}, m_window->at({60, 60}));
    QTRY_VERIFY(live.count() > 0); // shown while it is painted
    QTest::mouseMove(m_window->view, m_window->at({60, 60}));
    QMouseEvent move(QEvent::MouseMove, m_window->at({160, 60}),
                     m_window->view->mapToGlobal(QPointF(m_window->at({160, 60}))), Qt::NoButton,
                     Qt::LeftButton, {});
    QApplication::sendEvent(m_window->view, &move);
    QTest::mouseRelease(m_window->view, Qt::LeftButton, {}, m_window->at({160, 60}));
    QCOMPARE(strokes, 1);
    QCOMPARE(valueAt(mask, {60, 60}, kPhoto), 255);
    QCOMPARE(valueAt(mask, {110, 60}, kPhoto), 255); // the way between, too
    QCOMPARE(valueAt(mask, {110, 120}, kPhoto), 0);
    QVERIFY(m_window->view->mask().values.empty()); // only the document changes it
    m_window->view->setMask(mask);
    QCOMPARE(m_window->view->mask(), mask);
}

void StylizeMaskTest::brush_erasesAndTheRightButtonToo()
{
    m_window->showPhoto();
    StyleMask mask;
    connect(m_window->view, &CompareView::maskStroked, this, [&](const StyleMask &painted) {
        mask = painted;
        m_window->view->setMask(painted);
    });
    QTest::keyClick(m_window->view, Qt::Key_E);
    m_window->drag(Qt::LeftButton, m_window->at({60, 60}), m_window->at({100, 60}));
    QCOMPARE(valueAt(mask, {80, 60}, kPhoto), 0);
    QCOMPARE(valueAt(mask, {80, 160}, kPhoto), 255);
    QTest::keyClick(m_window->view, Qt::Key_M);
    m_window->drag(Qt::LeftButton, m_window->at({80, 60}), m_window->at({81, 60}));
    QCOMPARE(valueAt(mask, {80, 60}, kPhoto), 255);
    m_window->drag(Qt::RightButton, m_window->at({300, 200}), m_window->at({320, 200}));
    QCOMPARE(valueAt(mask, {310, 200}, kPhoto), 0);
    QTest::keyClick(m_window->view, Qt::Key_Escape);
    QCOMPARE(m_window->view->tool(), CompareTool::Move);
}

void StylizeMaskTest::brush_doesNotAddUpWithinAStroke()
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

void StylizeMaskTest::brush_fadesByItsHardness()
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

void StylizeMaskTest::brush_paintsByKeys()
{
    m_window->showPhoto();
    StyleMask mask;
    connect(m_window->view, &CompareView::maskStroked, this,
            [&](const StyleMask &painted) { mask = painted; });
    QTest::keyClick(m_window->view, Qt::Key_M);
    const double size = m_window->view->brush().size;
    QTest::keyClick(m_window->view, Qt::Key_BracketLeft);
    QVERIFY(m_window->view->brush().size < size);
    QTest::keyClick(m_window->view, Qt::Key_BracketRight);
    QCOMPARE(m_window->view->brush().size, size);
    QTest::keyClick(m_window->view, Qt::Key_D);
    for (int i = 0; i < 4; ++i)
        QTest::keyClick(m_window->view, Qt::Key_Right);
    QTest::keyClick(m_window->view, Qt::Key_D);
    QVERIFY(!mask.values.empty());
    QCOMPARE(valueAt(mask, {200 + 48, 150}, kPhoto), 255);
    QCOMPARE(valueAt(mask, {100, 150}, kPhoto), 0);
}

void StylizeMaskTest::escape_dropsTheStroke()
{
    m_window->showPhoto();
    QSignalSpy stroked(m_window->view, &CompareView::maskStroked);
    QTest::keyClick(m_window->view, Qt::Key_M);
    QTest::mousePress(m_window->view, Qt::LeftButton, {}, m_window->at({60, 60}));
    QTest::keyClick(m_window->view, Qt::Key_Escape);
    QTest::mouseRelease(m_window->view, Qt::LeftButton, {}, m_window->at({60, 60}));
    QCOMPARE(stroked.count(), 0);
    QCOMPARE(m_window->view->tool(), CompareTool::PaintMask);
}

void StylizeMaskTest::mask_isTintedOnRequest()
{
    m_window->showPhoto();
    StyleMask mask{2, 1, {0, 255}};
    m_window->view->setMask(mask);
    m_window->view->setMode(CompareMode::After);
    const QPoint left = m_window->at({20, 200});
    QCOMPARE(m_window->pixel(left), kBlue);
    QTest::keyClick(m_window->view, Qt::Key_Q);
    QVERIFY(m_window->view->showsMask());
    QVERIFY(m_window->pixel(left).green() > kBlue.green() + 40);
    QCOMPARE(m_window->pixel(m_window->at({380, 200})), kBlue);
    m_window->actions->showMaskAction()->trigger();
    QCOMPARE(m_window->pixel(left), kBlue);
}

void StylizeMaskTest::mask_isInvertedAndTakenAway()
{
    m_window->showPhoto();
    StyleMask requested;
    connect(m_window->actions, &CompareActions::maskRequested, this,
            [&](const StyleMask &mask) { requested = mask; });
    QAction *clear = m_window->actions->maskActions().back();
    QVERIFY(!clear->isEnabled());
    m_window->view->setMask({2, 1, {0, 200}});
    QVERIFY(clear->isEnabled());
    m_window->actions->maskActions().at(m_window->actions->maskActions().size() - 2)->trigger();
    QCOMPARE(requested, (StyleMask{2, 1, {255, 55}}));
    clear->trigger();
    QVERIFY(requested.values.empty());
}

void StylizeMaskTest::row_givesWayWhereItIsNarrow()
{
    m_window->showPhoto();
    m_window->row->setTitle(u"shoes.jpg"_s);
    m_window->window.resize(1200, 544);
    QTRY_COMPARE(m_window->row->width(), 1200);
    const auto titled = [this] {
        for (const QLabel *label : m_window->row->findChildren<QLabel *>()) {
            if (label->text() == u"shoes.jpg"_s)
                return label->isVisible();
        }
        return false;
    };
    QVERIFY(titled());
    m_window->actions->paintAction()->trigger();
    m_window->window.resize(520, 544);
    QTRY_COMPARE(m_window->row->width(), 520);
    QVERIFY(!titled());
    for (const QAbstractButton *button : m_window->row->findChildren<QAbstractButton *>()) {
        if (button->isVisible())
            QVERIFY(m_window->row->rect().contains(
                QRect(button->mapTo(m_window->row, QPoint()), button->size())));
    }
}

QTEST_MAIN(StylizeMaskTest)
#include "tst_stylize_mask.moc"
