// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runtime/error.h"
#include "models/runtime/safetensors.h"

#include <cmath>
#include <cstring>
#include <doctest/doctest.h>
#include <fstream>
#include <limits>
#include <unistd.h>

using namespace solferino::models;
namespace fs = std::filesystem;

namespace {

class TemporaryFile final
{
public:
    explicit TemporaryFile(const std::string &name)
        : m_path(fs::temp_directory_path() / (std::to_string(getpid()) + "-" + name))
    {}
    ~TemporaryFile() { fs::remove(m_path); }
    [[nodiscard]] const fs::path &path() const { return m_path; }

    void write(const std::string &bytes) const { std::ofstream(m_path, std::ios::binary) << bytes; }
    /// A file with this header, its true length before it and `dataSize` zeros behind it.
    void writeHeader(const std::string &header, std::size_t dataSize) const
    {
        std::string bytes(8, '\0');
        for (std::size_t i = 0; i < 8; ++i)
            bytes[i] = static_cast<char>((header.size() >> (8 * i)) & 0xFF);
        write(bytes + header + std::string(dataSize, '\0'));
    }

private:
    fs::path m_path;
};

Error::Kind failureOf(const fs::path &path)
{
    try {
        (void)readSafetensors(path);
    } catch (const Error &error) {
        return error.kind();
    }
    FAIL("the file was accepted");
    return Error::Kind::Internal;
}

std::span<const std::uint8_t> bytesOf(const std::vector<float> &values)
{
    return {reinterpret_cast<const std::uint8_t *>(values.data()), values.size() * sizeof(float)};
}

} // namespace

TEST_CASE("What is written is read back")
{
    const TemporaryFile file("round.safetensors");
    const std::vector<float> weights{1, 2, 3, 4, 5, 6}, bias{-1};
    writeSafetensors(file.path(),
                     {{"weight", TensorType::Float32, {2, 3}, bytesOf(weights)},
                      {"bias", TensorType::Float32, {1}, bytesOf(bias)},
                      {"none", TensorType::Int64, {0, 4}, {}}},
                     {{"name", "a \"quoted\" name"}});
    const SafetensorsFile read = readSafetensors(file.path());
    CHECK(read.header.metadata.at("name") == "a \"quoted\" name");
    REQUIRE(read.header.tensors.size() == 3);
    const TensorEntry *weight = read.header.find("weight");
    REQUIRE(weight);
    CHECK(weight->shape == std::vector<std::int64_t>{2, 3});
    CHECK(weight->elementCount() == 6);
    CHECK(std::memcmp(read.bytes(*weight).data(), weights.data(), 24) == 0);
    CHECK(read.header.find("nothing") == nullptr);
    CHECK(read.header.dataOffset % 8 == 0);
    CHECK_FALSE(fs::exists(file.path().string() + ".part"));
}

