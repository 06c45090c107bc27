// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_files.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <random>
#include <stdexcept>

namespace solferino::test {

std::vector<std::uint8_t> readData(const std::string &name)
{
    std::ifstream file(std::string(SOLFERINO_TEST_DATA) + '/' + name, std::ios::binary);
    if (!file)
        throw std::runtime_error("tests/data/" + name + " is missing");
    return {std::istreambuf_iterator<char>(file), {}};
}

nlohmann::json readJsonData(const std::string &name)
{
    const std::vector<std::uint8_t> bytes = readData(name);
    return nlohmann::json::parse(bytes);
}

TemporaryFolder::TemporaryFolder()
{
    const auto parent = std::filesystem::temp_directory_path();
    std::random_device random;
    std::filesystem::path path;
    do
        path = parent / ("solferino-test-" + std::to_string(random()));
    while (!std::filesystem::create_directory(path));
    m_path = path.string();
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

std::string TemporaryFolder::file(const std::string &name) const
{
    return m_path + '/' + name;
}

std::size_t TemporaryFolder::fileCount() const
{
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(m_path), {}));
}

} // namespace solferino::test
