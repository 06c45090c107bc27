// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/main_window.h"
#include "app/studio/studio_app.h"
#include "app/studio/workspaces/workspace.h"
#include "core/project/settings.h"
#include "tests/support/studio_home.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSet>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolBar>

using namespace solferino;
using namespace Qt::StringLiterals;

namespace {

QString sizeText(QSize size)
{
    return u"%1 × %2"_s.arg(size.width()).arg(size.height());
}

/// The parts of the window that ask for most, with what they ask for.
QString claims(const QWidget &root, QSize room)
{
    QStringList lines;
    for (const QWidget *widget : root.findChildren<QWidget *>()) {
        const QSize needed = widget->minimumSizeHint().expandedTo(widget->minimumSize());
        if (needed.width() > room.width() / 3 || needed.height() > room.height() / 3)
            lines << u"%1 %2: %3"_s.arg(QString::fromLatin1(widget->metaObject()->className()),
                                        widget->objectName(), sizeText(needed));
    }
    return lines.join(u'\n');
}

QString describe(const QWidget *widget)
{
    QStringList names;
    for (const QWidget *each = widget; each && !each->isWindow(); each = each->parentWidget())
        names.prepend(QString::fromLatin1(each->metaObject()->className()));
    return u"%1 “%2”"_s.arg(names.join(u'/'), widget->accessibleName());
}

QString accessibleName(QWidget *widget)
{
    // Qt takes a combo box's choice for its name where it has none.
    if (!qobject_cast<const QComboBox *>(widget)) {
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
        return interface ? interface->text(QAccessible::Name) : QString();
    }
    for (const QLabel *label : widget->window()->findChildren<QLabel *>()) {
        if (label->buddy() == widget)
            return label->text();
    }
    return widget->accessibleName();
}

/// Something that a person works, and no part of a larger control.
bool isControl(const QWidget &widget)
{
    const QWidget *parent = widget.parentWidget();
    if (widget.focusProxy() || widget.objectName().startsWith(u"qt_") || widget.isWindow() ||
        qobject_cast<const QComboBox *>(parent) || qobject_cast<const QAbstractSpinBox *>(parent) ||
        qobject_cast<const QScrollBar *>(&widget) || widget.window()->windowType() == Qt::Popup)
        return false;
    return widget.focusPolicy() != Qt::NoFocus || qobject_cast<const QAbstractButton *>(&widget) ||
           qobject_cast<const QComboBox *>(&widget) || qobject_cast<const QLineEdit *>(&widget) ||
           qobject_cast<const QAbstractSpinBox *>(&widget) ||
           qobject_cast<const QAbstractSlider *>(&widget) || qobject_cast<const QAbstractItemView *>(&widget);
}

} // namespace

class StudioLayoutTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_studio.reset(); }

    void window_fitsTheScreen_data();
    void window_fitsTheScreen();
    void tab_followsTheEye_data();
    void tab_followsTheEye();
    void controls_haveNames_data();
    void controls_haveNames();

private:
    [[nodiscard]] MainWindow &window() { return m_studio->window(); }
    void addWorkspaces();
    void showWorkspace();
    /// Which part of the window holds it: rail, editor, the two panels, jobs, job line.
    [[nodiscard]] int partOf(const QWidget *widget);

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<StudioApp> m_studio;
};

void StudioLayoutTest::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    m_studio = makeStudio(m_home->path());
    m_studio->start({});
    QVERIFY(QTest::qWaitForWindowActive(&window()));
}

void StudioLayoutTest::addWorkspaces()
{
    QTest::addColumn<QString>("workspace");
    for (const char *workspace : {"compose", "sketch", "stylize", "models"})
        QTest::newRow(workspace) << QString::fromLatin1(workspace);
}

void StudioLayoutTest::showWorkspace()
{
    QFETCH(QString, workspace);
    window().showWorkspace(workspace);
    window().setJobsShown(true);
    QCoreApplication::processEvents(); // lays out
    QCOMPARE(m_studio->settings().workspace(), workspace);
}

void StudioLayoutTest::window_fitsTheScreen_data()
{
    QTest::addColumn<QString>("workspace");
    QTest::addColumn<int>("scale");
    QTest::addColumn<QSize>("room");
    for (const char *workspace : {"compose", "sketch", "stylize", "models"}) {
        QTest::addRow("%s, 100 %%", workspace) << QString::fromLatin1(workspace) << 100 << QSize(1280, 720);
        QTest::addRow("%s, 200 %%", workspace) << QString::fromLatin1(workspace) << 200 << QSize(1440, 900);
    }
}

