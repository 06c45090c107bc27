// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/path_field.h"
#include "widgets/common/style.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QDir>
#include <QDragEnterEvent>
#include <QFile>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace solferino;
using namespace Qt::StringLiterals;

namespace {

/// Drags the paths onto the field's line and drops them there if they are welcome.
bool drop(PathField &field, const QStringList &paths)
{
    QMimeData data;
    QList<QUrl> urls;
    for (const QString &path : paths)
        urls.append(QUrl::fromLocalFile(path));
    data.setUrls(urls);
    // What a child refuses goes to its parent, as the window system's events do.
    QWidget *target = field.line()->acceptDrops() ? static_cast<QWidget *>(field.line()) : &field;
    QDragEnterEvent enter({3, 3}, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(target, &enter);
    if (!enter.isAccepted())
        return false;
    QDropEvent event({3, 3}, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(target, &event);
    return event.isAccepted() && event.dropAction() == Qt::CopyAction;
}

QStringList menuOf(PathField &field)
{
    QTest::mouseClick(field.findChild<QPushButton *>(), Qt::LeftButton);
    QStringList entries;
    if (auto *menu = field.findChild<QMenu *>()) {
        for (const QAction *action : menu->actions()) {
            if (!action->isSeparator())
                entries << action->text().remove(u'&');
        }
        delete menu;
    }
    return entries;
}

} // namespace

class PathFieldTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();

    void folder_takesAFolderAlone();
    void file_takesAFileAlone();
    void newFile_takesNothing();
    void paths_takeAll();
    void paths_offerFilesAndFolders();

private:
    Theme m_theme;
    QTemporaryDir m_home;
    QString m_folder;
    QString m_file;
};

void PathFieldTest::initTestCase()
{
    applyTheme(*qApp, m_theme);
    m_folder = m_home.filePath(u"my tunes"_s);
    m_file = m_home.filePath(u"drawings.npz"_s);
    QVERIFY(QDir().mkpath(m_folder));
    QFile file(m_file);
    QVERIFY(file.open(QIODevice::WriteOnly));
}

void PathFieldTest::folder_takesAFolderAlone()
{
    PathField field(m_theme, PathField::Kind::Folder, u"Photos"_s, nullptr);
    QVERIFY(!drop(field, {m_file}));
    QVERIFY(field.path().isEmpty());
    QVERIFY(drop(field, {m_file, m_folder}));
    QCOMPARE(field.path(), m_folder);
}

void PathFieldTest::file_takesAFileAlone()
{
    PathField field(m_theme, PathField::Kind::File, u"Video"_s, nullptr);
    QVERIFY(!drop(field, {m_folder}));
    QVERIFY(drop(field, {m_folder, m_file}));
    QCOMPARE(field.path(), m_file);
}

void PathFieldTest::newFile_takesNothing()
{
    PathField field(m_theme, PathField::Kind::NewFile, u"Result"_s, nullptr);
    field.setPath(u"/films/mine.mkv"_s);
    QVERIFY(!drop(field, {m_file})); // it would be written over
    QCOMPARE(field.path(), u"/films/mine.mkv"_s);
}

void PathFieldTest::paths_takeAll()
{
    PathField field(m_theme, PathField::Kind::Paths, u"Data"_s, nullptr);
    QVERIFY(drop(field, {m_file, m_folder}));
    QCOMPARE(field.path(), m_file + u';' + m_folder);
    QVERIFY(drop(field, {m_folder}));
    QCOMPARE(field.path(), m_folder);
}

void PathFieldTest::paths_offerFilesAndFolders()
{
    PathField field(m_theme, PathField::Kind::Paths, u"Data"_s, nullptr);
    field.show();
    QVERIFY(QTest::qWaitForWindowExposed(&field));
    QCOMPARE(menuOf(field), QStringList({u"Choose a Folder…"_s, u"Choose Files…"_s}));
    field.setPath(m_folder);
    QCOMPARE(menuOf(field),
             QStringList({u"Choose a Folder…"_s, u"Choose Files…"_s, u"Add a Folder…"_s, u"Add Files…"_s}));
}

QTEST_MAIN(PathFieldTest)
#include "tst_path_field.moc"
