// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace solferino::test {

/// A file of tests/data; throws std::runtime_error if it is missing.
[[nodiscard]] std::vector<std::uint8_t> readData(const std::string &name);
[[nodiscard]] nlohmann::json readJsonData(const std::string &name);

/// A folder of its own for the files of one test, removed with everything in it at the end.
class TemporaryFolder final
{
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder &) = delete;
    TemporaryFolder &operator=(const TemporaryFolder &) = delete;

    [[nodiscard]] std::string file(const std::string &name) const;
    [[nodiscard]] std::size_t fileCount() const;

private:
    std::string m_path;
};

} // namespace solferino::test
