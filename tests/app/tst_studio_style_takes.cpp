// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures at full size, takes and their files, with the real engine and a tiny model.
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

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class StudioStyleTakesTest final : public StylizeTest
{
    Q_OBJECT
public:
    StudioStyleTakesTest()
        : StylizeTest({1200, 120}) // longer than a preview, and quickly painted
    {}

private Q_SLOTS:
    void render_makesATakeAtFullSize();
    void keep_isOneUndoStep();
    void preview_isKeptByReturn();
    void preview_thatIsStillPainted_isKeptOnceItIsThere();
    void takes_areComparedWithEachOther();
    void vary_mixesAnotherStyleIn();
    void export_writesTheWantedFormat();
    void failedExport_keepsTheTake();
};

void StudioStyleTakesTest::render_makesATakeAtFullSize()
{
    paint("red_dots");
    controller().render();
    QCOMPARE(m_studio->queue().jobs().back()->lane(), JobLane::Batch);
    QTRY_VERIFY_WITH_TIMEOUT(fullSizeTake(), kPatience);
    const TakePicture picture = *pictureOf(*fullSizeTake());
    QCOMPARE(QSize(picture.width, picture.height), m_photoSize);
    QCOMPARE(readImageHeader(*picture.file.load().value()).width, m_photoSize.width());
    QVERIFY(readImageRequest(*picture.file.load().value()).has_value());
    QTRY_COMPARE_WITH_TIMEOUT(controller().shownTake(), fullSizeTake()->id, kPatience);
    QCOMPARE(controller().shown().size(), m_photoSize);
    controller().close();
    QCOMPARE(controller().shown().size(), preview().size());
}

void StudioStyleTakesTest::keep_isOneUndoStep()
{
    paint("red_dots");
    QTRY_COMPARE_WITH_TIMEOUT(takes().size(), std::size_t(1), kPatience);
    const Styling kept = document().styling();
    choose("green_waves");
    settle();
    QTRY_COMPARE_WITH_TIMEOUT(takes().size(), std::size_t(2), kPatience); // the preview is a take by now
    const int steps = document().undoStack().count();
    controller().keep(takes().front().id);
    QVERIFY(takes().front().isStarred);
    QCOMPARE(document().styling(), kept);
    QCOMPARE(document().undoStack().count(), steps + 1);
    document().undoStack().undo();
    QCOMPARE(document().styling().mix.front().style, std::string("green_waves"));
    QVERIFY(!takes().front().isStarred);
}

void StudioStyleTakesTest::preview_isKeptByReturn()
{
    paint("red_dots");
    QTRY_COMPARE_WITH_TIMEOUT(takes().size(), std::size_t(1), kPatience);
    const Styling before = document().styling();
    const int steps = document().undoStack().count();
    QCOMPARE(controller().shownTake(), TakeId(0)); // the preview itself
    QTest::keyClick(&stylize().view(), Qt::Key_Return);
    QVERIFY(takes().front().isStarred);
    QVERIFY(pictureOf(takes().front())->isPreview);
    QCOMPARE(document().styling(), before);
    QCOMPARE(document().undoStack().count(), steps + 1);
    document().undoStack().undo();
    QVERIFY(!takes().front().isStarred);
    auto *keep = stylize().takePanel().findChild<QPushButton *>();
    QVERIFY(keep->isEnabled()); // of the take list, for the take that is shown
    keep->click();
    QVERIFY(takes().front().isStarred);
}

void StudioStyleTakesTest::preview_thatIsStillPainted_isKeptOnceItIsThere()
{
    paint("red_dots");
    QTRY_COMPARE_WITH_TIMEOUT(takes().size(), std::size_t(1), kPatience);
    choose("green_waves");
    controller().keepShown();
    QVERIFY(controller().isKeeping());
    QVERIFY(!takes().front().isStarred);
    QTRY_COMPARE_WITH_TIMEOUT(takes().size(), std::size_t(2), kPatience);
    QTRY_VERIFY(takes().back().isStarred);
    QVERIFY(!takes().front().isStarred);
}

