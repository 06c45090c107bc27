// SPDX-License-Identifier: GPL-3.0-or-later
// Stylize with the real engine and a tiny model: from a photo to a preview, from a preview to a picture at
// full size and its file.
#include "app/studio/documents/document_controller.h"
#include "app/studio/main_window.h"
#include "app/studio/studio_app.h"
#include "app/studio/tasks/stylize_batch.h"
#include "app/studio/tasks/stylize_files.h"
#include "app/studio/tasks/stylize_preview.h"
#include "app/studio/tasks/stylize_take_controller.h"
#include "app/studio/workspaces/stylize_workspace.h"
#include "core/commands/change_styling_command.h"
#include "core/documents/image_document.h"
#include "core/documents/take_list.h"
#include "core/jobs/job_queue.h"
#include "core/project/project_file.h"
#include "tests/support/stylize_test.h"
#include "widgets/common/message_strip.h"
#include "widgets/stylize/compare_view.h"
#include "widgets/stylize/style_list_model.h"
#include "widgets/stylize/style_strip.h"
#include "widgets/takes/take_panel.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace solferino;
using namespace Qt::StringLiterals;

namespace {

void writeRubbish(const QString &path)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("This is no picture.");
}

} // namespace

class StudioStylizeTest final : public StylizeTest
{
    Q_OBJECT
public:
    StudioStylizeTest()
        : StylizeTest({1200, 120}) // longer than a preview, and quickly painted
    {}

private Q_SLOTS:
    void photo_isShownReduced();
    void style_isPreviewedAndRecorded();
    void knownPreview_asksNoEngine();
    void finish_asksNoEngine();
    void mask_isLaidOverThePreview();
    void undo_takesTheStyleBack();
    void thumbnails_areOnTheOwnPhoto();
    void actions_sayWhatIsMissing();
    void view_belongsToTheProject();
    void badPhoto_isRefusedInOneSentence();
    void noStyle_isRefused();
    void folder_isDoneWithAReport();
};

void StudioStylizeTest::photo_isShownReduced()
{
    openPhoto();
    QCOMPARE(stylize().view().pictureSize(), m_photoSize);
    QCOMPARE(preview().before().size(), m_photoSize);
    QCOMPARE(preview().size(), QSize(1056, 106));
    QVERIFY(qAbs(preview().reduction() - 1200.0 / 1056.0) < 1e-9);
    QVERIFY(!stylize().view().hasAfter());
    document().undoStack().undo();
    QTRY_VERIFY(preview().before().isNull());
    QVERIFY(stylize().view().pictureSize().isEmpty());
}

void StudioStylizeTest::style_isPreviewedAndRecorded()
{
    openPhoto();
    stylize().strip().setFocus();
    stylize().strip().setCurrentStyle("blue_lines");
    QTest::keyClick(&stylize().strip(), Qt::Key_Return);
    QCOMPARE(document().styling().mix.size(), std::size_t(1));
    QCOMPARE(document().styling().mix.front().style, std::string("blue_lines"));
    settle();
    QCOMPARE(preview().after().size(), preview().size());
    QVERIFY(stylize().view().hasAfter());
    QTRY_COMPARE_WITH_TIMEOUT(takes().size(), std::size_t(1), kPatience);
    QVERIFY(pictureOf(takes().front())->isPreview);
    QCOMPARE(takes().front().request.options.value("styles", std::string()), std::string("blue_lines"));
    QVERIFY(takes().front().request.inputs.front().bytes.empty()); // the take has the photo beside it
    choose("red_dots");
    settle();
    QTRY_COMPARE_WITH_TIMEOUT(takes().size(), std::size_t(2), kPatience);
}

