// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/files.h"

#include "models/runtime/error.h"

#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>
#include <unistd.h>

namespace solferino {

namespace fs = std::filesystem;
using models::Error;

namespace {

[[noreturn]] void refuse(const std::string &verb, const fs::path &path, int error)
{
    throw Error(Error::Kind::File,
                "Cannot " + verb + " " + path.string() + ": " + std::generic_category().message(error) + ".");
}

/// Returns 0 or the number of the error.
int writeBytes(const fs::path &path, std::span<const std::uint8_t> bytes)
{
    errno = 0;
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char *>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    file.close();
    return file ? 0 : errno != 0 ? errno : EIO;
}

} // namespace

Bytes readFile(const fs::path &path, std::uint64_t mostBytes)
{
    if (fs::is_directory(path))
        refuse("read", path, EISDIR);
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file)
        refuse("read", path, errno != 0 ? errno : EIO);
    Bytes bytes;
    std::array<char, std::size_t{1} << 16U> piece{};
    while (file.read(piece.data(), piece.size()) || file.gcount() > 0) {
        bytes.insert(bytes.end(), piece.begin(), piece.begin() + file.gcount());
        if (bytes.size() > mostBytes)
            refuse("read", path, EFBIG);
    }
    if (file.bad())
        refuse("read", path, EIO);
    return bytes;
}

void writeFile(const fs::path &path, std::span<const std::uint8_t> bytes)
{
    std::error_code failure;
    if (path.has_parent_path())
        fs::create_directories(path.parent_path(), failure);
    if (failure)
        refuse("create", path.parent_path(), failure.value());

    if (fs::exists(path, failure) && !fs::is_regular_file(path, failure) &&
        !fs::is_directory(path, failure)) {
        if (const int writeError = writeBytes(path, bytes); writeError != 0)
            refuse("write", path, writeError);
        return;
    }
    fs::path temporary = path;
    temporary += ".part" + std::to_string(getpid());
    const int writeError = writeBytes(temporary, bytes);
    if (writeError == 0)
        fs::rename(temporary, path, failure);
    if (writeError != 0 || failure) {
        std::error_code ignored;
        fs::remove(temporary, ignored);
        refuse("write", path, writeError != 0 ? writeError : failure.value());
    }
}

} // namespace solferino
