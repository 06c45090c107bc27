// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace solferino::models {

enum class TensorType { Float32, Float16, BFloat16, Int64, UInt8 };

/// Bytes of one element.
[[nodiscard]] std::size_t elementSize(TensorType type);

/// Where a tensor lies in a safetensors file.
struct TensorEntry
{
    std::string name;
    TensorType type = TensorType::Float32;
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0; ///< bytes, from the start of the data
    std::uint64_t end = 0;

    [[nodiscard]] std::int64_t elementCount() const;
};

struct SafetensorsHeader
{
    std::map<std::string, std::string> metadata;
    std::vector<TensorEntry> tensors; ///< in order of their data, which they fill without gap or overlap
    std::uint64_t dataOffset = 0;     ///< of the data in the file
    std::uint64_t dataSize = 0;

    [[nodiscard]] const TensorEntry *find(const std::string &name) const;
};

struct SafetensorsFile
{
    SafetensorsHeader header;
    std::vector<std::uint8_t> data;

    [[nodiscard]] std::span<const std::uint8_t> bytes(const TensorEntry &entry) const;
};

/// A tensor to be written; `bytes` are little-endian, row by row.
struct TensorToWrite
{
    std::string name;
    TensorType type = TensorType::Float32;
    std::vector<std::int64_t> shape;
    std::span<const std::uint8_t> bytes;
};

/// Reads and checks the header alone; every size is checked against the file before memory is taken for it.
/// Throws Error(ModelFileDamaged), or Error(File) where the file cannot be opened.
[[nodiscard]] SafetensorsHeader readSafetensorsHeader(const std::filesystem::path &path);
[[nodiscard]] SafetensorsFile readSafetensors(const std::filesystem::path &path);

/// Writes beside `path` and renames, so that `path` is whole at every moment. Throws Error(File).
void writeSafetensors(const std::filesystem::path &path, const std::vector<TensorToWrite> &tensors,
                      const std::map<std::string, std::string> &metadata);

/// IEEE half and bfloat16 with rounding to the nearest even.
[[nodiscard]] float floatFromHalf(std::uint16_t half);
[[nodiscard]] std::uint16_t halfFromFloat(float value);
[[nodiscard]] float floatFromBFloat16(std::uint16_t bits);

} // namespace solferino::models