void StudioStylizeTest::knownPreview_asksNoEngine()
{
    paint("blue_lines");
    const QImage first = preview().after();
    choose("red_dots");
    settle();
    QVERIFY(preview().after() != first);
    QTRY_COMPARE_WITH_TIMEOUT(takes().size(), std::size_t(2), kPatience);
    int previews = 0;
    QObject watch;
    connect(&m_studio->queue(), &JobQueue::jobAdded, &watch, [&previews](const Job *job) {
        previews += job->request().options.value("each", false) ? 0 : 1; // thumbnails go on
    });
    choose("blue_lines");
    QTRY_COMPARE_WITH_TIMEOUT(preview().after(), first, kPatience);
    QCOMPARE(previews, 0);
    QCOMPARE(takes().size(), std::size_t(2)); // that look is there already
}

void StudioStylizeTest::finish_asksNoEngine()
{
    paint("green_waves");
    const QImage whole = preview().after();
    QSignalSpy done(&preview(), &StylizePreview::settled);
    Styling styling = document().styling();
    styling.finish.strength = 0.0;
    change(styling);
    QTRY_VERIFY_WITH_TIMEOUT(!done.isEmpty(), kPatience);
    QVERIFY(preview().after() != whole);
    const QImage photo =
        preview().before().scaled(preview().size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    QVERIFY(qAbs(qRed(preview().after().pixel(20, 20)) - qRed(photo.pixel(20, 20))) < 24);
    done.clear();
    styling.finish.strength = 1.0;
    styling.finish.colours = StyleColours::Keep;
    change(styling);
    QTRY_VERIFY_WITH_TIMEOUT(!done.isEmpty(), kPatience);
    QVERIFY(preview().after() != whole);
}

void StudioStylizeTest::mask_isLaidOverThePreview()
{
    paint("red_dots");
    const QImage everywhere = preview().after();
    Styling styling = document().styling();
    styling.finish.mask = {2, 1, {255, 0}}; // the style at the left, the photo at the right
    QSignalSpy done(&preview(), &StylizePreview::settled);
    change(styling);
    QTRY_VERIFY_WITH_TIMEOUT(!done.isEmpty(), kPatience);
    const int right = preview().size().width() - 4;
    QCOMPARE(preview().after().pixel(4, 60), everywhere.pixel(4, 60));
    QVERIFY(preview().after().pixel(right, 60) != everywhere.pixel(right, 60));
    QCOMPARE(stylize().view().mask(), styling.finish.mask);
}

void StudioStylizeTest::undo_takesTheStyleBack()
{
    paint("red_dots");
    QTRY_COMPARE_WITH_TIMEOUT(takes().size(), std::size_t(1), kPatience);
    QCOMPARE(controller().listedTake(), takes().front().id);
    document().undoStack().undo();
    QVERIFY(document().styling().mix.empty());
    QVERIFY(preview().after().isNull());
    QVERIFY(!stylize().view().hasAfter());
    QCOMPARE(controller().listedTake(), TakeId(0)); // nothing is shown that could be kept
    QCOMPARE(stylize().takePanel().current(), TakeId(0));
    document().undoStack().redo();
    settle();
    QVERIFY(stylize().view().hasAfter());
}

void StudioStylizeTest::thumbnails_areOnTheOwnPhoto()
{
    openPhoto();
    const StyleListModel &styles = stylize().styles();
    for (int row = 0; row < styles.rowCount(); ++row)
        QTRY_VERIFY_WITH_TIMEOUT(styles.data(styles.index(row), StyleListModel::IsPreviewRole).toBool(),
                                 kPatience);
    const QImage picture = styles.pictureOf("red_dots");
    QCOMPARE(picture.size(), QSize(192, 19));
}

void StudioStylizeTest::actions_sayWhatIsMissing()
{
    QAction *render = stylize().modelActions().front();
    const auto exports = [this] {
        return stylize().exportActions().front()->isEnabled();
    };
    QVERIFY(!render->isEnabled());
    QVERIFY2(render->toolTip().contains(u"photo"_s), qPrintable(render->toolTip()));
    QVERIFY(!exports());
    openPhoto();
    QVERIFY(!render->isEnabled());
    QVERIFY2(render->toolTip().contains(u"painting"_s), qPrintable(render->toolTip()));
    choose("red_dots");
    QVERIFY(render->isEnabled());
    QVERIFY(exports());
    document().undoStack().undo();
    QVERIFY(!render->isEnabled());
}

void StudioStylizeTest::view_belongsToTheProject()
{
    openPhoto();
    CompareView &view = stylize().view();
    view.setMode(CompareMode::SideBySide);
    view.setSplit(0.25);
    const QString path = m_home.filePath(u"view.solferino"_s);
    const auto saveAndOpen = [&] {
        Project project;
        project.photo = document().photo();
        project.view = {{"stylize", m_studio->documents().view("stylize")}};
        QVERIFY(writeProject(path, project));
        m_studio->documents().newDocument();
        QCOMPARE(view.mode(), CompareMode::Split); // a new project begins as all do
        m_studio->documents().open(path);
    };
    saveAndOpen();
    QTRY_COMPARE_WITH_TIMEOUT(view.mode(), CompareMode::SideBySide, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(view.pictureSize(), m_photoSize, kPatience);
    QCOMPARE(view.split(), 0.25);
    m_studio->documents().newDocument();
    view.setMode(CompareMode::Split);
}

void StudioStylizeTest::badPhoto_isRefusedInOneSentence()
{
    openPhoto();
    const Photo before = document().photo();
    const QString path = m_home.filePath(u"rubbish.png"_s);
    writeRubbish(path);
    stylize().openFiles({path});
    QTRY_VERIFY_WITH_TIMEOUT(!sentence().isEmpty(), kPatience);
    QVERIFY2(sentence().contains(u"rubbish.png"_s), qPrintable(sentence()));
    QCOMPARE(document().photo(), before);
}

void StudioStylizeTest::noStyle_isRefused()
{
    openPhoto();
    const std::size_t count = takes().size();
    controller().render();
    QVERIFY(!sentence().isEmpty());
    QCOMPARE(takes().size(), count);
}

void StudioStylizeTest::folder_isDoneWithAReport()
{
    paint("red_dots");
    const QDir folder(m_home.filePath(u"photos"_s));
    QVERIFY(QDir().mkpath(folder.path()));
    QVERIFY(photoImage().scaled(60, 40).save(folder.filePath(u"a.png"_s)));
    QVERIFY(photoImage().scaled(40, 60).save(folder.filePath(u"c.jpg"_s)));
    writeRubbish(folder.filePath(u"b.jpg"_s));
    stylize().batch().open(folder.path(), document().styling(), nlohmann::json::object(), u"Red Dots"_s);
    QVERIFY(!stylize().batch().dialog()->testAttribute(Qt::WA_ShowWithoutActivating)); // takes the keys
    BatchPlan plan;
    plan.input = folder.path();
    plan.output = m_home.filePath(u"results"_s);
    Q_EMIT stylize().batch().dialog()->startRequested(plan);
    QVERIFY(stylize().batch().isRunning());
    stylize().batch().dialog()->close(); // the batch goes on without it
    QVERIFY(stylize().batch().isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(!stylize().batch().isRunning(), kPatience);
    QVERIFY(stylize().batch().dialog()->isVisible()); // with the report
    const QStringList made = QDir(plan.output).entryList(QDir::Files, QDir::Name);
    QCOMPARE(made, QStringList({u"a-red_dots.jpg"_s, u"c-red_dots.jpg"_s}));
    QCOMPARE(QImage(QDir(plan.output).filePath(made.back())).size(), QSize(40, 60));
    const std::vector<BatchResult> &results = stylize().batch().results();
    QCOMPARE(results.size(), std::size_t(3));
    QVERIFY2(results[1].reason.contains(u"b.jpg"_s), qPrintable(results[1].reason));
    const QPointer<BatchDialog> report = stylize().batch().dialog();
    stylize().batch().open(folder.path(), document().styling(), nlohmann::json::object(), u"Red Dots"_s);
    QVERIFY(!report); // gives way to a new plan
    stylize().batch().dialog()->close();
    QTRY_VERIFY(!stylize().batch().dialog());
}

QTEST_MAIN(StudioStylizeTest)
#include "tst_studio_stylize.moc"
