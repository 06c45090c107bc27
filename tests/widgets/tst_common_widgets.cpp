// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/button.h"
#include "widgets/common/chip.h"
#include "widgets/common/dock_title_bar.h"
#include "widgets/common/empty_state.h"
#include "widgets/common/icons.h"
#include "widgets/common/message_strip.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/style.h"
#include "widgets/common/text_label.h"
#include "widgets/common/workspace_rail.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QFocusFrame>
#include <QLineEdit>
#include <QMainWindow>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

using namespace solferino;
using namespace Qt::StringLiterals;

namespace {

/// Widgets that take the keyboard and have no name.
QStringList unnamed(const QWidget &parent)
{
    QStringList list;
    for (const QWidget *widget : parent.findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus)
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        if (widget->accessibleName().isEmpty() && !(button && !button->text().isEmpty()))
            list << QString::fromLatin1(widget->metaObject()->className());
    }
    return list;
}

} // namespace

class CommonWidgetsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void controls_haveTheDesignedHeight();
    void narrowButton_keepsItsName();
    void focusRing_followsTheKeyboard();
    void segments_areExclusive();
    void strip_offersTheRepair();
    void strip_escapesWhatItShows();
    void emptyState_asksForItsActions();
    void dockTitle_floatsAndCloses();
    void rail_choosesWorkspaces();
    void chip_isRemovedByKey();
    void numbers_keepTheirWidth();
    void links_followTheTheme();
    void label_elidesAndTells();

private:
    Theme m_theme;
};

void CommonWidgetsTest::initTestCase()
{
    m_theme.setScheme(ColorScheme::Dark);
    applyTheme(*qApp, m_theme);
}

void CommonWidgetsTest::cleanupTestCase()
{
    QApplication::setStyle(u"fusion"_s);
}

void CommonWidgetsTest::controls_haveTheDesignedHeight()
{
    Button button(m_theme, u"Generate"_s, Emphasis::Machine, nullptr);
    const int plain = button.sizeHint().width();
    button.setKeyHint(u"Ctrl+Return"_s);
    QVERIFY(button.sizeHint().width() > plain);
    const QSpinBox spin;
    const QComboBox combo;
    const QLineEdit line;
    for (const QWidget *widget : std::initializer_list<const QWidget *>{&button, &spin, &combo, &line})
        QCOMPARE(widget->sizeHint().height(), 28);
    m_theme.setTextScale(200);
    for (const QWidget *widget : std::initializer_list<const QWidget *>{&button, &spin, &combo, &line})
        QCOMPARE(widget->sizeHint().height(), 56);
    m_theme.setTextScale(100);
}

void CommonWidgetsTest::narrowButton_keepsItsName()
{
    Button plain(m_theme, u"Keep"_s, Emphasis::Person, nullptr);
    Button hinted(m_theme, u"Keep"_s, Emphasis::Person, nullptr);
    hinted.setKeyHint(u"Return"_s);
    const auto pictureOf = [](Button &button, int width) {
        button.resize(width, button.sizeHint().height());
        return button.grab().toImage();
    };
    const int narrow = plain.sizeHint().width();
    QCOMPARE(pictureOf(hinted, narrow), pictureOf(plain, narrow));
    const int wide = hinted.sizeHint().width();
    QVERIFY(pictureOf(hinted, wide) != pictureOf(plain, wide));
}

void CommonWidgetsTest::focusRing_followsTheKeyboard()
{
    QWidget window;
    window.resize(300, 100);
    auto *first = new QPushButton(u"First"_s, &window);
    first->setGeometry(20, 20, 80, 28);
    auto *second = new QPushButton(u"Second"_s, &window);
    second->setGeometry(120, 20, 80, 28);
    window.show();
    QApplication::setActiveWindow(&window);
    QVERIFY(QTest::qWaitForWindowActive(&window));
    first->setFocus(Qt::TabFocusReason);
    auto *frame = window.findChild<QFocusFrame *>();
    QVERIFY(frame);
    QCOMPARE(frame->widget(), first);
    QTest::keyClick(first, Qt::Key_Tab);
    QCOMPARE(frame->widget(), second);
    QCOMPARE(frame->geometry(), second->geometry().adjusted(-3, -3, 3, 3));
    first->setFocus(Qt::MouseFocusReason);
    QVERIFY(!frame->widget());
}

