// SPDX-License-Identifier: GPL-3.0-or-later
// The studio ends by SIGKILL in mid-edit and in mid-save. The program starts itself as the victim:
// tst_studio_recovery --child edit|save|close FOLDER
#include "app/studio/documents/document_controller.h"
#include "app/studio/main_window.h"
#include "app/studio/studio_app.h"
#include "core/commands/change_styling_command.h"
#include "core/commands/replace_notes_command.h"
#include "core/commands/replace_strokes_command.h"
#include "core/commands/stroke_edits.h"
#include "core/project/autosave.h"
#include "core/project/project_file.h"
#include "tests/support/child_program.h"
#include "tests/support/killed_process.h"
#include "tests/support/studio_home.h"

#include <QAbstractButton>
#include <QApplication>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <cstdio>

using namespace solferino;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kPatience = 20'000; // on a machine under load
constexpr TrackId kTrack = 1;
constexpr int kBallast = 2000;              ///< notes that make writing take its time
constexpr std::size_t kPhotoSize = 300'000; ///< bytes

/// The note of the edit `number`, from 0: edits are told by their notes.
SongNote noteOfEdit(int number)
{
    SongNote note;
    note.start = Tick(number) * 120;
    note.length = 120;
    note.pitch = 40 + number % 48;
    return note;
}

/// The stroke that the same edit draws.
Stroke strokeOfEdit(int number)
{
    Stroke stroke;
    stroke.points = {{double(number), 0.0}, {double(number), 10.0 + number % 7}};
    return stroke;
}

/// The mask that the same edit paints.
StyleMask maskOfEdit(int number)
{
    return {2, 1, {static_cast<std::uint8_t>(number), static_cast<std::uint8_t>(number / 256)}};
}

/// A photo whose every byte is known.
Photo firstPhoto()
{
    Bytes bytes(kPhotoSize);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::uint8_t>(i * i / 7);
    return {"shoes.jpg", std::make_shared<const Bytes>(std::move(bytes)), 640, 480};
}

QString projectPath(const QString &folder)
{
    return folder + u"/projects/tune."_s + projectFileExtension();
}

Project firstState()
{
    Project project;
    project.song.nextId = 10;
    Track edited;
    edited.id = kTrack;
    Track ballast;
    ballast.id = kTrack + 1;
    for (int number = 0; number < kBallast; ++number) {
        ballast.notes.push_back(noteOfEdit(number));
        ballast.notes.back().id = project.song.nextId++;
    }
    project.song.tracks = {edited, ballast};
    project.photo = firstPhoto();
    return project;
}

/// How many edits a project holds; -1 if it is no state that the studio ever had.
int editsIn(const Project &project)
{
    const Song &song = project.song;
    if (song.tracks.size() != 2 || song.tracks[1].notes.size() != kBallast)
        return -1;
    const std::vector<SongNote> &notes = song.tracks.front().notes;
    for (std::size_t i = 0; i < notes.size(); ++i) {
        SongNote expected = noteOfEdit(int(i));
        expected.id = notes[i].id;
        if (notes[i] != expected)
            return -1;
    }
    const std::vector<Stroke> &strokes = project.drawing.strokes;
    if (strokes.size() != notes.size())
        return -1;
    for (std::size_t i = 0; i < strokes.size(); ++i) {
        if (strokes[i].points != strokeOfEdit(int(i)).points)
            return -1;
    }
    const StyleMask &mask = project.styling.finish.mask;
    if (project.photo != firstPhoto() ||
        mask != (notes.empty() ? StyleMask() : maskOfEdit(int(notes.size()) - 1)))
        return -1;
    return int(notes.size());
}

void say(const char *what, int count)
{
    std::printf("%s %d\n", what, count);
    std::fflush(stdout);
}

/// A note, a stroke and a mask.
void makeEdit(StudioApp &studio, int number)
{
    NoteChange change;
    change.track = kTrack;
    change.added = {noteOfEdit(number)};
    SongDocument &song = studio.document();
    song.undoStack().push(new ReplaceNotesCommand(song, u"Draw"_s, {std::move(change)}));
    SketchDocument &drawing = studio.drawing();
    drawing.undoStack().push(
        new ReplaceStrokesCommand(drawing, u"Draw"_s, addStrokes(drawing.drawing(), {strokeOfEdit(number)})));
    Styling styling = studio.image().styling();
    styling.finish.mask = maskOfEdit(number);
    studio.image().undoStack().push(new ChangeStylingCommand(studio.image(), u"Paint"_s, styling));
}

