// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/theme.h"
#include "widgets/common/tour_card.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace solferino;

class TourCardTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void doneStep_showsTheNext();
    void laterStep_skipsThoseBefore();
    void unknownOrEarlierStep_changesNothing();
    void lastStep_endsTheTour();
    void skip_endsTheTour();
    void narrowWindow_keepsTheCardInside();

private:
    [[nodiscard]] static std::vector<TourStep> steps()
    {
        return {{QStringLiteral("play"), QStringLiteral("Hear it"), QStringLiteral("Press Space.")},
                {QStringLiteral("draw"), QStringLiteral("Draw it"), QStringLiteral("Press Ctrl+2.")}};
    }
    static QPushButton *button(const TourCard &card, const QString &text)
    {
        for (QPushButton *each : card.findChildren<QPushButton *>()) {
            if (each->text() == text)
                return each;
        }
        return nullptr;
    }
};

void TourCardTest::doneStep_showsTheNext()
{
    Theme theme(nullptr);
    QWidget window;
    TourCard card(theme, 32, &window);
    QVERIFY(card.currentStep().isEmpty());
    card.start(steps());
    QCOMPARE(card.currentStep(), QStringLiteral("play"));
    card.complete(QStringLiteral("play"));
    QCOMPARE(card.currentStep(), QStringLiteral("draw"));
}

void TourCardTest::laterStep_skipsThoseBefore()
{
    Theme theme(nullptr);
    QWidget window;
    TourCard card(theme, 32, &window);
    std::vector<TourStep> three = steps();
    three.push_back({QStringLiteral("keep"), QStringLiteral("Keep it"), QStringLiteral("Press Return.")});
    card.start(three);
    card.complete(QStringLiteral("draw"));
    QCOMPARE(card.currentStep(), QStringLiteral("keep"));
}

void TourCardTest::unknownOrEarlierStep_changesNothing()
{
    Theme theme(nullptr);
    QWidget window;
    TourCard card(theme, 32, &window);
    card.complete(QStringLiteral("play"));
    card.start(steps());
    card.complete(QStringLiteral("nonsense"));
    QCOMPARE(card.currentStep(), QStringLiteral("play"));
    card.complete(QStringLiteral("play"));
    card.complete(QStringLiteral("play"));
    QCOMPARE(card.currentStep(), QStringLiteral("draw"));
}

void TourCardTest::lastStep_endsTheTour()
{
    Theme theme(nullptr);
    QWidget window;
    TourCard card(theme, 32, &window);
    const QSignalSpy finished(&card, &TourCard::finished);
    card.start(steps());
    button(card, QStringLiteral("Next"))->click();
    QCOMPARE(finished.count(), 0);
    button(card, QStringLiteral("Done"))->click();
    QCOMPARE(finished.count(), 1);
    QVERIFY(card.isHidden());
}

void TourCardTest::skip_endsTheTour()
{
    Theme theme(nullptr);
    QWidget window;
    TourCard card(theme, 32, &window);
    const QSignalSpy finished(&card, &TourCard::finished);
    card.start(steps());
    button(card, QStringLiteral("Skip Tour"))->click();
    QCOMPARE(finished.count(), 1);
    QVERIFY(card.currentStep().isEmpty());
}

void TourCardTest::narrowWindow_keepsTheCardInside()
{
    Theme theme(nullptr);
    QWidget window;
    window.resize(1280, 720);
    TourCard card(theme, 32, &window);
    window.show();
    card.start(steps());
    QVERIFY(window.rect().contains(card.geometry()));
    window.resize(420, 400);
    QTRY_VERIFY(window.rect().contains(card.geometry()));
    QVERIFY(card.geometry().bottom() < 400 - 32);
}

QTEST_MAIN(TourCardTest)
#include "tst_tour_card.moc"
