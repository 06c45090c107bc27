// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/style.h"
#include "widgets/common/theme.h"
#include "widgets/sketch/class_field.h"
#include "widgets/sketch/class_list.h"
#include "widgets/sketch/drawing_browser.h"
#include "widgets/sketch/sample_drawings.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QImage>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

using namespace solferino;

namespace {

/// A square from (0, 0) to (side, side).
Lines square(double side)
{
    return {{{0, 0}, {side, 0}, {side, side}, {0, side}, {0, 0}}};
}

SketchDataSet dataSet()
{
    SketchDataSet data;
    for (const char *label : {"cat", "dog"}) {
        for (int i = 0; i < 30; ++i)
            data.examples.push_back({.id = data.examples.size() + 1,
                                     .lines = square(i + 1.0),
                                     .label = label,
                                     .split = i < 24 ? DataSplit::Train : DataSplit::Valid});
    }
    return data;
}

std::vector<SketchClass> classes()
{
    return {{QStringLiteral("1"), QStringLiteral("bird"), {}, square(9)},
            {QStringLiteral("2"), QStringLiteral("palm tree"), {}, {}},
            {QStringLiteral("3"), QStringLiteral("tiger"), QStringLiteral("generator"), {}}};
}

int pixelsOf(const QImage &image, const QColor &colour)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == colour ? 1 : 0;
    }
    return count;
}

} // namespace

class DrawingBrowserTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_theme.setScheme(ColorScheme::Light);
        m_theme.setReducedMotion(true);
        applyTheme(*qApp, m_theme);
    }
    void cleanupTestCase() { QApplication::setStyle(QStringLiteral("fusion")); }

    void classes_areFilteredBestFirst()
    {
        ClassList list(nullptr);
        const QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
        list.setClasses(classes());
        QCOMPARE(list.rowCount(), 3);
        list.setFilter(QStringLiteral("t"));
        QCOMPARE(list.rowCount(), 2);
        QCOMPARE(list.classAt(0).name, QStringLiteral("tiger"));
        list.setFilter(QStringLiteral("ptree"));
        QCOMPARE(list.rowCount(), 1);
        QCOMPARE(list.classAt(0).id, QStringLiteral("2"));
        QCOMPARE(list.rowOf(QStringLiteral("1")), -1);
        list.setFilter(QStringLiteral("zebra"));
        QCOMPARE(list.rowCount(), 0);
    }

    void picker_isTypedInto()
    {
        ClassField field(m_theme, nullptr);
        field.setClasses(classes());
        field.setCurrent(QStringLiteral("1"));
        QCOMPARE(field.currentText(), QStringLiteral("bird"));
        field.show();
        QVERIFY(QTest::qWaitForWindowExposed(&field));
        QSignalSpy chosen(&field, &ClassField::chosen);
        field.showPopup();
        auto *picker = field.findChild<ClassPicker *>();
        QVERIFY(picker->isVisible());
        QWidget *input = picker->focusProxy();
        QTest::keyClicks(input, QStringLiteral("tig"));
        QTest::keyClick(input, Qt::Key_Return);
        QVERIFY(!picker->isVisible());
        QCOMPARE(chosen.takeFirst()[0].toString(), QStringLiteral("3"));
        QCOMPARE(field.currentText(), QStringLiteral("tiger"));
        field.showPopup();
        QTest::keyClick(input, Qt::Key_Up);
        QTest::keyClick(input, Qt::Key_Escape);
        QCOMPARE(chosen.size(), 0);
        QTest::keyClick(&field, Qt::Key_Up);
        QCOMPARE(field.current(), QStringLiteral("2"));
        field.setCurrent(QStringLiteral("gone"));
        QVERIFY(field.current().isEmpty());
    }

    void samples_keepTheirOrder()
    {
        SampleDrawings samples(m_theme, nullptr);
        samples.resize(400, 124);
        QCOMPARE(samples.visibleCards(), 2);
        for (int step = 500; step <= 2000; step += 500)
            samples.addSample({step, 0.9, {square(10), square(20)}});
        samples.addSample({2000, 0.8, {square(10)}});
        QCOMPARE(samples.samples().size(), std::size_t{4});
        QCOMPARE(samples.samples().back().drawings.size(), std::size_t{1});
        QCOMPARE(samples.lastShown(), 3);
        QTest::keyClick(&samples, Qt::Key_Left);
        QCOMPARE(samples.lastShown(), 2);
        QTest::keyClick(&samples, Qt::Key_Home);
        QCOMPARE(samples.lastShown(), 1);
        QTest::keyClick(&samples, Qt::Key_End);
        QCOMPARE(samples.lastShown(), 3);
        QVERIFY(pixelsOf(samples.grab().toImage(), m_theme.color(Role::Machine)) > 100);
        for (int step = 0; step < 200; ++step)
            samples.addSample({10'000 + step, {}, {}});
        QVERIFY(samples.samples().size() <= 64);
        samples.clear();
        QCOMPARE(samples.lastShown(), -1);
        (void)samples.grab();
    }

    void browser_filtersByClass()
    {
        DataSetModel model(nullptr);
        DrawingBrowser browser(m_theme, model, nullptr);
        model.reset(dataSet());
        auto *view = browser.findChild<QListView *>();
        QCOMPARE(view->model()->rowCount(), 60);
        browser.setLabelFilter(QStringLiteral("dog"));
        QCOMPARE(view->model()->rowCount(), 30);
        QCOMPARE(browser.findChild<ClassField *>()->current(), QStringLiteral("dog"));
        view->selectAll();
        browser.removeSelected();
        QVERIFY(browser.labelFilter().isEmpty());
        QCOMPARE(view->model()->rowCount(), 30);
    }

    void browser_removesAndBringsBack()
    {
        DataSetModel model(nullptr);
        model.reset(dataSet());
        DrawingBrowser browser(m_theme, model, nullptr);
        browser.resize(800, 600);
        browser.show();
        auto *view = browser.findChild<QListView *>();
        QSignalSpy selected(&browser, &DrawingBrowser::selectionChanged);
        view->setCurrentIndex(view->model()->index(3, 0));
        QTest::keyClick(view, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(browser.selected(), (std::vector<ExampleId>{4, 5}));
        QVERIFY(selected.size() >= 2);
        QTest::keyClick(view, Qt::Key_Delete);
        QCOMPARE(model.rowCount(), 58);
        QVERIFY(browser.selected().empty());
        QCOMPARE(view->currentIndex().row(), 3);
        QTest::keyClick(view, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(model.rowCount(), 60);
        QSignalSpy opened(&browser, &DrawingBrowser::drawingActivated);
        view->setCurrentIndex(view->model()->index(7, 0));
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(opened.takeFirst()[0].value<ExampleId>(), ExampleId{8});
    }

    void browser_paintsWhatIsInSight()
    {
        SketchDataSet many;
        for (std::uint64_t i = 1; i <= 50'000; ++i)
            many.examples.push_back({.id = i, .lines = square(double(i % 9 + 1)), .label = "cat"});
        DataSetModel model(nullptr);
        model.reset(std::move(many));
        DrawingBrowser browser(m_theme, model, nullptr);
        browser.resize(800, 600);
        QVERIFY(!browser.grab().isNull());
        auto *view = browser.findChild<QListView *>();
        view->scrollToBottom();
        QVERIFY(!browser.grab().isNull());
        QVERIFY(view->indexAt(QPoint(20, view->viewport()->height() / 2)).row() > 49'000);
    }

private:
    Theme m_theme;
};

QTEST_MAIN(DrawingBrowserTest)
#include "tst_drawing_browser.moc"
