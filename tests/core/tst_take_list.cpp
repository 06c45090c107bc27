// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/documents/take_list.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace solferino;
using namespace Qt::StringLiterals;

class TakeListTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void add_givesFreshIds();
    void update_keepsStarAndName();
    void update_growsStrokes();
    void update_ofARemovedTakeIsIgnored();
    void remove_tellsWhatIsSaved();
    void reset_continuesItsIds();
    void data_hasAllRoles();
};

void TakeListTest::add_givesFreshIds()
{
    TakeList list(nullptr);
    const QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy added(&list, &TakeList::takeAdded);
    const TakeId first = list.add({});
    const TakeId second = list.add({});
    QVERIFY(first != 0 && second > first);
    list.remove(second);
    QVERIFY(list.add({}) > second);
    QCOMPARE(added.size(), 3);
    QCOMPARE(list.rowCount(), 2);
}

void TakeListTest::update_keepsStarAndName()
{
    TakeList list(nullptr);
    const QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Take take;
    take.id = list.add(take);
    list.setStarred(take.id, true);
    list.rename(take.id, "Hook");
    QSignalSpy changed(&list, &QAbstractItemModel::dataChanged);
    QSignalSpy takeChanged(&list, &TakeList::takeChanged);
    take.content = TakeNotes{.length = 20, .notes = {{.start = 0, .length = 10, .pitch = 61}}};
    take.isComplete = true;
    QVERIFY(list.update(take));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(takeChanged.size(), 1);
    const Take *now = list.find(take.id);
    QVERIFY(now->isStarred && now->isComplete);
    QCOMPARE(now->name, std::string("Hook"));
    QVERIFY(now->content == take.content);
}

void TakeListTest::update_growsStrokes()
{
    TakeList list(nullptr);
    Take take;
    take.content = TakeStrokes{.context = {{{0, 0}, {5, 5}}}};
    take.fraction = 0.0;
    take.id = list.add(take);
    QVERIFY(!notesOf(*list.find(take.id)));
    list.setStarred(take.id, true);
    std::get<TakeStrokes>(take.content).lines = {{{5, 5}, {9, 1}}};
    take.fraction = 0.5;
    QVERIFY(list.update(take));
    QCOMPARE(strokesOf(*list.find(take.id))->lines.size(), std::size_t(1));
    QCOMPARE(list.indexOf(take.id).data(TakeList::FractionRole).toDouble(), 0.5);
    QVERIFY(list.starred().front().content == take.content);
    QVERIFY(!strokesOf(Take{}) && notesOf(Take{}));
}

void TakeListTest::update_ofARemovedTakeIsIgnored()
{
    TakeList list(nullptr);
    Take take;
    take.id = list.add(take);
    list.remove(take.id);
    QVERIFY(!list.update(take));
    QVERIFY(!list.find(take.id) && !list.indexOf(take.id).isValid());
    list.setStarred(take.id, true);
    list.remove(take.id);
    QCOMPARE(list.rowCount(), 0);
}

void TakeListTest::remove_tellsWhatIsSaved()
{
    TakeList list(nullptr);
    const TakeId plain = list.add({});
    const TakeId star = list.add({});
    QSignalSpy saved(&list, &TakeList::savedTakesChanged);
    list.setStarred(star, true);
    list.setStarred(star, true);
    QCOMPARE(saved.size(), 1);
    QCOMPARE(list.starred().size(), std::size_t(1));
    list.remove(plain);
    list.rename(plain, "gone");
    QCOMPARE(saved.size(), 1);
    list.rename(star, "Hook");
    QCOMPARE(saved.size(), 2);
    QSignalSpy removed(&list, &TakeList::takeRemoved);
    list.clear();
    QCOMPARE(saved.size(), 3);
    QCOMPARE(removed.size(), 1);
}

void TakeListTest::reset_continuesItsIds()
{
    TakeList list(nullptr);
    const QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
    list.reset({Take{.id = 7}, Take{.id = 3}});
    QCOMPARE(list.indexOf(3).row(), 1);
    QCOMPARE(list.add({}), TakeId(8));
}

void TakeListTest::data_hasAllRoles()
{
    TakeList list(nullptr);
    Take take;
    take.seed = 184720311;
    take.fraction = 0.5;
    const TakeId id = list.add(take);
    const QModelIndex row = list.indexOf(id);
    QCOMPARE(row.data().toString(), u"Take 1"_s);
    QVERIFY(!row.data(TakeList::ScoreRole).isValid());
    QCOMPARE(row.data(TakeList::SeedRole).toULongLong(), qulonglong(184720311));
    QCOMPARE(row.data(TakeList::FractionRole).toDouble(), 0.5);
    QVERIFY(!row.data(TakeList::IsCompleteRole).toBool());
    take.id = id;
    take.score = -0.94;
    QVERIFY(list.update(take));
    QCOMPARE(row.data(TakeList::ScoreRole).toDouble(), -0.94);
    list.rename(id, "Hook");
    QCOMPARE(row.data().toString(), u"Hook"_s);
}

QTEST_GUILESS_MAIN(TakeListTest)
#include "tst_take_list.moc"
