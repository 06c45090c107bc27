// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/stylize_fixture.h"
#include "widgets/common/style.h"
#include "widgets/stylize/style_strip.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <cmath>
#include <memory>

using namespace solferino;
using namespace Qt::StringLiterals;

namespace {

double total(const StyleMix &mix)
{
    double sum = 0.0;
    for (const MixedStyle &style : mix)
        sum += style.weight;
    return sum;
}

} // namespace

class StylizeStripTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_strip.reset(); }

    void mix_takesUpToFour();
    void mix_keepsItsSum();
    void pad_placesStandForMixes_data();
    void pad_placesStandForMixes();
    void pad_countsPlacesOutsideAsNearest();
    void model_tellsWhatIsMixed();
    void model_showsThePhotoWherePreviewsAre();
    void strip_clickTakesOneStyle();
    void strip_ctrlClickMixes();
    void strip_worksByKeys();
    void strip_returnOnTheShownStyleKeepsIt();
    void strip_saysThatAMixIsFull();
    void strip_wheelScrolls();

private:
    [[nodiscard]] QPoint styleAt(int row) const { return m_strip->visualRect(m_styles->index(row)).center(); }

    Theme m_theme;
    StyleListModel *m_styles = nullptr;
    std::unique_ptr<StyleStrip> m_strip;
    StyleMix m_asked;
    QString m_askedText;
};

void StylizeStripTest::initTestCase()
{
    m_theme.setScheme(ColorScheme::Light);
    applyTheme(*qApp, m_theme);
    m_styles = new StyleListModel(this);
}

void StylizeStripTest::init()
{
    m_styles->setStyles(exampleStyles(18));
    m_styles->setMix({{"style_0", 1.0}});
    m_strip = std::make_unique<StyleStrip>(m_theme, *m_styles, nullptr);
    m_strip->resize(600, 116);
    m_strip->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_strip.get()));
    m_asked.clear();
    m_askedText.clear();
    connect(m_strip.get(), &StyleStrip::mixRequested, this, [this](const StyleMix &mix, const QString &text) {
        m_asked = mix;
        m_askedText = text;
        m_styles->setMix(mix);
    });
}

void StylizeStripTest::mix_takesUpToFour()
{
    StyleMix mix{{"a", 1.0}};
    mix = withStyle(mix, "b");
    QCOMPARE(mix, (StyleMix{{"a", 0.5}, {"b", 0.5}}));
    QCOMPARE(withStyle(mix, "a"), mix);
    mix = withStyle(withStyle(mix, "c"), "d");
    QCOMPARE(mix.size(), std::size_t{4});
    QCOMPARE(mix.back().weight, 0.25);
    QCOMPARE(withStyle(mix, "e"), mix);
    QCOMPARE(toggled(mix, "b").size(), std::size_t{3});
    QCOMPARE(withoutStyle({{"a", 0.3}}, "a"), (StyleMix{{"a", 0.3}})); // the last one stays
}

void StylizeStripTest::mix_keepsItsSum()
{
    const StyleMix mix{{"a", 0.5}, {"b", 0.3}, {"c", 0.2}};
    const StyleMix changed = withWeight(mix, 0, 0.8);
    QCOMPARE(changed[0].weight, 0.8);
    QVERIFY(std::abs(changed[1].weight - 0.12) < 1e-12);
    QVERIFY(std::abs(total(changed) - 1.0) < 1e-12);
    const StyleMix all = withWeight(mix, 2, 1.0);
    QCOMPARE(all[0].weight, 0.0);
    const StyleMix back = withWeight(all, 2, 0.5); // the others have no shares left to keep
    QCOMPARE(back[0].weight, 0.25);
    QVERIFY(std::abs(total(withoutStyle(mix, "a")) - 1.0) < 1e-12);
}

void StylizeStripTest::pad_placesStandForMixes_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<QPointF>("place");
    QTest::newRow("line") << 2 << QPointF(0.3, 0.5);
    QTest::newRow("triangle") << 3 << QPointF(0.45, 0.6);
    QTest::newRow("corner of the triangle") << 3 << QPointF(1.0, 1.0);
    QTest::newRow("square") << 4 << QPointF(0.2, 0.9);
    QTest::newRow("corner of the square") << 4 << QPointF(0.0, 1.0);
}

