// SPDX-License-Identifier: GPL-3.0-or-later
// Thousands of damaged data files: each is read or refused, within the memory that its size allows.
#include "core/domain/sketch/sketch_data_file.h"
#include "core/domain/sketch/zip_archive.h"
#include "core/domain/text/format_error.h"
#include "tests/support/damaged_bytes.h"
#include "tests/support/test_files.h"

#include <doctest/doctest.h>
#include <functional>

using namespace solferino;

namespace {

using Bytes = std::vector<std::uint8_t>;

std::size_t rowCount(const SketchData &data)
{
    std::size_t count = 0;
    for (const auto *drawings : {&data.train, &data.valid, &data.test}) {
        for (const StrokeRows &rows : *drawings)
            count += rows.size();
    }
    return count;
}

/// How many of the damaged `bytes` could be read.
int countReadable(const Bytes &bytes, const std::function<void(const Bytes &)> &read)
{
    test::Random random(20250608);
    int readable = 0;
    for (int i = 0; i < test::damagedFileCount(); ++i) {
        CAPTURE(i);
        try {
            read(test::damaged(bytes, random));
            ++readable;
        } catch (const FormatError &) {
            // As good as reading it.
        }
    }
    return readable;
}

} // namespace

TEST_CASE("damagedArchives_areReadOrRefused")
{
    const Bytes bytes = test::readData("sketch/protocol_4.npz");
    CHECK(countReadable(bytes, [](const Bytes &damaged) { (void)readSketchNpz(damaged); }) <
          test::damagedFileCount() / 2);
}

TEST_CASE("damagedPickles_areReadOrRefused")
{
    for (int protocol = 0; protocol <= 5; ++protocol) {
        CAPTURE(protocol);
        const Bytes whole = test::readData("sketch/protocol_" + std::to_string(protocol) + ".npz");
        const std::string array = ZipReader(whole).member("train.npy", 1U << 20U).value();
        const int readable = countReadable(Bytes(array.begin(), array.end()), [](const Bytes &damaged) {
            const SketchData data =
                readSketchNpz(writeZip({{"train.npy", {damaged.begin(), damaged.end()}}}));
            CHECK(rowCount(data) <= damaged.size());
        });
        CHECK(readable > 0);
        CHECK(readable < test::damagedFileCount());
    }
}

TEST_CASE("cutArchives_areRefused")
{
    const Bytes bytes = test::readData("sketch/protocol_2.npz");
    for (std::size_t length = 0; length < bytes.size(); length += 3) {
        CAPTURE(length);
        const Bytes cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
        CHECK_THROWS_AS((void)readSketchNpz(cut), FormatError);
    }
}

TEST_CASE("damagedLines_areReadOrRefused")
{
    const Bytes bytes = test::readData("sketch/cat_excerpt.ndjson");
    CHECK(countReadable(bytes, [](const Bytes &damaged) {
              const NdjsonFile file = readNdjson(damaged);
              const std::string text = writeNdjson(file.drawings);
              const NdjsonFile again =
                  readNdjson({reinterpret_cast<const std::uint8_t *>(text.data()), text.size()});
              REQUIRE(again.drawings.size() == file.drawings.size());
              for (std::size_t i = 0; i < file.drawings.size(); ++i)
                  CHECK(again.drawings[i].lines == file.drawings[i].lines);
          }) > test::damagedFileCount() / 2);
}
