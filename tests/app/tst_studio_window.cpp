// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/documents/document_controller.h"
#include "app/studio/main_window.h"
#include "app/studio/studio_app.h"
#include "app/studio/workspaces/compose_workspace.h"
#include "app/studio/workspaces/model_panel.h"
#include "app/studio/workspaces/sketch_workspace.h"
#include "core/commands/replace_notes_command.h"
#include "core/project/project_file.h"
#include "core/project/settings.h"
#include "tests/support/shortcut_owners.h"
#include "tests/support/studio_home.h"
#include "widgets/common/command_list.h"
#include "widgets/common/command_palette.h"
#include "widgets/sketch/sketch_state.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QWidgetAction>

using namespace solferino;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 20'000; // on a machine under load

QString describe(const QWidget *widget)
{
    QStringList names;
    for (const QWidget *each = widget; each && !each->isWindow(); each = each->parentWidget())
        names.prepend(QString::fromLatin1(each->metaObject()->className()));
    return names.join(u'/') + u' ' + widget->objectName();
}

/// What the Tab key reaches and is in sight.
QList<QWidget *> tabStops(const QWidget &root)
{
    QList<QWidget *> stops;
    for (QWidget *widget : root.findChildren<QWidget *>()) {
        if (widget->isVisible() && widget->isEnabled() && widget->focusPolicy() & Qt::TabFocus &&
            !widget->focusProxy())
            stops << widget;
    }
    return stops;
}

void press(QMessageBox::StandardButton button)
{
    auto *watch = new QTimer(qApp);
    QObject::connect(watch, &QTimer::timeout, watch, [watch, button] {
        if (auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget())) {
            watch->deleteLater();
            box->button(button)->click();
        }
    });
    watch->start(5);
}

} // namespace

class StudioWindowTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        begin();
    }
    void cleanup() { m_studio.reset(); }

    void actions_haveTexts();
    void shortcuts_haveOneOwner_data();
    void shortcuts_haveOneOwner();
    void tab_reachesThePanel();
    void buttons_areNotClipped_data();
    void buttons_areNotClipped();
    void firstSize_fitsTheScreen();
    void options_areInSightOnSmallScreens();
    void layout_isRemembered();
    void palette_goesToTheWorkspace();
    void export_refusesAnEmptySong();
    void open_readsMidi();
    void open_refusesDamagedFiles_data();
    void open_refusesDamagedFiles();
    void close_savesFirst();

private:
    void begin()
    {
        m_studio.reset();
        m_studio = makeStudio(m_home->path());
        m_studio->start({});
        QVERIFY(QTest::qWaitForWindowActive(&window()));
    }
    [[nodiscard]] MainWindow &window() { return m_studio->window(); }
    [[nodiscard]] const Song &song() { return m_studio->document().song(); }
    void drawNote()
    {
        NoteChange change;
        change.track = song().tracks.front().id;
        change.added = {{.id = 0, .start = 0, .length = 480, .pitch = 64, .velocity = 90}};
        SongDocument &document = m_studio->document();
        document.undoStack().push(new ReplaceNotesCommand(document, u"Draw"_s, {std::move(change)}));
    }
    void addWorkspaceRows()
    {
        QTest::addColumn<QString>("workspace");
        QTest::newRow("compose") << u"compose"_s;
        QTest::newRow("sketch") << u"sketch"_s;
        QTest::newRow("models") << u"models"_s;
    }
    [[nodiscard]] QStringList clippedButtons();
    void showWorkspace()
    {
        QFETCH(QString, workspace);
        window().showWorkspace(workspace);
        window().setJobsShown(true);
        QCOMPARE(m_studio->settings().workspace(), workspace);
    }

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<StudioApp> m_studio;
};

void StudioWindowTest::actions_haveTexts()
{
    const QList<QAction *> actions = window().findChildren<QAction *>();
    QVERIFY(actions.size() > 60);
    for (const QAction *action : actions) {
        const QObjectList places = action->associatedObjects();
        // The menu of a tool button is named by its button.
        const bool isSeen = std::any_of(places.begin(), places.end(), [](const QObject *place) {
            return !qobject_cast<const QToolButton *>(place);
        });
        if (isSeen && !action->isSeparator() && !qobject_cast<const QWidgetAction *>(action))
            QVERIFY2(!action->text().isEmpty(), qPrintable(action->shortcut().toString()));
    }
}

void StudioWindowTest::shortcuts_haveOneOwner_data()
{
    addWorkspaceRows();
}

