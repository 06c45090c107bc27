// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/job_request.h"

#include <filesystem>
#include <string>

namespace solferino {

/// Names the files of results: a path with an extension is a file, numbered where several results come
/// (`tune.mid`: `tune-001.mid`); any other path is a folder, whose files are numbered on after those that are
/// there.
class ResultFiles final
{
public:
    /// `name` and `extension` make the names in a folder.
    ResultFiles(const std::filesystem::path &output, const std::string &name, const std::string &extension);

    /// Writes the next result whole and returns where; `isOneOfMany` tells that others come. Throws
    /// models::Error(File).
    std::filesystem::path write(const Bytes &bytes, bool isOneOfMany);

private:
    [[nodiscard]] std::filesystem::path numbered(int number) const;

    std::filesystem::path m_folder;
    std::string m_stem;
    std::string m_extension; ///< with its dot
    bool m_mayReplace;       ///< the person named the file
    int m_next = 1;
};

} // namespace solferino