/// The studio that will be killed. It says "opened 0", "copied N" (a recovery copy with at least N edits is
/// on the disk), "saved N".
class Victim final : public QObject
{
public:
    Victim(StudioApp &studio, const QString &mode)
        : m_studio(studio)
        , m_mode(mode)
    {
        auto *autosave = studio.findChild<Autosave *>();
        // It never pauses: every copy comes from the longest time that a change waits.
        autosave->setDelays(1h, 40ms);
        connect(autosave, &Autosave::saved, this, [this] {
            // Taken after the copy before was finished.
            say("copied", std::exchange(m_editsAtLastCopy, m_edits));
            if (m_mode == "close"_L1 && !m_isClosing) {
                m_isClosing = true;
                saveAndClose();
            }
        });
        connect(&studio.document(), &SongDocument::songReset, this, [this] {
            say("opened", 0);
            m_timer.start(2);
        });
        connect(&m_timer, &QTimer::timeout, this, &Victim::step);
    }

private:
    void step()
    {
        edit();
        if (m_mode == "save"_L1) {
            m_timer.stop();
            m_studio.documents().save([this, saved = m_edits] {
                say("saved", saved);
                m_timer.start(2);
            });
            edit(); // while the file is being written
        }
    }

    void edit() { makeEdit(m_studio, m_edits++); }

    void saveAndClose()
    {
        m_timer.stop();
        m_studio.documents().save([this, saved = m_edits] {
            say("saved", saved);
            m_studio.window().close();
        });
    }

    StudioApp &m_studio;
    QString m_mode;
    QTimer m_timer;
    int m_edits = 0;
    int m_editsAtLastCopy = 0;
    bool m_isClosing = false;
};

int runVictim(const QString &mode, const QString &folder)
{
    const std::unique_ptr<StudioApp> studio = makeStudio(folder);
    const Victim victim(*studio, mode);
    studio->start({projectPath(folder)});
    return QApplication::exec();
}

/// Presses a button of the next question, once it is there.
void answer(const QString &button)
{
    auto *watch = new QTimer(qApp);
    QObject::connect(watch, &QTimer::timeout, watch, [watch, button] {
        const auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
        if (!box)
            return;
        for (QAbstractButton *candidate : box->buttons()) {
            if (candidate->text() == button) {
                watch->deleteLater();
                candidate->click();
            }
        }
    });
    watch->start(5);
}

/// Whether something that a crash left is opened in the end.
bool recovers(StudioApp &studio)
{
    std::optional<bool> answer;
    studio.documents().offerRecovery([&answer](bool isRecovered) { answer = isRecovered; });
    return QTest::qWaitFor([&answer] { return answer.has_value(); }, kPatience) && *answer;
}

} // namespace

class StudioRecoveryTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        QDir().mkpath(folder() + u"/projects"_s);
        QVERIFY(writeProject(projectPath(folder()), firstState()));
    }
    void killInMidEdit_losesNothingOld_data();
    void killInMidEdit_losesNothingOld();
    void killInMidSave_leavesAWholeFile_data();
    void killInMidSave_leavesAWholeFile();
    void recovery_isOfferedAndOpened();
    void cleanClose_leavesNothing();
    void save_lastOneStays();

private:
    [[nodiscard]] QString folder() const { return m_home->path(); }
    [[nodiscard]] QString recoveryFolder() const { return Paths::below(folder()).recovery; }
    [[nodiscard]] int savedEdits() const
    {
        const Result<OpenedProject> opened = readProject(projectPath(folder()));
        return opened && opened.value().warnings.isEmpty() ? editsIn(opened.value().project) : -1;
    }
    /// The edits in the only recovery that is offered; -1 where there is none or it is not whole.
    [[nodiscard]] int recoveredEdits() const
    {
        const std::vector<Recovery> found = findRecoveries(recoveryFolder());
        if (found.size() != 1 || found.front().documentPath != projectPath(folder()))
            return -1;
        const Result<OpenedProject> opened = openRecovery(found.front());
        return opened ? editsIn(opened.value().project) : -1;
    }

    std::unique_ptr<QTemporaryDir> m_home;
};

void StudioRecoveryTest::killInMidEdit_losesNothingOld_data()
{
    QTest::addColumn<int>("copies");
    QTest::addColumn<bool>("isInMidWrite");
    QTest::newRow("after the first copy") << 1 << false;
    QTest::newRow("while a copy is written") << 1 << true;
    QTest::newRow("after several copies") << 4 << false;
    QTest::newRow("while a later copy is written") << 3 << true;
}

