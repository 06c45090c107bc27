// SPDX-License-Identifier: GPL-3.0-or-later
// Song and drawing share one project file, one question about changes and one recovery copy.
#include "app/studio/documents/document_controller.h"
#include "core/commands/change_tracks_command.h"
#include "core/commands/replace_strokes_command.h"
#include "core/commands/stroke_edits.h"
#include "core/project/settings.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace solferino;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class DocumentControllerTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<Settings>(m_folder->filePath(u"settings.ini"_s), nullptr);
        m_documents = std::make_unique<DocumentController>(
            DocumentController::Contents{m_song, m_takes, m_drawing, m_drawingTakes, m_image, m_imageTakes},
            *m_settings, recoveryFolder(), nullptr);
        m_documents->newDocument();
    }
    void cleanup() { m_documents.reset(); }

    void newDocument_isClean();
    void strokes_makeItModified();
    void stars_makeItModified();
    void save_keepsBoth();
    void save_leavesLaterStrokesModified();
    void adopt_takesADrawing();
    void svg_isHandedOn();
    void recoveryCopy_holdsTheDrawing();

private:
    [[nodiscard]] QString recoveryFolder() const { return m_folder->filePath(u"recovery"_s); }
    [[nodiscard]] QString path() const { return m_folder->filePath(u"rabbit.solferino"_s); }
    void draw()
    {
        m_drawing.undoStack().push(new ReplaceStrokesCommand(
            m_drawing, u"Draw"_s,
            addStrokes(m_drawing.drawing(),
                       {{.points = {{1, 2, 0.5F}, {3, m_drawing.drawing().nextId * 1.0}}}})));
    }
    void addTrack() { m_song.undoStack().push(ChangeTracksCommand::add(m_song, u"Add"_s, {Track{}}, 0)); }
    void open()
    {
        QSignalSpy shown(m_documents.get(), &DocumentController::documentShown);
        m_documents->open(path());
        QVERIFY(shown.wait());
    }
    void save()
    {
        bool isSaved = false;
        m_documents->save([&isSaved] { isSaved = true; });
        QTRY_VERIFY(isSaved);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Settings> m_settings;
    SongDocument m_song{nullptr};
    TakeList m_takes{nullptr};
    SketchDocument m_drawing{nullptr};
    TakeList m_drawingTakes{nullptr};
    ImageDocument m_image{nullptr};
    TakeList m_imageTakes{nullptr};
    std::unique_ptr<DocumentController> m_documents;
};

void DocumentControllerTest::newDocument_isClean()
{
    draw();
    m_documents->newDocument();
    QVERIFY(m_drawing.drawing() == Drawing());
    QVERIFY(!m_documents->isModified());
    QCOMPARE(m_song.song().tracks.size(), std::size_t(1));
}

void DocumentControllerTest::strokes_makeItModified()
{
    QSignalSpy changed(m_documents.get(), &DocumentController::stateChanged);
    draw();
    QVERIFY(m_documents->isModified() && !changed.isEmpty());
    addTrack();
    m_drawing.undoStack().undo();
    QVERIFY(m_documents->isModified()); // the song
    m_song.undoStack().undo();
    QVERIFY(!m_documents->isModified());
}

void DocumentControllerTest::stars_makeItModified()
{
    const TakeId id = m_drawingTakes.add({.content = TakeStrokes{}});
    QVERIFY(!m_documents->isModified());
    m_drawingTakes.setStarred(id, true);
    QVERIFY(m_documents->isModified());
}

void DocumentControllerTest::save_keepsBoth()
{
    QVERIFY(writeProject(path(), {}).isOk());
    open();
    draw();
    draw();
    addTrack();
    m_drawingTakes.setStarred(m_drawingTakes.add({.content = TakeStrokes{.lines = {{{4, 5}}}}}), true);
    m_drawingTakes.add({.content = TakeStrokes{}}); // not starred, so it goes
    save();
    QVERIFY(!m_documents->isModified());
    const Drawing drawing = m_drawing.drawing();
    const Song song = m_song.song();
    m_documents->newDocument();
    open();
    QVERIFY(m_drawing.drawing() == drawing);
    QVERIFY(m_song.song() == song);
    QCOMPARE(m_drawingTakes.takes().size(), std::size_t(1));
    QVERIFY(m_takes.takes().empty());
    QVERIFY(!m_documents->isModified() && !m_drawing.undoStack().canUndo());
}

void DocumentControllerTest::save_leavesLaterStrokesModified()
{
    QVERIFY(writeProject(path(), {}).isOk());
    open();
    draw();
    bool isSaved = false;
    m_documents->save([&isSaved] { isSaved = true; });
    draw(); // while the file is being written
    QTRY_VERIFY(isSaved);
    QVERIFY(m_documents->isModified());
    QCOMPARE(readProject(path()).value().project.drawing.strokes.size(), std::size_t(1));
}

void DocumentControllerTest::adopt_takesADrawing()
{
    addTrack();
    Drawing drawing;
    drawing.strokes = {{.id = 1, .points = {{1, 1}}}};
    drawing.nextId = 2;
    m_documents->adopt(drawing, u"Rabbit"_s);
    QVERIFY(m_drawing.drawing() == drawing);
    QCOMPARE(m_documents->name(), u"Rabbit"_s);
    QCOMPARE(m_song.song().tracks.size(), std::size_t(1));
    QVERIFY(!m_documents->isModified());
}

void DocumentControllerTest::svg_isHandedOn()
{
    draw();
    const Drawing before = m_drawing.drawing();
    QSignalSpy imports(m_documents.get(), &DocumentController::drawingImportRequested);
    m_documents->open(u"/drawings/Cat.SVG"_s);
    QCOMPARE(imports.size(), 1);
    QCOMPARE(imports.front().front().toString(), u"/drawings/Cat.SVG"_s);
    QVERIFY(m_drawing.drawing() == before);
    QVERIFY(m_documents->path().isEmpty());
}

void DocumentControllerTest::recoveryCopy_holdsTheDrawing()
{
    auto *autosave = m_documents->findChild<Autosave *>();
    autosave->setDelays(0ms, 0ms);
    QSignalSpy saved(autosave, &Autosave::saved);
    draw();
    QVERIFY(saved.wait());
    const QDir folder(recoveryFolder());
    const QStringList copies = folder.entryList({u"*.solferino"_s});
    QCOMPARE(copies.size(), 1);
    const Result<OpenedProject> copy = readProject(folder.filePath(copies.first()));
    QVERIFY(copy.isOk());
    QVERIFY(copy.value().project.drawing == m_drawing.drawing());
    m_documents->newDocument();
    QTRY_VERIFY(folder.entryList({u"*.solferino"_s}).isEmpty());
}

QTEST_MAIN(DocumentControllerTest)
#include "tst_document_controller.moc"