TEST_CASE("A header that lies is refused before memory is taken")
{
    const TemporaryFile file("hostile.safetensors");
    const auto refuses = [&](const std::string &header, std::size_t dataSize) {
        file.writeHeader(header, dataSize);
        return failureOf(file.path()) == Error::Kind::ModelFileDamaged;
    };
    const auto tensor = [](const std::string &type, const std::string &shape, const std::string &offsets) {
        return R"({"dtype":")" + type + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}";
    };
    CHECK(refuses("", 0));
    CHECK(refuses("[]", 0));
    CHECK(refuses("{", 0));
    CHECK(refuses(R"({"a":1})", 0));
    CHECK(refuses(R"({"a":{}})", 0));
    CHECK(refuses(R"({"a":)" + tensor("F99", "[1]", "[0,4]") + "}", 4));
    CHECK(refuses(R"({"a":)" + tensor("F32", "[1]", "[0,8]") + "}", 8));
    CHECK(refuses(R"({"a":)" + tensor("F32", "[2]", "[0,8]") + "}", 4));
    CHECK(refuses(R"({"a":)" + tensor("F32", "[-1]", "[0,4]") + "}", 4));
    CHECK(refuses(R"({"a":)" + tensor("F32", "[1]", "[4,0]") + "}", 4));
    CHECK(refuses(R"({"a":)" + tensor("F32", "[1.0]", "[0,4]") + "}", 4));
    CHECK(refuses(R"({"a":)" + tensor("F32", "[4294967296,4294967296,4]", "[0,0]") + "}", 0));
    CHECK(refuses(R"({"a":)" + tensor("F32", "[1,1,1,1,1,1,1,1,1]", "[0,4]") + "}", 4));
    CHECK(refuses(
        R"({"a":)" + tensor("F32", "[1]", "[0,4]") + R"(,"b":)" + tensor("F32", "[1]", "[2,6]") + "}", 6));
    CHECK(refuses(
        R"({"a":)" + tensor("F32", "[1]", "[0,4]") + R"(,"b":)" + tensor("F32", "[1]", "[8,12]") + "}", 12));
    CHECK(refuses(R"({"a":)" + tensor("F32", "[1]", "[0,4]") + "}", 5));
    CHECK(refuses(
        R"({"a":)" + tensor("F32", "[1]", "[0,4]") + R"(,"a":)" + tensor("F32", "[1]", "[0,4]") + "}", 4));
    CHECK(refuses(R"({"__metadata__":{"a":1}})", 0));
    CHECK(refuses(std::string(100'000, '['), 0));
}

TEST_CASE("A length that lies is refused")
{
    const TemporaryFile file("length.safetensors");
    for (const std::string &bytes :
         {std::string(), std::string("\1\0\0", 3), std::string("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 8),
          std::string("\x10\0\0\0\0\0\0\0{}", 10), std::string("\0\0\0\x40\0\0\0\0{}", 10)}) {
        file.write(bytes);
        CHECK(failureOf(file.path()) == Error::Kind::ModelFileDamaged);
    }
    CHECK(failureOf("/nowhere/at all") == Error::Kind::File);
}

TEST_CASE("A truncated file is refused at every length")
{
    const TemporaryFile file("cut.safetensors");
    const std::vector<float> values{1, 2, 3, 4};
    writeSafetensors(file.path(), {{"values", TensorType::Float32, {4}, bytesOf(values)}}, {});
    std::ifstream stream(file.path(), std::ios::binary);
    const std::string whole{std::istreambuf_iterator<char>(stream), {}};
    for (std::size_t length = 0; length < whole.size(); ++length) {
        file.write(whole.substr(0, length));
        CHECK(failureOf(file.path()) == Error::Kind::ModelFileDamaged);
    }
}

TEST_CASE("A file that cannot be written is said so")
{
    CHECK_THROWS_AS(writeSafetensors("/nowhere/model.safetensors", {}, {}), Error);
}

TEST_CASE("Halves keep every value and round to the nearest even")
{
    for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
        const auto half = static_cast<std::uint16_t>(bits);
        const float value = floatFromHalf(half);
        if (std::isnan(value))
            CHECK(std::isnan(floatFromHalf(halfFromFloat(value))));
        else if (halfFromFloat(value) != half)
            FAIL("half " << bits);
    }
    CHECK(floatFromHalf(halfFromFloat(1.0f + 0x1p-11f)) == 1.0f);
    CHECK(floatFromHalf(halfFromFloat(1.0f + 3 * 0x1p-11f)) == 1.0f + 0x1p-9f);
    CHECK(floatFromHalf(halfFromFloat(65519.0f)) == 65504.0f);
    CHECK(std::isinf(floatFromHalf(halfFromFloat(65520.0f))));
    CHECK(floatFromHalf(halfFromFloat(-1e-8f)) == 0.0f);
    CHECK(std::signbit(floatFromHalf(halfFromFloat(-1e-8f))));
    CHECK(floatFromBFloat16(0x3FC0) == 1.5f);
}
