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

void ResultFiles::setSource(const fs::path &source)
{
    m_source = source.stem().string();
}

fs::path ResultFiles::write(const Attachment &file, bool isOneOfMany)
{
    fs::path path;
    if (m_mayReplace && !isOneOfMany) {
        path = m_folder / (m_stem + m_extension);
    } else if (!m_source.empty()) {
        path = named(file.name);
    } else {
        while (!m_mayReplace && fs::exists(numbered(m_next)))
            ++m_next;
        path = numbered(m_next++);
    }
    writeFile(path, file.bytes);
    return path;
}

fs::path ResultFiles::numbered(int number) const
{
    std::string digits = std::to_string(number);
    if (digits.size() < 3)
        digits.insert(0, 3 - digits.size(), '0');
    return m_folder / (m_stem + "-" + digits + m_extension);
}

fs::path ResultFiles::named(const fs::path &result) const
{
    const std::string name = (m_mayReplace ? m_stem : m_source) + "-" + result.stem().string();
    const std::string extension = m_mayReplace ? m_extension : result.extension().string();
    fs::path path = m_folder / (name + extension);
    for (int number = 2; !m_mayReplace && fs::exists(path); ++number)
        path = m_folder / (name + "-" + std::to_string(number) + extension);
    return path;
}

} // namespace solferino
