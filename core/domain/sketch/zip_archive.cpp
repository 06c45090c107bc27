// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/zip_archive.h"

#include "core/domain/text/format_error.h"

#include <algorithm>
#include <stdexcept>
#include <zip.h>

namespace solferino {

namespace {

// Drawings pack to a third; what packs a hundred times smaller is made to fill memory.
constexpr std::uint64_t kMostPacking = 100;
constexpr std::uint64_t kHarmlessBytes = std::uint64_t{1} << 20U;
constexpr std::uint64_t kChunk = std::uint64_t{1} << 20U;
// libzip's own choice is the strongest, which takes twenty times as long for a file that is 6 % smaller.
constexpr zip_uint32_t kLevel = 4;
constexpr zip_uint16_t kFirstDosDate = 1U << 5U | 1U; // 1980-01-01

zip_source_t *sourceOf(std::span<const std::uint8_t> bytes)
{
    zip_source_t *const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
    if (source == nullptr)
        throw std::bad_alloc();
    return source;
}

void checkMember(const zip_stat_t &stat, const std::string &name, std::uint64_t mostBytes)
{
    constexpr zip_uint64_t kNeeded = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
    if ((stat.valid & kNeeded) != kNeeded)
        throw FormatError("The archive does not say how large " + name + " is; it is damaged.");
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
        throw FormatError("The archive is encrypted; unpack it and pack it without a password.");
    if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE)
        throw FormatError("The archive is packed by a method that NumPy does not use; pack it by deflate.");
    const bool isBomb = stat.size > kHarmlessBytes && stat.size / kMostPacking > stat.comp_size;
    if (stat.size > mostBytes || isBomb)
        throw FormatError("The archive says that " + name + " has " + std::to_string(stat.size) +
                          " bytes, which is more than drawings need; it is damaged or too large.");
}

} // namespace

ZipReader::ZipReader(std::span<const std::uint8_t> bytes)
    : m_archive(nullptr, [](zip *archive) { zip_discard(archive); })
{
    constexpr const char *kNoArchive = "This is no .npz file: it is no zip archive, or its end is missing.";
    // To libzip, nothing is an archive without members.
    if (bytes.empty())
        throw FormatError(kNoArchive);
    zip_source_t *const source = sourceOf(bytes);
    m_archive.reset(zip_open_from_source(source, ZIP_RDONLY, nullptr));
    if (!m_archive) {
        zip_source_free(source);
        throw FormatError(kNoArchive);
    }
}

ZipReader::~ZipReader() = default;

std::optional<std::string> ZipReader::member(const std::string &name, std::uint64_t mostBytes) const
{
    const zip_int64_t index = zip_name_locate(m_archive.get(), name.c_str(), ZIP_FL_ENC_GUESS);
    if (index < 0)
        return std::nullopt;
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(m_archive.get(), static_cast<zip_uint64_t>(index), 0, &stat) != 0)
        throw FormatError("The archive's table of contents is damaged.");
    checkMember(stat, name, mostBytes);

    const std::unique_ptr<zip_file_t, int (*)(zip_file_t *)> file(
        zip_fopen_index(m_archive.get(), static_cast<zip_uint64_t>(index), 0), zip_fclose);
    if (!file)
        throw FormatError("The archive's member " + name + " cannot be opened; the file is damaged.");
    // Grows with what really comes, so that a size that lies costs nothing.
    std::string content;
    while (content.size() < stat.size) {
        const std::size_t had = content.size();
        content.resize(had + static_cast<std::size_t>(std::min(kChunk, stat.size - had)));
        const zip_int64_t got = zip_fread(file.get(), content.data() + had, content.size() - had);
        if (got <= 0)
            throw FormatError("The archive's member " + name + " is damaged or shorter than it says.");
        content.resize(had + static_cast<std::size_t>(got));
    }
    char beyond = 0;
    if (zip_fread(file.get(), &beyond, 1) != 0)
        throw FormatError("The archive's member " + name + " is damaged or longer than it says.");
    return content;
}

std::vector<std::uint8_t> writeZip(const std::vector<ZipMember> &members)
{
    zip_source_t *const target = sourceOf({});
    zip_source_keep(target);
    const std::unique_ptr<zip_source_t, void (*)(zip_source_t *)> kept(target, zip_source_free);
    std::unique_ptr<zip_t, void (*)(zip_t *)> archive(
        zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, nullptr), zip_discard);
    if (!archive) {
        zip_source_free(target);
        throw std::runtime_error("The archive cannot be made.");
    }
    for (const ZipMember &member : members) {
        zip_source_t *const source =
            zip_source_buffer(archive.get(), member.content.data(), member.content.size(), 0);
        const zip_int64_t index =
            zip_file_add(archive.get(), member.name.c_str(), source, ZIP_FL_ENC_UTF_8 | ZIP_FL_OVERWRITE);
        if (index < 0) {
            zip_source_free(source);
            throw std::runtime_error("The archive cannot take " + member.name + ".");
        }
        zip_set_file_compression(archive.get(), static_cast<zip_uint64_t>(index), ZIP_CM_DEFLATE, kLevel);
        zip_file_set_dostime(archive.get(), static_cast<zip_uint64_t>(index), 0, kFirstDosDate, 0);
    }
    if (zip_close(archive.get()) != 0)
        throw std::runtime_error("The archive cannot be written.");
    // Closed, it is gone.
    (void)archive.release();

    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_source_stat(target, &stat) != 0 || zip_source_open(target) != 0)
        throw std::runtime_error("The archive cannot be read back.");
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(stat.size));
    const zip_int64_t got = zip_source_read(target, bytes.data(), bytes.size());
    zip_source_close(target);
    if (got < 0 || static_cast<std::size_t>(got) != bytes.size())
        throw std::runtime_error("The archive cannot be read back.");
    return bytes;
}

} // namespace solferino