void StudioWindowTest::shortcuts_haveOneOwner()
{
    showWorkspace();
    drawNote(); // so that Undo is enabled
    int keys = 0;
    for (QWidget *focus : tabStops(window())) {
        const auto owners = shortcutOwners(window(), *focus);
        keys = std::max(keys, int(owners.size()));
        for (auto entry = owners.begin(); entry != owners.end(); ++entry) {
            QStringList texts;
            for (const QAction *action : entry.value())
                texts << action->text();
            QVERIFY2(texts.size() == 1, qPrintable(u"%1 with the focus in %2: %3"_s.arg(
                                            entry.key(), describe(focus), texts.join(u", "_s))));
        }
    }
    QVERIFY(keys > 12);
}

void StudioWindowTest::tab_reachesThePanel()
{
    m_studio->compose().takeFocus();
    QList<QWidget *> path;
    do {
        QWidget *focus = QApplication::focusWidget();
        QVERIFY(focus);
        if (!path.isEmpty() && focus == path.first())
            break;
        path << focus;
        QTest::keyClick(focus, Qt::Key_Tab);
    } while (path.size() < 200);
    const QList<QWidget *> wanted = tabStops(m_studio->compose().modelPanel());
    QVERIFY(wanted.size() >= 8); // model, kind, options, seed, Generate
    QList<qsizetype> places;
    for (QWidget *widget : wanted) {
        QVERIFY2(path.contains(widget), qPrintable(describe(widget)));
        places << path.indexOf(widget);
    }
    // One after the other, from the model to Generate.
    const auto [first, last] = std::minmax_element(places.begin(), places.end());
    for (qsizetype place = *first; place <= *last; ++place)
        QVERIFY2(wanted.contains(path[place]), qPrintable(describe(path[place])));
    QVERIFY(qobject_cast<QComboBox *>(path[*first]));
    QCOMPARE(qobject_cast<QPushButton *>(path[*last])->text(), u"Generate"_s);
}

QStringList StudioWindowTest::clippedButtons()
{
    QStringList clipped;
    for (const QAbstractButton *button : window().findChildren<QAbstractButton *>()) {
        if (!button->isVisible() || button->text().isEmpty())
            continue;
        // Push buttons say all they need; the others may shorten their text, but not its height.
        const bool isPush = qobject_cast<const QPushButton *>(button);
        const QSize needed = isPush ? button->sizeHint() : QSize(0, button->fontMetrics().height());
        if (button->width() < needed.width() || button->height() < needed.height())
            clipped << u"%1 “%2” is %3 × %4, needs %5 × %6"_s.arg(describe(button), button->text())
                           .arg(button->width())
                           .arg(button->height())
                           .arg(needed.width())
                           .arg(needed.height());
    }
    return clipped;
}

void StudioWindowTest::buttons_areNotClipped_data()
{
    QTest::addColumn<QString>("workspace");
    QTest::addColumn<ThemeChoice>("theme");
    QTest::addColumn<int>("scale");
    for (const char *workspace : {"compose", "models"}) {
        for (const int scale : {80, 200}) {
            for (const auto &[name, theme] :
                 {std::pair{"light", ThemeChoice::Light}, std::pair{"dark", ThemeChoice::Dark},
                  std::pair{"high contrast", ThemeChoice::HighContrast}})
                QTest::addRow("%s, %s, %d %%", workspace, name, scale)
                    << QString::fromLatin1(workspace) << theme << scale;
        }
    }
}

void StudioWindowTest::buttons_areNotClipped()
{
    showWorkspace();
    QFETCH(ThemeChoice, theme);
    QFETCH(int, scale);
    m_studio->settings().setTheme(theme);
    m_studio->settings().setTextScale(scale);
    // Layouts follow the theme with the next events.
    QTRY_VERIFY2_WITH_TIMEOUT(clippedButtons().isEmpty(), qPrintable(clippedButtons().join(u'\n')), 1000);
    QVERIFY(!window().grab().isNull());
}

void StudioWindowTest::firstSize_fitsTheScreen()
{
    QCOMPARE(MainWindow::firstSize({1920, 1080}), QSize(1440, 900));
    const QSize small = MainWindow::firstSize({1280, 720});
    QCOMPARE(small.width(), 1280);
    QVERIFY(small.height() > 650 && small.height() < 720);         // a title bar has room
    QCOMPARE(MainWindow::firstSize({800, 800}), QSize(1440, 900)); // no screen to work on
}

void StudioWindowTest::options_areInSightOnSmallScreens()
{
    window().resize(1280, 720);
    for (const QString &workspace : {u"compose"_s, u"sketch"_s}) {
        window().showWorkspace(workspace);
        const bool isCompose = workspace == u"compose"_s;
        const ModelPanel &panel =
            isCompose ? m_studio->compose().modelPanel() : m_studio->sketch().modelPanel();
        const auto *options = panel.findChild<QScrollArea *>();
        QTRY_VERIFY2(
            options->viewport()->height() >= options->widget()->height(),
            qPrintable(u"%1 of %2"_s.arg(options->viewport()->height()).arg(options->widget()->height())));
    }
}

