// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/result_files.h"

#include "app/engine/files.h"

namespace solferino {

namespace fs = std::filesystem;

ResultFiles::ResultFiles(const fs::path &output, const std::string &name, const std::string &extension)
    : m_mayReplace(output.has_extension() && !fs::is_directory(output))
{
    m_folder = m_mayReplace ? output.parent_path() : output;
    m_stem = m_mayReplace ? output.stem().string() : name;
    m_extension = m_mayReplace ? output.extension().string() : "." + extension;
}

fs::path ResultFiles::write(const Bytes &bytes, bool isOneOfMany)
{
    if (m_mayReplace && !isOneOfMany) {
        fs::path path = m_folder / (m_stem + m_extension);
        writeFile(path, bytes);
        return path;
    }
    while (!m_mayReplace && fs::exists(numbered(m_next)))
        ++m_next;
    fs::path path = numbered(m_next++);
    writeFile(path, bytes);
    return path;
}

fs::path ResultFiles::numbered(int number) const
{
    std::string digits = std::to_string(number);
    if (digits.size() < 3)
        digits.insert(0, 3 - digits.size(), '0');
    return m_folder / (m_stem + "-" + digits + m_extension);
}

} // namespace solferino
