// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/segmented_control.h"
#include "widgets/common/style.h"
#include "widgets/common/theme.h"
#include "widgets/stylize/add_style_button.h"
#include "widgets/stylize/mix_pad.h"
#include "widgets/stylize/mix_panel.h"
#include "widgets/stylize/mix_row.h"
#include "widgets/stylize/style_list_model.h"
#include "widgets/stylize/style_strip.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QStyleOptionSlider>
#include <QTest>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <cmath>
#include <memory>

using namespace solferino;
using namespace Qt::StringLiterals;

namespace {

std::vector<StyleItem> styles(int count)
{
    std::vector<StyleItem> items;
    for (int i = 0; i < count; ++i) {
        QImage painting(88, 66, QImage::Format_RGB32);
        painting.fill(QColor::fromHsv(i * 20, 180, 180));
        items.push_back(
            {"style_" + std::to_string(i), u"Style %1"_s.arg(i), u"Style %1, a painter"_s.arg(i), painting});
    }
    return items;
}

double total(const StyleMix &mix)
{
    double sum = 0.0;
    for (const MixedStyle &style : mix)
        sum += style.weight;
    return sum;
}

QPoint handleOf(const QSlider &slider, int value)
{
    QStyleOptionSlider option;
    option.initFrom(&slider);
    option.minimum = slider.minimum();
    option.maximum = slider.maximum();
    option.sliderPosition = value;
    option.sliderValue = value;
    option.subControls = QStyle::SC_All;
    return slider.style()
        ->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, &slider)
        .center();
}

} // namespace

class StylizeMixTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

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
    void strip_wheelScrolls();

    void panel_showsTheStyling();
    void panel_dragIsOneGesture();
    void panel_typedShareGoesToTheOthers();
    void panel_addsAndTakesOut();
    void panel_asksForStrengthBrushAndColours();
    void panel_goesBackWhereItIsRefused();
    void panel_padIsDragged();
    void panel_padWorksByKeys();
    void panel_saysHowFineTheStrokesAre();

private:
    [[nodiscard]] QPoint styleAt(int row) const { return m_strip->visualRect(m_styles->index(row)).center(); }
    void setMix(const StyleMix &mix);
    [[nodiscard]] std::vector<MixRow *> rows() const;

    Theme m_theme;
    std::unique_ptr<QWidget> m_window;
    StyleListModel *m_styles = nullptr;
    StyleStrip *m_strip = nullptr;
    MixPanel *m_panel = nullptr;
    StyleMix m_asked;
    QString m_askedText;
};

void StylizeMixTest::initTestCase()
{
    m_theme.setScheme(ColorScheme::Light);
    applyTheme(*qApp, m_theme);
}

void StylizeMixTest::init()
{
    m_window = std::make_unique<QWidget>();
    m_styles = new StyleListModel(m_window.get());
    m_styles->setStyles(styles(18));
    m_strip = new StyleStrip(m_theme, *m_styles, m_window.get());
    m_panel = new MixPanel(m_theme, *m_styles, m_window.get());
    auto *column = new QVBoxLayout(m_window.get());
    column->addWidget(m_strip);
    column->addWidget(m_panel);
    column->addStretch();
    m_window->resize(600, 620);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_asked.clear();
    m_askedText.clear();
    connect(m_strip, &StyleStrip::mixRequested, this, [this](const StyleMix &mix, const QString &text) {
        m_asked = mix;
        m_askedText = text;
        setMix(mix);
    });
    setMix({{"style_0", 1.0}});
}

void StylizeMixTest::cleanup()
{
    m_window.reset();
}

void StylizeMixTest::setMix(const StyleMix &mix)
{
    m_styles->setMix(mix);
    Styling styling = m_panel->styling();
    styling.mix = mix;
    m_panel->setStyling(styling);
}

std::vector<MixRow *> StylizeMixTest::rows() const
{
    std::vector<MixRow *> shown;
    for (MixRow *row : m_panel->findChildren<MixRow *>()) {
        if (row->isVisible())
            shown.push_back(row);
    }
    return shown;
}

void StylizeMixTest::mix_takesUpToFour()
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

void StylizeMixTest::mix_keepsItsSum()
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

