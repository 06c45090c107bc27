// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

struct zip;

namespace solferino {

/// Reads members of a zip archive in memory, which must outlive it.
class ZipReader final
{
public:
    /// Throws FormatError for bytes that are no zip archive.
    explicit ZipReader(std::span<const std::uint8_t> bytes);
    explicit ZipReader(std::vector<std::uint8_t> &&) = delete;
    ~ZipReader();
    ZipReader(const ZipReader &) = delete;
    ZipReader &operator=(const ZipReader &) = delete;

    /// The unpacked member, nothing if there is none of that name. Throws FormatError: damaged, encrypted,
    /// neither stored nor deflated, larger than `mostBytes`, or packed far better than drawings can be.
    [[nodiscard]] std::optional<std::string> member(const std::string &name, std::uint64_t mostBytes) const;

private:
    std::unique_ptr<zip, void (*)(zip *)> m_archive;
};

struct ZipMember
{
    std::string name;
    std::string content;
};

/// A zip archive of deflated members, all dated 1980: the same members give the same bytes.
[[nodiscard]] std::vector<std::uint8_t> writeZip(const std::vector<ZipMember> &members);

} // namespace solferino