void StylizeStripTest::pad_placesStandForMixes()
{
    QFETCH(int, count);
    QFETCH(QPointF, place);
    StyleMix mix;
    for (int i = 0; i < count; ++i)
        mix.push_back({std::to_string(i), 0.0});
    const StyleMix found = withPlace(mix, place);
    QVERIFY(std::abs(total(found) - 1.0) < 1e-12);
    const QPointF back = padPlace(found);
    QVERIFY2(std::hypot(back.x() - place.x(), back.y() - place.y()) < 1e-9,
             qPrintable(u"%1 %2"_s.arg(back.x()).arg(back.y())));
}

void StylizeStripTest::pad_countsPlacesOutsideAsNearest()
{
    const StyleMix three{{"a", 0.4}, {"b", 0.3}, {"c", 0.3}};
    const StyleMix top = withPlace(three, {0.5, -3.0});
    QCOMPARE(top[0].weight, 1.0);
    const StyleMix side = withPlace(three, {1.0, 0.2}); // beside the edge from the first to the second
    QCOMPARE(side[2].weight, 0.0);
    for (const MixedStyle &style : side)
        QVERIFY(style.weight >= 0.0);
}

void StylizeStripTest::model_tellsWhatIsMixed()
{
    const QAbstractItemModelTester tester(m_styles, QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_styles->setMix({{"style_2", 0.8}, {"style_5", 0.2}});
    QCOMPARE(m_styles->index(2).data(StyleListModel::WeightRole).toDouble(), 0.8);
    QVERIFY(!m_styles->index(3).data(StyleListModel::WeightRole).isValid());
    QCOMPARE(m_styles->index(2).data(Qt::AccessibleTextRole).toString(), u"Style 2, 80 % of the mix"_s);
    QCOMPARE(m_styles->mixText(m_styles->mix()), u"Style 2 80 % · Style 5 20 %"_s);
    QCOMPARE(m_styles->mixText({{"style_3", 1.0}}), u"Style 3"_s);
    QCOMPARE(m_styles->titleOf("gone"), u"gone"_s);
    QVERIFY(m_styles->index(2).data(Qt::ToolTipRole).toString().contains(u"a painter"_s));
}

void StylizeStripTest::model_showsThePhotoWherePreviewsAre()
{
    QImage preview(20, 15, QImage::Format_RGB32);
    preview.fill(Qt::white);
    m_styles->setPreview("style_1", preview);
    m_styles->setPreview("gone", preview);
    QCOMPARE(m_styles->pictureOf("style_1"), preview);
    QVERIFY(m_styles->index(1).data(StyleListModel::IsPreviewRole).toBool());
    QCOMPARE(m_styles->pictureOf("style_2").size(), QSize(88, 66));
    m_styles->clearPreviews();
    QVERIFY(m_styles->pictureOf("style_1") != preview);
}

void StylizeStripTest::strip_clickTakesOneStyle()
{
    QTest::mouseClick(m_strip->viewport(), Qt::LeftButton, {}, styleAt(2));
    QCOMPARE(m_asked, (StyleMix{{"style_2", 1.0}}));
    QCOMPARE(m_askedText, u"Choose Style 2"_s);
    m_asked.clear();
    QTest::mouseClick(m_strip->viewport(), Qt::LeftButton, {}, styleAt(2));
    QVERIFY(m_asked.empty()); // it has that already
    QTest::mousePress(m_strip->viewport(), Qt::LeftButton, {}, styleAt(1));
    QTest::mouseRelease(m_strip->viewport(), Qt::LeftButton, {}, styleAt(4));
    QVERIFY(m_asked.empty());
}

void StylizeStripTest::strip_ctrlClickMixes()
{
    QTest::mouseClick(m_strip->viewport(), Qt::LeftButton, Qt::ControlModifier, styleAt(2));
    QCOMPARE(m_asked, (StyleMix{{"style_0", 0.5}, {"style_2", 0.5}}));
    QTest::mouseClick(m_strip->viewport(), Qt::LeftButton, Qt::ShiftModifier, styleAt(3));
    QTest::mouseClick(m_strip->viewport(), Qt::LeftButton, Qt::ControlModifier, styleAt(4));
    QCOMPARE(m_asked.size(), std::size_t{4});
    m_asked.clear();
    QTest::mouseClick(m_strip->viewport(), Qt::LeftButton, Qt::ControlModifier, styleAt(1));
    QVERIFY(m_asked.empty());
    QTest::mouseClick(m_strip->viewport(), Qt::LeftButton, Qt::ControlModifier, styleAt(0));
    QCOMPARE(m_asked.size(), std::size_t{3});
    QCOMPARE(m_askedText, u"Take Out Style 0"_s);
}

void StylizeStripTest::strip_worksByKeys()
{
    m_strip->setFocus();
    m_strip->setCurrentStyle("style_0");
    QTest::keyClick(m_strip.get(), Qt::Key_Right);
    QTest::keyClick(m_strip.get(), Qt::Key_Right);
    QVERIFY(m_asked.empty()); // moving takes nothing
    QTest::keyClick(m_strip.get(), Qt::Key_Return);
    QCOMPARE(m_asked, (StyleMix{{"style_2", 1.0}}));
    QTest::keyClick(m_strip.get(), Qt::Key_Right);
    QTest::keyClick(m_strip.get(), Qt::Key_Space);
    QCOMPARE(m_asked, (StyleMix{{"style_2", 0.5}, {"style_3", 0.5}}));
    QTest::keyClick(m_strip.get(), Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(m_asked, (StyleMix{{"style_2", 1.0}}));
    QTest::keyClick(m_strip.get(), Qt::Key_End);
    QCOMPARE(m_strip->currentIndex().row(), 17);
    QVERIFY(m_strip->viewport()->rect().contains(styleAt(17)));
}

void StylizeStripTest::strip_returnOnTheShownStyleKeepsIt()
{
    QSignalSpy kept(m_strip.get(), &StyleStrip::keepRequested);
    m_strip->setCurrentStyle("style_1");
    QTest::keyClick(m_strip.get(), Qt::Key_Return);
    QVERIFY(kept.isEmpty()); // it is only chosen
    m_styles->setMix({{"style_1", 1.0}});
    QTest::keyClick(m_strip.get(), Qt::Key_Return);
    QCOMPARE(kept.size(), 1);
    m_styles->setMix({{"style_1", 0.5}, {"style_2", 0.5}});
    QTest::keyClick(m_strip.get(), Qt::Key_Return);
    QCOMPARE(kept.size(), 1); // of a mix it is taken alone first
}

void StylizeStripTest::strip_saysThatAMixIsFull()
{
    const QSignalSpy refusals(m_strip.get(), &StyleStrip::refused);
    m_styles->setMix({{"style_1", 0.25}, {"style_2", 0.25}, {"style_3", 0.25}, {"style_4", 0.25}});
    m_strip->setCurrentStyle("style_5");
    QTest::keyClick(m_strip.get(), Qt::Key_Space);
    QCOMPARE(refusals.size(), 1);
    QVERIFY(refusals.front().front().toString().contains(u'4'));
    QCOMPARE(m_styles->mix().size(), 4U);
    QTest::keyClick(m_strip.get(), Qt::Key_Return); // alone it may be chosen
    QCOMPARE(m_asked, (StyleMix{{"style_5", 1.0}}));
    QCOMPARE(refusals.size(), 1);
}

void StylizeStripTest::strip_wheelScrolls()
{
    QCOMPARE(m_strip->horizontalScrollBar()->value(), 0);
    const QPointF place = styleAt(1);
    QWheelEvent wheel(place, m_strip->viewport()->mapToGlobal(place), {}, {0, -120}, Qt::NoButton, {},
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(m_strip->viewport(), &wheel);
    QVERIFY(m_strip->horizontalScrollBar()->value() > 0);
}

QTEST_MAIN(StylizeStripTest)
#include "tst_stylize_strip.moc"