void StudioWindowTest::layout_isRemembered()
{
    window().showWorkspace(u"models"_s);
    window().setJobsShown(true);
    window().resize(1300, 780);
    m_studio->settings().setTheme(ThemeChoice::Light);
    QCoreApplication::processEvents();
    const QSize size = window().size();
    QVERIFY(window().close());
    begin();
    QCOMPARE(window().size(), size);
    QCOMPARE(m_studio->settings().workspace(), u"models"_s);
    QVERIFY(window().workspace(u"models"_s)->isVisible());
    QVERIFY(!m_studio->compose().isVisible());
    QVERIFY(window().findChild<QDockWidget *>(u"jobs"_s)->isVisible());
    QCOMPARE(m_studio->settings().theme(), ThemeChoice::Light);
}

void StudioWindowTest::palette_goesToTheWorkspace()
{
    window().showWorkspace(u"compose"_s);
    window().showPalette();
    auto *palette = window().findChild<CommandPalette *>();
    auto *input = palette->findChild<QLineEdit *>();
    const auto *list = palette->findChild<QListView *>();
    input->setText(u"sketch 3 × 3"_s);
    const QModelIndex found = list->currentIndex();
    QCOMPARE(found.data(CommandList::PlaceRole).toString(), u"Sketch"_s);
    QVERIFY(!m_studio->sketch().isVisible());
    QTest::keyClick(input, Qt::Key_Return);
    QVERIFY(m_studio->sketch().isVisible());
    QVERIFY(m_studio->sketch().state().showsGrid());
}

void StudioWindowTest::export_refusesAnEmptySong()
{
    for (QAction *action : m_studio->compose().exportActions())
        action->trigger(); // a dialog would wait here for ever
    QVERIFY(stripSentence(*m_studio).contains(u"no notes"_s));
}

void StudioWindowTest::open_readsMidi()
{
    const QString path = QStringLiteral(SOLFERINO_TEST_DATA "/midi/irish_castle_of_gold.mid");
    m_studio->documents().open(path);
    QTRY_VERIFY_WITH_TIMEOUT(song().length() > 0, kPatience);
    QCOMPARE(m_studio->documents().name(), u"irish_castle_of_gold"_s);
    QVERIFY(m_studio->documents().path().isEmpty()); // saving makes a project, never overwrites the MIDI file
    QVERIFY(!m_studio->documents().isModified());
    QVERIFY(window().windowTitle().contains(u"irish_castle_of_gold"_s));
}

void StudioWindowTest::open_refusesDamagedFiles_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("MIDI that is none") << u"damaged.mid"_s << QByteArray("not a MIDI file");
    QTest::newRow("MIDI cut in its header") << u"damaged.mid"_s << QByteArray("MThd\0\0\0\6\0", 9);
    QTest::newRow("project that is none") << u"damaged.solferino"_s << QByteArray("{\"song\": [1,");
    QTest::newRow("empty project") << u"damaged.solferino"_s << QByteArray();
}

void StudioWindowTest::open_refusesDamagedFiles()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    drawNote();
    const Song before = song();
    const QString path = m_home->filePath(name);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    press(QMessageBox::Discard);
    m_studio->documents().open(path);
    QTRY_VERIFY_WITH_TIMEOUT(!stripSentence(*m_studio).isEmpty(), kPatience);
    const QString sentence = stripSentence(*m_studio);
    QVERIFY2(sentence.endsWith(u'.') && sentence.count(u". "_s) == 0 && !sentence.contains(u'\n'),
             qPrintable(sentence));
    QCOMPARE(song(), before);
    QCOMPARE(m_studio->document().undoStack().count(), 1);
    QVERIFY(m_studio->documents().isModified());
    m_studio->document().undoStack().setClean();
}

void StudioWindowTest::close_savesFirst()
{
    const QString path = m_home->filePath(u"tune."_s + projectFileExtension());
    Project project;
    project.song = song();
    QVERIFY(writeProject(path, project));
    m_studio->documents().open(path);
    QTRY_COMPARE_WITH_TIMEOUT(m_studio->documents().path(), path, kPatience);
    drawNote();
    const Song drawn = song();

    press(QMessageBox::Cancel);
    QVERIFY(!window().close());
    QCoreApplication::processEvents();
    QVERIFY(window().isVisible());

    press(QMessageBox::Save);
    window().close();
    QTRY_VERIFY_WITH_TIMEOUT(!window().isVisible(), kPatience);
    QCOMPARE(readProject(path).value().project.song, drawn);
}

QTEST_MAIN(StudioWindowTest)
#include "tst_studio_window.moc"
