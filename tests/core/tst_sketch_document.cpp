// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/commands/change_drawing_command.h"
#include "core/commands/replace_strokes_command.h"
#include "core/documents/sketch_document.h"

#include <QSignalSpy>
#include <QTest>

using namespace solferino;

class SketchDocumentTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_document = std::make_unique<SketchDocument>(nullptr);
        Drawing drawing;
        drawing.title = "Rabbit";
        drawing.strokes = {{.id = 3, .points = {{0, 0}, {1, 1}}}, {.id = 8, .points = {{5, 5}}}};
        drawing.nextId = 9;
        m_document->reset(drawing);
    }

    void find_knowsIds()
    {
        QCOMPARE(m_document->find(8)->points.size(), std::size_t(1));
        QVERIFY(!m_document->find(4) && !m_document->find(0));
    }

    void takeId_isNeverTheSame()
    {
        const std::uint64_t first = m_document->takeId();
        QCOMPARE(first, std::uint64_t(9));
        push({.removed = {}, .added = {{2, {.id = 0, .points = {{1, 1}}}}}});
        const StrokeId drawn = m_document->drawing().strokes.back().id;
        QVERIFY(drawn > first);
        QCOMPARE(m_document->drawing().nextId, drawn + 1);
        m_document->undoStack().undo();
        QCOMPARE(m_document->drawing().nextId, std::uint64_t(9));
        QVERIFY(m_document->takeId() > drawn);
        m_document->reset({});
        QVERIFY(m_document->takeId() > drawn);
    }

    void reset_clearsTheStack()
    {
        push({.removed = {3}, .added = {}});
        QSignalSpy reset(m_document.get(), &SketchDocument::drawingReset);
        QSignalSpy strokes(m_document.get(), &SketchDocument::strokesChanged);
        m_document->reset({});
        QCOMPARE(reset.size(), 1);
        QCOMPARE(strokes.size(), 0);
        QVERIFY(!m_document->undoStack().canUndo());
        QVERIFY(m_document->drawing() == Drawing());
    }

    void strokesChanged_namesAllThatAreTouched()
    {
        std::vector<StrokeId> ids;
        connect(m_document.get(), &SketchDocument::strokesChanged, this,
                [&ids](const std::vector<StrokeId> &changed) { ids = changed; });
        push({.removed = {3, 99}, .added = {{0, {.id = 8, .points = {{6, 6}}}}, {1, {.points = {{7, 7}}}}}});
        std::ranges::sort(ids);
        QCOMPARE(ids, (std::vector<StrokeId>{3, 8, 9}));
        ids.clear();
        m_document->undoStack().undo();
        std::ranges::sort(ids);
        QCOMPARE(ids, (std::vector<StrokeId>{3, 8, 9}));
    }

    void properties_areSignalled()
    {
        QSignalSpy changed(m_document.get(), &SketchDocument::propertiesChanged);
        QSignalSpy strokes(m_document.get(), &SketchDocument::strokesChanged);
        DrawingProperties properties = propertiesOf(m_document->drawing());
        QCOMPARE(properties.title, std::string("Rabbit"));
        properties.machine.isVisible = false;
        properties.background =
            BackgroundPicture{.mediaType = "image/png",
                              .file = std::make_shared<const std::vector<std::uint8_t>>(2, 1),
                              .width = 5};
        properties.symmetry = SymmetryAxis{.x = 4};
        m_document->undoStack().push(new ChangeDrawingCommand(*m_document, {}, properties));
        QVERIFY(propertiesOf(m_document->drawing()) == properties);
        QCOMPARE(m_document->drawing().strokes.size(), std::size_t(2));
        m_document->undoStack().undo();
        QVERIFY(m_document->drawing().machine.isVisible && !m_document->drawing().background);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(strokes.size(), 0);
    }

private:
    void push(StrokeChange change)
    {
        m_document->undoStack().push(new ReplaceStrokesCommand(*m_document, {}, std::move(change)));
    }

    std::unique_ptr<SketchDocument> m_document;
};

QTEST_GUILESS_MAIN(SketchDocumentTest)
#include "tst_sketch_document.moc"