void CommonWidgetsTest::segments_areExclusive()
{
    SegmentedControl control(m_theme, u"Scale"_s, nullptr);
    control.addSegment(u"Log"_s);
    control.addSegment(u"Linear"_s);
    QCOMPARE(control.currentIndex(), 0);
    QSignalSpy changed(&control, &SegmentedControl::currentIndexChanged);
    QTest::keyClick(&control, Qt::Key_Right);
    QCOMPARE(control.currentIndex(), 1);
    QTest::keyClick(&control, Qt::Key_Right);
    QCOMPARE(control.currentIndex(), 1);
    control.resize(control.sizeHint());
    QTest::mouseClick(&control, Qt::LeftButton, {}, QPoint(5, 10));
    QCOMPARE(control.currentIndex(), 0);
    QCOMPARE(changed.size(), 2);
    QCOMPARE(control.accessibleDescription(), u"Log"_s);
}

void CommonWidgetsTest::strip_offersTheRepair()
{
    QWidget window;
    MessageStrip strip(m_theme, &window);
    QVERIFY(strip.isHidden());
    window.show();
    QApplication::setActiveWindow(&window);
    QVERIFY(QTest::qWaitForWindowActive(&window));
    strip.showMessage({.kind = StripMessage::Kind::Warning,
                       .sentence = u"Two notes overlap at bar 3, beat 2."_s,
                       .emphasis = u"bar 3, beat 2"_s,
                       .detail = u"raw words"_s,
                       .repair = u"Keep Highest"_s,
                       .repairKey = u"Alt+H"_s,
                       .secondary = u"Show Notes"_s},
                      MessageStrip::Focus::TakeRepair);
    QVERIFY(strip.isVisible());
    QVERIFY(strip.repairButton()->hasFocus());
    QCOMPARE(unnamed(strip), QStringList());
    QSignalSpy repair(&strip, &MessageStrip::repairRequested);
    QTest::keyClick(strip.repairButton(), Qt::Key_Return);
    QCOMPARE(repair.size(), 1);
    auto *detail = strip.findChild<QPlainTextEdit *>();
    QVERIFY(detail->isHidden());
    for (QLabel *label : strip.findChildren<QLabel *>()) {
        if (label->accessibleName() == u"Details"_s)
            Q_EMIT label->linkActivated(u"#"_s);
    }
    QVERIFY(!detail->isHidden());
    QCOMPARE(detail->toPlainText(), u"raw words"_s);
    QSignalSpy dismissed(&strip, &MessageStrip::dismissed);
    QTest::keyClick(&strip, Qt::Key_Escape);
    QVERIFY(strip.isHidden());
    QCOMPARE(dismissed.size(), 1);
}

void CommonWidgetsTest::strip_escapesWhatItShows()
{
    MessageStrip strip(m_theme, nullptr);
    strip.showMessage({.kind = StripMessage::Kind::Error,
                       .sentence = u"The file <b>x</b>.mid ends too early."_s,
                       .emphasis = {},
                       .detail = {},
                       .repair = {},
                       .repairKey = {},
                       .secondary = {}},
                      MessageStrip::Focus::Stay);
    bool isEscaped = false;
    for (const QLabel *label : strip.findChildren<QLabel *>())
        isEscaped = isEscaped || label->text().contains(u"&lt;b&gt;"_s);
    QVERIFY(isEscaped);
    QVERIFY(strip.repairButton()->isHidden());
}

void CommonWidgetsTest::emptyState_asksForItsActions()
{
    EmptyState card(m_theme,
                    {.headline = u"Drop a MIDI file here."_s,
                     .note = u"Draw a few notes."_s,
                     .primary = u"Generate"_s,
                     .primaryKey = u"Ctrl+Return"_s,
                     .primaryIcon = u"generate"_s,
                     .secondary = u"Open MIDI…"_s,
                     .secondaryKey = u"Ctrl+O"_s,
                     .secondaryIcon = u"document-open"_s,
                     .example = u"Example: a tune."_s,
                     .exampleLink = u"Open the Example"_s,
                     .examplePicture = {}},
                    nullptr);
    QCOMPARE(card.width(), 440);
    QSignalSpy primary(&card, &EmptyState::primaryRequested);
    QSignalSpy secondary(&card, &EmptyState::secondaryRequested);
    for (Button *button : card.findChildren<Button *>())
        button->click();
    QCOMPARE(primary.size(), 1);
    QCOMPARE(secondary.size(), 1);
    QCOMPARE(unnamed(card), QStringList());
}

