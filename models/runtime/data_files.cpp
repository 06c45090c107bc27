// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runtime/data_files.h"

#include "models/runtime/error.h"

#include <algorithm>
#include <sstream>

namespace solferino::models {

namespace fs = std::filesystem;

std::vector<fs::path> splitPathList(const std::string &list)
{
    std::vector<fs::path> paths;
    std::istringstream stream(list);
    for (std::string entry; std::getline(stream, entry, ';');) {
        if (entry.find_first_not_of(" \t") != std::string::npos)
            paths.emplace_back(entry);
    }
    return paths;
}

std::string absolutePaths(const std::string &list)
{
    std::string result;
    for (const fs::path &path : splitPathList(list))
        result.append(result.empty() ? "" : ";").append(fs::absolute(path).string());
    return result;
}

std::string lowerExtension(const fs::path &path)
{
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return extension;
}

std::vector<fs::path> findDataFiles(const std::vector<fs::path> &sources,
                                    const std::vector<std::string> &extensions)
{
    std::vector<fs::path> files;
    for (const fs::path &source : sources) {
        std::error_code failure;
        if (fs::is_regular_file(source, failure)) {
            files.push_back(source);
            continue;
        }
        fs::recursive_directory_iterator entry(source, fs::directory_options::skip_permission_denied,
                                               failure);
        std::error_code entryFailure;
        for (; !failure && entry != fs::recursive_directory_iterator(); entry.increment(failure)) {
            const std::string extension = lowerExtension(entry->path());
            if (std::find(extensions.begin(), extensions.end(), extension) != extensions.end() &&
                entry->is_regular_file(entryFailure))
                files.push_back(entry->path());
        }
        if (failure)
            throw Error(Error::Kind::File,
                        "The folder " + source.string() + " cannot be read: " + failure.message() + ".");
    }
    std::sort(files.begin(), files.end());
    files.erase(std::unique(files.begin(), files.end()), files.end());
    return files;
}

std::string sourceName(const fs::path &path)
{
    const fs::path clean = (path / "").parent_path();
    std::vector<std::string> parts;
    for (const fs::path &part : clean.relative_path())
        parts.push_back(part.string());
    std::string name;
    for (std::size_t i = parts.size() > 3 ? parts.size() - 3 : 0; i < parts.size(); ++i)
        name += (name.empty() ? "" : "/") + parts[i];
    return name;
}

std::vector<std::string> sourceNames(const std::string &list)
{
    std::vector<std::string> names;
    for (const fs::path &source : splitPathList(list))
        names.push_back(sourceName(source));
    return names;
}

} // namespace solferino::models
