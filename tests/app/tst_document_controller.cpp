// SPDX-License-Identifier: GPL-3.0-or-later
// Song, drawing and photo share one project file, one question about changes and one recovery copy.
#include "app/studio/documents/document_controller.h"
#include "core/commands/change_photo_command.h"
#include "core/commands/change_styling_command.h"
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
    void photo_makesItModified();
    void save_keepsThePhoto();
    void photoFile_isHandedOn_data();
    void photoFile_isHandedOn();
    void recoveryCopy_sharesThePhoto();
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
    void setPhoto(const std::string &name)
    {
        const Photo photo{name, std::make_shared<const Bytes>(name.begin(), name.end()), 30, 20};
        m_image.undoStack().push(new ChangePhotoCommand(m_image, u"Open"_s, photo));
    }
    void setStrength(double strength)
    {
        Styling styling = m_image.styling();
        styling.finish.strength = strength;
        m_image.undoStack().push(new ChangeStylingCommand(m_image, u"Strength"_s, styling));
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

void DocumentControllerTest::photo_makesItModified()
{
    setPhoto("shoes.jpg");
    QVERIFY(m_documents->isModified());
    m_image.undoStack().undo();
    QVERIFY(!m_documents->isModified());
    setStrength(0.5);
    QVERIFY(m_documents->isModified());
    m_documents->newDocument();
    QVERIFY(m_image.photo() == Photo() && m_image.styling() == Styling());
    QVERIFY(!m_documents->isModified());
}

void DocumentControllerTest::save_keepsThePhoto()
{
    QVERIFY(writeProject(path(), {}).isOk());
    open();
    setPhoto("shoes.jpg");
    setStrength(0.25);
    const TakePicture picture{.file = std::make_shared<const Bytes>(Bytes{1, 2}),
                              .width = 30,
                              .height = 20,
                              .photo = m_image.photo().file};
    m_imageTakes.setStarred(m_imageTakes.add({.content = picture}), true);
    m_imageTakes.add({.content = TakePicture{}}); // not starred, so it goes
    QVERIFY(m_documents->isModified());
    save();
    QVERIFY(!m_documents->isModified());
    const Photo photo = m_image.photo();
    m_documents->newDocument();
    QVERIFY(m_imageTakes.takes().empty());
    open();
    QVERIFY(m_image.photo() == photo);
    QCOMPARE(m_image.styling().finish.strength, 0.25);
    QCOMPARE(m_imageTakes.takes().size(), std::size_t(1));
    QVERIFY(*pictureOf(m_imageTakes.takes().front()) == picture);
    QVERIFY(!m_documents->isModified() && !m_image.undoStack().canUndo());
}

void DocumentControllerTest::photoFile_isHandedOn_data()
{
    QTest::addColumn<QString>("path");
    for (const QString &path : {u"/photos/Cat.JPG"_s, u"/photos/a.b.jpeg"_s, u"/photos/cat.png"_s,
                                u"/photos/cat.tif"_s, u"/photos/cat.TIFF"_s, u"/photos/cat.webp"_s})
        QTest::addRow("%s", qPrintable(path)) << path;
}

void DocumentControllerTest::photoFile_isHandedOn()
{
    QFETCH(QString, path);
    QSignalSpy photos(m_documents.get(), &DocumentController::photoOpenRequested);
    m_documents->open(path);
    QCOMPARE(photos.size(), 1);
    QCOMPARE(photos.front().front().toString(), path);
    QVERIFY(m_documents->path().isEmpty());
}

void DocumentControllerTest::recoveryCopy_sharesThePhoto()
{
    auto *autosave = m_documents->findChild<Autosave *>();
    autosave->setDelays(0ms, 0ms);
    QSignalSpy saved(autosave, &Autosave::saved);
    setPhoto("shoes.jpg");
    QVERIFY(saved.wait());
    QTRY_COMPARE(m_image.photo().file.use_count(), 1L); // no copy is left behind
    const QDir folder(recoveryFolder());
    const Result<OpenedProject> copy =
        openRecovery({.path = folder.filePath(folder.entryList({u"*.solferino"_s}).value(0))});
    QVERIFY(copy.isOk());
    QVERIFY(copy.value().project.photo == m_image.photo());
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
