// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runtime/safetensors.h"

#include "models/runtime/error.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <system_error>

namespace solferino::models {

namespace {

constexpr std::uint64_t kMaxHeaderBytes = 16u << 20;
constexpr std::size_t kMaxDimensions = 8;
constexpr std::size_t kLengthBytes = 8;

struct TypeName
{
    TensorType type;
    const char *name;
    std::size_t bytes;
};
constexpr std::array kTypes{TypeName{TensorType::Float32, "F32", 4}, TypeName{TensorType::Float16, "F16", 2},
                            TypeName{TensorType::BFloat16, "BF16", 2}, TypeName{TensorType::Int64, "I64", 8},
                            TypeName{TensorType::UInt8, "U8", 1}};

[[noreturn]] void damaged(const std::filesystem::path &path, const std::string &reason)
{
    throw Error(Error::Kind::ModelFileDamaged, path.filename().string() + " is damaged: " + reason + ".");
}

const TypeName &typeNamed(const std::filesystem::path &path, const std::string &name)
{
    const auto *found =
        std::find_if(kTypes.begin(), kTypes.end(), [&](const TypeName &type) { return name == type.name; });
    if (found == kTypes.end())
        damaged(path, "the element type \"" + name.substr(0, 20) + "\" is unknown");
    return *found;
}

std::uint64_t readUnsigned(const std::filesystem::path &path, const nlohmann::json &value)
{
    if (!value.is_number_unsigned())
        damaged(path, "a size is not a whole number");
    return value.get<std::uint64_t>();
}

TensorEntry readEntry(const std::filesystem::path &path, const std::string &name, const nlohmann::json &value,
                      std::uint64_t dataSize)
{
    const auto member = [&](const char *key) -> const nlohmann::json & {
        const auto found = value.is_object() ? value.find(key) : value.end();
        if (!value.is_object() || found == value.end())
            damaged(path, "a tensor has no \"" + std::string(key) + "\"");
        return *found;
    };
    const auto &dtype = member("dtype"), &shape = member("shape"), &offsets = member("data_offsets");
    if (!dtype.is_string() || !shape.is_array() || !offsets.is_array() || offsets.size() != 2 ||
        shape.size() > kMaxDimensions)
        damaged(path, "a tensor is not described as it should be");
    const TypeName &type = typeNamed(path, dtype.get<std::string>());
    TensorEntry entry{name, type.type, {}, readUnsigned(path, offsets[0]), readUnsigned(path, offsets[1])};
    if (entry.begin > entry.end || entry.end > dataSize)
        damaged(path, "a tensor lies outside the file");
    std::uint64_t bytes = type.bytes;
    for (const nlohmann::json &size : shape) {
        const std::uint64_t length = readUnsigned(path, size);
        if (length != 0 && bytes > dataSize / length)
            damaged(path, "a tensor is larger than the file");
        bytes *= length;
        entry.shape.push_back(static_cast<std::int64_t>(length));
    }
    if (bytes != entry.end - entry.begin)
        damaged(path, "a tensor's shape and size disagree");
    return entry;
}

/// Tensors must follow one another without gap or overlap and fill the file.
void sortAndCheckCover(const std::filesystem::path &path, SafetensorsHeader &header)
{
    std::sort(
        header.tensors.begin(), header.tensors.end(), [](const TensorEntry &left, const TensorEntry &right) {
            return std::tie(left.begin, left.end, left.name) < std::tie(right.begin, right.end, right.name);
        });
    std::uint64_t position = 0;
    for (const TensorEntry &entry : header.tensors) {
        if (entry.begin != position)
            damaged(path, "tensors overlap or leave a gap");
        position = entry.end;
    }
    if (position != header.dataSize)
        damaged(path, "there are bytes that belong to no tensor");
}

SafetensorsHeader parseHeader(const std::filesystem::path &path, const std::string &text,
                              std::uint64_t dataSize)
{
    std::set<std::string> names;
    const auto refuseRepeats = [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json &parsed) {
        if (depth == 1 && event == nlohmann::json::parse_event_t::key &&
            !names.insert(parsed.get<std::string>()).second)
            damaged(path, "a tensor is named twice");
        return depth < 8;
    };
    const auto json = nlohmann::json::parse(text, refuseRepeats, false);
    if (!json.is_object())
        damaged(path, "its header is not a JSON object");
    SafetensorsHeader header;
    header.dataOffset = kLengthBytes + text.size();
    header.dataSize = dataSize;
    for (const auto &[name, value] : json.items()) {
        if (name != "__metadata__") {
            header.tensors.push_back(readEntry(path, name, value, dataSize));
            continue;
        }
        if (!value.is_object())
            damaged(path, "its metadata is not a JSON object");
        for (const auto &[key, entry] : value.items()) {
            if (!entry.is_string())
                damaged(path, "its metadata holds more than text");
            header.metadata[key] = entry.get<std::string>();
        }
    }
    sortAndCheckCover(path, header);
    return header;
}

SafetensorsHeader readHeader(const std::filesystem::path &path, std::ifstream &stream)
{
    std::error_code failure;
    const std::uint64_t size = std::filesystem::file_size(path, failure);
    if (failure || !stream)
        throw Error(Error::Kind::File, path.string() + " cannot be opened.");
    std::array<unsigned char, kLengthBytes> prefix{};
    if (size < kLengthBytes || !stream.read(reinterpret_cast<char *>(prefix.data()), kLengthBytes))
        damaged(path, "it is shorter than a header");
    std::uint64_t length = 0;
    for (std::size_t i = 0; i < kLengthBytes; ++i)
        length |= static_cast<std::uint64_t>(prefix[i]) << (8 * i);
    if (length > kMaxHeaderBytes || length > size - kLengthBytes)
        damaged(path, "its header is longer than it can be");
    std::string text(length, '\0');
    if (!stream.read(text.data(), static_cast<std::streamsize>(length)))
        damaged(path, "it ends in its header");
    return parseHeader(path, text, size - kLengthBytes - length);
}

} // namespace

std::size_t elementSize(TensorType type)
{
    return std::find_if(kTypes.begin(), kTypes.end(),
                        [&](const TypeName &known) { return known.type == type; })
        ->bytes;
}

std::int64_t TensorEntry::elementCount() const
{
    return static_cast<std::int64_t>((end - begin) / elementSize(type));
}

const TensorEntry *SafetensorsHeader::find(const std::string &name) const
{
    const auto found = std::find_if(tensors.begin(), tensors.end(),
                                    [&](const TensorEntry &entry) { return entry.name == name; });
    return found == tensors.end() ? nullptr : &*found;
}

std::span<const std::uint8_t> SafetensorsFile::bytes(const TensorEntry &entry) const
{
    return std::span(data).subspan(entry.begin, entry.end - entry.begin);
}

SafetensorsHeader readSafetensorsHeader(const std::filesystem::path &path)
{
    std::ifstream stream(path, std::ios::binary);
    return readHeader(path, stream);
}

SafetensorsFile readSafetensors(const std::filesystem::path &path)
{
    std::ifstream stream(path, std::ios::binary);
    SafetensorsFile file;
    file.header = readHeader(path, stream);
    file.data.resize(file.header.dataSize);
    if (!stream.read(reinterpret_cast<char *>(file.data.data()),
                     static_cast<std::streamsize>(file.data.size())))
        damaged(path, "it ends early");
    return file;
}

void writeSafetensors(const std::filesystem::path &path, const std::vector<TensorToWrite> &tensors,
                      const std::map<std::string, std::string> &metadata)
{
    nlohmann::json header = nlohmann::json::object();
    if (!metadata.empty())
        header["__metadata__"] = metadata;
    std::uint64_t position = 0;
    for (const TensorToWrite &tensor : tensors) {
        const std::uint64_t end = position + tensor.bytes.size();
        const auto *type = std::find_if(kTypes.begin(), kTypes.end(),
                                        [&](const TypeName &known) { return known.type == tensor.type; });
        header[tensor.name] = {
            {"dtype", type->name}, {"shape", tensor.shape}, {"data_offsets", {position, end}}};
        position = end;
    }
    std::string text = header.dump();
    text.append((kLengthBytes - text.size() % kLengthBytes) % kLengthBytes, ' '); // data aligned to 8 bytes

    const std::filesystem::path beside = path.string() + ".part";
    std::ofstream stream(beside, std::ios::binary | std::ios::trunc);
    std::array<char, kLengthBytes> prefix{};
    for (std::size_t i = 0; i < kLengthBytes; ++i)
        prefix[i] = static_cast<char>((text.size() >> (8 * i)) & 0xFF);
    stream.write(prefix.data(), kLengthBytes).write(text.data(), static_cast<std::streamsize>(text.size()));
    for (const TensorToWrite &tensor : tensors)
        stream.write(reinterpret_cast<const char *>(tensor.bytes.data()),
                     static_cast<std::streamsize>(tensor.bytes.size()));
    stream.close();
    std::error_code failure;
    if (stream)
        std::filesystem::rename(beside, path, failure);
    if (!stream || failure) {
        std::filesystem::remove(beside, failure);
        throw Error(Error::Kind::File, path.string() + " cannot be written.");
    }
}

float floatFromHalf(std::uint16_t half)
{
    const std::uint32_t sign = static_cast<std::uint32_t>(half & 0x8000u) << 16;
    const std::uint32_t exponent = (half >> 10) & 0x1Fu, fraction = half & 0x3FFu;
    if (exponent == 0) { // zero and subnormal: fraction * 2^-24
        const float value = static_cast<float>(fraction) * 5.9604644775390625e-8f;
        return sign ? -value : value;
    }
    const std::uint32_t wide = exponent == 31 ? 255u : exponent + 112u;
    return std::bit_cast<float>(sign | wide << 23 | fraction << 13);
}

std::uint16_t halfFromFloat(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const auto sign = static_cast<std::uint16_t>((bits >> 16) & 0x8000u);
    const std::uint32_t magnitude = bits & 0x7FFFFFFFu;
    if (magnitude > 0x7F800000u)
        return sign | 0x7E00u; // not a number
    if (magnitude >= 0x477FF000u)
        return sign | 0x7C00u;     // rounds to infinity
    if (magnitude < 0x38800000u) { // subnormal: adding 0.5 leaves the rounded fraction in the low bits
        const float shifted = std::bit_cast<float>(magnitude) + 0.5f;
        return sign | static_cast<std::uint16_t>(std::bit_cast<std::uint32_t>(shifted) - 0x3F000000u);
    }
    const std::uint32_t rounded = magnitude + 0x0FFFu + ((magnitude >> 13) & 1u);
    return sign | static_cast<std::uint16_t>((rounded - 0x38000000u) >> 13);
}

float floatFromBFloat16(std::uint16_t bits)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

} // namespace solferino::models