void StudioLayoutTest::window_fitsTheScreen()
{
    QFETCH(int, scale);
    QFETCH(QSize, room);
    m_studio->settings().setTextScale(scale);
    showWorkspace();
    QCoreApplication::processEvents(); // layouts follow the theme
    window().resize(room);
    QCoreApplication::processEvents();
    QVERIFY2(window().size() == room,
             qPrintable(u"%1, least %2\n%3"_s.arg(
                 sizeText(window().size()), sizeText(window().minimumSizeHint()), claims(window(), room))));
    for (const QDockWidget *dock : window().findChildren<QDockWidget *>()) {
        const QSize least = dock->widget()->minimumSizeHint();
        QVERIFY2(!dock->isVisible() || dock->widget()->height() >= std::min(least.height(), 40),
                 qPrintable(dock->windowTitle()));
    }
}

int StudioLayoutTest::partOf(const QWidget *widget)
{
    const QList<const QWidget *> parts{
        window().findChild<QToolBar *>(u"rail"_s),     window().centralWidget(),
        window().findChild<QDockWidget *>(u"model"_s), window().findChild<QDockWidget *>(u"takes"_s),
        window().findChild<QDockWidget *>(u"jobs"_s),  window().statusBar()};
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (parts[i]->isAncestorOf(widget))
            return int(i);
    }
    return -1;
}

void StudioLayoutTest::tab_followsTheEye_data()
{
    addWorkspaces();
}

void StudioLayoutTest::tab_followsTheEye()
{
    showWorkspace();
    auto *rail = window().findChild<QToolBar *>(u"rail"_s);
    for (QAbstractButton *button : rail->findChildren<QAbstractButton *>()) {
        if (button->isVisible() && !rail->isAncestorOf(QApplication::focusWidget()))
            button->setFocus();
    }
    QList<QWidget *> path;
    do {
        QWidget *focus = QApplication::focusWidget();
        QVERIFY(focus);
        if (path.size() > 1 && focus == path.first())
            break;
        if (path.isEmpty() || focus != path.last()) { // a label stays, once, on its link
            QVERIFY2(!path.contains(focus), qPrintable(describe(focus)));
            path << focus;
        }
        QTest::keyClick(focus, Qt::Key_Tab);
    } while (path.size() < 200);

    QSet<int> parts;
    for (qsizetype i = 0; i < path.size(); ++i) {
        const int part = partOf(path[i]);
        QVERIFY2(part >= 0, qPrintable(describe(path[i])));
        parts << part;
        if (i == 0)
            continue;
        const QString step = u"%1 → %2"_s.arg(describe(path[i - 1]), describe(path[i]));
        QVERIFY2(part >= partOf(path[i - 1]), qPrintable(step));
        const bool isScrolledAway =
            path[i - 1]->visibleRegion().isEmpty() || path[i]->visibleRegion().isEmpty();
        if (part != partOf(path[i - 1]) || isScrolledAway)
            continue;
        const auto placeOf = [this](const QWidget *widget) {
            return QRect(widget->mapTo(&window(), QPoint()), widget->size());
        };
        const QRect from = placeOf(path[i - 1]);
        const QRect to = placeOf(path[i]);
        const bool isBeside = to.center().y() < from.bottom() && from.center().y() < to.bottom();
        QVERIFY2(isBeside ? to.left() > from.left() || from.contains(to) : true, qPrintable(step));
        const bool isInColumn = to.left() < from.right() && from.left() < to.right();
        QVERIFY2(isInColumn && !isBeside ? to.top() > from.top() || from.contains(to) : true,
                 qPrintable(step.right(400) + u" %1 → %2"_s.arg(from.top()).arg(to.top())));
    }
    QCOMPARE(parts.size(), 6);
    for (qsizetype i = path.size() - 1; i > 0; --i) { // and back
        QWidget *before = QApplication::focusWidget();
        if (qobject_cast<QLabel *>(before)) // QLabel keeps Shift+Tab to itself while its link is chosen
            path[i]->setFocus();
        else
            QTest::keyClick(before, Qt::Key_Backtab);
        QCOMPARE(describe(QApplication::focusWidget()), describe(path[i]));
    }
}

void StudioLayoutTest::controls_haveNames_data()
{
    addWorkspaces();
}

void StudioLayoutTest::controls_haveNames()
{
    showWorkspace();
    int controls = 0;
    QStringList nameless;
    for (QWidget *widget : window().findChildren<QWidget *>()) {
        if (!widget->isVisible() || !isControl(*widget))
            continue;
        ++controls;
        if (accessibleName(widget).isEmpty())
            nameless << describe(widget);
    }
    QVERIFY(controls > 20);
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n').right(900)));
}

QTEST_MAIN(StudioLayoutTest)
#include "tst_studio_layout.moc"