void StylizeMixTest::pad_placesStandForMixes_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<QPointF>("place");
    QTest::newRow("line") << 2 << QPointF(0.3, 0.5);
    QTest::newRow("triangle") << 3 << QPointF(0.45, 0.6);
    QTest::newRow("corner of the triangle") << 3 << QPointF(1.0, 1.0);
    QTest::newRow("square") << 4 << QPointF(0.2, 0.9);
    QTest::newRow("corner of the square") << 4 << QPointF(0.0, 1.0);
}

void StylizeMixTest::pad_placesStandForMixes()
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

void StylizeMixTest::pad_countsPlacesOutsideAsNearest()
{
    const StyleMix three{{"a", 0.4}, {"b", 0.3}, {"c", 0.3}};
    const StyleMix top = withPlace(three, {0.5, -3.0});
    QCOMPARE(top[0].weight, 1.0);
    const StyleMix side = withPlace(three, {1.0, 0.2}); // beside the edge from the first to the second
    QCOMPARE(side[2].weight, 0.0);
    for (const MixedStyle &style : side)
        QVERIFY(style.weight >= 0.0);
}

void StylizeMixTest::model_tellsWhatIsMixed()
{
    const QAbstractItemModelTester tester(m_styles, QAbstractItemModelTester::FailureReportingMode::QtTest);
    setMix({{"style_2", 0.8}, {"style_5", 0.2}});
    QCOMPARE(m_styles->index(2).data(StyleListModel::WeightRole).toDouble(), 0.8);
    QVERIFY(!m_styles->index(3).data(StyleListModel::WeightRole).isValid());
    QCOMPARE(m_styles->index(2).data(Qt::AccessibleTextRole).toString(), u"Style 2, 80 % of the mix"_s);
    QCOMPARE(m_styles->mixText(m_styles->mix()), u"Style 2 80 % · Style 5 20 %"_s);
    QCOMPARE(m_styles->mixText({{"style_3", 1.0}}), u"Style 3"_s);
    QCOMPARE(m_styles->titleOf("gone"), u"gone"_s);
    QVERIFY(m_styles->index(2).data(Qt::ToolTipRole).toString().contains(u"a painter"_s));
}

void StylizeMixTest::model_showsThePhotoWherePreviewsAre()
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

void StylizeMixTest::strip_clickTakesOneStyle()
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

void StylizeMixTest::strip_ctrlClickMixes()
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