void StudioRecoveryTest::killInMidEdit_losesNothingOld()
{
    QFETCH(int, copies);
    QFETCH(bool, isInMidWrite);
    ChildProgram child(u"edit"_s, folder());
    QVERIFY(child.waitFor("copied", copies));
    if (isInMidWrite)
        QVERIFY(killInMidWrite(child.process(), recoveryFolder()));
    else
        child.process().kill();
    QVERIFY(child.process().waitForFinished() || child.process().state() == QProcess::NotRunning);
    QCOMPARE(child.process().exitStatus(), QProcess::CrashExit);
    QCOMPARE(savedEdits(), 0);
    const int recovered = recoveredEdits();
    QVERIFY2(recovered >= child.last("copied"), qPrintable(QString::number(recovered)));
    if (copies > 1)
        QVERIFY(recovered > 0);
}

void StudioRecoveryTest::killInMidSave_leavesAWholeFile_data()
{
    QTest::addColumn<int>("saves");
    QTest::newRow("the first save") << 0;
    QTest::newRow("the third save") << 2;
    QTest::newRow("a later save") << 6;
}

void StudioRecoveryTest::killInMidSave_leavesAWholeFile()
{
    QFETCH(int, saves);
    ChildProgram child(u"save"_s, folder());
    QVERIFY(saves == 0 ? child.waitFor("opened", 1) : child.waitFor("saved", saves));
    QVERIFY(killInMidWrite(child.process(), folder() + u"/projects"_s));

    const int saved = savedEdits();
    QVERIFY2(saved >= child.last("saved"), qPrintable(QString::number(saved)));
    if (!findRecoveries(recoveryFolder()).empty())
        QVERIFY(recoveredEdits() >= child.last("copied"));
}

void StudioRecoveryTest::recovery_isOfferedAndOpened()
{
    {
        ChildProgram child(u"edit"_s, folder());
        QVERIFY(child.waitFor("copied", 2));
    }
    const int edits = recoveredEdits();
    QVERIFY(edits > 0);

    const std::unique_ptr<StudioApp> studio = makeStudio(folder());
    answer(u"Recover"_s);
    QVERIFY(recovers(*studio));
    Project shown;
    shown.song = studio->document().song();
    shown.drawing = studio->drawing().drawing();
    shown.photo = studio->image().photo();
    shown.styling = studio->image().styling();
    QCOMPARE(editsIn(shown), edits);
    QCOMPARE(studio->documents().path(), projectPath(folder()));
    QVERIFY(studio->documents().isModified());
    QCOMPARE(savedEdits(), 0);

    bool isSaved = false;
    studio->documents().save([&isSaved] { isSaved = true; });
    QTRY_VERIFY_WITH_TIMEOUT(isSaved, kPatience);
    QVERIFY(!studio->documents().isModified());
    QCOMPARE(savedEdits(), edits);
    studio->window().close();
}

void StudioRecoveryTest::cleanClose_leavesNothing()
{
    ChildProgram child(u"close"_s, folder());
    QVERIFY(child.waitFor("saved", 1));
    QVERIFY(child.process().waitForFinished(kPatience));
    QCOMPARE(child.process().exitStatus(), QProcess::NormalExit);
    QCOMPARE(child.process().exitCode(), 0);
    QVERIFY(child.last("saved") > 0);
    QCOMPARE(savedEdits(), child.last("saved"));
    QVERIFY(findRecoveries(recoveryFolder()).empty());

    const std::unique_ptr<StudioApp> studio = makeStudio(folder());
    QVERIFY(!recovers(*studio));
}

void StudioRecoveryTest::save_lastOneStays()
{
    const std::unique_ptr<StudioApp> studio = makeStudio(folder());
    QSignalSpy opened(&studio->document(), &SongDocument::songReset);
    studio->documents().open(projectPath(folder()));
    QTRY_VERIFY_WITH_TIMEOUT(!opened.isEmpty(), kPatience);
    constexpr int kSaves = 6;
    int saved = 0;
    for (int edit = 0; edit < kSaves; ++edit) {
        makeEdit(*studio, edit);
        studio->documents().save([&saved] { ++saved; });
    }
    QTRY_COMPARE_WITH_TIMEOUT(saved, kSaves, kPatience);
    QVERIFY(!studio->documents().isModified());
    QCOMPARE(savedEdits(), kSaves);
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList words = QApplication::arguments();
    if (words.size() == 4 && words[1] == "--child"_L1)
        return runVictim(words[2], words[3]);
    StudioRecoveryTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_studio_recovery.moc"
