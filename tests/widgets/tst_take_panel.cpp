// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/documents/take_list.h"
#include "core/project/photo_image.h"
#include "widgets/common/theme.h"
#include "widgets/takes/take_panel.h"
#include "widgets/takes/take_thumbnails.h"

#include <QApplication>
#include <QImage>
#include <QListView>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>

using namespace solferino;

namespace {

Take takeOf(TakeContent content)
{
    Take take;
    take.content = std::move(content);
    take.score = -1.25;
    take.isComplete = true;
    return take;
}

const TakeNotes kNotes{.length = 480, .notes = {{.start = 0, .length = 240, .pitch = 60}}};
const TakeStrokes kStrokes{.lines = {{{0, 100}, {100, 0}}, {{100, 0}, {100, 100}}},
                           .context = {{{0, 0}, {0, 100}, {50, 50}}}};

/// How many pixels are closer to `colour` than a twentieth of the way around the colours.
int pixelsLike(const QImage &image, const QColor &colour)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            const int turn = std::abs(pixel.hue() - colour.hue());
            count += pixel.saturation() > 60 && std::min(turn, 360 - turn) < 18 ? 1 : 0;
        }
    }
    return count;
}

} // namespace

class TakePanelTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_theme.setScheme(ColorScheme::Light);
        m_takes.clear();
        m_panel.resize(320, 400);
        m_panel.show();
    }

    void row_showsWhatTheTakeHolds_data()
    {
        QTest::addColumn<TakeContent>("content");
        QTest::addColumn<bool>("hasPerson");
        QTest::addColumn<bool>("hasMachine");
        QTest::newRow("notes") << TakeContent(kNotes) << true << true;
        QTest::newRow("strokes") << TakeContent(kStrokes) << true << true;
        QTest::newRow("strokes from nothing")
            << TakeContent(TakeStrokes{.lines = kStrokes.lines}) << false << true;
        QTest::newRow("no strokes yet")
            << TakeContent(TakeStrokes{.context = kStrokes.context}) << true << false;
        QTest::newRow("nothing") << TakeContent(TakeStrokes{}) << false << false;
    }

    void row_showsWhatTheTakeHolds()
    {
        QFETCH(TakeContent, content);
        QFETCH(bool, hasPerson);
        QFETCH(bool, hasMachine);
        m_panel.setSurroundings([](const TakeNotes &) {
            return std::vector<SongNote>{{.start = -240, .length = 240, .pitch = 66}};
        });
        m_takes.add(takeOf(content));
        auto *view = m_panel.findChild<QListView *>();
        const QRect row = view->visualRect(m_takes.index(0, 0));
        const QImage image = view->viewport()->grab(row).toImage();
        QCOMPARE(pixelsLike(image, m_theme.color(Role::Person)) > 20, hasPerson);
        QCOMPARE(pixelsLike(image, m_theme.color(Role::Machine)) > 20, hasMachine);
    }

    void picture_isDecodedBesideTheWindow()
    {
        QImage half(60, 40, QImage::Format_RGB32);
        half.fill(m_theme.color(Role::Machine));
        const SharedBytes file = photoFromImage(half, QStringLiteral("half")).value().file;
        m_panel.setStylesText([](const Take &) { return QStringLiteral("Starry 80 · Wheat 20"); });
        Take take = takeOf(TakePicture{.file = file, .width = 60, .height = 40, .seconds = 38.0});
        take.id = m_takes.add(take);
        QVERIFY(machinePixels() < 100);
        QTRY_VERIFY(machinePixels() > 1000);
        half.fill(m_theme.color(Role::Person));
        take.content = TakePicture{.file = photoFromImage(half, QStringLiteral("half")).value().file};
        m_takes.update(take);
        QTRY_VERIFY(machinePixels() < 100);
    }

    void picture_thatCannotBeReadIsLeftOut()
    {
        Take take = takeOf(TakePicture{.file = std::make_shared<const Bytes>(Bytes{1, 2, 3})});
        take.id = m_takes.add(take);
        TakeThumbnails thumbnails(m_takes, nullptr);
        QSignalSpy ready(&thumbnails, &TakeThumbnails::ready);
        QVERIFY(thumbnails.find(take).isNull());
        QVERIFY(ready.wait());
        QVERIFY(thumbnails.find(take).isNull());
        QCOMPARE(ready.size(), 1);
    }

    void keys_askForTheTake()
    {
        const TakeId id = m_takes.add(takeOf(kStrokes));
        m_panel.setCurrent(id);
        auto *view = m_panel.findChild<QListView *>();
        QSignalSpy kept(&m_panel, &TakePanel::keepRequested);
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(kept.size(), 1);
        QCOMPARE(kept.front().front().value<TakeId>(), id);
        QTest::keyClick(view, Qt::Key_S);
        QVERIFY(m_takes.find(id)->isStarred);
        QTest::keyClick(view, Qt::Key_Delete);
        QCOMPARE(m_takes.rowCount(), 0);
    }

    void shownTake_isWhatKeysActOn()
    {
        const TakeId first = m_takes.add(takeOf(kStrokes));
        const TakeId second = m_takes.add(takeOf(kStrokes));
        QSignalSpy asked(&m_panel, &TakePanel::auditionRequested);
        QSignalSpy kept(&m_panel, &TakePanel::keepRequested);
        m_panel.follow(first);
        QVERIFY(asked.isEmpty()); // it is shown already
        QTest::keyClick(m_panel.findChild<QListView *>(), Qt::Key_Return);
        QCOMPARE(kept.front().front().value<TakeId>(), first);
        QTest::keyClick(m_panel.findChild<QListView *>(), Qt::Key_Down);
        QCOMPARE(asked.front().front().value<TakeId>(), second);
        m_panel.follow(0);
        QCOMPARE(m_panel.current(), TakeId(0));
    }

    void heldKey_asksForALook()
    {
        m_panel.setCurrent(m_takes.add(takeOf(kStrokes)));
        auto *view = m_panel.findChild<QListView *>();
        QSignalSpy looked(&m_panel, &TakePanel::peekRequested);
        QSignalSpy ended(&m_panel, &TakePanel::peekEnded);
        QSignalSpy compared(&m_panel, &TakePanel::comparisonRequested);
        m_panel.setCompares(false);
        QTest::keyPress(view, Qt::Key_X);
        QTest::keyRelease(view, Qt::Key_X);
        QVERIFY(looked.isEmpty());
        m_panel.setCompares(true);
        QTest::keyPress(view, Qt::Key_X);
        QCOMPARE(looked.size(), 1);
        QCOMPARE(looked.front().front().value<TakeId>(), TakeId(0));
        QVERIFY(ended.isEmpty());
        QTest::keyRelease(view, Qt::Key_X);
        QCOMPARE(ended.size(), 1);
        QTest::keyClick(view, Qt::Key_C);
        QCOMPARE(compared.front().front().value<TakeId>(), m_panel.current());
    }

    void pointerOnAPicture_asksForALook()
    {
        const TakeId id = m_takes.add(takeOf(kStrokes));
        m_panel.setCompares(true);
        auto *view = m_panel.findChild<QListView *>();
        const QRect row = view->visualRect(m_takes.index(0, 0));
        QSignalSpy looked(&m_panel, &TakePanel::peekRequested);
        QSignalSpy ended(&m_panel, &TakePanel::peekEnded);
        const auto moveTo = [view](QPoint place) {
            QMouseEvent move(QEvent::MouseMove, place, view->viewport()->mapToGlobal(QPointF(place)),
                             Qt::NoButton, Qt::NoButton, {});
            QApplication::sendEvent(view->viewport(), &move);
        };
        moveTo(row.center()); // on its name
        moveTo({row.left() + 40, row.center().y()});
        QVERIFY(looked.isEmpty()); // not before it rests there
        QTRY_COMPARE(looked.size(), 1);
        QCOMPARE(looked.front().front().value<TakeId>(), id);
        moveTo(row.center());
        QCOMPARE(ended.size(), 1);
    }

private:
    /// Of the first row.
    int machinePixels()
    {
        auto *view = m_panel.findChild<QListView *>();
        const QRect row = view->visualRect(m_takes.index(0, 0));
        return pixelsLike(view->viewport()->grab(row).toImage(), m_theme.color(Role::Machine));
    }

    Theme m_theme{nullptr};
    TakeList m_takes{nullptr};
    TakePanel m_panel{m_theme, m_takes, nullptr};
};

QTEST_MAIN(TakePanelTest)
#include "tst_take_panel.moc"
