// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/audio/wav_comment.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <utility>

namespace solferino {

namespace {

constexpr std::uint64_t kTagSize = 4;
constexpr std::uint64_t kChunkHeaderSize = 8;
constexpr std::uint64_t kRiffHeaderSize = 12;

std::string littleEndian(std::uint64_t value)
{
    std::string text;
    for (int shift = 0; shift < 32; shift += 8)
        text += static_cast<char>(value >> shift & 0xFF);
    return text;
}

std::uint64_t padded(std::uint64_t size)
{
    return size + size % 2;
}

struct Chunk
{
    std::string tag;
    std::uint64_t size = 0;
};

/// The chunk header at `at`; an empty tag where there is none within `end`.
Chunk chunkAt(std::ifstream &file, std::uint64_t at, std::uint64_t end)
{
    if (at + kChunkHeaderSize > end)
        return {};
    std::array<char, kChunkHeaderSize> header{};
    file.seekg(static_cast<std::streamoff>(at));
    if (!file.read(header.data(), header.size()))
        return {};
    Chunk chunk{.tag = std::string(header.data(), kTagSize)};
    for (std::size_t i = 0; i < 4; ++i)
        chunk.size |= std::uint64_t{static_cast<std::uint8_t>(header[kTagSize + i])} << (8 * i);
    return chunk;
}

/// Position and size of the content of the first chunk `tag` between `at` and `end`; size 0 if there is none.
std::pair<std::uint64_t, std::uint64_t> findChunk(std::ifstream &file, const std::string &tag,
                                                  std::uint64_t at, std::uint64_t end)
{
    for (Chunk chunk = chunkAt(file, at, end); !chunk.tag.empty(); chunk = chunkAt(file, at, end)) {
        at += kChunkHeaderSize;
        if (chunk.tag == tag)
            return {at, chunk.size <= end - at ? chunk.size : 0};
        at += padded(chunk.size);
    }
    return {end, 0};
}

} // namespace

bool appendWavComment(const std::string &path, const std::string &comment)
{
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(0, std::ios::end);
    const auto oldSize = static_cast<std::uint64_t>(file.tellp());
    const std::string text = comment + std::string(comment.size() % 2 == 0 ? 2 : 1, '\0');
    if (oldSize % 2 != 0)
        file.put('\0');
    file << "LIST" << littleEndian(kTagSize + kChunkHeaderSize + text.size()) << "INFOICMT"
         << littleEndian(text.size()) << text;
    const auto newSize = static_cast<std::uint64_t>(file.tellp());
    file.seekp(kTagSize);
    file << littleEndian(newSize - kChunkHeaderSize);
    file.close();
    return !file.fail();
}

std::string readWavComment(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    file.seekg(0, std::ios::end);
    const auto size = static_cast<std::uint64_t>(std::max<std::streamoff>(file.tellg(), 0));
    if (chunkAt(file, 0, size).tag != "RIFF")
        return {};
    std::uint64_t at = kRiffHeaderSize;
    while (true) {
        const auto [list, listSize] = findChunk(file, "LIST", at, size);
        if (listSize <= kTagSize)
            return {};
        const auto [text, textSize] = findChunk(file, "ICMT", list + kTagSize, list + listSize);
        if (textSize > 0) {
            std::string comment(textSize, '\0');
            file.seekg(static_cast<std::streamoff>(text));
            file.read(comment.data(), static_cast<std::streamsize>(textSize));
            return comment.c_str();
        }
        at = list + padded(listSize);
    }
}

} // namespace solferino