void StylizeMixTest::strip_worksByKeys()
{
    m_strip->setFocus();
    m_strip->setCurrentStyle("style_0");
    QTest::keyClick(m_strip, Qt::Key_Right);
    QTest::keyClick(m_strip, Qt::Key_Right);
    QVERIFY(m_asked.empty()); // moving takes nothing
    QTest::keyClick(m_strip, Qt::Key_Return);
    QCOMPARE(m_asked, (StyleMix{{"style_2", 1.0}}));
    QTest::keyClick(m_strip, Qt::Key_Right);
    QTest::keyClick(m_strip, Qt::Key_Space);
    QCOMPARE(m_asked, (StyleMix{{"style_2", 0.5}, {"style_3", 0.5}}));
    QTest::keyClick(m_strip, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(m_asked, (StyleMix{{"style_2", 1.0}}));
    QTest::keyClick(m_strip, Qt::Key_End);
    QCOMPARE(m_strip->currentIndex().row(), 17);
    QVERIFY(m_strip->viewport()->rect().contains(styleAt(17)));
}

void StylizeMixTest::strip_wheelScrolls()
{
    QCOMPARE(m_strip->horizontalScrollBar()->value(), 0);
    const QPointF place = styleAt(1);
    QWheelEvent wheel(place, m_strip->viewport()->mapToGlobal(place), {}, {0, -120}, Qt::NoButton, {},
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(m_strip->viewport(), &wheel);
    QVERIFY(m_strip->horizontalScrollBar()->value() > 0);
}

void StylizeMixTest::panel_showsTheStyling()
{
    setMix({{"style_1", 0.7}, {"style_2", 0.3}});
    QCOMPARE(rows().size(), std::size_t{2});
    QCOMPARE(rows()[0]->findChild<QSpinBox *>()->value(), 70);
    QCOMPARE(rows()[0]->findChild<QSlider *>()->accessibleName(), u"Share of Style 1"_s);
    QCOMPARE(m_panel->findChild<AddStyleButton *>()->text(), u"Add a Style · 2 of 4"_s);
    setMix({{"style_1", 1.0}});
    QCOMPARE(rows().size(), std::size_t{1});
    QVERIFY(!rows()[0]->findChild<QSlider *>()->isEnabled());
    QVERIFY(!rows()[0]->findChild<QSlider *>()->toolTip().isEmpty());
}

void StylizeMixTest::panel_dragIsOneGesture()
{
    setMix({{"style_1", 0.7}, {"style_2", 0.3}});
    QSignalSpy began(m_panel, &MixPanel::gestureBegan);
    QSignalSpy ended(m_panel, &MixPanel::gestureEnded);
    int asked = 0;
    connect(m_panel, &MixPanel::stylingRequested, m_panel, [&](const Styling &styling) {
        ++asked;
        QCOMPARE(ended.count(), 0);
        QVERIFY(std::abs(total(styling.mix) - 1.0) < 1e-9);
        m_panel->setStyling(styling);
    });
    auto *slider = rows()[0]->findChild<QSlider *>();
    QTest::mousePress(slider, Qt::LeftButton, {}, handleOf(*slider, 70));
    for (const int value : {60, 50, 40}) {
        const QPoint place = handleOf(*slider, value);
        QMouseEvent move(QEvent::MouseMove, place, slider->mapToGlobal(QPointF(place)), Qt::NoButton,
                         Qt::LeftButton, {});
        QApplication::sendEvent(slider, &move);
    }
    QTest::mouseRelease(slider, Qt::LeftButton, {}, handleOf(*slider, 40));
    QCOMPARE(began.count(), 1);
    QCOMPARE(ended.count(), 1);
    QVERIFY(asked >= 3);
    QVERIFY(std::abs(m_panel->styling().mix[0].weight - 0.4) < 0.03);
    QCOMPARE(rows()[1]->findChild<QSpinBox *>()->value(), 100 - rows()[0]->findChild<QSpinBox *>()->value());
}

void StylizeMixTest::panel_typedShareGoesToTheOthers()
{
    setMix({{"style_1", 0.7}, {"style_2", 0.3}});
    Styling asked;
    connect(m_panel, &MixPanel::stylingRequested, m_panel, [&](const Styling &styling) { asked = styling; });
    auto *field = rows()[1]->findChild<QSpinBox *>();
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, u"45"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(asked.mix.at(1).weight, 0.45);
    QVERIFY(std::abs(asked.mix.at(0).weight - 0.55) < 1e-9);
}

void StylizeMixTest::panel_addsAndTakesOut()
{
    setMix({{"style_1", 0.7}, {"style_2", 0.3}});
    Styling asked;
    connect(m_panel, &MixPanel::stylingRequested, m_panel, [&](const Styling &styling) { asked = styling; });
    QTest::mouseClick(m_panel->findChild<AddStyleButton *>(), Qt::LeftButton);
    auto *menu = m_panel->findChild<QMenu *>();
    QVERIFY(menu);
    QCOMPARE(menu->actions().size(), 16); // those that are mixed are not offered
    menu->actions().at(3)->trigger();
    menu->close();
    QCOMPARE(asked.mix.size(), std::size_t{3});
    QCOMPARE(asked.mix.back().style, std::string("style_5"));
    const QList<QAbstractButton *> pictures = rows()[0]->findChildren<QAbstractButton *>();
    QCOMPARE(pictures.front()->accessibleName(), u"Take Style 1 out of the mix"_s);
    QTest::keyClick(pictures.front(), Qt::Key_Space);
    QCOMPARE(asked.mix, (StyleMix{{"style_2", 1.0}}));
}

void StylizeMixTest::panel_asksForStrengthBrushAndColours()
{
    Styling asked;
    QString text;
    connect(m_panel, &MixPanel::stylingRequested, m_panel, [&](const Styling &styling, const QString &what) {
        asked = styling;
        text = what;
        m_panel->setStyling(styling);
    });
    const auto named = [this](const QString &name) {
        for (QSlider *slider : m_panel->findChildren<QSlider *>()) {
            if (slider->accessibleName() == name)
                return slider;
        }
        return static_cast<QSlider *>(nullptr);
    };
    QTest::keyClick(named(u"Strength"_s), Qt::Key_Left);
    QCOMPARE(asked.finish.strength, 0.99);
    QCOMPARE(text, u"Change Strength"_s);
    QTest::keyClick(named(u"Brush size"_s), Qt::Key_End);
    QCOMPARE(asked.brush, 8.0);
    QTest::keyClick(named(u"Brush size"_s), Qt::Key_Home);
    QCOMPARE(asked.brush, 0.25);
    auto *brush = m_panel->findChild<QDoubleSpinBox *>();
    brush->setFocus();
    brush->selectAll();
    QTest::keyClicks(brush, brush->locale().toString(1.3, 'f', 1));
    QTest::keyClick(brush, Qt::Key_Return);
    QCOMPARE(asked.brush, 1.3); // as typed, not as the slider has it
    for (SegmentedControl *control : m_panel->findChildren<SegmentedControl *>()) {
        if (control->accessibleName() == u"Colours"_s)
            QTest::keyClick(control, Qt::Key_Right);
    }
    QCOMPARE(asked.finish.colours, StyleColours::Keep);
}

void StylizeMixTest::panel_goesBackWhereItIsRefused()
{
    auto *strength = m_panel->findChildren<QSlider *>().last();
    for (QSlider *slider : m_panel->findChildren<QSlider *>()) {
        if (slider->accessibleName() == u"Strength"_s)
            strength = slider;
    }
    QTest::keyClick(strength, Qt::Key_Home);
    QCOMPARE(strength->value(), 100);
}

void StylizeMixTest::panel_padIsDragged()
{
    setMix({{"style_1", 0.5}, {"style_2", 0.5}});
    QVERIFY(!m_panel->showsPad());
    m_panel->setShowsPad(true);
    auto *pad = m_panel->findChild<MixPad *>();
    QVERIFY(pad->isVisible());
    QVERIFY(rows().empty());
    QSignalSpy began(m_panel, &MixPanel::gestureBegan);
    QSignalSpy ended(m_panel, &MixPanel::gestureEnded);
    connect(m_panel, &MixPanel::stylingRequested, m_panel, [&](const Styling &styling) {
        m_panel->setStyling(styling);
        m_styles->setMix(styling.mix);
    });
    const QPoint corner = pad->cornerCenter(1).toPoint();
    QTest::mousePress(pad, Qt::LeftButton, {}, pad->puckCenter().toPoint());
    QMouseEvent move(QEvent::MouseMove, corner, pad->mapToGlobal(QPointF(corner)), Qt::NoButton,
                     Qt::LeftButton, {});
    QApplication::sendEvent(pad, &move);
    QTest::mouseRelease(pad, Qt::LeftButton, {}, corner);
    QCOMPARE(began.count(), 1);
    QCOMPARE(ended.count(), 1);
    QVERIFY(m_panel->styling().mix[1].weight > 0.99);
    QVERIFY((pad->puckCenter() - corner).manhattanLength() < 3);
}

void StylizeMixTest::panel_padWorksByKeys()
{
    setMix({{"style_1", 0.25}, {"style_2", 0.25}, {"style_3", 0.25}, {"style_4", 0.25}});
    m_panel->setShowsPad(true);
    connect(m_panel, &MixPanel::stylingRequested, m_panel,
            [this](const Styling &styling) { m_panel->setStyling(styling); });
    auto *pad = m_panel->findChild<MixPad *>();
    pad->setFocus();
    QTest::keyClick(pad, Qt::Key_Right);
    QVERIFY(m_panel->styling().mix[1].weight > 0.27);
    QTest::keyClick(pad, Qt::Key_3);
    QCOMPARE(m_panel->styling().mix[2].weight, 1.0);
    QVERIFY(pad->accessibleDescription().contains(u"Style 3 100 %"_s));
}

void StylizeMixTest::panel_saysHowFineTheStrokesAre()
{
    QSignalSpy activated(m_panel, &MixPanel::brushNoteActivated);
    m_panel->setBrushNote(u"Strokes are finer at full size."_s, u"As in the preview"_s);
    QLabel *note = nullptr;
    for (QLabel *label : m_panel->findChildren<QLabel *>()) {
        if (label->text().contains(u"finer"_s))
            note = label;
    }
    QVERIFY(note && note->isVisible());
    Q_EMIT note->linkActivated(u"#"_s);
    QCOMPARE(activated.count(), 1);
    m_panel->setBrushNote({}, {});
    QVERIFY(!note->isVisible());
}

QTEST_MAIN(StylizeMixTest)
#include "tst_stylize_mix.moc"
