// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/text/number_text.h"

#include <clocale>
#include <doctest/doctest.h>

using namespace solferino;

TEST_CASE("numbers_areExactAndShort")
{
    CHECK(textFromNumber(0.1) == "0.1");
    CHECK(textFromNumber(120.0) == "120");
    CHECK(textFromNumber(-2.5) == "-2.5");
    for (const double value : {1.0 / 3.0, 1e300, 5e-324, 123456789.123456789}) {
        CAPTURE(value);
        CHECK(numberFromText(textFromNumber(value)) == value);
    }
}

TEST_CASE("numbers_haveAsManyDecimalsAsAsked")
{
    CHECK(textFromNumber(2.0 / 3.0, 3) == "0.667");
    CHECK(textFromNumber(2.0, 0) == "2");
    CHECK(textFromNumber(1e308, 99).size() == 309 + 1 + 17);
}

TEST_CASE("texts_areReadWhole")
{
    CHECK(numberFromText("1.5") == 1.5);
    CHECK(numberFromText(" +1.5e2\n") == 150.0);
    CHECK(numberFromText("-3") == -3.0);
    for (const char *text : {"", " ", "+", "+-1", "1,5", "1.5x", "nan", "inf", "0x10", "1e999", "1 2"}) {
        CAPTURE(text);
        CHECK_FALSE(numberFromText(text));
    }
    CHECK(integerFromText("-42") == -42);
    CHECK_FALSE(integerFromText("4.2"));
    CHECK_FALSE(integerFromText("99999999999999999999"));
}

TEST_CASE("locale_doesNotMatter")
{
    for (const char *name : {"de_DE.UTF-8", "fr_FR.UTF-8", "de_DE", "C"}) {
        if (!std::setlocale(LC_ALL, name))
            continue;
        CHECK(textFromNumber(1.5) == "1.5");
        CHECK(numberFromText("1.5") == 1.5);
    }
    std::setlocale(LC_ALL, "C");
}
