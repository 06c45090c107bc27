// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/latest_value.h"
#include "core/playback/spsc_ring.h"

#include <QtTest>

#include <thread>

using namespace solferino;

class SpscRingTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void push_stopsWhenFull()
    {
        SpscRing<int, 4> ring;
        QVERIFY(!ring.pop());
        for (int value = 0; value < 4; ++value)
            QVERIFY(ring.push(value));
        QVERIFY(!ring.push(4));
        QCOMPARE(ring.pop(), std::optional<int>(0));
        QVERIFY(ring.push(5));
        for (const int expected : {1, 2, 3, 5})
            QCOMPARE(ring.pop(), std::optional<int>(expected));
        QVERIFY(!ring.pop());
    }

    void twoThreads_keepEveryValueInOrder()
    {
        constexpr int kCount = 20000;
        struct Pair
        {
            int value;
            int doubled; ///< torn values would not fit together
        };
        SpscRing<Pair, 256> ring;
        std::thread producer([&ring] {
            for (int value = 0; value < kCount;) {
                if (ring.push({value, 2 * value}))
                    ++value;
                else
                    std::this_thread::yield();
            }
        });
        int expected = 0;
        bool isWhole = true;
        while (expected < kCount) {
            if (const auto pair = ring.pop()) {
                isWhole = isWhole && pair->value == expected && pair->doubled == 2 * expected;
                ++expected;
            } else {
                std::this_thread::yield();
            }
        }
        producer.join();
        QVERIFY(isWhole);
        QVERIFY(!ring.pop());
    }

    void latestValue_isWholeAndNeverOlder()
    {
        constexpr int kCount = 20000;
        struct Pair
        {
            int value = 0;
            int doubled = 0;
        };
        LatestValue<Pair> latest;
        QCOMPARE(latest.read().value, 0);
        std::thread writer([&latest] {
            for (int value = 1; value <= kCount; ++value) {
                latest.write({value, 2 * value});
                if (value % 100 == 0)
                    std::this_thread::yield();
            }
        });
        int last = 0;
        bool isWhole = true;
        while (last < kCount) {
            const Pair pair = latest.read();
            if (pair.value == last)
                std::this_thread::yield();
            isWhole = isWhole && pair.doubled == 2 * pair.value && pair.value >= last;
            last = pair.value;
        }
        writer.join();
        QVERIFY(isWhole);
    }
};

QTEST_GUILESS_MAIN(SpscRingTest)
#include "tst_spsc_ring.moc"
