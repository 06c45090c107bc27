// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/command_list.h"
#include "widgets/common/command_palette.h"
#include "widgets/common/fuzzy_match.h"
#include "widgets/common/keys_help.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QMainWindow>
#include <QMenuBar>
#include <QSignalSpy>
#include <QTest>

using namespace solferino;
using namespace Qt::StringLiterals;

namespace {

class Roll final : public QWidget, public KeysProvider
{
public:
    using QWidget::QWidget;
    [[nodiscard]] QString keysTitle() const override { return u"Piano roll"_s; }
    [[nodiscard]] std::vector<KeyLine> keyLines() const override
    {
        return {{u"Shift+↑"_s, u"moves the selection an octave"_s}};
    }
};

/// A window with a few menus.
class Window final : public QMainWindow
{
public:
    Window()
    {
        QMenu *model = menuBar()->addMenu(u"&Model"_s);
        continueAction = model->addAction(u"&Continue After Selection"_s);
        continueAction->setShortcut(Qt::CTRL | Qt::Key_Return);
        QMenu *song = menuBar()->addMenu(u"&Song"_s);
        QMenu *loop = song->addMenu(u"Loop"_s);
        loop->addAction(u"Continue Playback after the Loop"_s);
        song->addAction(u"Transpose…"_s)->setShortcut(Qt::Key_T);
        follow = song->addAction(u"Follow the Playhead"_s);
        follow->setCheckable(true);
        song->addAction(u"Gone"_s)->setEnabled(false);
        song->addSeparator();
    }
    QAction *continueAction;
    QAction *follow;
};

QStringList texts(const CommandList &commands)
{
    QStringList list;
    for (int row = 0; row < commands.rowCount(); ++row) {
        if (commands.actionAt(commands.index(row, 0)))
            list << commands.index(row, 0).data().toString();
    }
    return list;
}

} // namespace

class CommandPaletteTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void match_findsCharactersInOrder_data();
    void match_findsCharactersInOrder();
    void match_prefersRunsAndWords();
    void list_holdsWhatCanBeRun();
    void list_filtersAndMarks();
    void list_namesOtherPlacesAndGoesThere();
    void palette_opensTwice();
    void palette_runsTheChosenAction();
    void palette_isClosedByEscape();
    void keys_areThoseOfTheFocusThenOfTheMenus();
    void caps_areThoseOfTheChord();

private:
    Theme m_theme;
};

void CommandPaletteTest::match_findsCharactersInOrder_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("matched"); // "-" for no match
    QTest::newRow("prefix") << u"conti"_s << u"Continue"_s << u"Conti"_s;
    QTest::newRow("run inside") << u"conti"_s << u"Default takes for Continue"_s << u"Conti"_s;
    QTest::newRow("initials") << u"cas"_s << u"Continue After Selection"_s << u"CAS"_s;
    QTest::newRow("blanks") << u"con sel"_s << u"Continue After Selection"_s << u"ConSel"_s;
    QTest::newRow("wrong order") << u"es"_s << u"Save"_s << u"-"_s;
    QTest::newRow("too long") << u"savesave"_s << u"Save"_s << u"-"_s;
    QTest::newRow("nothing typed") << u""_s << u"Save"_s << u""_s;
}

void CommandPaletteTest::match_findsCharactersInOrder()
{
    QFETCH(QString, typed);
    QFETCH(QString, text);
    const auto match = fuzzyMatch(typed, text);
    QString matched = match ? QString() : u"-"_s;
    if (match) {
        for (const int position : match->positions)
            matched += text[position];
    }
    QTEST(matched, "matched");
}

void CommandPaletteTest::match_prefersRunsAndWords()
{
    const auto score = [](const QString &text) {
        return fuzzyMatch(u"conti"_s, text)->score;
    };
    QVERIFY(score(u"Continue"_s) > score(u"Discontinue"_s));
    QVERIFY(score(u"Discontinue"_s) > score(u"Copy One Note To It"_s));
    QVERIFY(score(u"Continue"_s) > score(u"Continue from the Playhead"_s));
}

void CommandPaletteTest::list_holdsWhatCanBeRun()
{
    const Window window;
    CommandList commands(nullptr);
    const QAbstractItemModelTester tester(&commands, QAbstractItemModelTester::FailureReportingMode::QtTest);
    commands.collect(window);
    QCOMPARE(commands.total(), 4);
    const QStringList found = texts(commands);
    QVERIFY(found.contains(u"Transpose"_s));
    QVERIFY(!found.contains(u"Gone"_s));
    QVERIFY(!found.contains(u"Loop"_s));
}

void CommandPaletteTest::list_namesOtherPlacesAndGoesThere()
{
    const Window window;
    QStringList done;
    connect(window.continueAction, &QAction::triggered, this, [&done] { done << u"run"_s; });
    CommandList commands(nullptr);
    commands.collect(window, [&](const QAction &action) -> std::optional<CommandPlace> {
        if (&action != window.continueAction)
            return {};
        return CommandPlace{u"Compose"_s, [&done] {
                                done << u"enter"_s;
                            }};
    });
    const QModelIndex last = commands.index(commands.rowCount() - 1);
    QCOMPARE(last.data().toString(), u"Continue After Selection"_s);
    QCOMPARE(last.data(CommandList::PlaceRole).toString(), u"Compose"_s);
    QVERIFY(last.siblingAtRow(last.row() - 1).data(CommandList::IsHeadRole).toBool());
    commands.setFilter(u"compose cont"_s);
    QCOMPARE(texts(commands), QStringList{u"Continue After Selection"_s});
    commands.run(commands.index(1));
    QCOMPARE(done, (QStringList{u"enter"_s, u"run"_s}));
}

