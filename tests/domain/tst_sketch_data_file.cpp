// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/pickle_reader.h"
#include "core/domain/sketch/sketch_data_file.h"
#include "core/domain/sketch/zip_archive.h"
#include "core/domain/text/format_error.h"
#include "tests/support/test_files.h"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <filesystem>
#include <limits>
#include <nlohmann/json.hpp>

using namespace solferino;
using namespace std::string_literals;

namespace {

using Bytes = std::vector<std::uint8_t>;

const StrokeRows kShort{{0, 0, false}, {10, 0, false}, {0, 5, true}, {10, 0, false}, {0, 10, true}};

StrokeRows longRows()
{
    StrokeRows rows;
    for (int i = 0; i < 200; ++i)
        rows.push_back({static_cast<float>(i % 7 - 3), static_cast<float>(200 * (i % 3) - 255), i % 10 == 9});
    return rows;
}

SketchData training(std::vector<StrokeRows> drawings)
{
    SketchData data;
    data.train = std::move(drawings);
    return data;
}

std::string refusal(const Bytes &bytes)
{
    try {
        (void)readSketchNpz(bytes);
    } catch (const FormatError &error) {
        return error.what();
    }
    return {};
}

std::string refusalOfFile(const std::string &name)
{
    return refusal(test::readData("sketch/" + name));
}

/// A .npy file of version 1 with `shape` and what follows the head.
std::string npy(const std::string &type, const std::string &shape, const std::string &data)
{
    const std::string header =
        "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
    return "\x93NUMPY\x01\x00"s + static_cast<char>(header.size()) + '\0' + header + data;
}

std::string refusalOfArray(const std::string &content)
{
    return refusal(writeZip({{"train.npy", content}}));
}

bool contains(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("archives_ofNumPy_areReadUnderEveryProtocol")
{
    for (int protocol = 0; protocol <= 5; ++protocol) {
        CAPTURE(protocol);
        const SketchData data =
            readSketchNpz(test::readData("sketch/protocol_" + std::to_string(protocol) + ".npz"));
        CHECK(data.train == std::vector<StrokeRows>{kShort, longRows(), {}, kShort});
        CHECK(data.valid == std::vector<StrokeRows>(7, kShort));
        CHECK(data.test == std::vector<StrokeRows>{kShort});
    }
}

TEST_CASE("archives_ofPython2_areReadAsMagentaDoes")
{
    const SketchData data = readSketchNpz(test::readData("sketch/omniglot_excerpt.npz"));
    const nlohmann::json golden = test::readJsonData("golden/sketch_strokes.json");
    std::vector<std::size_t> lengths;
    std::vector<double> offsets;
    for (const StrokeRows &rows : data.train) {
        lengths.push_back(rows.size());
        for (const StrokeRow &row : rows)
            offsets.insert(offsets.end(), {static_cast<double>(row.dx), static_cast<double>(row.dy)});
    }
    std::sort(lengths.begin(), lengths.end());
    CHECK(lengths == golden["sorted_lengths"].get<std::vector<std::size_t>>());
    CHECK(data.valid.size() == 10);
    CHECK(data.test.size() == 10);

    double mean = 0.0;
    for (const double offset : offsets)
        mean += offset / static_cast<double>(offsets.size());
    double variance = 0.0;
    for (const double offset : offsets)
        variance += (offset - mean) * (offset - mean) / static_cast<double>(offsets.size());
    CHECK(std::sqrt(variance) == doctest::Approx(golden["normalizing_scale"].get<double>()).epsilon(1e-6));
}

TEST_CASE("drawings_ofOneLength_areOneArray")
{
    const SketchData data = readSketchNpz(test::readData("sketch/one_length.npz"));
    CHECK(data.train == std::vector<StrokeRows>{kShort, kShort});
    CHECK(data.valid == data.train);
    CHECK(data.test.empty());
}

TEST_CASE("written_archives_comeBack")
{
    SketchData data;
    data.train.assign(2500, kShort);
    data.train[1234] = longRows();
    data.valid = {{}, kShort};
    const Bytes bytes = writeSketchNpz(data);
    CHECK(readSketchNpz(bytes) == data);
    CHECK(writeSketchNpz(data) == bytes);
    CHECK(bytes.size() < 20'000);
    CHECK(readSketchNpz(writeSketchNpz({})) == SketchData{});
}

TEST_CASE("written_offsets_areRoundedInPlaceAndClamped")
{
    const float infinity = std::numeric_limits<float>::infinity();
    const SketchData data =
        training({StrokeRows(10, {0.3F, -0.5F, false}), {{1e9F, -1e9F, true}, {infinity, 2.0F, true}}});
    const SketchData read = readSketchNpz(writeSketchNpz(data));
    float x = 0.0F;
    float y = 0.0F;
    for (const StrokeRow &row : read.train[0]) {
        x += row.dx;
        y += row.dy;
    }
    CHECK(x == 3.0F);
    CHECK(y == -5.0F);
    CHECK(read.train[1] == StrokeRows{{32767, -32768, true}, {0, 2, true}});
}

TEST_CASE("foreign_pickles_areRefusedAndNotRun")
{
    CHECK(contains(refusalOfFile("foreign.npz"), "system"));
    const std::string call = "cposix\nsystem\n(S'echo foreign > foreign.txt'\ntR.";
    CHECK(contains(refusalOfArray(npy("|O", "(1,)", call)), "posix.system"));
    CHECK(contains(refusalOfArray(npy("|O", "(1,)", "c\x1b[31m\nevil\n."s)), "?[31m.evil"));
    for (const char *opcode : {"}.", "i\nos\nsystem\n.", "(os\nsystem\n.", "0.", "2.", "P1\n.", "Q.", "\x81.",
                               "\x92.", "\x97.", "\x98."})
        CHECK(contains(refusalOfArray(npy("|O", "(1,)", opcode)), "nothing of it was executed"));
    CHECK_FALSE(std::filesystem::exists("foreign.txt"));
}

TEST_CASE("odd_arrays_areRefusedInASentence")
{
    CHECK(contains(refusalOfFile("fortran.npz"), "Fortran"));
    CHECK(contains(refusalOfFile("five_columns.npz"), "Drawing 1"));
    CHECK(contains(refusalOfFile("not_a_number.npz"), "NaN"));
    CHECK(contains(refusalOfFile("text.npz"), "integers and floats"));
    CHECK(contains(refusal(writeZip({{"other.npy", "x"}})), "none of the arrays"));
    CHECK(contains(refusal({}), "no .npz"));
    CHECK(contains(refusal({'h', 'e', 'l', 'l', 'o'}), "no .npz"));
    CHECK(contains(refusalOfArray("no array at all, but long enough"), "no NumPy array"));
}

TEST_CASE("sizes_thatLie_areRefused")
{
    const std::string few(24, '\0');
    CHECK(contains(refusalOfArray(npy("<i2", "(2, 1000000, 3)", few)), "shorter"));
    CHECK(contains(refusalOfArray(npy("<i2", "(4611686018427387904, 8, 3)", few)), "larger than any file"));
    CHECK(contains(refusalOfArray(npy("<i2", "(99999999999999999999, 8, 3)", few)), "head is damaged"));
    CHECK(contains(refusalOfArray(npy("<i2", "(-1, 8, 3)", few)), "head is damaged"));
    // A pickle that says there are more drawings than it holds, and texts that would be longer than it.
    const Bytes one = writeSketchNpz(training({kShort}));
    std::string array = ZipReader(one).member("train.npy", 1U << 20U).value();
    array.replace(array.find("(1,)"), 4, "(9,)");
    CHECK(contains(refusalOfArray(array), "does not fit"));
    CHECK(contains(refusalOfArray(npy("|O", "(1,)", "\x80\x04\x8e\xff\xff\xff\xff\xff\xff\xff\xff")),
                   "ends early"));
    CHECK(contains(refusalOfArray(npy("|O", "(1,)", "B\xff\xff\xff\xff")), "ends early"));
}

TEST_CASE("bombs_areRefused")
{
    CHECK(contains(refusalOfArray(std::string(64U << 20U, '\0')), "more than drawings need"));
    // Lists in lists, and more tuples than drawings need, each of one byte.
    const std::string nested = std::string(900'000, ']') + std::string(899'999, 'a') + ".";
    CHECK_THROWS_AS((void)PickleReader(nested).read(), FormatError);
    std::string tuples = "]";
    for (int i = 0; i < 1'000'000; ++i)
        tuples += ")a";
    CHECK_THROWS_AS((void)PickleReader(tuples + ".").read(), FormatError);
    CHECK_THROWS_AS((void)PickleReader(std::string(1'100'000, 'N') + ".").read(), FormatError);
    // One large drawing that is named again and again: kept under 99, recalled.
    constexpr int kTimes = 60'000;
    const Bytes one = writeSketchNpz(training({StrokeRows(100'000, {1, 2, false})}));
    const std::string array = ZipReader(one).member("train.npy", 1U << 30U).value();
    std::string pickle = array.substr(array.find('\n') + 1);
    std::string again;
    for (int i = 1; i < kTimes; ++i)
        again += "qchc";
    pickle.insert(pickle.size() - 4, again);
    pickle.replace(pickle.find("J\x01\0\0\0"s), 5, "J\x60\xEA\0\0"s);
    CHECK(contains(refusalOfArray(npy("|O", "(60000,)", pickle)), "more points than the file has bytes"));
}