void CommonWidgetsTest::dockTitle_floatsAndCloses()
{
    QMainWindow window;
    auto *dock = new QDockWidget(u"Takes"_s, &window);
    window.addDockWidget(Qt::RightDockWidgetArea, dock);
    auto *bar = new DockTitleBar(m_theme, *dock);
    bar->setCount(u"3"_s);
    QCOMPARE(dock->titleBarWidget(), bar);
    QCOMPARE(bar->height(), 32);
    window.show();
    const QList<QToolButton *> buttons = bar->findChildren<QToolButton *>();
    QCOMPARE(buttons.size(), 2);
    buttons[0]->click();
    QVERIFY(dock->isFloating());
    buttons[0]->click();
    QVERIFY(!dock->isFloating());
    buttons[1]->click();
    QVERIFY(dock->isHidden());
    QCOMPARE(unnamed(*bar), QStringList());
}

void CommonWidgetsTest::rail_choosesWorkspaces()
{
    QMainWindow window;
    auto *rail = new WorkspaceRail(m_theme, &window);
    window.addToolBar(Qt::LeftToolBarArea, rail);
    rail->addWorkspace(u"compose"_s, u"Compose"_s);
    QAction *models = rail->addWorkspace(u"models"_s, u"Models"_s);
    window.show();
    QCOMPARE(rail->width(), 64);
    QCOMPARE(rail->currentIndex(), 0);
    QSignalSpy changed(rail, &WorkspaceRail::currentIndexChanged);
    models->trigger();
    QCOMPARE(rail->currentIndex(), 1);
    QCOMPARE(changed.size(), 1);
    for (const QToolButton *button : rail->findChildren<QToolButton *>()) {
        if (!button->accessibleName().isEmpty())
            QCOMPARE(button->height(), 56);
    }
    m_theme.setScheme(ColorScheme::Light);
    for (const QToolButton *button : rail->findChildren<QToolButton *>()) {
        if (button->accessibleName() == u"Models"_s)
            QTRY_COMPARE(button->pos(), QPoint(0, 56));
    }
    m_theme.setScheme(ColorScheme::Dark);
}

void CommonWidgetsTest::chip_isRemovedByKey()
{
    Chip chip(m_theme, u"Pitch"_s, nullptr);
    QSignalSpy removed(&chip, &Chip::removeRequested);
    QTest::keyClick(&chip, Qt::Key_Delete);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(chip.sizeHint().height(), 24);
}

void CommonWidgetsTest::numbers_keepTheirWidth()
{
    NumberLabel label(m_theme, FontRole::Body, Role::Text, nullptr);
    label.setWidest(u"00,000"_s);
    const int width = label.sizeHint().width();
    label.setText(u"1"_s);
    QCOMPARE(label.sizeHint().width(), width);
    const QFontMetrics metrics(m_theme.font(FontRole::Body));
    QCOMPARE(tabularWidth(metrics, u"111"_s), tabularWidth(metrics, u"808"_s));
}

void CommonWidgetsTest::links_followTheTheme()
{
    TextLabel label(m_theme, FontRole::Body, Role::Text, nullptr);
    label.setTextFormat(Qt::RichText);
    label.setText(u"<a href=\"#\">MMMM</a>"_s);
    label.resize(label.sizeHint());
    const auto hasTextColor = [&] {
        const QImage image = label.grab().toImage();
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixelColor(x, y) == m_theme.color(Role::Text))
                    return true;
            }
        }
        return false;
    };
    QVERIFY(hasTextColor());
    m_theme.setScheme(ColorScheme::Light);
    QVERIFY(hasTextColor());
    m_theme.setScheme(ColorScheme::Dark);
}

void CommonWidgetsTest::label_elidesAndTells()
{
    TextLabel label(m_theme, FontRole::Body, Role::Text, nullptr);
    label.setText(u"A sentence that is far too long for its place"_s);
    label.setElideMode(Qt::ElideRight);
    label.resize(60, 20);
    QVERIFY(label.minimumSizeHint().width() <= 60);
    label.grab();
    QCOMPARE(label.toolTip(), label.text());
    label.resize(900, 20);
    label.grab();
    QCOMPARE(label.toolTip(), QString());
}

QTEST_MAIN(CommonWidgetsTest)
#include "tst_common_widgets.moc"