void CommandPaletteTest::palette_opensTwice()
{
    Window window;
    auto *roll = new Roll(&window);
    roll->setFocusPolicy(Qt::StrongFocus);
    window.setCentralWidget(roll);
    CommandPalette palette(m_theme, &window);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    roll->setFocus();
    palette.open();
    palette.open(); // by its key once more
    QVERIFY(palette.isAncestorOf(QApplication::focusWidget()));
    palette.closeCard();
    QCOMPARE(QApplication::focusWidget(), roll);
}

void CommandPaletteTest::list_filtersAndMarks()
{
    const Window window;
    CommandList commands(nullptr);
    commands.collect(window);
    commands.setFilter(u"conti"_s);
    QCOMPARE(texts(commands),
             (QStringList{u"Continue After Selection"_s, u"Continue Playback after the Loop"_s}));
    QCOMPARE(commands.matching(), 2);
    const QModelIndex head = commands.index(0, 0);
    QVERIFY(head.data(CommandList::IsHeadRole).toBool());
    QVERIFY(!(commands.flags(head) & Qt::ItemIsSelectable));
    const QModelIndex first = commands.index(1, 0);
    QCOMPARE(first.data(CommandList::PlaceRole).toString(), u"Model"_s);
    QCOMPARE(first.data(CommandList::KeysRole).toStringList(), (QStringList{u"Ctrl"_s, u"Return"_s}));
    QCOMPARE(first.data(CommandList::PositionsRole).value<QList<int>>(), (QList<int>{0, 1, 2, 3, 4}));
    QCOMPARE(commands.index(2, 0).data(CommandList::PlaceRole).toString(), u"Song"_s);
    commands.setFilter(u"follow"_s);
    QCOMPARE(commands.index(1, 0).data(CommandList::ValueRole).toString(), u"Off"_s);
    commands.setFilter(u"song trans"_s);
    QCOMPARE(texts(commands), QStringList{u"Transpose"_s});
    commands.setFilter(u"xyz"_s);
    QCOMPARE(commands.rowCount(), 0);
}

void CommandPaletteTest::palette_runsTheChosenAction()
{
    Window window;
    window.resize(900, 700);
    CommandPalette palette(m_theme, &window);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QSignalSpy ran(window.continueAction, &QAction::triggered);
    QSignalSpy toggled(window.follow, &QAction::toggled);
    palette.open();
    QVERIFY(palette.isVisible());
    QCOMPARE(palette.width(), 600);
    QCOMPARE(palette.y(), 96);
    auto *input = palette.findChild<QLineEdit *>();
    QTest::keyClicks(input, u"conti"_s);
    QTest::keyClick(input, Qt::Key_Down);
    QTest::keyClick(input, Qt::Key_Up);
    QTest::keyClick(input, Qt::Key_Return);
    QCOMPARE(ran.size(), 1);
    QVERIFY(!palette.isVisible());
    palette.open();
    QCOMPARE(input->text(), QString());
    QTest::keyClick(input, Qt::Key_PageDown);
    QTest::keyClick(input, Qt::Key_Return);
    QCOMPARE(toggled.size(), 1);
}

void CommandPaletteTest::palette_isClosedByEscape()
{
    Window window;
    auto *editor = new QLineEdit(&window);
    window.setCentralWidget(editor);
    CommandPalette palette(m_theme, &window);
    window.show();
    QApplication::setActiveWindow(&window);
    QVERIFY(QTest::qWaitForWindowActive(&window));
    editor->setFocus();
    palette.open();
    QTRY_VERIFY(palette.isAncestorOf(QApplication::focusWidget()));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(!palette.isVisible());
    QTRY_COMPARE(QApplication::focusWidget(), editor);
}

void CommandPaletteTest::keys_areThoseOfTheFocusThenOfTheMenus()
{
    Window window;
    auto *roll = new Roll(&window);
    window.setCentralWidget(roll);
    auto *inner = new QWidget(roll);
    auto *elsewhere = new QWidget(&window);
    const auto addLocal = [](QWidget *widget, const QString &text) {
        auto *action = new QAction(text, widget);
        action->setShortcut(Qt::Key_R);
        action->setShortcutContext(Qt::WidgetShortcut);
        widget->addAction(action);
    };
    addLocal(inner, u"Retry"_s);
    inner->setAccessibleName(u"Piano roll"_s);
    addLocal(elsewhere, u"Not here"_s);
    const std::vector<KeysSection> sections = collectKeys(inner, window);
    QCOMPARE(sections.size(), std::size_t(3));
    QCOMPARE(sections[0].title, u"Piano roll"_s);
    QCOMPARE(sections[0].lines[0].caps, (QStringList{u"Shift"_s, u"↑"_s}));
    QCOMPARE(sections[0].lines.size(), std::size_t(2));
    QCOMPARE(sections[0].lines[1].what, u"Retry"_s);
    QCOMPARE(sections[1].title, u"Model"_s);
    QCOMPARE(sections[2].title, u"Song"_s);
    QCOMPARE(sections[2].lines[0].what, u"Transpose"_s);
    KeysHelp help(m_theme, &window);
    window.show();
    help.open();
    QVERIFY(help.isVisible());
    QTest::keyClick(&help, Qt::Key_Escape);
    QVERIFY(!help.isVisible());
}

void CommandPaletteTest::caps_areThoseOfTheChord()
{
    QCOMPARE(keyCaps(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P)),
             (QStringList{u"Ctrl"_s, u"Shift"_s, u"P"_s}));
    QCOMPARE(keyCaps(QKeySequence(Qt::CTRL | Qt::Key_Plus)), (QStringList{u"Ctrl"_s, u"+"_s}));
    QCOMPARE(keyCaps(QKeySequence()), QStringList());
}

QTEST_MAIN(CommandPaletteTest)
#include "tst_command_palette.moc"
