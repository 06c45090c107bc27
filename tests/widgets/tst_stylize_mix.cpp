// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/stylize_fixture.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/style.h"
#include "widgets/stylize/add_style_button.h"
#include "widgets/stylize/mix_pad.h"
#include "widgets/stylize/mix_panel.h"
#include "widgets/stylize/mix_row.h"

#include <QApplication>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QStyleOptionSlider>
#include <QTest>
#include <QVBoxLayout>

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

    void panel_showsTheStyling();
    void panel_dragIsOneGesture();
    void panel_typedShareGoesToTheOthers();
    void panel_addsAndTakesOut();
    void panel_asksForStrengthAndBrush();
    void panel_goesBackWhereItIsRefused();
    void panel_padIsDragged();
    void panel_padWorksByKeys();
    void panel_saysHowFineTheStrokesAre();

private:
    void setMix(const StyleMix &mix);
    [[nodiscard]] std::vector<MixRow *> rows() const;

    Theme m_theme;
    std::unique_ptr<QWidget> m_window;
    StyleListModel *m_styles = nullptr;
    MixPanel *m_panel = nullptr;
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
    m_styles->setStyles(exampleStyles(18));
    m_panel = new MixPanel(m_theme, *m_styles, m_window.get());
    auto *column = new QVBoxLayout(m_window.get());
    column->addWidget(m_panel);
    column->addStretch();
    m_window->resize(600, 620);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
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

void StylizeMixTest::panel_asksForStrengthAndBrush()
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