void StudioStyleTakesTest::takes_areComparedWithEachOther()
{
    paint("red_dots");
    QTRY_COMPARE_WITH_TIMEOUT(takes().size(), std::size_t(1), kPatience);
    choose("green_waves");
    settle();
    QTRY_COMPARE_WITH_TIMEOUT(takes().size(), std::size_t(2), kPatience);
    QCOMPARE(controller().formerTake(), takes().front().id);
    CompareView &view = stylize().view();
    const auto description = [&view] {
        return view.accessibleDescription();
    };
    view.setMode(CompareMode::After);
    QCOMPARE(description(), u"Green Waves"_s);
    QTest::keyPress(&view, Qt::Key_X);
    QTRY_VERIFY_WITH_TIMEOUT(description().startsWith(u"Take 1"_s), kPatience);
    QTest::keyRelease(&view, Qt::Key_X);
    QCOMPARE(description(), u"Green Waves"_s);
    view.setMode(CompareMode::SideBySide);
    Q_EMIT stylize().takePanel().comparisonRequested(takes().front().id);
    QTRY_VERIFY_WITH_TIMEOUT(description().startsWith(u"Take 1"_s), kPatience);
    Q_EMIT stylize().takePanel().comparisonRequested(takes().front().id);
    QVERIFY2(description().startsWith(u"Before"_s), qPrintable(description()));
    view.setMode(CompareMode::Split);
}

void StudioStyleTakesTest::vary_mixesAnotherStyleIn()
{
    openPhoto();
    choose("red_dots");
    controller().vary(0);
    const std::vector<MixedStyle> &mix = document().styling().mix;
    QCOMPARE(mix.size(), std::size_t(2));
    QCOMPARE(mix.front().style, std::string("red_dots"));
    QVERIFY(mix.front().weight >= 0.5);
    QVERIFY(qAbs(mix.front().weight + mix.back().weight - 1.0) < 1e-9);
}

void StudioStyleTakesTest::export_writesTheWantedFormat()
{
    paint("red_dots");
    controller().render();
    QTRY_VERIFY_WITH_TIMEOUT(fullSizeTake(), kPatience);
    QSignalSpy written(&controller(), &StylizeTakeController::written);
    int renderings = 0;
    QObject watch;
    connect(&m_studio->queue(), &JobQueue::jobAdded, &watch,
            [&renderings](const Job *job) { renderings += job->lane() == JobLane::Batch ? 1 : 0; });
    const QString png = m_home.filePath(u"result.png"_s);
    controller().write(png, ImageFormat::Png, 92);
    QTRY_COMPARE_WITH_TIMEOUT(written.size(), 1, kPatience);
    const SharedBytes made = pictureOf(*fullSizeTake())->file.load().value();
    QCOMPARE(contents(png),
             QByteArray(reinterpret_cast<const char *>(made->data()), qsizetype(made->size())));
    const QString jpeg = m_home.filePath(u"result.jpg"_s);
    controller().write(jpeg, ImageFormat::Jpeg, 80);
    QTRY_COMPARE_WITH_TIMEOUT(written.size(), 2, kPatience);
    const QByteArray bytes = contents(jpeg);
    const std::span<const std::uint8_t> view(reinterpret_cast<const std::uint8_t *>(bytes.data()),
                                             static_cast<std::size_t>(bytes.size()));
    QCOMPARE(readImageHeader(view).format, ImageFormat::Jpeg);
    QVERIFY(readImageRequest(view).has_value());
    QCOMPARE(renderings, 0);
}

void StudioStyleTakesTest::failedExport_keepsTheTake()
{
    paint("red_dots");
    controller().write(m_home.filePath(u"no/such/folder/result.png"_s), ImageFormat::Png, 92);
    QTRY_VERIFY_WITH_TIMEOUT(!sentence().isEmpty(), kPatience);
    QVERIFY2(sentence().contains(u"result.png"_s), qPrintable(sentence()));
    QVERIFY(fullSizeTake());
}

QTEST_MAIN(StudioStyleTakesTest)
#include "tst_studio_style_takes.moc"
